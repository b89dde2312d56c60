import type { Span } from '../../../shared/model/annotation.ts';
import { readableQuote } from '../../../shared/model/fragments.ts';
import { slotOfType } from '../../../shared/model/frames.ts';
import { spanType, type Scheme } from '../../../shared/model/scheme.ts';
import type { Uid } from '../../../shared/model/uid.ts';
import { useArticle } from '../../state/article.ts';
import { currentScheme } from '../../state/project.ts';
import { knownCall } from '../../state/queries.ts';
import { shortWords } from '../../ui/short-words.ts';
import { TEXTS } from './texts.ts';

/** The number of claims of a span that are named. */
const MOST_ROLES = 3;

/** Returns in which slots of claims and events a span is, as sentences: “Claimer of “its troops had crossed the border””. */
export function rolesOf(span: Uid, spans: readonly Span[], scheme: Scheme, text: string): string[] {
  const roles = new Set<string>();
  for (const claim of spans) {
    for (const { name, filler } of claim.slots) {
      if (!('span' in filler) || filler.span !== span) continue;
      const slot = slotOfType(spanType(scheme, claim.type), name);
      const words = readableQuote(text, claim.fragments).replace(/\s+/g, ' ');
      roles.add(TEXTS.roleIn(slot?.label ?? name, words ? shortWords(words) : TEXTS.implicit));
    }
    if (roles.size >= MOST_ROLES) break;
  }
  return [...roles].slice(0, MOST_ROLES);
}

/** Returns what screen readers are told of a span besides its type and words: its entities, and its roles in claims. */
export async function describeSpan(span: Span): Promise<string[]> {
  const { document, spans } = useArticle.getState();
  const scheme = currentScheme();
  if (!document || !scheme) return [];
  const ids = span.entities;
  // Without the names, as without a connection, the rest is still said.
  const named = ids.length > 0 ? await knownCall('entities.named', { ids }).catch(() => null) : null;
  const names = (named?.entities ?? []).map(({ name }) => TEXTS.linkedTo(name));
  return [...names, ...rolesOf(span.id, spans, scheme, document.text)];
}
