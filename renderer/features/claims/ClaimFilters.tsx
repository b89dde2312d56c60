import type { ClaimFilter } from '../../../shared/contract/frames.ts';
import type { Uid } from '../../../shared/model/uid.ts';
import { useCall } from '../../state/queries.ts';
import { Checkbox } from '../../ui/Checkbox.tsx';
import { plainOptions, Select, type Option } from '../../ui/Select.tsx';
import { Toolbar } from '../../ui/Toolbar.tsx';
import controls from '../../ui/controls.module.css';
import { DayInput } from '../../ui/DayInput.tsx';
import styles from './claims.module.css';

interface ClaimFiltersProps {
  set: Uid | null;
  filter: ClaimFilter;
  /** Whether only the open document is searched. */
  here: boolean;
  onChange: (change: Partial<ClaimFilter>) => void;
  onHere: (here: boolean) => void;
}

/** The filters of claims: text, claimer, entity, certainty, kind, topic, date and document. */
export function ClaimFilters({ set, filter, here, onChange, onHere }: ClaimFiltersProps) {
  const facets = useCall('claims.facets', set ? { set } : {}, { keep: true }).data;
  const named = (each: { id: Uid; name: string }) => [each.id, each.name] as const;
  return (
    <Toolbar searches="Filter claims" line={false}>
      <input
        type="search"
        className={controls.input}
        placeholder="Find in claims"
        aria-label="Find in gloss, content and topic"
        value={filter.search ?? ''}
        onChange={({ target }) => onChange({ search: target.value || undefined })}
      />
      <Choice
        label="Claimer"
        value={filter.claimer}
        options={(facets?.claimers ?? []).map(named)}
        onPick={(claimer) => onChange({ claimer: claimer as Uid | undefined })}
      />
      <Choice
        label="Entity"
        value={filter.entity}
        options={(facets?.entities ?? []).map(named)}
        onPick={(entity) => onChange({ entity: entity as Uid | undefined })}
      />
      <Choice
        label="Epistemic"
        value={filter.epistemic}
        options={plainOptions(facets?.epistemics ?? [])}
        onPick={(epistemic) => onChange({ epistemic })}
      />
      <Choice
        label="Kind"
        value={filter.kind}
        options={plainOptions(facets?.kinds ?? [])}
        onPick={(kind) => onChange({ kind })}
      />
      <Choice
        label="Topic"
        value={filter.topic}
        options={plainOptions(facets?.topics ?? [])}
        onPick={(topic) => onChange({ topic })}
      />
      <Day label="From" value={filter.from} onPick={(from) => onChange({ from })} />
      <Day label="To" value={filter.to} onPick={(to) => onChange({ to })} />
      <Checkbox checked={here} onChange={onHere}>
        This article
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
      title={options.length === 0 ? `No claim has a ${label.toLowerCase()} to filter by` : label}
      value={value ?? ''}
      options={[['', `${label}: any`], ...options]}
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
      <DayInput aria-label={`Published ${label.toLowerCase()}`} value={value} onPick={onPick} />
    </label>
  );
}
