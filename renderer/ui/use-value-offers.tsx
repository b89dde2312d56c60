import { useId, useState, type KeyboardEvent, type ReactNode } from 'react';
import type { ListedAttribute } from '../../shared/contract/values.ts';
import { grouped } from '../../shared/text/counted.ts';
import { useCall } from '../state/queries.ts';
import { ValueDot } from './ValueDot.tsx';
import styles from './value-offers.module.css';

interface ValueOffersOptions {
  /** The attribute whose values are offered; undefined for a field that offers none. */
  list: ListedAttribute | undefined;
  /** What is written in the field. */
  text: string;
  /** Takes a value that was offered. */
  onPick: (value: string) => void;
  /** Whether the offers are shown before anything is written. */
  opensAtOnce?: boolean;
}

interface ValueOffers {
  /** Attributes of the field. */
  readonly attributes: object;
  /** Call it when the text changes. */
  readonly onWrite: () => void;
  /** Call it when the field loses the focus. */
  readonly close: () => void;
  /** Handles the keys of the list; returns whether the key did something. */
  readonly handle: (event: KeyboardEvent) => boolean;
  /** The list, to be shown below the field. */
  readonly list: ReactNode;
}

/**
 * Offers the values of an attribute in use while one writes: the arrow keys choose, Enter takes the chosen one, or else what is
 * written, which may be new.
 */
export function useValueOffers({ list, text, onPick, opensAtOnce = false }: ValueOffersOptions): ValueOffers {
  const id = useId();
  const [isOpen, setOpen] = useState(opensAtOnce);
  const [at, setAt] = useState(-1);
  const [isWritten, setWritten] = useState(false);
  const found = useCall(
    'values.offers',
    {
      attribute: list ?? { owner: { kind: 'span', name: '' }, name: 'none' },
      search: isWritten ? text.slice(0, 500) : '',
    },
    { enabled: list !== undefined && isOpen, keep: true },
  ).data?.values;
  const offers = list === undefined || !isOpen ? [] : (found ?? []);
  const active = Math.min(at, offers.length - 1);
  const close = () => {
    setOpen(false);
    setAt(-1);
  };
  const pick = (value: string) => {
    close();
    onPick(value);
  };
  if (list === undefined)
    return {
      attributes: {},
      onWrite: () => undefined,
      close: () => undefined,
      handle: () => false,
      list: null,
    };
  const handle = (event: KeyboardEvent): boolean => {
    if (event.altKey || event.ctrlKey || event.metaKey || event.nativeEvent.isComposing) return false;
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      if (!isOpen) setOpen(true);
      else setAt(Math.max(-1, Math.min(offers.length - 1, active + (event.key === 'ArrowDown' ? 1 : -1))));
    } else if (event.key === 'Enter' && active >= 0) pick(offers[active]!.value);
    else if (event.key === 'Escape' && offers.length > 0 && active >= 0) setAt(-1);
    else return false;
    event.preventDefault();
    event.stopPropagation();
    return true;
  };
  return {
    attributes: {
      role: 'combobox',
      'aria-autocomplete': 'list',
      'aria-expanded': offers.length > 0,
      'aria-controls': offers.length > 0 ? id : undefined,
      'aria-activedescendant': active >= 0 ? `${id}-${active}` : undefined,
      autoComplete: 'off',
    },
    onWrite() {
      setOpen(true);
      setWritten(true);
      setAt(-1);
    },
    close,
    handle,
    list: offers.length > 0 && (
      <ul id={id} role="listbox" aria-label={TEXTS.offers} className={styles.offers}>
        {offers.map(({ value, annotations, hue }, i) => (
          <li
            key={value}
            id={`${id}-${i}`}
            role="option"
            aria-selected={i === active}
            className={styles.offer}
            // The field keeps the focus, and its text is not committed.
            onMouseDown={(event) => event.preventDefault()}
            onClick={() => pick(value)}
          >
            {hue !== null && <ValueDot hue={hue} />}
            <bdi>{value}</bdi>
            <span className={styles.count}>{grouped(annotations)}</span>
          </li>
        ))}
      </ul>
    ),
  };
}

const TEXTS = { offers: 'Values in use' } as const;
