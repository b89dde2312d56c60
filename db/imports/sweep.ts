import { sql, type Connection } from '../connection/connection.ts';
import type { Store } from '../connection/store.ts';
import { tableRemovals } from './removals.ts';
import { removeUndone } from './sweep-undone.ts';
import { isRemoval, type UnfinishedWriting } from '../connection/mark.ts';
import { clearMark, findUnfinished, renewMark, showUnfinished } from './unfinished.ts';

/** So many ids go in one transaction, so that others need not wait long. */
const CHUNK = 2_000;

/**
 * Removes everything that an unfinished import has written: it was cancelled, it failed, or its program died; or all that an import
 * had brought which was undone. Each step is one transaction; between two of them others may write, and a program that dies here
 * leaves it to the next one. Progress is reported as numbers of rows removed, if they are known.
 */
export function* sweepSteps(
  store: Store,
  program: string,
): Generator<{ done: number; of: number } | undefined> {
  const { db } = store;
  const unfinished = findUnfinished(db);
  if (!unfinished) return;
  // From here on it is this program that has it in hand.
  db.immediate(() => renewMark(db, unfinished, program));
  showUnfinished(store);
  yield undefined;
  if (isRemoval(unfinished)) {
    yield* removeUndone(store, unfinished);
    return;
  }
  for (const { table, remove } of tableRemovals(store.kinds)) {
    const line = unfinished.lines[table];
    if (line === undefined) continue;
    const top = () => db.raw.prepare(`SELECT max(id) FROM main.${table}`).pluck().get() as number | null;
    for (let last = top(); last !== null && last >= line; last = top()) {
      const from = Math.max(line, last - CHUNK + 1);
      db.immediate(() => remove(db, 'id >= ?', from));
      yield undefined;
    }
  }
  yield* sweepSurfaces(db, unfinished);
  yield* sweepTouched(db, unfinished);
  sweepLast(db, unfinished);
  store.terms.reload();
  store.texts.clear();
}

/** The same, at once: where nobody looks at a screen. */
export function sweep(store: Store, program: string): void {
  for (const _ of sweepSteps(store, program));
}

/** Quotes that it interned, but for those that others use by now. */
function* sweepSurfaces(db: Connection, { surfaces }: UnfinishedWriting): Generator<undefined> {
  const top = db.value<number | null>(sql`SELECT max(id) FROM surface`) ?? 0;
  for (let from = surfaces; from <= top; from += CHUNK) {
    db.immediate(() => {
      db.run(sql`
        DELETE FROM surface WHERE id >= ${from} AND id < ${from + CHUNK}
          AND NOT EXISTS (SELECT 1 FROM main.span WHERE surface_id = surface.id)
          AND NOT EXISTS (SELECT 1 FROM review_case WHERE surface_id = surface.id)`);
    });
    yield undefined;
  }
}

/** Its rows in the list of documents that each change touched. */
function* sweepTouched(db: Connection, { change }: UnfinishedWriting): Generator<undefined> {
  for (let more = true; more;) {
    more = db.immediate(() => {
      const { changes } = db.run(sql`
        DELETE FROM main.change_document WHERE change_id >= ${change} AND document IN (
          SELECT document FROM main.change_document WHERE change_id >= ${change} LIMIT ${CHUNK})`);
      return changes > 0;
    });
    yield undefined;
  }
}

/** The journal's entry, the names it added to the scheme, and the mark. */
function sweepLast(db: Connection, { change, terms }: UnfinishedWriting): void {
  // Nothing refers to the entry any more; SQLite would look through every row of the project to prove it.
  db.raw.pragma('foreign_keys = OFF');
  try {
    db.immediate(() => {
      db.run(sql`DELETE FROM main.packed_change WHERE change_id >= ${change}`);
      db.run(sql`DELETE FROM main.change WHERE id >= ${change}`);
      const added = db.all<{ id: number; kind: string; name: string }>(
        sql`SELECT id, kind, name FROM term WHERE id >= ${terms} ORDER BY id DESC`,
      );
      for (const { id, kind, name } of added)
        if (!isInUse(db, id, kind, name)) db.run(sql`DELETE FROM term WHERE id = ${id}`);
      clearMark(db);
    });
  } finally {
    db.raw.pragma('foreign_keys = ON');
  }
}

/** Whether a name is one of any scheme, or an annotation's: another import may have brought it meanwhile. */
function isInUse(db: Connection, id: number, kind: string, name: string): boolean {
  const named = db.value<number>(sql`
    SELECT EXISTS (SELECT 1 FROM scheme_version v, json_tree(v.body) j WHERE j.key = 'name' AND j.value = ${name})`);
  if (named === 1) return true;
  return (
    db.value<number>(sql`
      SELECT EXISTS (SELECT 1 FROM term WHERE owner_id = ${id})
        OR (${kind} = 'span' AND (EXISTS (SELECT 1 FROM main.span WHERE type_id = ${id}) OR EXISTS (SELECT 1 FROM main.entity WHERE type_id = ${id})))
        OR (${kind} = 'attribute' AND EXISTS (SELECT 1 FROM main.attribute WHERE attribute_id = ${id}))
        OR (${kind} = 'slot' AND EXISTS (SELECT 1 FROM main.slot WHERE slot_id = ${id}))
        OR (${kind} = 'relation' AND EXISTS (SELECT 1 FROM main.relation WHERE type_id = ${id}))
        OR (${kind} = 'label' AND EXISTS (SELECT 1 FROM main.label WHERE type_id = ${id}))`) === 1
  );
}
