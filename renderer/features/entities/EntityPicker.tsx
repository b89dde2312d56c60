import { useId, useState, type FocusEvent, type KeyboardEvent, type RefObject } from 'react';
import type { Candidate, EntityBrief } from '../../../shared/contract/entities.ts';
import type { InputOf } from '../../../shared/contract/index.ts';
import type { Scheme } from '../../../shared/model/scheme.ts';
import type { Uid } from '../../../shared/model/uid.ts';
import { call } from '../../api.ts';
import { useCall } from '../../state/queries.ts';
import { toastError } from '../../state/view.ts';
import controls from '../../ui/controls.module.css';
import { EntityName } from './EntityName.tsx';
import { TEXTS } from './texts.ts';
import styles from './picker.module.css';

interface EntityPickerProps {
  scheme: Scheme;
  label: string;
  placeholder: string;
  /** What the text is about; with another value the field begins again. */
  about?: string;
  /** Initial text of the field. */
  initial?: string;
  /** Returns the registry query for the text in the field. */
  searchFor: (words: string) => InputOf<'entities.search'>;
  /** Entities that are not offered. */
  except: readonly Uid[];
  onPick: (entity: EntityBrief) => void;
  /** Creates a new entity with this name; without it only existing ones can be picked. */
  onNew?: (name: string) => void;
  /** Moves the focus after Escape or a choice. */
  onLeave?: () => void;
  /** Called when the text changes. */
  onType?: () => void;
  input?: RefObject<HTMLInputElement | null>;
  /** Whether the list covers what is below instead of moving it. */
  floating?: boolean;
  /** Shown if nothing is found. */
  none?: string;
  field?: string;
}

/** Finds an entity of the registry during typing. Enter picks the first, arrow keys move, Escape leaves. */
export function EntityPicker(props: EntityPickerProps) {
  const { scheme, label, placeholder, initial = '', searchFor, except, onPick, onNew, onLeave } = props;
  const { about, onType, input, floating, none = TEXTS.typeName, field } = props;
  const listId = useId();
  const [query, setQuery] = useState(initial);
  const [open, setOpen] = useState(false);
  const [at, setAt] = useState(0);
  const [known, setKnown] = useState(about);
  if (known !== about) {
    setKnown(about);
    setQuery(initial);
    setOpen(false);
    setAt(0);
  }
  const { data, isPlaceholderData } = useCall('entities.search', searchFor(open ? query : ''), {
    enabled: open,
    keep: true,
  });
  const candidates = (data?.candidates ?? []).filter(({ entity }) => !except.includes(entity.id));
  const name = query.replace(/\s+/g, ' ').trim();
  const fresh = name === '' || !onNew ? undefined : name;
  const choices: (Candidate | string)[] = fresh === undefined ? candidates : [...candidates, fresh];
  const active = Math.min(at, choices.length - 1);
  const isCurrent = data !== undefined && !isPlaceholderData;

  const take = (choice: Candidate | string | undefined) => {
    if (choice === undefined) return;
    setOpen(false);
    if (typeof choice === 'string') return onNew?.(choice);
    if (!onNew) setQuery('');
    onPick(choice.entity);
  };
  const choose = (choice: Candidate | string | undefined) => {
    if (choice === undefined) return;
    take(choice);
    onLeave?.();
  };
  /** Enter while a search is running picks its first result, not that of the shorter text before. */
  const chooseFirst = async (input: HTMLInputElement) => {
    // The analyst goes on working meanwhile.
    if (onLeave) {
      setOpen(false);
      onLeave();
    }
    try {
      const found = await call('entities.search', searchFor(query));
      const choice = found.candidates.find(({ entity }) => !except.includes(entity.id)) ?? fresh;
      if (onLeave || input.value === query) take(choice);
    } catch (error) {
      toastError(error);
    }
  };
  const onKeyDown = (event: KeyboardEvent<HTMLInputElement>) => {
    const { key } = event;
    if (key === 'ArrowDown' || key === 'ArrowUp') {
      const step = key === 'ArrowDown' ? 1 : -1;
      setOpen(true);
      if (choices.length > 0) setAt((active + step + choices.length) % choices.length);
    } else if (key === 'Enter' && !event.altKey) {
      if (isCurrent) choose(choices[active]);
      else void chooseFirst(event.currentTarget);
    } else if (key === 'Escape' && (open || onLeave)) {
      setOpen(false);
      onLeave?.();
    } else return;
    event.preventDefault();
    event.stopPropagation();
  };
  return (
    <div
      className={styles.field}
      data-floating={floating || undefined}
      onBlur={({ currentTarget, relatedTarget }: FocusEvent<HTMLDivElement>) =>
        !currentTarget.contains(relatedTarget) && setOpen(false)
      }
    >
      <input
        ref={input}
        data-entity-field={field}
        type="search"
        className={controls.input}
        role="combobox"
        aria-label={label}
        aria-expanded={open}
        aria-controls={listId}
        aria-autocomplete="list"
        aria-activedescendant={open && choices.length > 0 ? `${listId}-${active}` : undefined}
        placeholder={placeholder}
        spellCheck={false}
        value={query}
        onFocus={() => setOpen(true)}
        onChange={({ target }) => {
          setQuery(target.value);
          setAt(0);
          setOpen(true);
          onType?.();
        }}
        onKeyDown={onKeyDown}
      />
      <ul id={listId} role="listbox" aria-label={TEXTS.offered} className={styles.list} hidden={!open}>
        {choices.map((choice, i) => (
          <li
            key={typeof choice === 'string' ? 'new' : choice.entity.id}
            id={`${listId}-${i}`}
            role="option"
            aria-selected={i === active}
            className={styles.option}
            // Keep the focus in the field.
            onMouseDown={(event) => event.preventDefault()}
            onMouseMove={() => setAt(i)}
            onClick={() => choose(choice)}
          >
            {typeof choice === 'string' ? (
              <span className={styles.fresh}>{TEXTS.newEntity(choice)}</span>
            ) : (
              <Option candidate={choice} scheme={scheme} />
            )}
          </li>
        ))}
        {choices.length === 0 && (
          <li className={styles.none}>{name === '' || !isCurrent ? TEXTS.typeName : none}</li>
        )}
      </ul>
    </div>
  );
}

function Option({ candidate: { entity, why, mentions }, scheme }: { candidate: Candidate; scheme: Scheme }) {
  const id = entity.externalId;
  const about = [TEXTS.reasons[why], TEXTS.mentions(mentions), id && `${id.authority} ${id.value}`];
  return (
    <>
      <span className={styles.line}>
        <EntityName entity={entity} scheme={scheme} />
      </span>
      <span className={styles.why}>{about.filter(Boolean).join(' · ')}</span>
    </>
  );
}
