import type { CSSProperties } from 'react';
import type { SearchHit } from '../../../shared/contract/search.ts';
import type { SpanType } from '../../../shared/model/scheme.ts';
import { typeColour } from '../../editor/type-styles.ts';
import { useCall, useProject } from '../../state/queries.ts';
import { KeyCap } from '../../ui/KeyCap.tsx';
import { sentenceAround } from './example-sentence.ts';
import styles from './scheme.module.css';
import { TEXTS } from './texts.ts';

/**
 * How a span of a type looks in an article, as the fields beside it are changed: the analyst's first span of the type in its sentence, or
 * else one of anybody. Without any, a sentence with the type's label.
 */
export function Example({ type: { name, family, hue, key, label } }: { type: SpanType }) {
  const hit = useExample(name);
  const { before, text, after } = hit
    ? sentenceAround(hit)
    : { before: TEXTS.exampleBefore, text: label, after: TEXTS.exampleAfter };
  return (
    <section aria-label={TEXTS.example}>
      <h3>{TEXTS.example}</h3>
      <p className={styles.example} data-family={family} style={typeColour(hue) as CSSProperties}>
        <span dir="auto">
          {before}
          <mark>{text}</mark>
          {after}
        </span>{' '}
        {key && <KeyCap keys={key} />}
        {hit && <small>{hit.documentTitle}</small>}
      </p>
    </section>
  );
}

/** How many spans are read to find one that shows well. */
const READ = 20;

/** Returns a span of a type with the text around it: preferably one in one piece. */
function useExample(type: string): SearchHit | undefined {
  const own = useProject(undefined)?.ownSet;
  const query = { where: 'annotations' as const, types: [type], limit: READ };
  const mine = useCall(
    'search.hits',
    { ...query, ...(own && { sets: [own] }) },
    { enabled: Boolean(own) },
  ).data;
  const best = mine && bestOf(mine.rows);
  const anybody = useCall('search.hits', query, { enabled: !own || (mine !== undefined && !best) }).data;
  return best ?? (anybody && bestOf(anybody.rows));
}

function bestOf(hits: readonly SearchHit[]): SearchHit | undefined {
  return (
    hits.find(({ text }) => text !== '' && !text.includes(' … ')) ?? hits.find(({ text }) => text !== '')
  );
}
