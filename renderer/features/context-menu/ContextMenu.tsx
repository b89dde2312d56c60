import { ChevronRight } from 'lucide-react';
import { useRef, type CSSProperties, type KeyboardEvent, type ReactNode } from 'react';
import {
  Header,
  Menu,
  MenuItem,
  MenuSection,
  Popover,
  Separator,
  SubmenuTrigger,
} from 'react-aria-components';
import { actionById } from '../../../shared/actions.ts';
import type { Scheme } from '../../../shared/model/scheme.ts';
import { isAvailable, runAction } from '../../commands/index.ts';
import { typeColour } from '../../editor/type-styles.ts';
import { byLetter } from '../../keys.ts';
import { useContextMenu, type MenuEntry, type OpenMenu } from '../../state/context-menu.ts';
import { editor } from '../../state/editor-ref.ts';
import { useScheme, useWhyLocked } from '../../state/queries.ts';
import { ActionKey } from '../../ui/ActionKey.tsx';
import { KeyCap } from '../../ui/KeyCap.tsx';
import { TEXTS } from './texts.ts';
import styles from './context-menu.module.css';

/** Marks the list of types while it is open. */
const TYPES = 'data-types';

/** The menu of the thing under the pointer or with the focus, if it is open. */
export function ContextMenu() {
  const menu = useContextMenu(({ menu: open }) => open);
  return menu && <Open menu={menu} />;
}

/** Closes the menu, gives the focus back, and runs what was chosen, which may move it. */
function close({ from }: OpenMenu, then?: () => unknown): void {
  useContextMenu.setState({ menu: null });
  if (from !== null && from === editor()?.view.dom) editor()?.focus();
  else from?.focus();
  void then?.();
}

function Open({ menu }: { menu: OpenMenu }) {
  const anchor = useRef<HTMLSpanElement>(null);
  const scheme = useScheme();
  const locked = useWhyLocked() !== null;
  const run = (then: () => unknown) => close(menu, then);
  // Runs before the menu uses letters to search by name. While the types are open, their letters choose them, as in the text.
  const onKeyDown = (event: KeyboardEvent) => {
    const types = menu.entries.find((entry) => entry.kind === 'types');
    if (!types || !document.querySelector(`[${TYPES}]`)) return;
    const type = byLetter(scheme?.types ?? [], event.nativeEvent);
    if (!type) return;
    event.preventDefault();
    event.stopPropagation();
    run(() => types.onPick(type.name));
  };
  return (
    <div onKeyDownCapture={onKeyDown}>
      <span ref={anchor} className={styles.anchor} style={{ left: menu.at.x, top: menu.at.y }} />
      <Popover
        isOpen
        triggerRef={anchor}
        aria-label={menu.title || TEXTS.menu}
        placement="bottom start"
        offset={2}
        className={styles.popover ?? ''}
        onOpenChange={(open) => !open && close(menu)}
      >
        <Menu autoFocus="first" aria-label={menu.title || TEXTS.menu} className={styles.menu ?? ''}>
          <MenuSection>
            {menu.title && (
              <Header className={styles.title ?? ''} dir="auto">
                {menu.title}
              </Header>
            )}
            {itemsOf(menu.entries, { scheme, locked, run })}
          </MenuSection>
        </Menu>
      </Popover>
    </div>
  );
}

interface Means {
  readonly scheme: Scheme | undefined;
  readonly locked: boolean;
  readonly run: (then: () => unknown) => void;
}

function itemsOf(entries: readonly MenuEntry[], means: Means): ReactNode[] {
  return entries.map((entry, i) => {
    switch (entry.kind) {
      case 'line':
        return <Separator key={i} className={styles.separator ?? ''} />;
      case 'action': {
        const label = entry.label ?? actionById(entry.id).label;
        return (
          <Item
            key={entry.id}
            id={entry.id}
            label={label}
            keys={<ActionKey action={entry.id} />}
            isDisabled={!isAvailable(entry.id, true)}
            onAction={() => means.run(() => runAction(entry.id))}
          />
        );
      }
      case 'command':
        return (
          <Item
            key={entry.id}
            id={entry.id}
            label={entry.label}
            keys={entry.keys && <KeyCap keys={entry.keys} />}
            isDisabled={means.locked && entry.writes === true}
            onAction={() => means.run(entry.run)}
          />
        );
      case 'types':
        return (
          <More key="types" id="types" label={entry.label} isDisabled={means.locked}>
            <TypeItems
              label={entry.label}
              scheme={means.scheme}
              onPick={(type) => means.run(() => entry.onPick(type))}
            />
          </More>
        );
      case 'more':
        return (
          <More key={entry.id} id={entry.id} label={entry.label}>
            <Menu aria-label={entry.label} className={styles.menu ?? ''}>
              {itemsOf(entry.entries, means)}
            </Menu>
          </More>
        );
    }
  });
}

interface ItemProps {
  id: string;
  label: string;
  keys: ReactNode;
  isDisabled: boolean;
  onAction: () => void;
}

function Item({ id, label, keys, isDisabled, onAction }: ItemProps) {
  return (
    <MenuItem
      id={id}
      textValue={label}
      className={styles.item ?? ''}
      isDisabled={isDisabled}
      onAction={onAction}
    >
      <span className={styles.label}>{label}</span>
      {keys}
    </MenuItem>
  );
}

interface MoreProps {
  id: string;
  label: string;
  isDisabled?: boolean;
  children: ReactNode;
}

/** An item that opens another menu. */
function More({ id, label, isDisabled = false, children }: MoreProps) {
  return (
    <SubmenuTrigger>
      <MenuItem id={id} textValue={label} className={styles.item ?? ''} isDisabled={isDisabled}>
        <span className={styles.label}>{label}</span>
        <ChevronRight size={14} aria-hidden />
      </MenuItem>
      <Popover className={styles.popover ?? ''}>{children}</Popover>
    </SubmenuTrigger>
  );
}

interface TypeItemsProps {
  label: string;
  scheme: Scheme | undefined;
  onPick: (type: string) => void;
}

/** The types of the scheme with their letters. */
function TypeItems({ label, scheme, onPick }: TypeItemsProps) {
  return (
    <div {...{ [TYPES]: true }}>
      <Menu aria-label={label} className={styles.menu ?? ''} onAction={(type) => onPick(String(type))}>
        {scheme?.types.map(({ name, label: words, hue, key }) => (
          <MenuItem
            key={name}
            id={name}
            textValue={words}
            className={styles.item ?? ''}
            style={typeColour(hue) as CSSProperties}
          >
            <span className={styles.dot} aria-hidden />
            <span className={styles.label}>{words}</span>
            {key && <KeyCap keys={key} />}
          </MenuItem>
        ))}
      </Menu>
    </div>
  );
}
