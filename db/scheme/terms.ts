import type { Uid } from '../../shared/model/uid.ts';
import { sql, type ReadDb, type WriteDb } from '../connection/connection.ts';
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

/** The uid that is derived from a name: the same in every copy of a project. */
export function ownUid(kind: TermKind, owner: Uid | null, name: string): Uid {
  return derivedUid('term', kind, owner ?? '', name);
}

/** The uid of the version of the scheme that the project points to. */
export function currentVersion(db: ReadDb): Uid | undefined {
  return db.fact('scheme', () => db.value<Uid>(sql`SELECT value FROM meta WHERE key = 'scheme'`));
}

/** All terms of a project in memory: a scheme has hundreds at most, and every annotation needs them. */
export class Terms {
  readonly #db: ReadDb;
  /** The version of the scheme that counted when they were read. */
  #version: string | undefined;
  #byId = new Map<number, Term>();
  #byUid = new Map<Uid, Term>();
  #byName = new Map<string, Term>();

  constructor(db: ReadDb) {
    this.#db = db;
    this.reload();
  }

  /** Reads the terms again: after a rollback, or when another program may have added some. */
  reload(): void {
    this.#version = this.#versionNow();
    this.#byId = new Map();
    this.#byUid = new Map();
    this.#byName = new Map();
    for (const row of this.#db.all<TermRow>(sql`SELECT id, uid, kind, name, owner_id FROM term`)) {
      this.#keep({ id: row.id, uid: toUid(row.uid), kind: row.kind, name: row.name, owner: row.owner_id });
    }
  }

  /** Reads the terms again when another program has changed the scheme, and with it names, since they were read. */
  follow(): void {
    if (this.#versionNow() !== this.#version) this.reload();
  }

  #versionNow(): string | undefined {
    return currentVersion(this.#db);
  }

  byId(id: number): Term {
    return this.#orReload(() => this.#byId.get(id), `term ${id}`);
  }

  byUid(uid: Uid): Term {
    return this.#orReload(() => this.#byUid.get(uid), `term ${uid}`);
  }

  /** Whether a type of spans has slots, or had any in an earlier version of the scheme. */
  haveSlots(type: Uid): boolean {
    const { id } = this.byUid(type);
    for (const { kind, owner } of this.#byId.values()) if (kind === 'slot' && owner === id) return true;
    return false;
  }

  /** The term with this uid, if there is one. */
  withUid(uid: Uid): Term | undefined {
    return this.#byUid.get(uid);
  }

  /** Finds a term by name; attributes and slots are looked up within their owner. */
  find(kind: TermKind, name: string, owner: Term | null = null): Term | undefined {
    const key = nameKey(kind, name, owner?.id ?? null);
    const known = this.#byName.get(key);
    if (known) return known;
    this.reload();
    return this.#byName.get(key);
  }

  /**
   * Brings the terms into line with a version of the scheme: terms that are missing are made, and those that are called
   * otherwise get their name of that version. Terms are append only and not journalled; which names count follows from
   * the version that the project points to, so that the undo of a rename brings the old name back.
   */
  settle(db: WriteDb, named: readonly NamedTerm[]): void {
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
      if (!term) this.#add(db, uid, kind, name, owner === null ? null : this.byUid(owner).id);
    }
    if (moving.length > 0) this.reload();
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
    this.reload();
    const found = look();
    if (!found) throw new Error(`${what} is not in the project`);
    return found;
  }
}

function nameKey(kind: TermKind, name: string, owner: number | null): string {
  return `${kind}\u0000${owner ?? ''}\u0000${name}`;
}
