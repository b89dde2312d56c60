import type { AffectedAnnotation, CorrectionEffect, GoneChoice } from '../../../shared/contract/texts.ts';
import type { Scheme } from '../../../shared/model/scheme.ts';
import { spanType } from '../../../shared/model/scheme.ts';
import type { Uid } from '../../../shared/model/uid.ts';
import { typeClass } from '../../editor/type-styles.ts';
import { Button } from '../../ui/Button.tsx';
import { Segments } from '../../ui/Segments.tsx';
import { shortWords } from '../../ui/short-words.ts';
import { differing } from './differing.ts';
import styles from './correction.module.css';
import { TEXTS } from './texts.ts';

/** More rows than this would make the panel slow; the others are counted. */
const MOST_ROWS = 300;

interface EffectListProps {
  effect: CorrectionEffect;
  scheme: Scheme;
  choices: ReadonlyMap<Uid, GoneChoice>;
  onChoose: (spans: readonly Uid[], choice: GoneChoice) => void;
  onShow?: (fragments: AffectedAnnotation['fragments']) => void;
}

/** The annotations whose words a correction changes; first those of whose words none are left, with the question what becomes of them. */
export function EffectList({ effect, ...list }: EffectListProps) {
  const { affected, annotations } = effect;
  return (
    <>
      <p className={styles.effect} role="status">
        {TEXTS.effect(affected.length, annotations)}
      </p>
      <AffectedList affected={affected} {...list} />
    </>
  );
}

interface AffectedListProps extends Omit<EffectListProps, 'effect'> {
  affected: readonly AffectedAnnotation[];
  /** The number of annotations, if not all are given. */
  affectedInAll?: number;
}

/** Annotations that get other words; first those of whose words none are left. */
export function AffectedList({
  affected,
  affectedInAll = affected.length,
  scheme,
  choices,
  onChoose,
  onShow,
}: AffectedListProps) {
  const gone = affected.filter(({ after }) => after === null);
  const changed = affected.filter(({ after }) => after !== null);
  const more = affectedInAll - gone.length - Math.min(MOST_ROWS, changed.length);
  return (
    <>
      {gone.length > 0 && (
        <section className={styles.gone}>
          <h3 className={styles.goneTitle}>{TEXTS.goneTitle(gone.length)}</h3>
          {gone.length > 1 && (
            <div className={styles.all}>
              <Button
                onClick={() =>
                  onChoose(
                    gone.map(({ span }) => span),
                    'keep',
                  )
                }
              >
                {TEXTS.keepAll}
              </Button>
              <Button
                onClick={() =>
                  onChoose(
                    gone.map(({ span }) => span),
                    'delete',
                  )
                }
              >
                {TEXTS.deleteAll}
              </Button>
            </div>
          )}
          <ul className={styles.list} aria-label={TEXTS.gone}>
            {gone.slice(0, MOST_ROWS).map((each) => (
              <li
                key={each.span}
                className={styles.row}
                data-question={choices.has(each.span) ? 'closed' : 'open'}
              >
                <Kind annotation={each} scheme={scheme} />
                <del className={styles.words} dir="auto">
                  {each.before}
                </del>
                <Segments<GoneChoice>
                  label={TEXTS.choiceFor(labelOf(scheme, each.type), shortWords(each.before))}
                  value={choices.get(each.span)}
                  options={[
                    { value: 'keep', label: TEXTS.keep },
                    { value: 'delete', label: TEXTS.delete },
                  ]}
                  onPick={(choice) => onChoose([each.span], choice)}
                />
              </li>
            ))}
          </ul>
          {gone.length > MOST_ROWS && <p className={styles.more}>{TEXTS.more(gone.length - MOST_ROWS)}</p>}
        </section>
      )}
      {changed.length > 0 && (
        <ul className={styles.list} aria-label={TEXTS.changed}>
          {changed.slice(0, MOST_ROWS).map((each) => (
            <li key={each.span} className={styles.row}>
              {onShow ? (
                <button
                  type="button"
                  className={styles.show}
                  title={TEXTS.show}
                  onClick={() => onShow(each.fragments)}
                >
                  <Kind annotation={each} scheme={scheme} />
                </button>
              ) : (
                <Kind annotation={each} scheme={scheme} />
              )}
              <Words before={each.before} after={each.after!} />
            </li>
          ))}
        </ul>
      )}
      {more > 0 && <p className={styles.more}>{TEXTS.more(more)}</p>}
    </>
  );
}

function Kind({ annotation: { set, type }, scheme }: { annotation: AffectedAnnotation; scheme: Scheme }) {
  const index = scheme.types.findIndex(({ name }) => name === type);
  return (
    <span className={`${styles.kind} ${typeClass(index)}`}>
      <span className={styles.type}>{labelOf(scheme, type)}</span>
      <span className={styles.set}>{set}</span>
    </span>
  );
}

/** The words before and after, with the letters marked in which they differ. */
function Words({ before, after }: { before: string; after: string }) {
  const pieces = differing(before, after);
  const line = (left: 'deleted' | 'inserted') =>
    pieces.map(({ kind, text }, i) => {
      if (kind === 'same') return <span key={i}>{text}</span>;
      if (kind !== left) return null;
      return kind === 'deleted' ? <del key={i}>{text}</del> : <ins key={i}>{text}</ins>;
    });
  return (
    <div className={styles.words}>
      <p dir="auto" aria-label={`${TEXTS.was}: ${before}`} role="note">
        {line('deleted')}
      </p>
      <p dir="auto" aria-label={`${TEXTS.is}: ${after}`} role="note">
        {line('inserted')}
      </p>
    </div>
  );
}

function labelOf(scheme: Scheme, type: string): string {
  return spanType(scheme, type)?.label ?? type;
}
