import { ChevronDown, ChevronRight } from 'lucide-react';
import type { ClaimRow } from '../../../shared/contract/frames.ts';
import { select } from '../../commands/spans.ts';
import { editor } from '../../state/editor-ref.ts';
import { useFrame } from '../../state/frame.ts';
import { useScheme } from '../../state/queries.ts';
import { TEXTS } from './texts.ts';
import { claimValueLabel } from './values.ts';
import styles from './card.module.css';

interface ClaimCardProps {
  claim: ClaimRow;
  selected: boolean;
  /** Number of relations with other claims. */
  links: number;
}

/** A summary of a claim: the claimer, the cue, the content, and the certainty; collapsed to claimer and content. */
export function ClaimCard({ claim, selected, links }: ClaimCardProps) {
  const folded = useFrame((frame) => frame.folded.has(claim.id));
  const scheme = useScheme();
  const who =
    claim.claimer || (claim.claimerEmpty ? TEXTS.claimerEmpty(claim.claimerEmpty) : TEXTS.noClaimer);
  const what = claim.gloss || claim.content || TEXTS.noWords;
  const label = (name: 'epistemic' | 'sentiment') => claimValueLabel(scheme, name, claim[name], claim.type);
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
    <article className={styles.card} data-selected={selected || undefined} data-folded={folded || undefined}>
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
          {who}
          {claim.cue && (
            <em>
              {claim.claimer ? ' ' : ' · '}
              {claim.cue}
            </em>
          )}
        </span>
        <span className={styles.what} dir="auto">
          {what}
        </span>
        {!folded && (
          <span className={styles.facts}>
            {/* Unknown means that nobody has judged it yet. */}
            {claim.epistemic && claim.epistemic !== 'unknown' && (
              <span
                className={styles.status}
                data-status={claim.epistemic}
                title={TEXTS.fact(TEXTS.columns.epistemic, claim.epistemic)}
              >
                {label('epistemic')}
              </span>
            )}
            {claim.sentiment && claim.sentiment !== 'neutral-unknown' && (
              <span
                className={styles.status}
                data-status={claim.sentiment}
                title={TEXTS.fact(TEXTS.columns.sentiment, claim.sentiment)}
              >
                {label('sentiment')}
              </span>
            )}
            {claim.implicit && <span className={styles.status}>{TEXTS.implicit}</span>}
            {links > 0 && <span className={styles.links}>{TEXTS.links(links)}</span>}
          </span>
        )}
      </button>
    </article>
  );
}
