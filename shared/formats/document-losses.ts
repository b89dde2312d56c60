import type { Entity } from '../model/annotation.ts';
import type { Block } from '../model/document.ts';
import { readableQuote } from '../model/fragments.ts';
import { EXTRACTION } from '../model/grounding.ts';
import { findBlocks } from '../text/blocks.ts';
import type { Dataset, DatasetRelation } from './define.ts';
import { allAttributes, lostForeign } from './foreign.ts';
import type { LossGroup } from './loss-groups.ts';
import type { LossTally } from './losses.ts';
import {
  isCounted,
  MODEL_FIELDS,
  PART_LOSSES,
  type Carries,
  type Extent,
  type Field,
  type ModelRows,
  type Part,
} from './model-fields.ts';
import type { DocumentRecord, NoteRecord, RelationRecord, SpanRecord } from './records.ts';

const MAX_EXAMPLE = 60;

/**
 * Counts what a format does not carry of a document, according to its declaration. Its writer counts what it carries in
 * part, and whole rows that it leaves out.
 *
 * @param written the spans that are in the file
 * @param kept keys of `extra` whose values are in the file too: those of the format itself, and of formats it shares
 * them with
 */
export function tellDocumentLosses(
  document: DocumentRecord,
  written: Iterable<SpanRecord>,
  losses: LossTally,
  carries: Carries,
  kept: readonly string[],
): void {
  const { text, origin, relations, labels, statuses, notes, segmentation } = document;
  const teller = new Teller(losses, carries, kept);
  // A reader detects the blocks of a text again, except those that only the source marked.
  const found = new Set(
    carries.document !== 'none' && carries.document.blocks === 'none' ? findBlocks(text).map(String) : [],
  );
  const blocks = document.blocks.filter((block) => !found.has(String(block)));
  teller.row('document', { ...document, blocks }, (field, value) => {
    if (field === 'blocks') return blockInWords(text, value as Block);
    return field === 'header' || field === 'text' ? origin.name || shown(value) : `${field}: ${shown(value)}`;
  });
  teller.row('origin', origin, () => origin.name);
  for (const span of written) {
    const quoted = () => shown(readableQuote(text, span.fragments));
    teller.row('span', span, (field, value) => {
      if (field === 'attributes') return `${span.type}.${shown(value)}`;
      if (field === 'score') return `${quoted()}: ${shown(value)}`;
      return field === 'slots' ? `${span.type}: ${quoted()}` : field === 'untouched' ? span.type : quoted();
    });
    // If slots are not written at all, that loss is already counted with the span.
    if (carries.slot !== 'none')
      for (const slot of span.slots) teller.row('slot', slot, () => `${span.type}.${slot.name}: ${quoted()}`);
  }
  for (const relation of relations) teller.relation('relation', relation);
  for (const label of labels) teller.row('label', label, () => `${label.name} = ${label.value}`);
  for (const status of statuses) teller.row('status', status, (_, value) => shown(value ?? status.status));
  for (const note of notes) teller.row(partOf(note), note, () => shown(note.body));
  if (segmentation)
    teller.row('segmentation', segmentation, (field, value) =>
      field === 'columns' ? shown(value) : document.title || origin.name,
    );
}

/** Counts what a format does not carry of the entities, the relations across documents and the sets. */
export async function tellDatasetLosses(
  dataset: Pick<Dataset, 'entities' | 'relations' | 'sets'>,
  losses: LossTally,
  carries: Carries,
): Promise<void> {
  for await (const entity of dataset.entities) tellEntityLosses(entity, losses, carries);
  for await (const relation of dataset.relations) tellLooseRelationLosses(relation, losses, carries);
  tellSetLosses(dataset, losses, carries);
}

export function tellEntityLosses(entity: Entity, losses: LossTally, carries: Carries): void {
  new Teller(losses, carries, []).row('entity', entity, () => entity.name);
}

export function tellLooseRelationLosses(
  relation: DatasetRelation,
  losses: LossTally,
  carries: Carries,
): void {
  new Teller(losses, carries, []).relation('looseRelation', relation);
}

export function tellSetLosses({ sets }: Pick<Dataset, 'sets'>, losses: LossTally, carries: Carries): void {
  const teller = new Teller(losses, carries, []);
  for (const set of sets) teller.row('set', set, () => set.name);
}

/** A field that is counted as a loss where it has a value. */
interface LackingField {
  readonly name: string;
  readonly loss: string;
  readonly group: LossGroup;
  readonly extent: Extent;
}

const lacking = new WeakMap<Carries, Map<Part, readonly LackingField[]>>();

/** Returns the fields of a part that a declaration does not carry completely; found once, because a corpus has millions of rows. */
function lackingFields(carries: Carries, part: Part): readonly LackingField[] {
  let parts = lacking.get(carries);
  if (!parts) lacking.set(carries, (parts = new Map<Part, readonly LackingField[]>()));
  let fields = parts.get(part);
  if (!fields) parts.set(part, (fields = findLackingFields(carries, part)));
  return fields;
}

function findLackingFields(carries: Carries, part: Part): LackingField[] {
  const carried = carries[part] as 'none' | Readonly<Record<string, Extent>>;
  // A row that is no loss itself may have fields that are.
  const stated = carried === 'none' ? {} : carried;
  return Object.entries(MODEL_FIELDS[part] as Readonly<Record<string, Field>>).flatMap(
    ([name, field]): LackingField[] => {
      const { [name]: extent = 'none' } = stated;
      return isCounted(field) && extent !== 'whole'
        ? [{ name, loss: field.loss, group: field.group, extent }]
        : [];
    },
  );
}

/** Counts the values of rows that are declared as not carried. */
class Teller {
  readonly #losses: LossTally;
  readonly #carries: Carries;
  readonly #kept: readonly string[];

  constructor(losses: LossTally, carries: Carries, kept: readonly string[]) {
    this.#losses = losses;
    this.#carries = carries;
    this.#kept = kept;
  }

  /** @param example describes a value, given its field; the field is missing if the whole row is lost */
  row<P extends Part>(
    part: P,
    row: ModelRows[P],
    example: (field: string | undefined, value: unknown) => string,
  ): void {
    const whole: Field = PART_LOSSES[part];
    if (this.#carries[part] === 'none' && isCounted(whole)) {
      this.#losses.add(whole.loss, () => example(undefined, undefined), 1, whole.group);
      return;
    }
    for (const { name, loss, group, extent } of lackingFields(this.#carries, part)) {
      if (name === 'extra') this.#extra(row, loss, extent === 'none');
      if (name === 'extra' || extent !== 'none') continue;
      for (const value of valuesOf(name, row)) this.#losses.add(loss, () => example(name, value), 1, group);
    }
  }

  relation(part: 'relation' | 'looseRelation', relation: RelationRecord): void {
    this.row(part, relation, (field, value) =>
      field === 'attributes' ? `${relation.type}.${shown(value)}` : relation.type,
    );
  }

  /** Data of other tools: each key is a separate loss, except those that are in the file. */
  #extra(row: object, loss: string, all: boolean): void {
    const { extra } = row as { extra?: Readonly<Record<string, unknown>> };
    const { data, names } = lostForeign(extra, all ? [] : this.#kept);
    const foreign = data.filter((key) => key !== EXTRACTION);
    if (foreign.length > 0) this.#losses.add(loss, foreign.join(', '));
    if (data.length > foreign.length)
      this.#losses.add('groundings and explanations of what models proposed', undefined, 1, 'work');
    for (const name of names) this.#losses.addOnce('full names of types', name, 'tools');
  }
}

/** Returns the values of a field, each of which is one loss; none if the field is empty. */
function valuesOf(name: string, row: object): readonly unknown[] {
  if (name === 'attributes') return Object.keys(allAttributes(row as Parameters<typeof allAttributes>[0]));
  const value = (row as Record<string, unknown>)[name];
  if (name === 'blocks') return (value as DocumentRecord['blocks']).filter(([kind]) => kind !== 'paragraph');
  if (name === 'columns') return Object.keys(value as object);
  if (name === 'model') {
    // The run has the name of its set.
    const { name: _, fileSha256: __, ...settings } = (value ?? { name: '' }) as Record<string, unknown>;
    return Object.values(settings).some((setting) => setting !== undefined) ? [value] : [];
  }
  if (name === 'tokens' || name === 'sentences')
    return (value as readonly unknown[]).length > 0 ? [value] : [];
  if (Array.isArray(value)) return value;
  return value === undefined || value === '' ? [] : [value];
}

function partOf({ span, relation }: NoteRecord): 'documentNote' | 'spanNote' | 'relationNote' {
  return relation !== undefined ? 'relationNote' : span !== undefined ? 'spanNote' : 'documentNote';
}

function blockInWords(text: string, [kind, start, end]: Block): string {
  return shown(`${kind}: ${text.slice(start, end)}`);
}

function shown(value: unknown): string {
  const text = typeof value === 'string' ? value : value === undefined ? '' : JSON.stringify(value);
  return text.trim().slice(0, MAX_EXAMPLE);
}
