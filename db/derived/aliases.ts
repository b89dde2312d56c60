import { fold } from '../../shared/text/fold.ts';
import { sql, type WriteDb } from '../connection/connection.ts';
import type { Store } from '../connection/store.ts';
import { toUid } from '../connection/uid.ts';
import { derivedRows, inPages, type FaultyRow } from './define.ts';

/** Computes the columns of the look-up table that are derived from a name or alias. */
export function aliasColumns(text: string): { folded: string; lastToken: string } {
  const folded = fold(text);
  return { folded, lastToken: folded.slice(folded.lastIndexOf(' ') + 1) };
}

/**
 * Adds a name or alias of an entity to the look-up table. The table also holds the name, so that it is found like an
 * alias; the image does not list it among the aliases.
 */
export function writeAlias(db: WriteDb, entity: number, text: string, isName: 0 | 1): void {
  const { folded, lastToken } = aliasColumns(text);
  db.run(sql`
    INSERT INTO main.alias (entity_id, text, folded, last_token, is_name) VALUES (${entity}, ${text}, ${folded}, ${lastToken}, ${isName})`);
}

interface EntityRow {
  readonly id: number;
  readonly uid: Buffer;
  readonly name: string;
}

interface AliasRow {
  readonly id: number;
  readonly text: string;
  readonly folded: string;
  readonly last_token: string;
  readonly is_name: number;
}

/** The names of entities in the look-up table, and the folded forms of names and aliases. */
export const aliasLookup = derivedRows('look-up table of names', function* (store) {
  const entities = inPages<EntityRow>(
    store,
    (after, limit) => sql`SELECT id, uid, name FROM entity WHERE id > ${after} ORDER BY id LIMIT ${limit}`,
  );
  for (const entity of entities) yield* faultyNames(store, entity);
});

function* faultyNames({ db }: Store, { id: entity, uid, name }: EntityRow): Generator<FaultyRow> {
  const rows = db.all<AliasRow>(
    sql`SELECT id, text, folded, last_token, is_name FROM alias WHERE entity_id = ${entity} ORDER BY id`,
  );
  const about = `entity ${toUid(uid)}`;
  // The row of the name is marked as such. If the mark was lost, the name is found among the aliases, which never
  // repeat it in an undamaged project.
  const nameRow =
    rows.find((row) => row.is_name === 1 && row.text === name) ??
    rows.find((row) => row.text === name) ??
    rows.find((row) => row.is_name === 1);
  if (!nameRow)
    yield {
      message: `${about}: its name is not in the look-up table`,
      mend: (db) => writeAlias(db, entity, name, 1),
    };
  for (const row of rows) {
    const isName = row === nameRow;
    const text = isName ? name : row.text;
    if (!isName && row.is_name === 1 && text === name) {
      yield {
        message: `${about}: its name is in the look-up table twice`,
        mend: (db) => db.run(sql`DELETE FROM main.alias WHERE id = ${row.id}`),
      };
      continue;
    }
    const { folded, lastToken } = aliasColumns(text);
    const mark = isName ? 1 : 0;
    if (row.text === text && row.folded === folded && row.last_token === lastToken && row.is_name === mark)
      continue;
    yield {
      message: `${about}: “${text}” is looked up wrongly`,
      mend: (db) =>
        db.run(sql`
          UPDATE main.alias SET text = ${text}, folded = ${folded}, last_token = ${lastToken}, is_name = ${mark} WHERE id = ${row.id}`),
    };
  }
}
