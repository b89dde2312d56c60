import { rmSync } from 'node:fs';
import Database from 'better-sqlite3';
import { APPLICATION_ID, migrate } from '../../db/migrations/index.ts';

/**
 * Makes what a project was under an older version: the migrations up to it, then all rows of a present project in the
 * tables and columns that there were.
 */
export function makeOldProject(present: string, path: string, version: number): void {
  rmSync(path, { force: true });
  const raw = new Database(path);
  try {
    migrate(raw, version);
    raw.pragma('foreign_keys = OFF');
    raw.unsafeMode(true); // the tables behind the virtual ones may be written
    raw.prepare('ATTACH ? AS present').run(present);
    const tables = raw
      .prepare(
        // Virtual tables are in what they keep their rows in.
        `SELECT name FROM main.sqlite_schema WHERE type = 'table' AND sql NOT LIKE 'CREATE VIRTUAL%' AND name NOT LIKE 'sqlite_%'`,
      )
      .pluck()
      .all() as string[];
    const columns = (schema: string, table: string) =>
      raw.prepare('SELECT name FROM pragma_table_info(?, ?)').pluck().all(table, schema) as string[];
    raw.transaction(() => {
      for (const table of tables) {
        const there = new Set(columns('present', table));
        const both = columns('main', table)
          .filter((name) => there.has(name))
          .map((name) => `"${name}"`)
          .join(', ');
        raw.exec(`DELETE FROM main.${table}`);
        raw.exec(`INSERT INTO main.${table} (${both}) SELECT ${both} FROM present.${table}`);
      }
      if (columns('main', 'change').includes('undoable'))
        raw.exec(
          `UPDATE main.change SET undoable = 0 WHERE id IN (SELECT id FROM present.change WHERE kind = 'setup')`,
        );
    })();
    raw.pragma(`application_id = ${APPLICATION_ID}`);
    raw.exec('DETACH present');
    // As projects are kept: the mode is in the file.
    raw.pragma('journal_mode = WAL');
  } finally {
    raw.close();
  }
}
