import type { CaseDetail } from '../../../shared/contract/review.ts';
import { spanType, typeLabel, type Scheme } from '../../../shared/model/scheme.ts';
import { mergeIntoOwn } from '../../commands/review.ts';
import { typeClass } from '../../editor/type-styles.ts';
import { useProject } from '../../state/queries.ts';
import { Button } from '../../ui/Button.tsx';
import { TEXTS } from './texts.ts';
import styles from './card.module.css';
import { GuidelineView } from '../guideline/GuidelineView.tsx';

interface CaseFactsProps {
  detail: CaseDetail;
  scheme: Scheme;
  /** Whether the case's slots can be merged into an existing claim from here. */
  merging?: boolean;
}

/** Facts for the decision: who proposes it and why, existing annotations, earlier decisions. */
export function CaseFacts({ detail, scheme, merging = false }: CaseFactsProps) {
  const project = useProject(undefined);
  const source = project?.sets.find(({ id }) => id === detail.source)?.name;
  const type = spanType(scheme, detail.type);
  const over = detail.rivals.filter(({ span }) =>
    span.fragments.some(([start, end]) =>
      detail.span?.fragments.some(([from, to]) => start < to && end > from),
    ),
  );
  return (
    <dl className={styles.facts}>
      <dt>{TEXTS.proposedBy}</dt>
      <dd>
        {source ?? TEXTS.unknownSet}
        {detail.score === null ? TEXTS.noScore : <Score value={detail.score} />}
        {detail.explanation && <p className={styles.explanation}>{detail.explanation}</p>}
      </dd>
      <dt>{TEXTS.existing}</dt>
      <dd>
        {over.length === 0 && <span className={styles.none}>{TEXTS.none}</span>}
        {over.slice(0, 6).map(({ span, setName, text, same }) => (
          <p key={span.id} className={typeClass(scheme.types.findIndex(({ name }) => name === span.type))}>
            <strong className={styles.typeName} title={span.type}>
              {typeLabel(scheme, span.type)}
            </strong>{' '}
            <span className={styles.words}>{short(text)}</span>{' '}
            <small>
              {setName}
              {same && TEXTS.same}
            </small>
            {merging &&
              type?.family === 'claim' &&
              span.set === project?.ownSet &&
              span.type === detail.type && (
                <Button kind="quiet" onClick={() => mergeIntoOwn(span.id)}>
                  {TEXTS.merge}
                </Button>
              )}
          </p>
        ))}
      </dd>
      <dt>{TEXTS.earlier}</dt>
      <dd>
        {detail.earlier.length === 0 && <span className={styles.none}>{TEXTS.none}</span>}
        {detail.earlier.map(({ verdict, type: name, count }) => (
          <p key={`${verdict} ${name}`}>
            {count} × {typeLabel(scheme, name)} <span data-verdict={verdict}>{verdict}</span>
          </p>
        ))}
      </dd>
      {type && type.guideline.length > 0 && (
        <>
          <dt>{TEXTS.guideline}</dt>
          <dd className={styles.guideline}>
            <GuidelineView guideline={type.guideline} />
          </dd>
        </>
      )}
    </dl>
  );
}

/** A score as a bar and a number. */
export function Score({ value }: { value: number }) {
  return (
    <span className={styles.score}>
      <meter min={0} max={1} value={value} aria-label={TEXTS.score} />
      {value.toFixed(2)}
    </span>
  );
}

function short(text: string): string {
  const flat = text.replace(/\s+/g, ' ');
  return flat.length > 90 ? `${flat.slice(0, 89)}…` : flat;
}
