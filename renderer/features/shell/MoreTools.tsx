import { MoreHorizontal } from 'lucide-react';
import {
  Button as MenuButton,
  Header,
  Menu,
  MenuItem,
  MenuSection,
  MenuTrigger,
  Popover,
  Separator,
} from 'react-aria-components';
import type { ActionId } from '../../../shared/actions.ts';
import type { Uid } from '../../../shared/model/uid.ts';
import { isAvailable, runAction } from '../../commands/index.ts';
import { useHost } from '../../state/queries.ts';
import { setView } from '../../state/view.ts';
import { ActionKey } from '../../ui/ActionKey.tsx';
import type { Option } from '../../ui/Select.tsx';
import controls from '../../ui/controls.module.css';
import styles from './shell.module.css';
import { TEXTS } from './texts.ts';

interface MoreToolsProps {
  set: Uid | null;
  sets: readonly Option<Uid | ''>[];
}

/** In a narrow window, one menu for the tools at the end of the top bar. */
export function MoreTools({ set, sets }: MoreToolsProps) {
  const host = useHost();
  const tools: readonly (readonly [ActionId, string])[] = [
    [host?.dialogs ? 'import.files' : 'import.paste', TEXTS.importButton],
    ['export', TEXTS.exportButton],
    ['theme.toggle', TEXTS.theme],
    ['profile', TEXTS.profileName],
  ];
  return (
    <MenuTrigger>
      <MenuButton
        className={`${controls.button} ${controls.quiet} ${controls.icon}`}
        aria-label={TEXTS.moreTools}
      >
        <MoreHorizontal size={17} aria-hidden />
      </MenuButton>
      <Popover className={styles.screenMenu ?? ''} placement="bottom end">
        <Menu aria-label={TEXTS.moreTools}>
          <MenuSection aria-label={TEXTS.moreTools}>
            {tools.map(([action, name]) => (
              <MenuItem
                key={action}
                textValue={name}
                className={styles.screenItem ?? ''}
                isDisabled={!isAvailable(action, true)}
                onAction={() => runAction(action)}
              >
                <span>{name}</span>
                <ActionKey action={action} />
              </MenuItem>
            ))}
          </MenuSection>
          {sets.length > 0 && <Separator className={styles.menuLine ?? ''} />}
          {sets.length > 0 && (
            <MenuSection selectionMode="single" selectedKeys={[set ?? '']}>
              <Header className={styles.menuHead ?? ''}>{TEXTS.shownSet}</Header>
              {sets.map(([id, name]) => (
                <MenuItem
                  key={id}
                  id={id}
                  textValue={name}
                  className={styles.screenItem ?? ''}
                  onAction={() => setView({ chosenSet: id || null })}
                >
                  {name}
                </MenuItem>
              ))}
            </MenuSection>
          )}
        </Menu>
      </Popover>
    </MenuTrigger>
  );
}
