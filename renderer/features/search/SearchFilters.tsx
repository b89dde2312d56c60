import { Search } from 'lucide-react';
import type { RefObject } from 'react';
import type { OutputOf } from '../../../shared/contract/index.ts';
import { Status } from '../../../shared/model/document.ts';
import type { Scheme } from '../../../shared/model/scheme.ts';
import type { Uid } from '../../../shared/model/uid.ts';
import { changeForm, useSearch } from '../../state/search.ts';
import controls from '../../ui/controls.module.css';
import { Toggle } from './Toggle.tsx';
import find from './find.module.css';
import { useManyOptions } from '../../ui/use-many-options.ts';
import styles from './search.module.css';

interface SearchFiltersProps {
  scheme: Scheme;
  sets: OutputOf<'project.info'>['sets'];
  field: RefObject<HTMLInputElement | null>;
  /** Arrow down, or Enter, in the field. */
  onDown: () => void;
}

const PLACES = { text: 'Articles', annotations: 'Annotations' } as const;

/** What is looked for, and where. */
export function SearchFilters({ scheme, sets, field, onDown }: SearchFiltersProps) {
  const { form } = useSearch();
  const types = useManyOptions(scheme.types, ({ name }) => name === form.type);
  return (
    <div className={styles.filters} role="search" aria-label="Search the project">
      <div className={controls.segments} role="radiogroup" aria-label="Search in">
        {(['text', 'annotations'] as const).map((where) => (
          <label key={where} className={controls.segment}>
            <input
              type="radio"
              name="search-where"
              checked={form.where === where}
              onChange={() => changeForm({ where })}
            />
            {PLACES[where]}
          </label>
        ))}
      </div>
      <div className={`${find.field} ${styles.field}`}>
        <Search size={14} aria-hidden />
        <input
          ref={field}
          type="text"
          spellCheck={false}
          dir="auto"
          maxLength={10_000}
          aria-label="Words to find"
          placeholder={form.where === 'text' ? 'Words in all articles' : 'Words that annotations cover'}
          value={form.text}
          onChange={({ target }) => changeForm({ text: target.value })}
          onKeyDown={(event) => {
            if (event.key !== 'ArrowDown' && event.key !== 'Enter') return;
            event.preventDefault();
            onDown();
          }}
        />
        <Toggle
          label="Aa"
          title="Match case and diacritics exactly"
          on={form.matchCase}
          onChange={(matchCase) => changeForm({ matchCase })}
        />
        <Toggle
          label="Word"
          title="Whole words only"
          on={form.wholeWords}
          onChange={(wholeWords) => changeForm({ wholeWords })}
        />
      </div>
      {form.where === 'annotations' && (
        <>
          <select
            className={styles.choice}
            aria-label="Type"
            data-set={form.type !== '' || undefined}
            value={form.type}
            onChange={({ target }) => changeForm({ type: target.value })}
            {...types.field}
          >
            <option value="">Type: any</option>
            {types.options.map(({ name, label }) => (
              <option key={name} value={name}>
                {label}
              </option>
            ))}
          </select>
          <select
            className={styles.choice}
            aria-label="Annotation set"
            data-set={form.inSet !== null || undefined}
            value={form.inSet ?? ''}
            onChange={({ target }) => changeForm({ inSet: (target.value || null) as Uid | null })}
          >
            <option value="">Set: any</option>
            {sets.map(({ id, name }) => (
              <option key={id} value={id}>
                {name}
              </option>
            ))}
          </select>
        </>
      )}
      <select
        className={styles.choice}
        aria-label="Status of the article"
        data-set={form.status !== '' || undefined}
        value={form.status}
        onChange={({ target }) => changeForm({ status: target.value as Status | '' })}
      >
        <option value="">Status: any</option>
        {Status.options.map((status) => (
          <option key={status} value={status}>
            {status}
          </option>
        ))}
      </select>
    </div>
  );
}
