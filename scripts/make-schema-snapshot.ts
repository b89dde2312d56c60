/**
 * Writes `db/schema.sql`: the schema after all migrations, for reading and comparing. Run: `node
 * scripts/make-schema-snapshot.ts`.
 */
import { writeFileSync } from 'node:fs';
import Database from 'better-sqlite3';
import { APPLICATION_ID, CURRENT_VERSION, migrate } from '../db/migrations/index.ts';

/**
 * Returns the schema as SQL, tables first, each followed by its indexes. FTS5's internal tables are left out, because FTS5
 * creates them.
 */
export function schemaSnapshot(): string {
  const memory = new Database(':memory:');
  try {
    migrate(memory);
    const objects = memory
      .prepare(
        `SELECT o.sql FROM sqlite_schema o
         WHERE o.sql IS NOT NULL AND o.name NOT IN (SELECT name FROM pragma_table_list WHERE type = 'shadow')
         ORDER BY (SELECT rowid FROM sqlite_schema t WHERE t.name = o.tbl_name), o.type = 'index', o.rowid`,
      )
      .all() as { sql: string }[];
    return [
      `-- Schema ${CURRENT_VERSION}, application_id 0x${APPLICATION_ID.toString(16)}. Made by scripts/make-schema-snapshot.ts from db/migrations; do not edit.`,
      ...objects.map(({ sql }) => `${sql};`),
      '',
    ].join('\n\n');
  } finally {
    memory.close();
  }
}

if (import.meta.main) writeFileSync(new URL('../db/schema.sql', import.meta.url), schemaSnapshot());
