import type { Uid } from '../../shared/model/uid.ts';
import type { RowKind } from './define.ts';
import type { RowTable } from './table.ts';
import type { Reference } from './references.ts';
import { rowsIn } from './belonging.ts';
import type { Sql } from '../connection/connection.ts';
import { statement } from './statement.ts';

/** A row kind whose image type is not known, as in a list of kinds. */
export type AnyKind = RowKind<object>;

/** A reference together with the kind of the rows that hold it. */
export interface KindReference {
  readonly kind: AnyKind;
  readonly reference: Reference<object>;
}

/**
 * A list of row kinds, with what follows from all of them together. Functions that treat all kinds alike take the list
 * of their store, which only in tests differs from the list of all kinds.
 */
export class RowKinds {
  /** All kinds. A kind comes after those that it depends on. */
  readonly all: readonly AnyKind[];
  readonly #byName: ReadonlyMap<string, AnyKind>;
  readonly #referencesTo = new Map<string, readonly KindReference[]>();
  readonly #selects = new Map<string, (document: number, since: number) => Sql>();
  /** Kinds of rows that belong to documents, in the same order. */
  readonly ofDocuments: readonly AnyKind[];

  /** @throws Error if two kinds have the same name, or a kind refers to one that is not in the list. */
  constructor(kinds: readonly AnyKind[]) {
    this.all = kinds;
    this.#byName = new Map(kinds.map((kind) => [kind.name, kind]));
    if (this.#byName.size !== kinds.length) throw new Error('two row kinds have the same name');
    for (const kind of kinds)
      for (const { to } of referencesOf(kind))
        if (!this.#byName.has(to)) throw new Error(`${kind.name} refers to ${to}, which is no row kind`);
    this.ofDocuments = kinds.filter(({ belongs }) => belongs !== 'project');
    for (const kind of this.ofDocuments) {
      const { name, table, belongs } = kind;
      if (table && belongs !== 'project') this.#selects.set(name, rowsIn(table, belongs, orderOf(kind)));
    }
  }

  get(name: string): AnyKind {
    const kind = this.#byName.get(name);
    if (!kind) throw new Error(`${name} is no row kind`);
    return kind;
  }

  has(name: string): boolean {
    return this.#byName.has(name);
  }

  get names(): readonly string[] {
    return this.all.map(({ name }) => name);
  }

  /** Returns the references to rows of a kind in the order of removal: kinds that depend on the most others come first. */
  referencesTo(name: string): readonly KindReference[] {
    let found = this.#referencesTo.get(name);
    if (!found) {
      found = this.all
        .toReversed()
        .flatMap((kind) =>
          referencesOf(kind).flatMap((reference) => (reference.to === name ? [{ kind, reference }] : [])),
        );
      this.#referencesTo.set(name, found);
    }
    return found;
  }

  /** Selects the uids of a document's rows of one kind whose content was written by a change later than `since`. */
  rowsOfDocument(name: string, document: number, since: number): Sql {
    return this.#selects.get(name)!(document, since);
  }

  /** The position of a kind in the order of dependence. */
  order(name: string): number {
    return this.all.findIndex((kind) => kind.name === name);
  }
}

/** Returns all references of a kind. */
export function referencesOf<Image>(kind: RowKind<Image>): readonly Reference<Image>[] {
  const stated = Object.values<readonly Reference<Image>[] | string>(kind.references);
  return stated.flatMap((each) => (typeof each === 'string' ? [] : each));
}

/** Returns references to rows of the same kind that are stored in a column: a cue to its claim, a reply to its note. */
export function ownReferences<Image>(kind: RowKind<Image>): readonly Reference<Image>[] {
  return referencesOf(kind).filter(({ to, column }) => to === kind.name && column !== null);
}

/** Returns an ORDER BY clause that puts rows after the rows of the same kind that they refer to. */
function orderOf(kind: AnyKind): string {
  return [...ownReferences(kind).map(({ column }) => `t.${column!} IS NOT NULL`), 't.id'].join(', ');
}

/**
 * Returns the table of a reference's column, and the table and column that identify the row that refers; null without a
 * column.
 */
export function placeOf(table: RowTable, { column }: Pick<Reference<never>, 'column'>): ColumnPlace | null {
  if (column === null) return null;
  const [part, name] = column.split('.');
  if (name === undefined) return { table: table.name, column, owner: 'id' };
  return { table: part!, column: name, owner: table.parts[part!]! };
}

export interface ColumnPlace {
  readonly table: string;
  readonly column: string;
  /** The column with the local id of the row that refers. */
  readonly owner: string;
}

const dependants = new WeakMap<object, (id: number) => Sql>();

/** Makes the function that selects the uids of rows that refer to a row by its local id, the newest first. */
export function dependantsBy({ kind, reference }: KindReference): ((id: number) => Sql) | null {
  const { table } = kind;
  if (!table || table.key !== 'uid') return null;
  const place = placeOf(table, reference);
  if (!place) return null;
  let select = dependants.get(reference);
  if (!select) {
    select =
      place.owner === 'id'
        ? statement(`SELECT uid FROM ${table.name} WHERE ${place.column} = ? ORDER BY id DESC`)
        : statement(
            `SELECT t.uid FROM ${place.table} p JOIN ${table.name} t ON t.id = p.${place.owner} WHERE p.${place.column} = ? ORDER BY t.id DESC`,
          );
    dependants.set(reference, select);
  }
  return select;
}

/**
 * Makes the function that selects the uids of rows that refer to any of several rows, given as a JSON list of uids. Null
 * if the rows that refer are kept as they are when the others are deleted for good.
 */
export function dependantsOfAny(
  { kind: { table }, reference }: KindReference,
  to: RowTable,
): ((uids: string) => Sql) | null {
  if (!table || table.key !== 'uid') return null;
  const LISTED = "(SELECT unhex(value, '-') FROM json_each(?))";
  if (reference.onErasing)
    return statement(`SELECT uid FROM ${table.name} WHERE ${reference.onErasing.removesBy} IN ${LISTED}`);
  const place = placeOf(table, reference);
  if (!place || (reference.onRemoval !== 'remove' && reference.onRemoval !== 'cut')) return null;
  const refers = `${place.column} IN (SELECT id FROM ${to.name} WHERE uid IN ${LISTED})`;
  return statement(
    place.owner === 'id'
      ? `SELECT uid FROM ${table.name} WHERE ${refers}`
      : `SELECT t.uid FROM ${place.table} p JOIN ${table.name} t ON t.id = p.${place.owner} WHERE p.${refers}`,
  );
}

/** Whether deleting a row for good removes the rows that refer to it. */
export function removesOnErasing({
  onRemoval,
  onErasing,
}: Pick<Reference<never>, 'onRemoval' | 'onErasing'>): boolean {
  return onRemoval === 'remove' || onErasing !== undefined;
}

/** Whether rows of a kind are stored together with a row of another kind and share its uid. */
export function sharesRow({ table }: AnyKind): boolean {
  return table?.key === 'document_id';
}

/** Returns the uid that follows from the identity fields of an image, or null if it does not follow from the image. */
export function identityOf<Image>({ identity }: RowKind<Image>, image: Image): Uid | null {
  return typeof identity === 'string' ? null : identity.uid(image);
}
