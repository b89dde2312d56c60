import { useState } from 'react';
import {
  Autocomplete,
  Dialog,
  Input,
  Menu,
  MenuItem,
  Modal,
  ModalOverlay,
  TextField,
  useFilter,
} from 'react-aria-components';
import { ACTIONS, groupOf, isActionId } from '../../../shared/actions.ts';
import { isAvailable, runAction } from '../../commands/index.ts';
import { toggleLayer } from '../../commands/layers.ts';
import { changeType, tag } from '../../commands/spans.ts';
import { editor } from '../../state/editor-ref.ts';
import { useScheme, useWhyLocked } from '../../state/queries.ts';
import { setView, useView } from '../../state/view.ts';
import { KeyCap } from '../../ui/KeyCap.tsx';
import styles from './palette.module.css';
import { shownKeys, useKeys } from '../../state/keys.ts';
import { TEXTS } from './texts.ts';

/** The maximum number of entries listed. */
const MOST = 200;

interface Entry {
  readonly id: string;
  readonly label: string;
  readonly group: string;
  readonly keys: string | undefined;
  readonly run: () => void;
}

/** Finds every command by typing: the actions, the layers, and tagging with each type; each with its key. */
export function Palette({ open }: { open: boolean }) {
  return useView((view) => view.paletteOpen) && <OpenPalette open={open} />;
}

function OpenPalette({ open }: { open: boolean }) {
  const hiddenLayers = useView((view) => view.hiddenLayers);
  const scheme = useScheme();
  const locked = useWhyLocked() !== null;
  const keys = useKeys();
  const { contains } = useFilter({ sensitivity: 'base' });
  const [words, setWords] = useState('');

  const entries: Entry[] = ACTIONS.filter(
    ({ id }) => id !== 'palette.open' && isActionId(id) && isAvailable(id, open),
  ).map((action) => ({
    id: action.id,
    label: action.label.replace(/…$/, ''),
    group: groupOf(action),
    keys: shownKeys(action, keys)[0],
    run: () => runAction(action.id),
  }));
  for (const { name, label } of open ? (scheme?.layers ?? []) : []) {
    entries.push({
      id: `layer:${name}`,
      label: TEXTS.layer(label, hiddenLayers.includes(name)),
      group: TEXTS.layers,
      keys: undefined,
      run: () => toggleLayer(name),
    });
  }
  for (const type of open && !locked ? (scheme?.types ?? []) : []) {
    const { key } = type;
    entries.push({
      id: `tag:${type.name}`,
      label: TEXTS.tag(type.label),
      group: TEXTS.types,
      keys: key,
      run: () => tag(type.name),
    });
    entries.push({
      id: `type:${type.name}`,
      label: TEXTS.changeType(type.label),
      group: TEXTS.types,
      keys: key && `Shift+${key}`,
      run: () => changeType(type.name),
    });
  }
  const matching = entries.filter(({ label, group }) => contains(`${label} ${group}`, words));
  const offered = matching.slice(0, MOST);
  const close = () => setView({ paletteOpen: false });
  const choose = (id: string) => {
    close();
    // The dialog returns the focus first, because the command may move it elsewhere.
    setTimeout(() => {
      if (id.startsWith('tag:')) editor()?.focus();
      entries.find((entry) => entry.id === id)?.run();
    });
  };
  return (
    <ModalOverlay
      isOpen
      isDismissable
      onOpenChange={(isOpen) => !isOpen && close()}
      className={styles.overlay ?? ''}
    >
      <Modal className={styles.modal ?? ''}>
        <Dialog aria-label={TEXTS.title} className={styles.dialog ?? ''}>
          {/* Filtered here and not by the list, which would build a row for each of thousands of types. */}
          <Autocomplete inputValue={words} onInputChange={setWords}>
            <TextField aria-label={TEXTS.find} autoFocus className={styles.search ?? ''}>
              <Input placeholder={TEXTS.placeholder} className={styles.input ?? ''} />
            </TextField>
            <Menu
              items={offered}
              onAction={(id) => choose(String(id))}
              className={styles.menu ?? ''}
              renderEmptyState={() => <p className={styles.empty}>{TEXTS.none}</p>}
            >
              {({ id, label, group, keys }) => (
                <MenuItem id={id} textValue={`${label} ${group}`} className={styles.item ?? ''}>
                  <span className={styles.label}>{label}</span>
                  <span className={styles.group}>{group}</span>
                  {keys && <KeyCap keys={keys} />}
                </MenuItem>
              )}
            </Menu>
            {matching.length > offered.length && (
              <p className={styles.empty} role="status">
                {TEXTS.more(matching.length - offered.length)}
              </p>
            )}
          </Autocomplete>
        </Dialog>
      </Modal>
    </ModalOverlay>
  );
}
