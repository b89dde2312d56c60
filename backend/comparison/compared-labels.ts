import { sql } from '../../db/connection/connection.ts';
import type { ReadStore } from '../../db/connection/store.ts';
import { toUid } from '../../db/connection/uid.ts';
import { currentScheme } from '../../db/scheme/scheme.ts';
import { codedValues, type ComparedLabel, type LabelledSide } from '../../shared/comparison/labels.ts';
import type { ComparedExample } from '../../shared/contract/comparison.ts';
import type { ParsedInputOf } from '../../shared/contract/index.ts';
import { optionsOf, type AttributeValue } from '../../shared/model/attributes/index.ts';
import { valueLabel } from '../../shared/model/attributes/value-label.ts';

type LabelFilter = NonNullable<ParsedInputOf<'comparison.examples'>['filter']['label']>;

/** Returns the document labels of the scheme, as a comparison needs them. */
export function comparedLabels(store: ReadStore): ComparedLabel[] {
  return currentScheme(store).scheme.labels.map(({ name, many = false, value }) => ({
    name,
    many,
    listed: optionsOf(value) !== null,
  }));
}

/** Returns the document if the values of a label differ there, or are the two that the filter names. */
export function differingLabels(
  store: ReadStore,
  document: number,
  sides: readonly [LabelledSide, LabelledSide],
  { name, value, pair }: LabelFilter,
): ComparedExample[] {
  const label = currentScheme(store).scheme.labels.find((each) => each.name === name);
  if (!label) return [];
  const codedBy = (side: LabelledSide) => codedValues({ name, many: label.many ?? false }, side);
  const [source, target] = [codedBy(sides[0]), codedBy(sides[1])];
  if (!source || !target) return [];
  const isSame = JSON.stringify(source) === JSON.stringify(target);
  if (pair ? source[0] !== pair.source || target[0] !== pair.target : isSame) return [];
  if (value !== undefined && source.includes(value) === target.includes(value)) return [];
  const attribute = { ...label.value, name, label: label.label };
  const inWords = (values: readonly AttributeValue[]) =>
    values.length === 0 ? null : values.map((each) => valueLabel(attribute, each)).join(', ');
  return [
    {
      source: null,
      target: null,
      score: null,
      verdict: isSame ? 'agreed' : source.length === 0 || target.length === 0 ? 'missing' : 'type',
      fillers: { source: inWords(source), target: inWords(target) },
      document: documentInfo(store, document),
    },
  ];
}

function documentInfo({ db }: ReadStore, id: number) {
  const row = db.get<{ uid: Buffer; title: string }>(sql`
    SELECT uid, coalesce(nullif(title, ''), nullif(lead, ''), name) AS title FROM document WHERE id = ${id}`)!;
  return { id: toUid(row.uid), title: row.title };
}
