import type { Scheme } from '../shared/model/scheme.ts';
import type { Uid } from '../shared/model/uid.ts';
import { newUid } from '../shared/model/uid.ts';
import { sql, type ReadDb, type WriteDb } from './connection.ts';
import { derivedUid, toBytes, toUid } from './uid.ts';

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

/** All terms of a project in memory: a scheme has hundreds at most, and every annotation needs them. */
export class Terms {
  readonly #db: ReadDb;
  #byId = new Map<number, Term>();
  #byUid = new Map<Uid, Term>();
  #byName = new Map<string, Term>();

  constructor(db: ReadDb) {
    this.#db = db;
    this.reload();
  }

  /** Reads the terms again: after a rollback, or when another program may have added some. */
  reload(): void {
    this.#byId = new Map();
    this.#byUid = new Map();
    this.#byName = new Map();
    for (const row of this.#db.all<TermRow>(sql`SELECT id, uid, kind, name, owner_id FROM term`)) {
      this.#keep({ id: row.id, uid: toUid(row.uid), kind: row.kind, name: row.name, owner: row.owner_id });
    }
  }

  byId(id: number): Term {
    return this.#orReload(() => this.#byId.get(id), `term ${id}`);
  }

  byUid(uid: Uid): Term {
    return this.#orReload(() => this.#byUid.get(uid), `term ${uid}`);
  }

  /** Finds a term by name; attributes and slots are looked up within their owner. */
  find(kind: TermKind, name: string, owner: Term | null = null): Term | undefined {
    const key = nameKey(kind, name, owner?.id ?? null);
    const known = this.#byName.get(key);
    if (known) return known;
    this.reload();
    return this.#byName.get(key);
  }

  /** Makes sure that every name of the scheme has a term. Terms are append only and not journalled. */
  ensure(db: WriteDb, scheme: Scheme): void {
    for (const layer of scheme.layers) this.#add(db, 'layer', layer.name);
    for (const type of scheme.types) {
      const owner = this.#add(db, 'span', type.name);
      for (const attribute of type.attributes) this.#add(db, 'attribute', attribute.name, owner);
      for (const slot of type.slots) this.#add(db, 'slot', slot.name, owner);
    }
    for (const relation of scheme.relations) {
      const owner = this.#add(db, 'relation', relation.name);
      for (const attribute of relation.attributes) this.#add(db, 'attribute', attribute.name, owner);
    }
    for (const label of scheme.labels) this.#add(db, 'label', label.name);
  }

  #add(db: WriteDb, kind: TermKind, name: string, owner: Term | null = null): Term {
    const known = this.#byName.get(nameKey(kind, name, owner?.id ?? null));
    if (known) return known;
    const derived = derivedUid('term', kind, owner?.uid ?? '', name);
    // After a rename the derived uid may belong to the renamed term; the new one then gets a fresh uid.
    const uid = this.#byUid.has(derived) ? newUid() : derived;
    const { id } = db.run(
      sql`INSERT INTO term (uid, kind, name, owner_id) VALUES (${toBytes(uid)}, ${kind}, ${name}, ${owner?.id ?? null})`,
    );
    return this.#keep({ id, uid, kind, name, owner: owner?.id ?? null });
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
