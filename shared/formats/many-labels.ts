import { newUid } from '../model/uid.ts';
import type { AttributeValue } from '../model/attributes/index.ts';
import type { IncomingLabel, LabelRecord } from './records.ts';

/**
 * Writes several values under one name. A document label is a question with one value, but other tools allow several:
 * the further values get the names "name 2", "name 3", and `gatherLabels` merges them again.
 */
export function numberedLabels(
  name: string,
  values: readonly AttributeValue[],
  more: Pick<IncomingLabel, 'set' | 'score'> = {},
): IncomingLabel[] {
  return values.map((value, i) => ({
    id: newUid(),
    name: i === 0 ? name : `${name} ${i + 1}`,
    value,
    ...more,
  }));
}

/** Returns the values of labels by name, those of "name 2" with those of "name" if there is such a label. */
export function gatherLabels(labels: readonly LabelRecord[]): Map<string, LabelRecord[]> {
  const names = new Set(labels.map(({ name }) => name));
  const gathered = new Map<string, LabelRecord[]>();
  for (const label of labels) {
    const base = /^(.+) \d+$/.exec(label.name)?.[1];
    const name = base !== undefined && names.has(base) ? base : label.name;
    const list = gathered.get(name);
    if (list) list.push(label);
    else gathered.set(name, [label]);
  }
  return gathered;
}
