import type { Attribute, AttributeValue } from '../../model/attributes/index.ts';
import type { Fragment } from '../../model/fragments.ts';
import type { Uid } from '../../model/uid.ts';
import type { DeclaredAttributes } from '../declared-attributes.ts';
import { allAttributes, foreignOf } from '../foreign.ts';
import { isJsonObject } from '../json.ts';
import type { LossTally } from '../losses.ts';
import { gatherLabels } from '../many-labels.ts';
import { MODEL_FIELDS } from '../model-fields.ts';
import type { LabelRecord, RelationRecord, SpanRecord } from '../records.ts';
import type { Layout } from './layout.ts';
import { ID } from './options.ts';
import { TAXONOMY_SEPARATOR } from './regions.ts';
import { UNLABELLED } from './results.ts';
import type { UsedTags } from './write-config.ts';

/** The field of the value, by kind of result. */
const FIELD: Readonly<Record<string, string>> = { textarea: 'text', pairwise: 'selected' };

interface Region {
  readonly id: string;
  readonly value: Record<string, unknown>;
  readonly labels: string[];
  readonly result: Record<string, unknown>;
}

/**
 * Returns the results of spans: a region with its labels, and a result with the same id for each attribute. Spans
 * imported from one region are written as one region.
 *
 * @param regions receives the region by which relations refer to each span
 */
export function spanResults(
  spans: readonly SpanRecord[],
  text: string,
  layout: Layout,
  regions: Map<Uid, string>,
  notes: ReadonlyMap<Uid, readonly string[]>,
  tags: UsedTags,
  losses: LossTally,
): object[] {
  const results: object[] = [];
  const byId = new Map<string, Region>();
  const own = { plain: '', kind: '' };
  own.plain =
    layout.kind === 'text' ? 'labels' : layout.kind === 'hypertext' ? 'hypertextlabels' : 'paragraphlabels';
  for (const span of spans) {
    const kept = foreignOf(span.extra, ID);
    const from = typeof kept.from_name === 'string' ? kept.from_name : 'label';
    const to = typeof kept.to_name === 'string' ? kept.to_name : 'text';
    for (const [i, fragment] of span.fragments.entries()) {
      const place = placeOf(fragment, layout, kept);
      const value = { ...place, text: text.slice(...fragment) };
      const known = typeof kept.region === 'string' && i === 0 ? byId.get(kept.region) : undefined;
      const same = known !== undefined && JSON.stringify(known.value) === JSON.stringify(value);
      if (same && !known.labels.includes(span.type)) {
        known.labels.push(span.type);
        regions.set(span.id, known.id);
        results.push(...answers(span, known.id, value, layout, to, tags, losses));
        tags.label(from, to, layout, span.type);
        continue;
      }
      const free = typeof kept.region === 'string' && !byId.has(kept.region) ? kept.region : span.id;
      const id = i === 0 ? free : `${span.id}-${i + 1}`;
      if (i === 0) regions.set(span.id, id);
      const labels = [span.type];
      const bodies = i === 0 ? (notes.get(span.id) ?? []) : [];
      const meta = { ...(isJsonObject(kept.meta) && kept.meta), ...(bodies.length > 0 && { text: bodies }) };
      const result = {
        id,
        from_name: from,
        to_name: to,
        type: own.plain,
        ...(isJsonObject(kept.rest) && kept.rest),
        ...(span.score !== undefined && { score: span.score }),
        ...(Object.keys(meta).length > 0 && { meta }),
        value: { ...value, [own.plain]: labels },
      };
      byId.set(id, { id, value, labels, result });
      results.push(result);
      tags.label(from, to, layout, span.type);
      if (i === 0) results.push(...answers(span, id, value, layout, to, tags, losses));
    }
  }
  return results;
}

function placeOf(
  [start, end]: Fragment,
  { kind, paragraphs }: Layout,
  kept: Readonly<Record<string, unknown>>,
): Record<string, unknown> {
  if (kind === 'paragraphs') {
    const at = (offset: number) =>
      Math.max(
        0,
        paragraphs.findLastIndex((begin) => begin <= offset),
      );
    const [first, last] = [at(start), at(end)];
    return {
      start: String(first),
      end: String(last),
      startOffset: start - (paragraphs[first] ?? 0),
      endOffset: end - (paragraphs[last] ?? 0),
    };
  }
  if (kind === 'hypertext') {
    const xpath = isJsonObject(kept.xpath) ? kept.xpath : {};
    return { ...xpath, globalOffsets: { start, end } };
  }
  return { start, end };
}

/** Returns a result for each attribute of a span, with the id of its region. */
function answers(
  span: SpanRecord,
  id: string,
  value: object,
  layout: Layout,
  to: string,
  tags: UsedTags,
  losses: LossTally,
): object[] {
  const kinds = foreignOf(span.extra, ID).answers;
  const known = isJsonObject(kinds) ? kinds : {};
  const gathered = new Map<string, AttributeValue[]>();
  for (const [name, stated] of Object.entries(allAttributes(span))) {
    const base = /^(.+) \d+$/.exec(name)?.[1];
    const several = base !== undefined && Object.hasOwn(known, base) && !Object.hasOwn(known, name);
    const key = several ? base : name;
    gathered.set(key, [...(gathered.get(key) ?? []), stated]);
    if (typeof stated === 'boolean')
      losses.add('truth values, written as the choices “true” and “false”', `${span.type}.${name}`);
  }
  return [...gathered].map(([name, values]) => {
    const kind =
      typeof known[name] === 'string'
        ? known[name]
        : kindOf(values, tags.declared.of(span.type, name), tags.declared);
    tags.answer(name, to, layout, kind, values, true);
    return { id, from_name: name, to_name: to, type: kind, value: { ...value, ...answer(kind, values) } };
  });
}

/** Returns the results of document labels. */
export function labelResults(
  labels: readonly LabelRecord[],
  kinds: Readonly<Record<string, unknown>>,
  layout: Layout,
  tags: UsedTags,
  losses: LossTally,
): object[] {
  return [...gatherLabels(labels)].map(([name, list]) => {
    const values = list.map(({ value }) => value);
    const known = isJsonObject(kinds[name]) ? kinds[name] : {};
    const kind =
      typeof known.type === 'string' ? known.type : kindOf(values, tags.declared.label(name), tags.declared);
    const to = typeof known.to_name === 'string' ? known.to_name : 'text';
    const score = list[0]?.score;
    // One result has all values of a question, with one score.
    for (const label of list)
      if (label.score !== undefined && label.score !== score)
        losses.add(MODEL_FIELDS.label.score.loss, `${name} = ${label.value}`);
    tags.answer(name, to, layout, kind, values, false);
    return {
      id: list[0]?.id,
      from_name: name,
      to_name: to,
      type: kind,
      ...(score !== undefined && { score }),
      value: answer(kind, values),
    };
  });
}

/** Returns the kind of result for the values of an attribute. */
function kindOf(
  values: readonly AttributeValue[],
  attribute: Attribute | undefined,
  declared: DeclaredAttributes,
): string {
  if (values.every((value) => declared.storageOfValue(attribute, value) === 'number')) return 'number';
  return attribute && declared.options(attribute) === null ? 'textarea' : 'choices';
}

function answer(kind: string, values: readonly AttributeValue[]): object {
  const field = FIELD[kind] ?? kind;
  if (kind === 'taxonomy') return { [field]: values.map((value) => String(value).split(TAXONOMY_SEPARATOR)) };
  if (kind === 'choices' || kind === 'textarea') return { [field]: values.map(String) };
  return { [field]: values.length === 1 ? values[0] : values };
}

/** Returns a relation between regions; `null` if one of its ends was not written. */
export function relationResult(
  relation: RelationRecord,
  regions: ReadonlyMap<Uid, string>,
  losses: LossTally,
): object | null {
  const [from, to] = [regions.get(relation.from), regions.get(relation.to)];
  if (from === undefined || to === undefined) return null;
  const { direction, ...others } = allAttributes(relation);
  for (const name of Object.keys(others)) losses.add('attributes of relations', `${relation.type}.${name}`);
  const left = foreignOf(relation.extra, ID).direction === 'left';
  return {
    type: 'relation',
    from_id: left ? to : from,
    to_id: left ? from : to,
    direction: direction === 'bi' ? 'bi' : left ? 'left' : 'right',
    ...(relation.score !== undefined && { score: relation.score }),
    labels: relation.type === UNLABELLED ? [] : [relation.type],
  };
}
