import { useState } from 'react';
import { Button as MenuButton, Menu, MenuItem, MenuTrigger, Popover } from 'react-aria-components';
import type { RecheckRow } from '../../../shared/contract/recheck.ts';
import type { Scheme } from '../../../shared/model/scheme.ts';
import { confirmAllRecheck, confirmRecheck, stepRecheck } from '../../commands/recheck.ts';
import { useCall } from '../../state/queries.ts';
import { ActionKey } from '../../ui/ActionKey.tsx';
import { Button } from '../../ui/Button.tsx';
import { GuidelineView } from '../guideline/GuidelineView.tsx';
import { Writing } from '../../ui/Writing.tsx';
import controls from '../../ui/controls.module.css';
import { classOf, labelOf } from './names.ts';
import { TEXTS } from './texts.ts';
import styles from './recheck.module.css';

interface RecheckCardProps {
  row: RecheckRow;
  scheme: Scheme;
  /** Whether it is still in the list. */
  isListed: boolean;
  /** How many annotations are in the list. */
  total: number;
  /** The type to which the list is limited. */
  type: string | null;
}

/** The current annotation: who made it under which version, the guideline of its type, and the keys that decide. */
export function RecheckCard({ row, scheme, isListed, total, type }: RecheckCardProps) {
  const part = [...scheme.types, ...scheme.relations, ...scheme.labels].find(({ name }) => name === row.type);
  return (
    <section className={`${styles.card} ${classOf(scheme, row.type)}`} aria-label={TEXTS.current}>
      <p className={styles.kind}>
        <strong>{labelOf(scheme, row.type)}</strong>
        <span>{TEXTS.madeBy(row.analyst, row.version)}</span>
      </p>
      <blockquote className={styles.quote} dir="auto">
        {row.text.replace(/\s+/g, ' ') || TEXTS.implicit}
      </blockquote>
      {part && part.guideline.length > 0 && (
        <div className={styles.guideline} role="group" aria-label={TEXTS.guideline} tabIndex={0}>
          <GuidelineView guideline={part.guideline} />
        </div>
      )}
      {!isListed && <p className={styles.about}>{TEXTS.changed}</p>}
      <div className={styles.actions}>
        <Writing>
          <Button kind="primary" disabled={!isListed} onClick={confirmRecheck}>
            {TEXTS.confirm} <ActionKey action="recheck.confirm" />
          </Button>
        </Writing>
        <Button data-repeats onClick={() => stepRecheck(1)}>
          {TEXTS.next} <ActionKey action="recheck.next" />
        </Button>
        <Writing>
          <Several row={row} total={total} type={type} />
        </Writing>
      </div>
      <p className={styles.about}>{TEXTS.keys}</p>
    </section>
  );
}

/** Confirms the annotations of the article, those of the same words, or all that are listed. */
function Several({ row, total, type }: Pick<RecheckCardProps, 'row' | 'total' | 'type'>) {
  const [isOpen, setOpen] = useState(false);
  const ofType = type !== null && { type };
  const article = row.document === null ? null : { ...ofType, document: row.document };
  const words = { type: row.type, text: row.text };
  const inArticle = useCall(
    'recheck.list',
    { ...article, limit: 1 },
    { enabled: isOpen && article !== null, keep: true },
  ).data?.annotations;
  const ofWords = useCall('recheck.list', { ...words, limit: 1 }, { enabled: isOpen, keep: true }).data
    ?.annotations;
  const item = styles.menuItem ?? '';
  return (
    <MenuTrigger isOpen={isOpen} onOpenChange={setOpen}>
      <MenuButton className={`${controls.button} ${controls.quiet}`}>{TEXTS.several}</MenuButton>
      <Popover className={styles.menu ?? ''}>
        <Menu aria-label={TEXTS.several}>
          {article !== null && inArticle ? (
            <MenuItem className={item} onAction={() => void confirmAllRecheck(article)}>
              {TEXTS.article(inArticle)}
            </MenuItem>
          ) : null}
          {ofWords && ofWords > 1 ? (
            <MenuItem className={item} onAction={() => void confirmAllRecheck(words)}>
              {TEXTS.words(ofWords, short(row.text))}
            </MenuItem>
          ) : null}
          <MenuItem className={item} onAction={() => void confirmAllRecheck({ ...ofType })}>
            {TEXTS.listed(total)}
          </MenuItem>
        </Menu>
      </Popover>
    </MenuTrigger>
  );
}

function short(words: string): string {
  const flat = words.replace(/\s+/g, ' ');
  return flat.length > 40 ? `${flat.slice(0, 39)}…` : flat;
}
