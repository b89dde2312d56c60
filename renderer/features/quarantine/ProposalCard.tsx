import { useEffect } from 'react';
import type { QuarantineItem } from '../../../shared/contract/quarantine.ts';
import type { Scheme } from '../../../shared/model/scheme.ts';
import { dismissProposal, placeProposal, showGuess, stepProposal } from '../../commands/quarantine.ts';
import { typeClass } from '../../editor/type-styles.ts';
import { useArticle } from '../../state/article.ts';
import { editor } from '../../state/editor-ref.ts';
import { useCall } from '../../state/queries.ts';
import { useQuarantine } from '../../state/quarantine.ts';
import { Button } from '../../ui/Button.tsx';
import { ActionKey } from '../../ui/ActionKey.tsx';
import { KeyCap } from '../../ui/KeyCap.tsx';
import { labelOf, wordsOf } from './ProposalRow.tsx';
import { TEXTS } from './texts.ts';
import styles from './quarantine.module.css';
import { Writing } from '../../ui/Writing.tsx';

/** The current proposal: its text, why it could not be located, likely positions, and the keys that decide. */
export function ProposalCard({ item, scheme }: { item: QuarantineItem; scheme: Scheme }) {
  const { body, reason, kind, set } = item;
  const document = useArticle(({ document: open }) => open?.id);
  const guesses = useCall('quarantine.guesses', { id: item.id }).data?.guesses;
  useEffect(() => {
    useQuarantine.setState({ guesses: guesses ?? [] });
    if (document !== item.document?.id) return;
    const shown = editor();
    shown?.setMarks(
      'candidate',
      guesses?.map(({ start, end }) => [start, end] as const).sort((a, b) => a[0] - b[0]) ?? [],
    );
    return () => shown?.setMarks('candidate', []);
  }, [guesses, document, item.document?.id]);
  const class_ = typeClass(scheme.types.findIndex(({ name }) => name === body.type));
  return (
    <section className={`${styles.card} ${class_}`} aria-label={TEXTS.proposal}>
      <p className={styles.kind}>
        <strong title={TEXTS.typeCode(body.type)}>{labelOf(item, scheme)}</strong>
        <span>
          {set.name}
          {body.score !== undefined && ` · ${body.score.toFixed(2)}`}
        </span>
      </p>
      <blockquote className={styles.quote} dir="auto">
        {wordsOf(item)}
      </blockquote>
      {body.fills && <p className={styles.about}>{TEXTS.fills(body.fills.slot)}</p>}
      {body.parts.length > 0 && (
        <p className={styles.about} dir="auto">
          {body.parts.map(({ slot, text }) => TEXTS.part(slot, text)).join(' · ')}
        </p>
      )}
      {body.explanation && (
        <p className={styles.about} dir="auto">
          “{body.explanation}”
        </p>
      )}
      <p className={styles.reason}>{reason}</p>
      {guesses && guesses.length > 0 && (
        <>
          <p className={styles.about}>{TEXTS.guesses}</p>
          <ol className={styles.guesses} aria-label={TEXTS.guesses}>
            {guesses.map(({ start, text, score, within }, i) => (
              <li key={start}>
                <button
                  type="button"
                  title={TEXTS.guessHelp(percentOf(score), within)}
                  onClick={() => showGuess(i)}
                >
                  <KeyCap keys={String(i + 1)} />
                  <span dir="auto">
                    {text.replace(/\s+/g, ' ')}
                    {within !== undefined && <span className={styles.within}>{TEXTS.within(within)}</span>}
                  </span>
                  <span className={styles.score}>{TEXTS.score(percentOf(score))}</span>
                </button>
              </li>
            ))}
          </ol>
        </>
      )}
      <div className={styles.actions}>
        <Writing>
          <Button kind="primary" onClick={() => void placeProposal()}>
            {kind === 'relation' ? TEXTS.relate : TEXTS.place} <ActionKey action="quarantine.place" />
          </Button>
          <Button onClick={() => void dismissProposal()}>
            {TEXTS.dismiss} <ActionKey action="quarantine.dismiss" />
          </Button>
        </Writing>
        <Button kind="quiet" data-repeats onClick={() => stepProposal(1)}>
          {TEXTS.next} <ActionKey action="quarantine.next" />
        </Button>
      </div>
    </section>
  );
}

function percentOf(score: number): number {
  return Math.round(score * 100);
}
