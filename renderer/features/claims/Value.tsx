import type { ClaimRow } from '../../../shared/contract/claims.ts';
import type { Scheme } from '../../../shared/model/scheme.ts';
import { claimValueLabel, weightOf, type ClaimAttribute } from './values.ts';
import styles from './card.module.css';

interface ValueProps {
  scheme: Scheme | undefined;
  claim: ClaimRow;
  attribute: ClaimAttribute;
}

/** The value of an attribute: coloured if it denies, is negative or disputed; grey while it is an untouched default. */
export function Value({ scheme, claim, attribute }: ValueProps) {
  const value = claim[attribute];
  const untouched = claim.untouched.includes(attribute);
  return (
    <span
      className={styles.value}
      data-weight={weightOf(value) ?? undefined}
      data-untouched={untouched || undefined}
    >
      {claimValueLabel(scheme, attribute, value, claim.type)}
    </span>
  );
}
