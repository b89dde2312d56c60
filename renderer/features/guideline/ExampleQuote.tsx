import type { ExampleLink } from '../../../shared/guideline/blocks.ts';
import { goToSpan } from '../../commands/jump.ts';
import styles from './guideline.module.css';
import { TEXTS } from './texts.ts';
import { stateOf, type ExamplesNow } from './use-examples.ts';

/** The words that an example shows, as a link to the annotation while that exists; otherwise it says what became of it. */
export function ExampleQuote({ example, now }: { example: ExampleLink; now: ExamplesNow }) {
  const state = stateOf(example, now);
  if (state === 'erased') return <p className={styles.gone}>{TEXTS.erased}</p>;
  const found = now?.found.get(example.annotation);
  const words = (
    <>
      {example.before}
      <mark className={styles.mark}>{example.quote || TEXTS.implicit}</mark>
      {example.after}
    </>
  );
  return (
    <>
      {found ? (
        <button
          type="button"
          role="link"
          className={styles.quote}
          dir="auto"
          title={TEXTS.goTo(found.title)}
          onClick={() => goToSpan(found.document, found.span)}
        >
          {words}
        </button>
      ) : (
        <p className={styles.quote} dir="auto">
          {words}
        </p>
      )}
      <p className={styles.gone}>
        {[
          example.title,
          state === 'changed' && TEXTS.changed(found!.quote),
          state === 'deleted' && TEXTS.deleted,
          state === 'no-document' && TEXTS.noDocument,
        ]
          .filter(Boolean)
          .join(' · ')}
      </p>
    </>
  );
}
