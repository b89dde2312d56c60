import {
  BookOpen,
  ChevronRight,
  FileText,
  MessageSquareQuote,
  Search,
  SlidersHorizontal,
  UserRound,
  type LucideIcon,
} from 'lucide-react';
import { useEffect, useMemo, useState } from 'react';
import {
  Autocomplete,
  Dialog,
  Input,
  Menu,
  MenuItem,
  Modal,
  ModalOverlay,
  TextField,
} from 'react-aria-components';
import { spanById, useArticle } from '../../state/article.ts';
import { useKeys } from '../../state/keys.ts';
import { useScheme, useWhyLocked } from '../../state/queries.ts';
import { loadRecent, rememberChosen } from '../../state/recent.ts';
import { setView, useView } from '../../state/view.ts';
import { KeyCap } from '../../ui/KeyCap.tsx';
import { commandEntries, placeEntries, valueEntries } from './entries.ts';
import styles from './palette.module.css';
import { ranked, type Kind } from './ranking.ts';
import { TEXTS } from './texts.ts';
import { useFound, useRecentEntries } from './use-found.ts';

/** The maximum number of entries listed. */
const MOST = 120;

const ICONS: Readonly<Record<Kind, LucideIcon>> = {
  command: ChevronRight,
  article: FileText,
  entity: UserRound,
  claim: MessageSquareQuote,
  setting: SlidersHorizontal,
  guide: BookOpen,
  search: Search,
};

/** Finds commands, articles, entities, claims, settings and places in the guide by typing; each with its kind and key. */
export function Palette({ open }: { open: boolean }) {
  useEffect(() => {
    if (!open) return;
    return useArticle.subscribe(({ document }, before) => {
      if (document && document.id !== before.document?.id) rememberChosen(`article:${document.id}`);
    });
  }, [open]);
  const shown = useView((view) => view.paletteOpen);
  useEffect(() => (shown ? loadRecent() : undefined), [shown]);
  return shown && <OpenPalette open={open} />;
}

function OpenPalette({ open }: { open: boolean }) {
  const hiddenLayers = useView((view) => view.hiddenLayers);
  const scheme = useScheme();
  const locked = useWhyLocked() !== null;
  const keys = useKeys();
  const [words, setWords] = useState('');
  const asks = words.trim() !== '';

  const commands = useMemo(
    () => commandEntries(scheme, hiddenLayers, open, locked, keys),
    [scheme, hiddenLayers, open, locked, keys],
  );
  // Thousands of types of a scheme are not gathered before anybody looks for one.
  const places = useMemo(() => (asks ? placeEntries(scheme, open) : []), [scheme, open, asks]);
  const selected = useArticle(({ selected: id }) => spanById(id));
  const values = useMemo(
    () => (asks && open && !locked ? valueEntries(scheme, selected) : []),
    [asks, open, locked, scheme, selected],
  );
  const { found, searching } = useFound(words, open ? scheme : undefined);
  const recent = useRecentEntries(commands, open);
  const listed = useMemo(() => new Set(recent.map(({ id }) => id)), [recent]);
  const matching = asks
    ? ranked([...commands, ...values, ...found, ...places], words)
    : [...recent, ...commands.filter(({ id }) => !listed.has(id))];
  const offered = matching.slice(0, MOST);
  const close = () => setView({ paletteOpen: false });
  const choose = (id: string) => {
    close();
    const entry = offered.find((each) => each.id === id);
    if (open && !/^(?:search|claim|value):/.test(id)) rememberChosen(id);
    // The dialog returns the focus first, because the command may move it elsewhere.
    setTimeout(() => entry?.run());
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
              <Input
                placeholder={open ? TEXTS.placeholder : TEXTS.placeholderClosed}
                className={styles.input ?? ''}
              />
            </TextField>
            <Menu
              items={offered}
              onAction={(id) => choose(String(id))}
              className={styles.menu ?? ''}
              renderEmptyState={() => (
                <p className={styles.empty}>{searching ? TEXTS.searching : TEXTS.none}</p>
              )}
            >
              {({ id, kind, label, detail, keys }) => {
                const Icon = ICONS[kind];
                return (
                  <MenuItem id={id} textValue={label} className={styles.item ?? ''}>
                    <Icon size={15} className={styles.icon} aria-hidden />
                    <span className={styles.label} dir="auto">
                      {label}
                    </span>
                    <span className={styles.detail} dir="auto">
                      {detail}
                    </span>
                    {keys && <KeyCap keys={keys} />}
                    <span className={styles.kind}>{TEXTS.kinds[kind]}</span>
                  </MenuItem>
                );
              }}
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
