import type { ErrorWhere } from '../../contract/errors.ts';
import { isJsonObject } from '../json.ts';
import type { LabellingConfig } from './config.ts';

/** Fields of JSON-MIN about the annotation; the others are the task's data and its results. */
const ABOUT = new Set(['annotation_id', 'annotator', 'created_at', 'updated_at', 'lead_time']);
const TEXT_LABELS = ['labels', 'hypertextlabels', 'paragraphlabels'];

/** Fields that hardly any other tool has; a single one may occur elsewhere. */
const ITS_OWN = ['annotation_id', 'annotator', 'lead_time'];

/**
 * Whether a record is JSON-MIN: flat, one per annotation. It has two of Label Studio's own fields, or one beside
 * regions or choices of its shape.
 */
export function isMin(value: Readonly<Record<string, unknown>>): boolean {
  if (isJsonObject(value.data)) return false;
  const own = ITS_OWN.filter((key) => key in value).length;
  return own > 1 || (own === 1 && Object.values(value).some((held) => resultsOf('', held, null) !== null));
}

interface WholeTask {
  readonly task: Record<string, unknown> & { readonly annotations: object[] };
  readonly where: ErrorWhere;
}

/** Makes tasks of JSON-MIN records: those of one task are consecutive, one per annotation. */
export class MinTasks {
  #pending: WholeTask | null = null;

  /** Adds a record; returns the preceding task if that is complete. */
  add(
    record: Readonly<Record<string, unknown>>,
    where: ErrorWhere,
    config: LabellingConfig | null,
  ): WholeTask | null {
    const { id } = record;
    const data: Record<string, unknown> = {};
    const about: Record<string, unknown> = {};
    const result: object[] = [];
    for (const [name, value] of Object.entries(record)) {
      if (name === 'id') continue;
      if (ABOUT.has(name)) about[name] = value;
      else {
        const results = resultsOf(name, value, config);
        if (results) result.push(...results);
        else data[name] = value;
      }
    }
    const { annotator, annotation_id: annotation, ...times } = about;
    const answer = { id: annotation, completed_by: annotator, ...times, result };
    if (this.#pending && id !== undefined && this.#pending.task.id === id) {
      this.#pending.task.annotations.push(answer);
      return null;
    }
    const before = this.flush();
    this.#pending = { task: { ...(id !== undefined && { id }), data, annotations: [answer] }, where };
    return before;
  }

  /** Returns the last task, at the end of the file. */
  flush(): WholeTask | null {
    const whole = this.#pending;
    this.#pending = null;
    return whole;
  }
}

/** Returns the results in a field; `null` if it is data. A single word is a result only if a tag has that name. */
function resultsOf(name: string, value: unknown, config: LabellingConfig | null): object[] | null {
  const answer = (type: string, stated: object) => [{ type, from_name: name, value: stated }];
  if (Array.isArray(value) && value.length > 0 && value.every(isRegionOfMin)) {
    return (value as Record<string, unknown>[]).map((region) => ({
      type: TEXT_LABELS.find((key) => Array.isArray(region[key])) ?? 'labels',
      from_name: name,
      value: region,
    }));
  }
  if (isJsonObject(value) && Array.isArray(value.choices)) return answer('choices', value);
  if (isJsonObject(value) && Array.isArray(value.taxonomy)) return answer('taxonomy', value);
  if (!config?.controls.has(name)) return null;
  if (typeof value === 'string') return answer('choices', { choices: [value] });
  if (typeof value === 'number') return answer('number', { number: value });
  if (Array.isArray(value) && value.every((item) => typeof item === 'string'))
    return answer('textarea', { text: value });
  return null;
}

function isRegionOfMin(item: unknown): boolean {
  return (
    isJsonObject(item) &&
    item.start !== undefined &&
    item.end !== undefined &&
    (TEXT_LABELS.some((key) => Array.isArray(item[key])) || typeof item.text === 'string')
  );
}
