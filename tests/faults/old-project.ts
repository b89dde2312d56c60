import { rmSync } from 'node:fs';
import Database from 'better-sqlite3';
import { APPLICATION_ID, migrate } from '../../db/migrations/index.ts';

/**
 * Creates the file that an older version would have written: runs the migrations up to `version`, then copies all rows of a
 * present project into the tables and columns of that version.
 */
export function makeOldProject(present: string, path: string, version: number): void {
  rmSync(path, { force: true });
  const raw = new Database(path);
  try {
    migrate(raw, version);
    raw.pragma('foreign_keys = OFF');
    raw.unsafeMode(true); // allows writing to the tables behind the virtual ones
    raw.prepare('ATTACH ? AS present').run(present);
    const tables = raw
      .prepare(
        // Virtual tables are skipped: their rows are copied with the tables that store them.
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
    // As in real projects, whose file stores this mode.
    raw.pragma('journal_mode = WAL');
  } finally {
    raw.close();
  }
}
