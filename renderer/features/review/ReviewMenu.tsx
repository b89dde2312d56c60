import { MoreHorizontal } from 'lucide-react';
import { useState } from 'react';
import { Button as MenuButton, Menu, MenuItem, MenuTrigger, Popover, Separator } from 'react-aria-components';
import type { OutputOf } from '../../../shared/contract/index.ts';
import { exportCorrections, openReview } from '../../commands/review.ts';
import { HonestyDialog } from './HonestyDialog.tsx';
import controls from '../../ui/controls.module.css';
import styles from './review.module.css';
import { TEXTS } from './texts.ts';

/** Commands for the review as a whole. */
export function ReviewMenu({ overview }: { overview: OutputOf<'review.overview'> }) {
  const [asking, setAsking] = useState(false);
  const more = overview.sources.filter(({ started, superseded }) => !started && !superseded);
  return (
    <>
      <MenuTrigger>
        <MenuButton
          className={`${controls.button} ${controls.quiet} ${controls.icon}`}
          aria-label={TEXTS.more}
        >
          <MoreHorizontal size={16} aria-hidden />
        </MenuButton>
        <Popover className={styles.menu ?? ''}>
          <Menu>
            <MenuItem className={styles.menuItem ?? ''} onAction={() => void openReview()}>
              {TEXTS.update}
            </MenuItem>
            <MenuItem className={styles.menuItem ?? ''} onAction={() => void exportCorrections()}>
              {TEXTS.exportCorrections}
            </MenuItem>
            <MenuItem className={styles.menuItem ?? ''} onAction={() => setAsking(true)}>
              {TEXTS.openBlind}
            </MenuItem>
            {more.length > 0 && <Separator className={styles.separator ?? ''} />}
            {more.map(({ id, name }) => (
              <MenuItem key={id} className={styles.menuItem ?? ''} onAction={() => void openReview([id])}>
                {TEXTS.reviewAlso(name)}
              </MenuItem>
            ))}
          </Menu>
        </Popover>
      </MenuTrigger>
      {asking && overview.review && (
        <HonestyDialog review={overview.review} blind={overview.blind} onClose={() => setAsking(false)} />
      )}
    </>
  );
}
