import { ChevronDown, ChevronRight } from 'lucide-react';
import type { ClaimRow } from '../../../shared/contract/claims.ts';
import { select } from '../../commands/spans.ts';
import { editor } from '../../state/editor-ref.ts';
import { useFrame } from '../../state/frame.ts';
import { useScheme } from '../../state/queries.ts';
import { standsFor } from '../../ui/things.ts';
import { Named } from './Named.tsx';
import { TEXTS } from './texts.ts';
import { Value } from './Value.tsx';
import styles from './card.module.css';

/** What the grey line states of a claim, beside its cue. */
const FACTS = ['kind', 'epistemic', 'stance', 'sentiment'] as const;

interface ClaimCardProps {
  claim: ClaimRow;
  selected: boolean;
  /** Number of relations with other claims. */
  links: number;
}

/** A summary of a claim: who claims about what, the sentence, and a line on how; collapsed to who and what. */
export function ClaimCard({ claim, selected, links }: ClaimCardProps) {
  const folded = useFrame((frame) => frame.folded.has(claim.id));
  const scheme = useScheme();
  const none = claim.claimerEmpty ? TEXTS.claimerEmpty(claim.claimerEmpty) : TEXTS.noClaimer;
  const what = claim.gloss || claim.content || TEXTS.noWords;
  const fold = () =>
    useFrame.setState(({ folded: before }) => {
      const after = new Set(before);
      if (!after.delete(claim.id)) after.add(claim.id);
      return { folded: after };
    });
  const open = () => {
    select(claim.id);
    // The inspector replaces the card by the claim's form; the digits of its slots are handled in the text.
    editor()?.focus();
  };
  return (
    <article
      {...standsFor({ span: claim.id, document: claim.document, name: claim.gloss || claim.content })}
      className={styles.card}
      data-selected={selected || undefined}
      data-folded={folded || undefined}
    >
      <button
        type="button"
        className={styles.fold}
        aria-expanded={!folded}
        aria-label={folded ? TEXTS.unfold : TEXTS.fold}
        onClick={fold}
      >
        {folded ? <ChevronRight size={13} aria-hidden /> : <ChevronDown size={13} aria-hidden />}
      </button>
      <button type="button" className={styles.open} onClick={open}>
        <span className={styles.who} data-none={claim.claimer === '' || undefined} dir="auto">
          <span className={styles.name} title={claim.claimer || undefined}>
            {claim.claimer ? <Named name={claim.claimer} words={claim.claimerWords} /> : none}
          </span>
          {claim.object && (
            <>
              <span className={styles.arrow}>→</span>
              <span className={`${styles.name} ${styles.object}`} title={claim.object}>
                <Named name={claim.object} words={claim.objectWords} />
              </span>
            </>
          )}
        </span>
        <span className={styles.what} dir="auto">
          {what}
        </span>
        {!folded && (
          <span className={styles.facts}>
            {claim.cue && <span dir="auto">{claim.cue}</span>}
            {FACTS.filter((name) => isJudged(claim, name)).map((name) => (
              <span key={name} title={TEXTS.fact(TEXTS.columns[name], claim[name])}>
                <Value scheme={scheme} claim={claim} attribute={name} />
              </span>
            ))}
            {claim.implicit && <span>{TEXTS.implicit}</span>}
            {links > 0 && <span>{TEXTS.links(links)}</span>}
          </span>
        )}
      </button>
    </article>
  );
}

/** Whether a value is worth showing: “unknown” as a default means that nobody has judged it yet. */
function isJudged(claim: ClaimRow, name: (typeof FACTS)[number]): boolean {
  const value = claim[name];
  return value !== '' && !(value.endsWith('unknown') && claim.untouched.includes(name));
}
