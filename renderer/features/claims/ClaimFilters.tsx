import type { ClaimFilter } from '../../../shared/contract/claims.ts';
import type { Scheme } from '../../../shared/model/scheme.ts';
import type { Uid } from '../../../shared/model/uid.ts';
import { useCall } from '../../state/queries.ts';
import { Checkbox } from '../../ui/Checkbox.tsx';
import { plainOptions, Select, type Option } from '../../ui/Select.tsx';
import { Toolbar } from '../../ui/Toolbar.tsx';
import controls from '../../ui/controls.module.css';
import { DayInput } from '../../ui/DayInput.tsx';
import { TEXTS } from './texts.ts';
import { claimValueLabel } from './values.ts';
import styles from './claims.module.css';

interface ClaimFiltersProps {
  scheme: Scheme;
  set: Uid | null;
  filter: ClaimFilter;
  /** Whether only the open document is searched. */
  here: boolean;
  onChange: (change: Partial<ClaimFilter>) => void;
  onHere: (here: boolean) => void;
}

/** The filters of claims: text, claimer, entity, certainty, kind, topic, date and document. */
export function ClaimFilters({ scheme, set, filter, here, onChange, onHere }: ClaimFiltersProps) {
  const facets = useCall('claims.facets', set ? { set } : {}, { keep: true }).data;
  const named = (each: { id: Uid; name: string }) => [each.id, each.name] as const;
  const labelled = (name: 'epistemic' | 'kind', values: readonly string[] = []) =>
    values.map((value) => [value, claimValueLabel(scheme, name, value)] as const);
  const { columns } = TEXTS;
  return (
    <Toolbar searches={TEXTS.filters} line={false}>
      <input
        type="search"
        className={controls.input}
        placeholder={TEXTS.search}
        aria-label={TEXTS.searchHelp}
        value={filter.search ?? ''}
        onChange={({ target }) => onChange({ search: target.value || undefined })}
      />
      <Choice
        label={columns.claimer}
        value={filter.claimer}
        options={(facets?.claimers ?? []).map(named)}
        onPick={(claimer) => onChange({ claimer: claimer as Uid | undefined })}
      />
      <Choice
        label={TEXTS.entity}
        value={filter.entity}
        options={(facets?.entities ?? []).map(named)}
        onPick={(entity) => onChange({ entity: entity as Uid | undefined })}
      />
      <Choice
        label={columns.epistemic}
        value={filter.epistemic}
        options={labelled('epistemic', facets?.epistemics)}
        onPick={(epistemic) => onChange({ epistemic })}
      />
      <Choice
        label={columns.kind}
        value={filter.kind}
        options={labelled('kind', facets?.kinds)}
        onPick={(kind) => onChange({ kind })}
      />
      <Choice
        label={TEXTS.topic}
        value={filter.topic}
        options={plainOptions(facets?.topics ?? [])}
        onPick={(topic) => onChange({ topic })}
      />
      <Day label={TEXTS.from} value={filter.from} onPick={(from) => onChange({ from })} />
      <Day label={TEXTS.to} value={filter.to} onPick={(to) => onChange({ to })} />
      <Checkbox checked={here} onChange={onHere}>
        {TEXTS.thisArticle}
      </Checkbox>
    </Toolbar>
  );
}

interface ChoiceProps {
  label: string;
  value: string | undefined;
  options: readonly Option[];
  onPick: (value: string | undefined) => void;
}

/** A filter by one of the existing values. */
function Choice({ label, value, options, onPick }: ChoiceProps) {
  return (
    <Select
      look="filter"
      aria-label={label}
      disabled={options.length === 0 && value === undefined}
      title={options.length === 0 ? TEXTS.noneToFilter(label) : label}
      value={value ?? ''}
      options={[['', TEXTS.any(label)], ...options]}
      onPick={(picked) => onPick(picked || undefined)}
    />
  );
}

function Day({
  label,
  value,
  onPick,
}: {
  label: string;
  value: string | undefined;
  onPick: (day: string | undefined) => void;
}) {
  return (
    <label className={styles.day}>
      {label}
      <DayInput aria-label={TEXTS.published(label)} value={value} onPick={onPick} />
    </label>
  );
}
