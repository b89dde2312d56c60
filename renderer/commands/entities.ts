import type { Candidate } from '../../shared/contract/entities.ts';
import type { InputOf } from '../../shared/contract/index.ts';
import type { Span } from '../../shared/model/annotation.ts';
import { readableQuote } from '../../shared/model/fragments.ts';
import { spanType } from '../../shared/model/scheme.ts';
import type { Uid } from '../../shared/model/uid.ts';
import { referenceNumber } from '../../shared/text/references.ts';
import { call } from '../api.ts';
import { showUnsaved, useArticle } from '../state/article.ts';
import { currentScheme } from '../state/project.ts';
import { setPanel, setView, toast, toastError } from '../state/view.ts';
import { recentEntities } from './references.ts';
import { mayEdit, selectedSpan } from './spans.ts';
import { TEXTS } from './texts.ts';

/** Returns the text of a mention on one line: the default name of an entity for it. */
export function mentionWords(span: Span, text: string): string {
  return readableQuote(text, span.fragments).replace(/\s+/g, ' ').trim();
}

/** Whether a mention is a name; a pronoun or a nominal does not give the name of its entity, whatever its attribute says. */
export function isName(span: Span, words: string): boolean {
  const mention = span.attributes['mention'];
  return (mention === undefined || mention === 'name') && referenceNumber(words) === null;
}

/** Returns what a mention without a name may be linked to: one entity or a group each, the likeliest first. */
export function recentFor(span: Span, words: string): readonly (readonly Uid[])[] {
  return recentEntities(span, useArticle.getState().spans, referenceNumber(words));
}

/** Returns the query for a mention: its text, or the entities of the document if the text is no name. */
export function searchFor(span: Span, words: string): InputOf<'entities.search'> {
  return { text: words, type: span.type, document: span.document, set: span.set };
}

/** Weak reasons, which many entities share: a similar beginning, the same last name. */
const WEAK: readonly Candidate['why'][] = ['prefix', 'here', 'part'];

/** Returns the candidate that a single key may accept: the first one with a strong reason that is not linked yet. */
export function offerOf(candidates: readonly Candidate[], span: Span): Candidate | undefined {
  return candidates.find(({ why, entity }) => !WEAK.includes(why) && !span.entities.includes(entity.id));
}

/** Links a mention to exactly these entities. Shown immediately, and reverted if the change is refused. */
export async function setEntities(span: Span, entities: readonly Uid[]): Promise<void> {
  if (!mayEdit()) return;
  const chosen = [...new Set(entities)].sort();
  try {
    await showUnsaved(
      { ...span, entities: chosen },
      call('mentions.set', { spans: [span.id], entities: chosen }),
    );
  } catch (error) {
    toastError(error);
  }
}

/** Creates an entity of this name and links the mention to it, in one step. */
export async function linkNew(span: Span, name: string): Promise<void> {
  if (!mayEdit()) return;
  try {
    await call('entities.create', { name, type: span.type, mentions: [span.id] });
  } catch (error) {
    toastError(error);
  }
}

/** Links the selected mention to what the inspector offers: the most likely entity, or a new one of its name. */
export async function acceptOffered(): Promise<void> {
  const span = selectedMention();
  const { document } = useArticle.getState();
  if (!span || !document) return;
  if (span.entities.length > 0) return toast(TEXTS.alreadyLinked());
  const words = mentionWords(span, document.text);
  if (!isName(span, words)) {
    const [recent] = recentFor(span, words);
    return recent ? setEntities(span, recent) : focusLink();
  }
  try {
    const { candidates } = await call('entities.search', searchFor(span, words));
    const offer = offerOf(candidates, span);
    if (offer) await setEntities(span, [offer.entity.id]);
    else await linkNew(span, words);
  } catch (error) {
    toastError(error);
  }
}

/** Focuses the inspector's field for the entity of the selected mention. */
export function focusLink(): void {
  if (!selectedMention()) return;
  setView({ screen: 'article' });
  setPanel('inspector', true);
  // After the inspector has been rendered.
  requestAnimationFrame(() => {
    const field = document.querySelector<HTMLInputElement>('[data-entity-field]');
    field?.focus();
    field?.select();
  });
}

/** Shows the page of the entity that the selected mention is linked to. */
export function openLinked(): void {
  const span = selectedMention();
  if (!span) return;
  const [first] = span.entities;
  if (first) openEntity(first);
  else toast(TEXTS.notLinked());
}

export function openEntity(id: Uid): void {
  setView({ screen: 'entities', entityId: id });
}

function selectedMention(): Span | undefined {
  const span = selectedSpan();
  const scheme = currentScheme();
  if (!span || !scheme) return undefined;
  if (spanType(scheme, span.type)?.family === 'mention') return span;
  toast(TEXTS.onlyMentions);
  return undefined;
}
