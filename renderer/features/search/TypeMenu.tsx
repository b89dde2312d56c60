import { inTreeOrder } from '../../../shared/model/type-tree.ts';
import { Tag } from 'lucide-react';
import { useState, type KeyboardEvent } from 'react';
import { Button, Menu, MenuItem, MenuTrigger, Popover } from 'react-aria-components';
import type { Scheme } from '../../../shared/model/scheme.ts';
import { byLetter } from '../../keys.ts';
import { KeyCap } from '../../ui/KeyCap.tsx';
import { Swatch } from '../../ui/Swatch.tsx';
import { MANY_TYPES, matchingTypes } from '../../ui/matching-types.ts';
import { TEXTS } from './texts.ts';
import styles from './find.module.css';

/** Maximum number of types listed, if there are very many. */
const OFFERED = 60;

interface TypeMenuProps {
  label: string;
  scheme: Scheme;
  isDisabled: boolean;
  onPick: (type: string) => void;
}

/** A button that asks for a type: by its letter, as in the text, or from the list. */
export function TypeMenu({ label, scheme, isDisabled, onPick }: TypeMenuProps) {
  const [open, setOpen] = useState(false);
  const [words, setWords] = useState('');
  const many = scheme.types.length > MANY_TYPES;
  const { shown } = matchingTypes(scheme.types, words, many ? OFFERED : MANY_TYPES);
  // Runs before the menu uses letters to search by name.
  const onKeyDown = (event: KeyboardEvent) => {
    // In the field, letters are text.
    if (!open || event.target instanceof HTMLInputElement) return;
    const type = byLetter(scheme.types, event.nativeEvent);
    if (!type) return;
    event.preventDefault();
    event.stopPropagation();
    setOpen(false);
    onPick(type.name);
  };
  return (
    <span onKeyDownCapture={onKeyDown}>
      <MenuTrigger isOpen={open} onOpenChange={setOpen}>
        <Button className={styles.tag ?? ''} isDisabled={isDisabled}>
          <Tag size={13} aria-hidden /> {label}
        </Button>
        <Popover className={styles.popover ?? ''} placement="bottom end">
          {many && (
            <input
              className={styles.find}
              type="search"
              aria-label={TEXTS.findType}
              placeholder={TEXTS.chooseOneOf(scheme.types.length)}
              value={words}
              onChange={({ target }) => setWords(target.value)}
            />
          )}
          <Menu className={styles.menu ?? ''} aria-label={label} onAction={(key) => onPick(String(key))}>
            {inTreeOrder(shown).map(({ type: { name, label: words, family, key }, depth }) => (
              <MenuItem key={name} id={name} textValue={words} className={styles.item ?? ''}>
                {depth > 0 && <span style={{ width: 14 * depth }} aria-hidden />}
                <Swatch place={scheme.types.findIndex((type) => type.name === name)} family={family} />
                <span className={styles.name}>{words}</span>
                {key && <KeyCap keys={key} />}
              </MenuItem>
            ))}
          </Menu>
        </Popover>
      </MenuTrigger>
    </span>
  );
}
