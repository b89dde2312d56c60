import { useMemo } from 'react';
import type { Scheme } from '../../../shared/model/scheme.ts';
import { readableQuote } from '../../../shared/model/fragments.ts';
import type { PeekedSpan } from '../../../shared/contract/relations.ts';
import type { Relation, Span } from '../../../shared/model/annotation.ts';
import type { Uid } from '../../../shared/model/uid.ts';
import { useArticle, useArticleParts } from '../../state/article.ts';
import { useCall } from '../../state/queries.ts';
import { TEXTS } from './texts.ts';
import { shortWords } from '../../ui/short-words.ts';

const NO_SPANS: readonly Span[] = [];

/** What is shown of a span at the end of a relation. */
export interface ShownEnd {
  readonly id: Uid;
  readonly type: string;
  readonly words: string;
  /** Only set if it is in another document. */
  readonly elsewhere?: PeekedSpan;
}

/** Looks up spans by id: those of the open document, and those of others once they are loaded. */
export function useEnds(relations: readonly Relation[]): (id: Uid) => ShownEnd | undefined {
  const { document } = useArticleParts('document');
  // Without relations a new span changes nothing.
  const spans = useArticle((article) => (relations.length === 0 ? NO_SPANS : article.spans));
  const here = useMemo(() => new Map(spans.map((span) => [span.id, span])), [spans]);
  const far = [...new Set(relations.flatMap(({ from, to }) => [from, to]))]
    .filter((id) => !here.has(id))
    .sort()
    .slice(0, 500);
  const peeked =
    useCall('spans.peek', { ids: far }, { enabled: far.length > 0, keep: true }).data?.spans ?? [];
  return (id) => {
    const span = here.get(id);
    if (span && document) {
      const gloss = span.attributes['gloss'];
      const words = readableQuote(document.text, span.fragments) || (typeof gloss === 'string' ? gloss : '');
      return { id, type: span.type, words: shortWords(words) || TEXTS.noWords };
    }
    const elsewhere = peeked.find((each) => each.id === id);
    return (
      elsewhere && {
        id,
        type: elsewhere.type,
        words: shortWords(elsewhere.text) || TEXTS.noWords,
        elsewhere,
      }
    );
  };
}

/** Returns the label of a relation type, or its name if the scheme no longer has it. */
export function labelOf(scheme: Pick<Scheme, 'relations'>, name: string): string {
  return scheme.relations.find((type) => type.name === name)?.label ?? name;
}

/** Returns the hue of a relation type, in degrees of OKLCH. */
export function hueOf(scheme: Pick<Scheme, 'relations'>, name: string): number {
  return scheme.relations.find((type) => type.name === name)?.hue ?? 250;
}
