import { isExample, type Guideline, type GuidelineBlock } from '../../../shared/guideline/blocks.ts';
import { headingOf } from '../../../shared/guideline/markdown.ts';
import { Markdown } from '../../ui/Markdown.tsx';
import { ExampleQuote } from './ExampleQuote.tsx';
import styles from './guideline.module.css';
import { useExamples } from './use-examples.ts';

/** A guideline to read: its blocks under headings, with examples that lead to their annotations. */
export function GuidelineView({ guideline }: { guideline: Guideline }) {
  const examples = useExamples(guideline);
  return (
    <div className={styles.view}>
      {runsOf(guideline).map((run, i) => {
        const [{ uid, kind }] = run as [GuidelineBlock];
        return (
          <section key={uid} className={styles.run} data-kind={kind}>
            {(i > 0 || kind !== 'definition') && <h4 className={styles.kind}>{headingOf(kind)}</h4>}
            {run.map((block) => (
              <div key={block.uid} className={isExample(kind) ? styles.example : undefined}>
                {block.example && <ExampleQuote example={block.example} now={examples} />}
                {block.text !== '' && <Markdown text={block.text} />}
              </div>
            ))}
          </section>
        );
      })}
    </div>
  );
}

/** Groups neighbouring blocks of one kind. */
function runsOf(guideline: Guideline): GuidelineBlock[][] {
  const runs: GuidelineBlock[][] = [];
  for (const block of guideline) {
    const last = runs.at(-1);
    if (last?.[0]?.kind === block.kind) last.push(block);
    else runs.push([block]);
  }
  return runs;
}
