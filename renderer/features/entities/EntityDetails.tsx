import { X } from 'lucide-react';
import { useState, type KeyboardEvent } from 'react';
import type { Entity } from '../../../shared/model/annotation.ts';
import type { updateEntity } from '../../commands/registry.ts';
import { askToErase } from '../../commands/erase.ts';
import { Button } from '../../ui/Button.tsx';
import { Field } from '../../ui/Field.tsx';
import { TextInput } from '../../ui/TextInput.tsx';
import controls from '../../ui/controls.module.css';
import { TEXTS } from './texts.ts';
import styles from './entities.module.css';

type Change = (what: Parameters<typeof updateEntity>[1]) => Promise<void>;

/** Aliases, external ids, note and colour; each edit can be undone. */
export function EntityDetails({ entity, change }: { entity: Entity; change: Change }) {
  const { aliases, externalIds, note, colour } = entity;
  const [refusal, setRefusal] = useState<string | null>(null);
  const addId = (written: string) => {
    const [, authority, value] = /^\s*([^:\s]+)\s*:\s*(.+?)\s*$/.exec(written) ?? [];
    if (!authority || !value) {
      setRefusal(TEXTS.externalIdProblem);
      return false;
    }
    setRefusal(null);
    void change({ externalIds: [...externalIds, { authority, value }] });
    return true;
  };
  return (
    <div className={`${styles.scroll} ${styles.details}`}>
      <Entries
        label={TEXTS.aliases}
        help={TEXTS.aliasesHelp}
        placeholder={TEXTS.addAlias}
        entries={aliases}
        onRemove={(i) => void change({ aliases: aliases.filter((_, at) => at !== i) })}
        onAdd={(alias) => {
          void change({ aliases: [...aliases, alias] });
          return true;
        }}
      />
      <Entries
        label={TEXTS.externalIds}
        help={TEXTS.externalIdsHelp}
        placeholder={TEXTS.externalIdExample}
        refusal={refusal}
        entries={externalIds.map(({ authority, value }) => `${authority}: ${value}`)}
        onRemove={(i) => void change({ externalIds: externalIds.filter((_, at) => at !== i) })}
        onAdd={addId}
      />
      <Field label={TEXTS.note}>
        {({ id }) => (
          <TextInput
            id={id}
            multiline
            value={note ?? ''}
            onCommit={(text) => void change({ note: text.trim() || null })}
          />
        )}
      </Field>
      <Field label={TEXTS.colour} help={colour ? undefined : TEXTS.colourOfType}>
        {({ id, describedBy }) => (
          <div className={styles.colour}>
            <input
              key={colour}
              id={id}
              aria-describedby={describedBy}
              type="color"
              defaultValue={colour ?? '#888888'}
              onBlur={({ target }) => {
                if (target.value !== (colour ?? '#888888')) void change({ colour: target.value });
              }}
            />
            {colour && (
              <Button kind="quiet" onClick={() => void change({ colour: null })}>
                {TEXTS.useColourOfType}
              </Button>
            )}
          </div>
        )}
      </Field>
      <p className={controls.help}>
        {TEXTS.eraseHelp}{' '}
        <button
          type="button"
          className={styles.inlineLink}
          onClick={() => askToErase({ of: 'entity', id: entity.id })}
        >
          {TEXTS.erase}
        </button>
      </p>
    </div>
  );
}

interface EntriesProps {
  label: string;
  help: string;
  placeholder: string;
  refusal?: string | null;
  entries: readonly string[];
  onRemove: (index: number) => void;
  /** Adds an entry; returns whether to clear the field. */
  onAdd: (entry: string) => boolean;
}

/** A list of removable entries, and a field that adds one with Enter. */
function Entries({ label, help, placeholder, refusal, entries, onRemove, onAdd }: EntriesProps) {
  const [draft, setDraft] = useState('');
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== 'Enter' || draft.trim() === '') return;
    event.preventDefault();
    if (onAdd(draft.trim())) setDraft('');
  };
  return (
    <Field label={label} help={help} refusal={refusal}>
      {({ id, describedBy }) => (
        <>
          {entries.length > 0 && (
            <ul className={styles.entries} aria-label={label}>
              {entries.map((entry, i) => (
                <li key={`${i} ${entry}`}>
                  <span dir="auto">{entry}</span>
                  <Button kind="quiet" icon aria-label={TEXTS.remove(entry)} onClick={() => onRemove(i)}>
                    <X size={12} aria-hidden />
                  </Button>
                </li>
              ))}
            </ul>
          )}
          <input
            id={id}
            aria-describedby={describedBy}
            className={controls.input}
            placeholder={placeholder}
            value={draft}
            maxLength={500}
            onChange={({ target }) => setDraft(target.value)}
            onKeyDown={onKeyDown}
          />
        </>
      )}
    </Field>
  );
}
