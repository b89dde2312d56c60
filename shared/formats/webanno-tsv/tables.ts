import { DEPENDENCY, POS, TOKEN, uimaExtra, uimaIdentifier, type UimaNames } from '../cas/names.ts';
import { ANNOTATION } from '../cas/model.ts';
import { linkedSlots, type LinkedSlot } from '../cas/slots.ts';
import { CUT_ENDS, CUT_FILLERS } from '../cas/unheld.ts';
import type { DeclaredAttributes } from '../declared-attributes.ts';
import { allAttributes } from '../foreign.ts';
import type { LossTally } from '../losses.ts';
import type { RelationRecord, SpanRecord } from '../records.ts';
import { escapeValue } from './escapes.ts';
import type { Column, Layer } from './header.ts';
import type { Unit } from './layout.ts';
import { isToken, type LinkPlace, type Piece, type Pieces } from './pieces.ts';

/** A layer as written: its columns, and the content of its cells in a row. */
export interface Table {
  readonly layer: Layer;
  cells(unit: Unit): readonly string[];
}

const NOTHING = '_';
const NO_VALUE = '*';

interface Context {
  readonly pieces: Pieces;
  readonly declared: readonly Layer[];
  readonly attributes: DeclaredAttributes;
  readonly losses: LossTally;
}

/** Returns the cells of a layer: the values of each annotation stacked in the row. */
function stackedCells<Item>(
  { columns }: Layer,
  items: readonly Item[] | undefined,
  cell: (column: Column, item: Item) => string,
): string[] {
  return columns.map((column) =>
    items && items.length > 0 ? items.map((item) => cell(column, item)).join('|') : NOTHING,
  );
}

/** The features of attributes: those that the layer declares, else names that UIMA allows, all different. */
class Features {
  readonly #features = new Map<string, string>();
  readonly #values = new Map<string, string>();
  readonly #attributes: DeclaredAttributes;
  readonly #losses: LossTally;

  constructor(layer: Layer | undefined, { attributes, losses }: Pick<Context, 'attributes' | 'losses'>) {
    this.#attributes = attributes;
    this.#losses = losses;
    for (const column of layer?.columns ?? [])
      if (column.kind === 'value') this.#features.set(column.feature, column.feature);
  }

  /** Adds a column for an attribute. */
  add(attribute: string): void {
    if (this.#features.has(attribute)) return;
    const taken = new Set(this.#features.values());
    const plain = uimaIdentifier(attribute);
    let feature = plain;
    for (let n = 2; taken.has(feature); n++) feature = `${plain}_${n}`;
    this.#features.set(attribute, feature);
    if (feature !== attribute) this.#losses.add('renamed attributes', `${attribute} as ${feature}`);
  }

  columns(): Column[] {
    return [...this.#features.values()].map((feature) => ({ kind: 'value', feature }));
  }

  /** Returns the values of an annotation by feature. */
  values(attributed: SpanRecord | RelationRecord): ReadonlyMap<string, string> {
    return new Map(
      Object.entries(allAttributes(attributed)).map(([name, value]) => {
        const declared = this.#attributes.of(attributed.type, name);
        if (this.#attributes.storageOfValue(declared, value) === 'number')
          this.#losses.add('numbers among values, now texts', `${name}: ${value}`);
        return [this.#features.get(name) ?? name, this.#plain(String(value))];
      }),
    );
  }

  /** Replaces carriage returns, which would end the row and cannot be escaped. */
  #plain(value: string): string {
    const known = this.#values.get(value);
    if (known !== undefined) return known;
    const plain = value.replace(/\r\n?/g, '\n');
    if (plain !== value) this.#losses.add('carriage returns in values', value.slice(0, 60));
    this.#values.set(value, plain);
    return plain;
  }
}

function valueCell(values: ReadonlyMap<string, string>, feature: string, number: number | undefined): string {
  const value = values.get(feature);
  return (value === undefined ? NO_VALUE : escapeValue(value)) + suffix(number);
}

function suffix(number: number | undefined): string {
  return number === undefined ? '' : `[${number}]`;
}

/** Returns the table of a layer of spans, with its slots. */
export function spanTable(type: string, context: Context): Table {
  const { pieces, declared, losses } = context;
  const stack = pieces.stacks.get(type)!;
  const before = declared.find((layer) => layer.type === type);
  const all = new Set([...stack.values()].flat());
  const features = new Features(before, context);
  const slots = new Map<Piece, Map<string, FilledSlot[]>>();
  const roles = before?.columns.filter(({ kind }) => kind === 'role' || kind === 'target') ?? [];
  const fallback = roles.find((column) => column.kind === 'role')?.feature ?? 'slots';
  for (const piece of all) {
    for (const name of Object.keys(allAttributes(piece.span))) features.add(name);
    if (piece.first) slots.set(piece, filledSlots(piece, fallback, pieces, losses));
  }
  for (const filled of slots.values()) {
    for (const feature of filled.keys())
      if (!roles.some((column) => column.kind === 'role' && column.feature === feature))
        roles.push(...slotColumns(type, feature));
  }
  const columns = mergedColumns(before, features.columns(), roles);
  for (const filled of slots.values()) numberFillers(filled, columns, pieces);
  const layer: Layer = {
    kind: 'span',
    type,
    columns: columns.length > 0 ? columns : [{ kind: 'placeholder' }],
  };
  const values = new Map([...all].map((piece) => [piece, features.values(piece.span)]));
  return {
    layer,
    cells: (unit) =>
      stackedCells(layer, stack.get(unit), (column, piece) => {
        if (column.kind === 'value') return valueCell(values.get(piece)!, column.feature, piece.number);
        if (column.kind === 'placeholder') return NO_VALUE + suffix(piece.number);
        const filled = ('feature' in column && slots.get(piece)?.get(column.feature)) || [];
        return column.kind === 'role' ? rolesCell(filled, piece) : fillersCell(filled);
      }),
  };
}

interface FilledSlot {
  readonly role: string | null;
  readonly filler: Piece;
}

/** Returns the slots of a span by feature. This format only has spans as fillers. */
function filledSlots(
  { span }: Piece,
  fallback: string,
  { piecesOf }: Pieces,
  losses: LossTally,
): Map<string, FilledSlot[]> {
  const filled = new Map<string, FilledSlot[]>();
  for (const { slot, feature, role } of linkedSlots(span)) {
    const fillers = ('span' in slot.filler && piecesOf.get(slot.filler.span)) || [];
    if (fillers.length === 0) {
      losses.add('slot fillers', `${span.type}.${slot.name}`);
      continue;
    }
    losses.add(CUT_FILLERS, `${span.type}.${slot.name}`, fillers.length > 1 ? 1 : 0);
    tellSlot({ slot, feature, role }, span.type, losses);
    const name = feature ?? fallback;
    const list = filled.get(name);
    const items = fillers.map((filler) => ({ role: role ?? null, filler }));
    if (list) list.push(...items);
    else filled.set(name, items);
  }
  return filled;
}

function tellSlot({ slot }: LinkedSlot, type: string, losses: LossTally): void {
  losses.add('evidence of slots', `${type}.${slot.name}`, slot.evidence.length);
  if (slot.score !== undefined) losses.add('scores of slots', `${type}.${slot.name}: ${slot.score}`);
}

function slotColumns(type: string, feature: string): Column[] {
  const name = uimaIdentifier(feature);
  const link = `${type}${name.charAt(0).toUpperCase()}${name.slice(1)}Link`;
  return [
    { kind: 'role', feature, declared: `ROLE_${type}:${name}_${link}` },
    { kind: 'target', feature, type: ANNOTATION },
  ];
}

/** Returns the declared columns at their positions, followed by new ones. */
function mergedColumns(before: Layer | undefined, values: Column[], roles: Column[]): Column[] {
  const old = (before?.columns ?? []).filter(({ kind }) => kind !== 'placeholder');
  const has = (column: Column) => old.some((known) => JSON.stringify(known) === JSON.stringify(column));
  return [...old, ...values.filter((column) => !has(column)), ...roles.filter((column) => !has(column))];
}

/** Numbers the fillers that are not of the type in the column: only the number identifies them. */
function numberFillers(
  filled: ReadonlyMap<string, readonly FilledSlot[]>,
  columns: readonly Column[],
  { forceNumber, chainLayers }: Pieces,
): void {
  for (const [feature, slots] of filled) {
    const target = columns.find((column) => column.kind === 'target' && column.feature === feature);
    const type = target?.kind === 'target' ? target.type : ANNOTATION;
    for (const { filler } of slots)
      if (filler.type !== type && !isToken(filler) && !chainLayers.has(filler.type)) forceNumber(filler);
  }
}

function rolesCell(filled: readonly FilledSlot[], { number }: Piece): string {
  const roles = filled.map(({ role }) =>
    role === null ? NO_VALUE : escapeValue(role.replace(/\r\n?/g, '\n')),
  );
  return (roles.length > 0 ? roles.join(';') : NOTHING) + suffix(number);
}

function fillersCell(filled: readonly FilledSlot[]): string {
  if (filled.length === 0) return NO_VALUE;
  return filled.map(({ filler }) => filler.placed.defining.id + suffix(filler.number)).join(';');
}

/** Returns the table of a layer of chains. The label of a step is written at the link where it begins. */
export function chainTable(type: string, places: ReadonlyMap<Piece, LinkPlace>, context: Context): Table {
  const { pieces, declared, losses } = context;
  const stack = pieces.stacks.get(type)!;
  const before = declared.find((layer) => layer.type === type);
  const layer: Layer = {
    kind: 'chain',
    type,
    columns: before?.columns ?? [{ kind: 'chain relation' }, { kind: 'chain type' }],
  };
  const features = new Features(before, context);
  const values = new Map(
    [...new Set([...stack.values()].flat())].map((piece) => {
      const step = places.get(piece)!.step;
      const own = features.values(piece.span);
      const stepped = step ? features.values(step) : own;
      const word = stepped.get('referenceRelation');
      for (const name of own.keys())
        if (
          name !== 'referenceType' &&
          !isChainFeature(layer, name) &&
          (name !== 'referenceRelation' || step)
        )
          losses.add('attributes of links of chains', `${piece.span.type}.${name}`);
      for (const name of step ? stepped.keys() : [])
        if (name !== 'referenceRelation')
          losses.add('attributes of steps of chains', `${step!.type}.${name}`);
      return [piece, { own, word }] as const;
    }),
  );
  return {
    layer,
    cells: (unit) =>
      stackedCells(layer, stack.get(unit), (column, piece) => {
        const { own, word } = values.get(piece)!;
        const { chain, link } = places.get(piece)!;
        if (column.kind === 'chain relation')
          return `${word === undefined ? NO_VALUE : escapeValue(word)}->${chain}-${link}`;
        if (column.kind === 'chain type') return valueCell(own, 'referenceType', chain);
        return column.kind === 'value' ? valueCell(own, column.feature, undefined) : NO_VALUE;
      }),
  };
}

function isChainFeature({ columns }: Layer, name: string): boolean {
  return columns.some((column) => column.kind === 'value' && column.feature === name);
}

/** Returns the tables of relation layers. A relation is written in the row of its target. */
export function relationTables(
  relations: readonly RelationRecord[],
  names: UimaNames,
  context: Context,
): Table[] {
  const { pieces, declared, losses } = context;
  const byType = new Map<string, { relation: RelationRecord; from: Piece; to: Piece }[]>(
    declared.filter(({ kind }) => kind === 'relation').map(({ type }) => [type, []]),
  );
  for (const relation of relations) {
    const [from, to] = [pieces.bySpan.get(relation.from), pieces.bySpan.get(relation.to)];
    const reachable = [from, to].every((end) => end && canRefer(end, pieces));
    if (!from || !to || !reachable || uimaExtra(relation).chain === 'chain') {
      losses.add('relations', relation.type);
      continue;
    }
    if (relation.score !== undefined) losses.add('scores of relations', relation.type);
    for (const end of [relation.from, relation.to])
      losses.add(CUT_ENDS, relation.type, pieces.piecesOf.get(end)!.length > 1 ? 1 : 0);
    const type = names.of('relation', relation);
    const list = byType.get(type);
    if (list) list.push({ relation, from, to });
    else byType.set(type, [{ relation, from, to }]);
  }
  return [...byType].map(([type, list]): Table => {
    const before = declared.find((layer) => layer.type === type);
    const features = new Features(before, context);
    for (const { relation } of list)
      for (const name of Object.keys(allAttributes(relation))) features.add(name);
    const base = baseType(type, before, list, pieces);
    for (const { from, to } of list)
      for (const end of [from, to])
        if (end.type !== base && !isToken(end) && !pieces.chainLayers.has(end.type)) pieces.forceNumber(end);
    const layer: Layer = {
      kind: 'relation',
      type,
      columns: [...features.columns(), { kind: 'base', type: base }],
    };
    const rows = new Map<Unit, { from: Piece; to: Piece; values: ReadonlyMap<string, string> }[]>();
    list.sort((a, b) => a.to.placed.begin - b.to.placed.begin || b.to.placed.end - a.to.placed.end);
    for (const { relation, from, to } of list) {
      const item = { from, to, values: features.values(relation) };
      const others = rows.get(to.placed.defining);
      if (others) others.push(item);
      else rows.set(to.placed.defining, [item]);
    }
    return {
      layer,
      cells: (unit) =>
        stackedCells(layer, rows.get(unit), (column, { from, to, values }) => {
          if (column.kind === 'value') return valueCell(values, column.feature, undefined);
          const ends = from.number ?? to.number;
          return (
            from.placed.defining.id + (ends === undefined ? '' : `[${from.number ?? 0}_${to.number ?? 0}]`)
          );
        }),
    };
  });
}

/**
 * Whether a relation can refer to this end. Links of chains have no numbers: a reference by row and type only reaches
 * the first one in a stack.
 */
function canRefer(end: Piece, { stacks, chainLayers }: Pieces): boolean {
  return !chainLayers.has(end.type) || stacks.get(end.type)?.get(end.placed.defining)?.[0] === end;
}

/** Returns the type that a layer of relations links, according to the header. Other types are identified by number. */
function baseType(
  type: string,
  before: Layer | undefined,
  list: readonly { from: Piece; to: Piece }[],
  { stacks }: Pieces,
): string {
  const ends = list.flatMap(({ from, to }) => [from, to]);
  const types = new Set(ends.map((end) => end.type));
  const column = before?.columns.find(({ kind }) => kind === 'base');
  const declared = column?.kind === 'base' ? column.type : undefined;
  const base = declared ?? (types.size === 1 ? [...types][0]! : ANNOTATION);
  if (!ends.some(isToken) || base === TOKEN || base === ANNOTATION) return base;
  const bare = ends
    .filter(isToken)
    .every(({ placed }) => (stacks.get(POS)?.get(placed.defining) ?? []).length === 0);
  if (type === DEPENDENCY && base === POS && bare) return base;
  return types.size === 1 ? TOKEN : ANNOTATION;
}
