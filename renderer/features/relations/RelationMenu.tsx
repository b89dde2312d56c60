import { useRef, type CSSProperties, type KeyboardEvent } from 'react';
import { Header, Menu, MenuItem, MenuSection, Popover } from 'react-aria-components';
import { choose } from '../../commands/relations.ts';
import { typeColour } from '../../editor/type-styles.ts';
import { letterIndexOf } from '../../keys.ts';
import { editor } from '../../state/editor-ref.ts';
import { useRelating, type RelationChoice } from '../../state/relating.ts';
import { KeyCap } from '../../ui/KeyCap.tsx';
import { TEXTS } from './texts.ts';
import styles from './relations.module.css';

/** The types that fit two ends, each with a letter; shown if there is more than one. */
export function RelationMenu() {
  const choice = useRelating((state) => state.choice);
  return choice && <Choice choice={choice} />;
}

function Choice({ choice: { from, to, options, at } }: { choice: RelationChoice }) {
  const anchor = useRef<HTMLSpanElement>(null);
  const close = () => {
    useRelating.setState({ choice: null });
    editor()?.focus();
  };
  const take = (index: number) => {
    const option = options[index];
    if (!option) return;
    choose(option);
    editor()?.focus();
  };
  // Letters choose a type by the letter beside it, so they must not search by name.
  const onKeyDown = (event: KeyboardEvent) => {
    const index = letterIndexOf(event.nativeEvent);
    if (index === undefined) return;
    event.preventDefault();
    event.stopPropagation();
    take(index);
  };
  return (
    <>
      <span ref={anchor} className={styles.anchor} style={{ left: at.x, top: at.y }} />
      <Popover
        triggerRef={anchor}
        isOpen
        onOpenChange={(open) => !open && close()}
        placement="bottom start"
        offset={2}
        className={styles.popover ?? ''}
      >
        <div onKeyDownCapture={onKeyDown}>
          <Menu
            autoFocus="first"
            aria-label={TEXTS.types}
            className={styles.menu ?? ''}
            onAction={(index) => take(Number(index))}
            onClose={close}
          >
            <MenuSection>
              <Header className={styles.menuHead ?? ''}>
                <q>{from.words}</q>
                <span>{TEXTS.and}</span>
                <q>{to.words}</q>
              </Header>
              {options.map(({ type, reverse }, i) => (
                <MenuItem
                  key={`${type.name} ${reverse}`}
                  id={i}
                  textValue={TEXTS.direction(type.label, reverse)}
                  className={styles.menuItem ?? ''}
                  style={typeColour(type.hue) as CSSProperties}
                >
                  <KeyCap keys={String.fromCharCode(65 + i)} />
                  <span className={styles.sign} aria-hidden>
                    {type.symmetric ? '↔' : reverse ? '←' : '→'}
                  </span>
                  <span className={styles.menuLabel}>
                    {type.label}
                    {reverse && <small>{TEXTS.reversed}</small>}
                  </span>
                </MenuItem>
              ))}
            </MenuSection>
          </Menu>
        </div>
      </Popover>
    </>
  );
}
