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
    <section className={`${styles.card} ${class_}`} aria-label="Proposal">
      <p className={styles.kind}>
        <strong>{labelOf(item, scheme)}</strong>
        <span>
          {set.name}
          {body.score !== undefined && ` · ${body.score.toFixed(2)}`}
        </span>
      </p>
      <blockquote className={styles.quote} dir="auto">
        {wordsOf(item)}
      </blockquote>
      {body.fills && <p className={styles.about}>Fills the {body.fills.slot} of a claim.</p>}
      {body.parts.length > 0 && (
        <p className={styles.about} dir="auto">
          {body.parts.map(({ slot, text }) => `${slot}: ${text}`).join(' · ')}
        </p>
      )}
      {body.explanation && (
        <p className={styles.about} dir="auto">
          “{body.explanation}”
        </p>
      )}
      <p className={styles.reason}>{reason}</p>
      {guesses && guesses.length > 0 && (
        <ol className={styles.guesses} aria-label="Nearest places">
          {guesses.map(({ start, text, score, within }, i) => (
            <li key={start}>
              <button type="button" title={guessTitle(score, within)} onClick={() => showGuess(i)}>
                <KeyCap keys={String(i + 1)} />
                <span dir="auto">
                  {text.replace(/\s+/g, ' ')}
                  {within !== undefined && <span className={styles.within}> in {within}</span>}
                </span>
                <span className={styles.score}>{Math.round(score * 100)} %</span>
              </button>
            </li>
          ))}
        </ol>
      )}
      <div className={styles.actions}>
        <Writing>
          <Button kind="primary" onClick={() => void placeProposal()}>
            {kind === 'relation' ? 'Relate' : 'Place'} <ActionKey action="quarantine.place" />
          </Button>
          <Button onClick={() => void dismissProposal()}>
            Dismiss <ActionKey action="quarantine.dismiss" />
          </Button>
        </Writing>
        <Button kind="quiet" data-repeats onClick={() => stepProposal(1)}>
          Next <ActionKey action="quarantine.next" />
        </Button>
      </div>
    </section>
  );
}

function guessTitle(score: number, within: string | undefined): string {
  const percent = `${Math.round(score * 100)} %`;
  return within === undefined ? `${percent} of the letters agree` : `${percent} of the word “${within}”`;
}
