import type { Uid } from '../../shared/model/uid.ts';
import type { AttributeValue } from '../../shared/model/attributes/index.ts';
import { compose } from '../connection/compose.ts';
import { sql, type ReadDb, type Sql, type WriteDb } from '../connection/connection.ts';
import { derivedUid, toBytes, toUid } from '../connection/uid.ts';

export type TermKind = 'span' | 'relation' | 'label' | 'attribute' | 'slot' | 'layer';

/** The stable identity of a name in the scheme. Annotations refer to terms, so a rename touches none of them. */
export interface Term {
  readonly id: number;
  readonly uid: Uid;
  readonly kind: TermKind;
  readonly name: string;
  readonly owner: number | null;
}

interface TermRow {
  id: number;
  uid: Buffer;
  kind: TermKind;
  name: string;
  owner_id: number | null;
}

/** A term as a version of the scheme wants it. */
export interface NamedTerm {
  readonly uid: Uid;
  readonly kind: TermKind;
  readonly name: string;
  readonly owner: Uid | null;
}

/** What a version of the scheme reads as something else. No row is written for it; the chains are resolved. */
export interface Redirects {
  /** Uids of terms by the uids of those that are read as them. */
  readonly terms: Readonly<Record<Uid, Uid>>;
  /** By the uid of an attribute or label: values by the value that is read as them. */
  readonly values: Readonly<Record<Uid, Readonly<Record<string, string>>>>;
}

export const NO_REDIRECTS: Redirects = { terms: {}, values: {} };

/** The uid that is derived from a name: the same in every copy of a project. */
export function ownUid(kind: TermKind, owner: Uid | null, name: string): Uid {
  return derivedUid('term', kind, owner ?? '', name);
}

/** The uid of the version of the scheme that the project points to. */
export function currentVersion(db: ReadDb): Uid | undefined {
  return db.fact('scheme', () => db.value<Uid>(sql`SELECT value FROM meta WHERE key = 'scheme'`));
}

/**
 * All terms of a project in memory: a scheme has hundreds at most, and every annotation needs them. Rows keep the term under
 * which they were written; all else sees the one that it is read as in the version of the scheme in force, see README.md.
 */
export class Terms {
  readonly #db: ReadDb;
  /** The version of the scheme that counted when they were read. */
  #version: string | undefined;
  #redirects: Redirects = NO_REDIRECTS;
  #byId = new Map<number, Term>();
  #byUid = new Map<Uid, Term>();
  #byName = new Map<string, Term>();
  /** The terms that others are read as, by the ids of those others. */
  #instead = new Map<number, Term>();
  /** The ids of all terms that are read as another one, by its id and with it. */
  #merged = new Map<number, readonly number[]>();

  constructor(db: ReadDb) {
    this.#db = db;
    this.reload();
  }

  /** Reads the terms again: after a rollback, or when another program may have added some. */
  reload(): void {
    this.#version = this.#versionNow();
    const redirects =
      this.#version === undefined
        ? null
        : this.#db.value<string | null>(
            sql`SELECT json_extract(body, '$.redirects') FROM scheme_version WHERE uid = ${toBytes(this.#version as Uid)}`,
          );
    this.#redirects = redirects == null ? NO_REDIRECTS : (JSON.parse(redirects) as Redirects);
    this.#readTerms();
  }

  #readTerms(): void {
    this.#byId = new Map();
    this.#byUid = new Map();
    this.#byName = new Map();
    for (const row of this.#db.all<TermRow>(sql`SELECT id, uid, kind, name, owner_id FROM term`)) {
      this.#keep({ id: row.id, uid: toUid(row.uid), kind: row.kind, name: row.name, owner: row.owner_id });
    }
    this.#follow();
  }

  #follow(): void {
    this.#instead = new Map();
    const merged = new Map<number, number[]>();
    for (const [from, to] of Object.entries(this.#redirects.terms) as [Uid, Uid][]) {
      const [term, instead] = [this.#byUid.get(from), this.#byUid.get(to)];
      if (!term || !instead) continue;
      this.#instead.set(term.id, instead);
      merged.set(instead.id, [...(merged.get(instead.id) ?? [instead.id]), term.id]);
    }
    this.#merged = merged;
  }

  /** Reads the terms again when another program has changed the scheme, and with it names, since they were read. */
  follow(): void {
    if (this.#versionNow() !== this.#version) this.reload();
  }

  #versionNow(): string | undefined {
    return currentVersion(this.#db);
  }

  /** What the version in force reads as something else. */
  get redirects(): Redirects {
    return this.#redirects;
  }

  /** The ids of the terms that others are read as. */
  mergedInto(): Iterable<number> {
    return this.#merged.keys();
  }

  /** Whether the version in force reads anything as something else. */
  get hasRedirects(): boolean {
    return this.#instead.size > 0;
  }

  /** The term as which rows with this one are read. */
  byId(id: number): Term {
    return this.#instead.get(id) ?? this.#orReload(() => this.#byId.get(id), `term ${id}`);
  }

  /** The term as which images with this one are read. */
  byUid(uid: Uid): Term {
    return this.byId(this.stored(uid).id);
  }

  /** The term itself, for rows: they keep the one under which they were written. */
  stored(uid: Uid): Term {
    return this.#orReload(() => this.#byUid.get(uid), `term ${uid}`);
  }

  /** The term itself by its local id. */
  storedById(id: number): Term {
    return this.#orReload(() => this.#byId.get(id), `term ${id}`);
  }

  /**
   * The attribute or slot as which rows of an annotation are read. `undefined` if its type has none: it was merged from one that
   * had, and the value is out of sight.
   */
  partOf(id: number, owner: Term): Term | undefined {
    const part = this.byId(id);
    return part.owner === owner.id ? part : undefined;
  }

  /** The ids of a term and of all that are read as it. Whatever selects rows by a term needs them. */
  idsOf(id: number): readonly number[] {
    return this.#merged.get(id) ?? [id];
  }

  /** The ids of terms and of all that are read as them, as JSON for `IN (SELECT value FROM json_each(…))`. */
  listOf(ids: Iterable<number | undefined>): string {
    const all = new Set<number>();
    for (const id of ids) if (id !== undefined) for (const each of this.idsOf(id)) all.add(each);
    return JSON.stringify([...all]);
  }

  /** SQL for the id of the term that a column is read as. It uses no index: for what is grouped or compared, not searched for. */
  readAs(column: Sql): Sql {
    if (this.#instead.size === 0) return column;
    const whens = [...this.#instead].map(([from, { id }]) => sql` WHEN ${from} THEN ${id}`);
    return compose([sql`CASE `, column, ...whens, sql` ELSE `, column, sql` END`], '');
  }

  /** The value as which a stored value of an attribute or label is read. */
  readValue(id: number, value: AttributeValue): AttributeValue {
    const values = this.#redirects.values[this.byId(id).uid];
    return values !== undefined && typeof value === 'string' ? (values[value] ?? value) : value;
  }

  /** As JSON: the values that are read as another one, each with that one; both as JSON. */
  mergedValues(ids: Iterable<number>): string {
    const values = [...ids].flatMap((id) => Object.entries(this.#redirects.values[this.byId(id).uid] ?? {}));
    return JSON.stringify(
      Object.fromEntries(values.map(([from, to]) => [JSON.stringify(from), JSON.stringify(to)])),
    );
  }

  /** The values that are stored for one value of some attributes or labels; all as JSON, and the list too. */
  storedValues(ids: Iterable<number>, json: string): string {
    const all = new Set([json]);
    const value = JSON.parse(json) as AttributeValue;
    for (const id of ids)
      for (const [from, to] of Object.entries(this.#redirects.values[this.byId(id).uid] ?? {}))
        if (to === value) all.add(JSON.stringify(from));
    return JSON.stringify([...all]);
  }

  /** Whether a type of spans has slots, or had any in an earlier version of the scheme. */
  haveSlots(type: Uid): boolean {
    const ids = this.idsOf(this.byUid(type).id);
    for (const { kind, owner } of this.#byId.values())
      if (kind === 'slot' && owner !== null && ids.includes(owner)) return true;
    return false;
  }

  /** The term with this uid, if there is one. */
  withUid(uid: Uid): Term | undefined {
    return this.#byUid.get(uid);
  }

  /**
   * Finds a term by name; attributes and slots are looked up within their owner. The name of a term that was merged leads to the
   * one that it is read as.
   */
  find(kind: TermKind, name: string, owner: Term | null = null): Term | undefined {
    const term = this.findStored(kind, name, owner);
    return term && this.byId(term.id);
  }

  /** Finds a term by its own name, also when it is read as another one. */
  findStored(kind: TermKind, name: string, owner: Term | null = null): Term | undefined {
    const key = nameKey(kind, name, owner?.id ?? null);
    const known = this.#byName.get(key);
    if (known) return known;
    this.#readTerms();
    return this.#byName.get(key);
  }

  /**
   * Brings the terms into line with a version of the scheme: terms that are missing are made, and those that are called
   * otherwise get their name of that version. Terms are append only and not journalled; which names count follows from
   * the version that the project points to, so that the undo of a rename brings the old name back. With `redirects`, they count
   * from now on.
   */
  settle(db: WriteDb, named: readonly NamedTerm[], redirects?: Redirects): void {
    const wanted = new Map(named.map((each) => [each.uid, each]));
    // Names are unique, and two terms may change theirs for each other's: all that move step aside first.
    const moving = [...this.#byUid.values()].filter((term) => {
      const own = wanted.get(term.uid);
      return own ? own.name !== term.name : named.some((each) => this.#isCalled(term, each));
    });
    for (const term of moving) this.#rename(db, term, `${term.name} (${term.uid})`);
    for (const { uid, kind, name, owner } of named) {
      const term = this.#byUid.get(uid);
      if (term && term.name !== name) this.#rename(db, term, name);
      if (!term) this.#add(db, uid, kind, name, owner === null ? null : this.stored(owner).id);
    }
    if (redirects) this.#redirects = redirects;
    if (moving.length > 0) this.#readTerms();
    else this.#follow();
  }

  #isCalled(term: Term, { kind, name, owner }: NamedTerm): boolean {
    return (
      term.kind === kind &&
      term.name === name &&
      term.owner === (owner === null ? null : (this.#byUid.get(owner)?.id ?? -1))
    );
  }

  #rename(db: WriteDb, { id, uid }: Term, name: string): void {
    db.run(sql`UPDATE term SET name = ${name} WHERE id = ${id}`);
    this.#keep({ ...this.#byUid.get(uid)!, name });
  }

  #add(db: WriteDb, uid: Uid, kind: TermKind, name: string, owner: number | null): void {
    const { id } = db.run(
      sql`INSERT INTO term (uid, kind, name, owner_id) VALUES (${toBytes(uid)}, ${kind}, ${name}, ${owner})`,
    );
    this.#keep({ id, uid, kind, name, owner });
  }

  #keep(term: Term): Term {
    this.#byId.set(term.id, term);
    this.#byUid.set(term.uid, term);
    this.#byName.set(nameKey(term.kind, term.name, term.owner), term);
    return term;
  }

  #orReload(look: () => Term | undefined, what: string): Term {
    const known = look();
    if (known) return known;
    this.#readTerms();
    const found = look();
    if (!found) throw new Error(`${what} is not in the project`);
    return found;
  }
}

function nameKey(kind: TermKind, name: string, owner: number | null): string {
  return `${kind}\u0000${owner ?? ''}\u0000${name}`;
}
