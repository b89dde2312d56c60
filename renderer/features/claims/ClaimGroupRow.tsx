import { ChevronDown, ChevronRight, Unlink } from 'lucide-react';
import type { MouseEvent } from 'react';
import type { ClaimGroup } from '../../../shared/contract/claims.ts';
import type { ClaimGrouping } from '../../../shared/model/claim-groups.ts';
import type { Scheme } from '../../../shared/model/scheme.ts';
import type { RowPlace } from '../../ui/RowGrid.tsx';
import screens from '../../ui/screen.module.css';
import { Choose } from './Choose.tsx';
import { TEXTS } from './texts.ts';
import { Topic } from './Topic.tsx';
import styles from './claims.module.css';

interface ClaimGroupRowProps {
  group: ClaimGroup;
  by: ClaimGrouping;
  scheme: Scheme;
  isFolded: boolean;
  /** Whether all its claims are chosen. */
  chosen: boolean;
  columns: number;
  place: RowPlace;
  onClick: (event: MouseEvent) => void;
  onChoose: (range: boolean) => void;
}

/** The head of a group of claims: whose they are, or what they are about, and how many. */
export function ClaimGroupRow({
  group,
  by,
  scheme,
  isFolded,
  chosen,
  columns,
  place,
  onClick,
  onChoose,
}: ClaimGroupRowProps) {
  const { kind, name, claims } = group;
  const Chevron = isFolded ? ChevronRight : ChevronDown;
  return (
    <div
      {...place.attributes}
      aria-level={1}
      aria-expanded={!isFolded}
      aria-selected={chosen}
      className={`${screens.row} ${styles.group}`}
      data-testid="claim-group"
      onClick={onClick}
    >
      <div role="gridcell" className={styles.chooses}>
        <Choose label={TEXTS.chooseGroup} chosen={chosen} onChoose={onChoose} />
      </div>
      <div role="gridcell" aria-colspan={columns - 1} className={styles.groupName}>
        <Chevron size={15} aria-hidden className={styles.chevron} />
        {kind === 'none' ? (
          <i>{TEXTS.without[by]}</i>
        ) : kind === 'value' ? (
          <Topic scheme={scheme} value={name} />
        ) : (
          <bdi className={styles.groupLabel} data-words={kind === 'words' || undefined}>
            {kind === 'words' ? TEXTS.quoted(name) : name}
          </bdi>
        )}
        <span className={styles.groupCount}>{TEXTS.inGroup(claims)}</span>
        {kind === 'words' && (
          <span className={styles.unlinked} title={TEXTS.unlinkedHelp}>
            <Unlink size={12} aria-hidden /> {TEXTS.unlinked}
          </span>
        )}
      </div>
    </div>
  );
}
