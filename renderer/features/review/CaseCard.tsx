import type { CaseDetail } from '../../../shared/contract/review.ts';
import { slotOfType } from '../../../shared/model/frames.ts';
import { spanType, typeLabel, type Scheme } from '../../../shared/model/scheme.ts';
import { acceptLinked, decideCase, openInArticle, previousCase, toggleSlot } from '../../commands/review.ts';
import { typeClass } from '../../editor/type-styles.ts';
import { useCall } from '../../state/queries.ts';
import { useReview } from '../../state/review.ts';
import { Button } from '../../ui/Button.tsx';
import { ActionKey } from '../../ui/ActionKey.tsx';
import { KeyCap } from '../../ui/KeyCap.tsx';
import { standsFor } from '../../ui/things.ts';
import { CaseFacts } from './CaseFacts.tsx';
import { CaseText } from './CaseText.tsx';
import { FrameLines, isFrame, WhoAndWhat } from './FrameLines.tsx';
import { StillOpen } from './StillOpen.tsx';
import { TEXTS } from './texts.ts';
import styles from './card.module.css';
import { Writing } from '../../ui/Writing.tsx';

/** One case to decide: its text in context, the facts beside it, the keys below. */
export function CaseCard({ detail, scheme }: { detail: CaseDetail; scheme: Scheme }) {
  const draft = useReview((review) => review.draft);
  const fragments = draft.fragments ?? detail.span?.fragments ?? [];
  const adjusted = draft.fragments !== undefined;
  const words = (adjusted ? wordsOf(detail, fragments) : detail.text).replace(/\s+/g, ' ') || TEXTS.implicit;
  const index = scheme.types.findIndex(({ name }) => name === detail.type);
  return (
    <article className={styles.card} aria-label={TEXTS.case} {...standsFor({ proposal: detail.id })}>
      <header className={`${styles.head} ${typeClass(index)}`}>
        <h2>
          <span className={styles.typeName} title={detail.type}>
            {typeLabel(scheme, detail.type)}
          </span>
          <span className={styles.words} dir="auto">
            {detail.span && isFrame(scheme, detail) ? <WhoAndWhat detail={detail} scheme={scheme} /> : words}
          </span>
        </h2>
        {detail.span && isFrame(scheme, detail) && (
          <FrameLines detail={detail} scheme={scheme} span={detail.span} words={words} />
        )}
        <p>
          {detail.documentTitle}
          {detail.state !== 'open' && (
            <strong data-verdict={detail.state}>
              {TEXTS.verdict(detail.state, detail.decision?.repeated ?? false)}
            </strong>
          )}
          {adjusted && <strong>{TEXTS.adjusted}</strong>}
        </p>
      </header>
      <div className={styles.body}>
        <CaseText detail={detail} scheme={scheme} fragments={fragments} />
        <aside className={styles.side} tabIndex={0} aria-label={TEXTS.about}>
          <StillOpen detail={detail} />
          {detail.span && detail.fillers.length > 0 && (
            <Slots detail={detail} scheme={scheme} without={draft.without} />
          )}
          {detail.span && spanType(scheme, detail.type)?.family === 'mention' && <Known detail={detail} />}
          <CaseFacts detail={detail} scheme={scheme} merging />
        </aside>
      </div>
      <footer className={styles.actions}>
        <Writing>
          <Button kind="primary" onClick={() => decideCase('accept')}>
            {adjusted || draft.without.length > 0 ? TEXTS.acceptCorrected : TEXTS.accept}{' '}
            <ActionKey action="review.accept" />
          </Button>
          <Button onClick={() => decideCase('reject')}>
            {TEXTS.reject} <ActionKey action="review.reject" />
          </Button>
          <Button onClick={() => decideCase('skip')}>
            {TEXTS.skip} <ActionKey action="review.skip" />
          </Button>
        </Writing>
        <Button kind="quiet" onClick={previousCase}>
          {TEXTS.back} <ActionKey action="review.previous" />
        </Button>
        <Writing>
          <Button kind="quiet" onClick={() => decideCase('flag')}>
            {TEXTS.flag} <ActionKey action="review.flag" />
          </Button>
        </Writing>
        <Button kind="quiet" onClick={openInArticle}>
          {TEXTS.article} <ActionKey action="focus.text" />
        </Button>
        <p>
          {TEXTS.typeKeys} <KeyCap keys="Alt" /> + {TEXTS.boundaryKeys}
        </p>
      </footer>
    </article>
  );
}

interface SlotsProps {
  detail: CaseDetail;
  scheme: Scheme;
  without: readonly string[];
}

function Slots({ detail, scheme, without }: SlotsProps) {
  const type = spanType(scheme, detail.type);
  const slots = [...new Set(detail.fillers.map(({ slot }) => slot))];
  return (
    <ul className={styles.slots} aria-label={TEXTS.slots}>
      {slots.map((slot, i) => (
        <li key={slot}>
          <label>
            <input
              type="checkbox"
              checked={!without.includes(slot)}
              onChange={() => toggleSlot(i)}
              tabIndex={-1}
            />
            <KeyCap keys={String(i + 1)} /> <b>{slotOfType(type, slot)?.label ?? slot}</b>
          </label>{' '}
          {detail.fillers
            .filter((filler) => filler.slot === slot)
            .map(({ text }) => text)
            .join('; ')}
        </li>
      ))}
    </ul>
  );
}

/** The entity that is known by these words. */
function Known({ detail }: { detail: CaseDetail }) {
  const found = useCall('entities.search', {
    text: detail.text,
    type: detail.type,
    limit: 1,
  }).data;
  const first = found?.candidates[0]?.entity;
  if (!first) return null;
  return (
    <Writing>
      <Button kind="quiet" className={styles.known} onClick={() => void acceptLinked()}>
        {TEXTS.acceptLinked(first.name)} <ActionKey action="entity.accept" />
      </Button>
    </Writing>
  );
}

function wordsOf(
  { context, contextStart }: CaseDetail,
  fragments: readonly (readonly [number, number])[],
): string {
  return fragments.map(([start, end]) => context.slice(start - contextStart, end - contextStart)).join(' … ');
}
