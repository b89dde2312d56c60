import { ChevronDown } from 'lucide-react';
import { Button as MenuButton, Menu, MenuItem, MenuTrigger, Popover } from 'react-aria-components';
import { grouped } from '../../../shared/text/counted.ts';
import { runAction } from '../../commands/index.ts';
import { keyName, useKeys } from '../../state/keys.ts';
import { useCall } from '../../state/queries.ts';
import { useView, type Screen } from '../../state/view.ts';
import { useFitting } from '../../ui/use-fitting.ts';
import { ActionKey } from '../../ui/ActionKey.tsx';
import styles from './shell.module.css';
import { TEXTS } from './texts.ts';

/** The screens that analysts use all day. */
const DAILY = ['article', 'search', 'claims', 'relations', 'entities', 'review'] as const;
/** The screens used now and then: behind one button, with those of the others that do not fit. */
const MORE = ['numbers', 'quarantine', 'notes', 'history', 'scheme', 'guide'] as const;

/** Chooses what the middle of the window shows: the article, or a table of the project. */
export function ScreenTabs() {
  const screen = useView((view) => view.screen);
  const open = useCall('notes.counts', {}).data?.open ?? 0;
  useKeys();
  const { row, fitting, wanted } = useFitting<HTMLElement>(DAILY.length);
  const more = [...DAILY.slice(fitting), ...MORE];
  const shown = more.find((id) => id === screen);
  const questions = open > 0 && (
    <span className={styles.count} aria-label={TEXTS.openQuestions(open)}>
      {grouped(open)}
    </span>
  );
  return (
    <nav
      ref={row}
      className={styles.screens}
      style={{ flexBasis: wanted || 'auto' }}
      aria-label={TEXTS.screens}
    >
      {DAILY.map((id, i) => (
        <button
          key={id}
          type="button"
          data-folded={i >= fitting || undefined}
          aria-current={screen === id ? 'page' : undefined}
          title={TEXTS.screen(TEXTS.screenNames[id], keyName(`screen.${id}`))}
          onClick={() => runAction(`screen.${id}`)}
        >
          {TEXTS.screenNames[id]}
        </button>
      ))}
      <MenuTrigger>
        <MenuButton className={styles.more ?? ''} {...(shown && { 'data-current': true })}>
          {shown ? TEXTS.screenNames[shown] : TEXTS.more}
          {(!shown || shown === 'notes') && questions}
          <ChevronDown size={13} aria-hidden />
        </MenuButton>
        <Popover className={styles.screenMenu ?? ''} placement="bottom start">
          <Menu aria-label={TEXTS.moreScreens} onAction={(id) => runAction(`screen.${id as Screen}`)}>
            {more.map((id) => (
              <MenuItem
                key={id}
                id={id}
                textValue={TEXTS.screenNames[id]}
                className={styles.screenItem ?? ''}
              >
                <span>
                  {TEXTS.screenNames[id]}
                  {id === 'notes' && questions}
                </span>
                <ActionKey action={`screen.${id}`} />
              </MenuItem>
            ))}
          </Menu>
        </Popover>
      </MenuTrigger>
    </nav>
  );
}
