import { typeFilterOptions } from '../../ui/type-options.ts';
import { Search } from 'lucide-react';
import type { RefObject } from 'react';
import type { OutputOf } from '../../../shared/contract/index.ts';
import { Status } from '../../../shared/model/document.ts';
import type { Scheme } from '../../../shared/model/scheme.ts';
import { changeForm, useSearch } from '../../state/search.ts';
import { Segments } from '../../ui/Segments.tsx';
import { plainOptions, Select } from '../../ui/Select.tsx';
import { Toolbar } from '../../ui/Toolbar.tsx';
import { Toggle } from './Toggle.tsx';
import { TEXTS } from './texts.ts';
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
  { value: 'text', label: TEXTS.places.text },
  { value: 'annotations', label: TEXTS.places.annotations },
] as const;

/** The search text and the filters. */
export function SearchFilters({ scheme, sets, field, onDown }: SearchFiltersProps) {
  const { form } = useSearch();
  return (
    <Toolbar searches={TEXTS.filters} line={false}>
      <Segments
        label={TEXTS.where}
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
          aria-label={TEXTS.words}
          placeholder={form.where === 'text' ? TEXTS.inArticles : TEXTS.inAnnotations}
          value={form.text}
          onChange={({ target }) => changeForm({ text: target.value })}
          onKeyDown={(event) => {
            if (event.key !== 'ArrowDown' && event.key !== 'Enter') return;
            event.preventDefault();
            onDown();
          }}
        />
        <Toggle
          {...TEXTS.matchCase}
          on={form.matchCase}
          onChange={(matchCase) => changeForm({ matchCase })}
        />
        <Toggle
          {...TEXTS.wholeWords}
          on={form.wholeWords}
          onChange={(wholeWords) => changeForm({ wholeWords })}
        />
      </div>
      {form.where === 'annotations' && (
        <>
          <Select
            look="filter"
            aria-label={TEXTS.type}
            value={form.type}
            options={[['', TEXTS.anyType], ...typeFilterOptions(scheme.types)]}
            onPick={(type) => changeForm({ type })}
          />
          <Select
            look="filter"
            aria-label={TEXTS.set}
            value={form.inSet ?? ''}
            options={[['', TEXTS.anySet], ...sets.map(({ id, name }) => [id, name] as const)]}
            onPick={(inSet) => changeForm({ inSet: inSet || null })}
          />
        </>
      )}
      <Select
        look="filter"
        aria-label={TEXTS.status}
        value={form.status}
        options={[['', TEXTS.anyStatus], ...plainOptions(Status.options)]}
        onPick={(status) => changeForm({ status })}
      />
    </Toolbar>
  );
}
