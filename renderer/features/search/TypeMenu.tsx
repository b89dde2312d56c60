import { Tag } from 'lucide-react';
import { useState, type CSSProperties, type KeyboardEvent } from 'react';
import { Button, Menu, MenuItem, MenuTrigger, Popover } from 'react-aria-components';
import type { Scheme } from '../../../shared/model/scheme.ts';
import { typeColour } from '../../editor/type-styles.ts';
import { KeyCap } from '../../ui/KeyCap.tsx';
import styles from './find.module.css';

interface TypeMenuProps {
  label: string;
  scheme: Scheme;
  isDisabled: boolean;
  onPick: (type: string) => void;
}

/** A button that asks for a type: by its letter, as in the text, or from the list. */
export function TypeMenu({ label, scheme, isDisabled, onPick }: TypeMenuProps) {
  const [open, setOpen] = useState(false);
  // Before the menu takes letters for the beginnings of names.
  const onKeyDown = (event: KeyboardEvent) => {
    if (!open || event.ctrlKey || event.metaKey || event.altKey) return;
    const type = scheme.types.find(({ key }) => key === event.key.toLowerCase());
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
          <Menu className={styles.menu ?? ''} aria-label={label} onAction={(key) => onPick(String(key))}>
            {scheme.types.map(({ name, label: words, hue, key }) => (
              <MenuItem
                key={name}
                id={name}
                textValue={words}
                className={styles.item ?? ''}
                style={typeColour(hue) as CSSProperties}
              >
                <span className={styles.dot} aria-hidden />
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
