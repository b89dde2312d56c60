import { Search } from 'lucide-react';
import type { RefObject } from 'react';
import type { OutputOf } from '../../../shared/contract/index.ts';
import { Status } from '../../../shared/model/document.ts';
import type { Scheme } from '../../../shared/model/scheme.ts';
import { changeForm, useSearch } from '../../state/search.ts';
import { Segments } from '../../ui/Segments.tsx';
import { labelOptions, plainOptions, Select } from '../../ui/Select.tsx';
import { Toolbar } from '../../ui/Toolbar.tsx';
import { Toggle } from './Toggle.tsx';
import find from './find.module.css';
import styles from './search.module.css';

interface SearchFiltersProps {
  scheme: Scheme;
  sets: OutputOf<'project.info'>['sets'];
  field: RefObject<HTMLInputElement | null>;
  /** Called for Arrow down, or Enter, in the field. */
  onDown: () => void;
}

const PLACES = [
  { value: 'text', label: 'Articles' },
  { value: 'annotations', label: 'Annotations' },
] as const;

/** The search text and the filters. */
export function SearchFilters({ scheme, sets, field, onDown }: SearchFiltersProps) {
  const { form } = useSearch();
  return (
    <Toolbar searches="Search the project" line={false}>
      <Segments
        label="Search in"
        value={form.where}
        options={PLACES}
        onPick={(where) => changeForm({ where })}
      />
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
          <Select
            look="filter"
            aria-label="Type"
            value={form.type}
            options={[['', 'Type: any'], ...labelOptions(scheme.types)]}
            onPick={(type) => changeForm({ type })}
          />
          <Select
            look="filter"
            aria-label="Annotation set"
            value={form.inSet ?? ''}
            options={[['', 'Set: any'], ...sets.map(({ id, name }) => [id, name] as const)]}
            onPick={(inSet) => changeForm({ inSet: inSet || null })}
          />
        </>
      )}
      <Select
        look="filter"
        aria-label="Status of the article"
        value={form.status}
        options={[['', 'Status: any'], ...plainOptions(Status.options)]}
        onPick={(status) => changeForm({ status })}
      />
    </Toolbar>
  );
}
