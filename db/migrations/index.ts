import { readdirSync, readFileSync } from 'node:fs';
import Database from 'better-sqlite3';
import { fold } from '../../shared/text/fold.ts';
import { toUid } from '../connection/uid.ts';
import { caseKey, occurrenceOf } from '../review/key.ts';

/** One step of the schema. Numbers are consecutive from 1; the file's `user_version` is the last one applied. */
export interface Migration {
  readonly number: number;
  readonly name: string;
  readonly sql: string;
}

/** "POST" in ASCII: tells a project from any other SQLite file. */
export const APPLICATION_ID = 0x504f5354;

// Beside this module in the sources, beside the bundle in a build.
const folder = new URL(import.meta.url.endsWith('.ts') ? './' : './migrations/', import.meta.url);

/** All migrations in order. */
export function readMigrations(): readonly Migration[] {
  return readdirSync(folder)
    .filter((file) => file.endsWith('.sql'))
    .sort()
    .map((file, i) => {
      const number = Number.parseInt(file, 10);
      if (number !== i + 1) throw new Error(`migration ${file} should have number ${i + 1}`);
      return { number, name: file, sql: readFileSync(new URL(file, folder), 'utf8') };
    });
}

/** The schema version this program writes. */
export const CURRENT_VERSION = readMigrations().length;

/**
 * Brings a connection from its `user_version` to `target`, each step in a transaction of its own that also
 * sets the version, with foreign keys checked before it commits. Forward only. The steps may call `fold`, `case_key`, `occurrence` and `with_key`.
 */
export function migrate(raw: Database.Database, target: number = CURRENT_VERSION): void {
  addFunctions(raw);
  const version = raw.pragma('user_version', { simple: true }) as number;
  for (const { number, name, sql } of readMigrations().slice(version, target)) {
    // Outside a transaction, where it would be ignored: rebuilding a table must not trip over its references.
    raw.pragma('foreign_keys = OFF');
    raw
      .transaction(() => {
        raw.exec(sql);
        const broken = raw.pragma('foreign_key_check') as unknown[];
        if (broken.length > 0)
          throw new Error(`migration ${name} leaves ${broken.length} dangling references`);
        raw.pragma(`user_version = ${number}`);
        raw.pragma(`application_id = ${APPLICATION_ID}`);
      })
      .immediate();
    raw.pragma('foreign_keys = ON');
  }
}

function addFunctions(raw: Database.Database): void {
  raw.function('fold', { deterministic: true }, (text) => fold(String(text)));
  // A type is the uid of a term, or, for keys of older versions, a name.
  raw.function('case_key', { deterministic: true }, (document, type, text, occurrence) =>
    caseKey({
      document: toUid(document as Buffer),
      type: typeof type === 'string' ? type : toUid(type as Buffer),
      text: String(text),
      occurrence: Number(occurrence),
    }),
  );
  raw.function('occurrence', { deterministic: true }, (text, words, start) =>
    occurrenceOf(String(text), String(words), Number(start)),
  );
  raw.function('with_key', { deterministic: true }, (image: unknown, key: unknown) =>
    typeof image !== 'string' || key === null
      ? image
      : JSON.stringify({ ...(JSON.parse(image) as object), key: (key as Buffer).toString('hex') }),
  );
}

/** The schema objects of a connection as text, one a line, in a fixed order. */
export function schemaOf(raw: Database.Database): string {
  const objects = raw.prepare(`SELECT type, name, sql FROM sqlite_schema ORDER BY type, name`).all() as {
    type: string;
    name: string;
    sql: string | null;
  }[];
  return objects
    .map(({ type, name, sql }) => `${type} ${name}: ${(sql ?? '').replace(/\s+/g, ' ')}`)
    .join('\n');
}

/** What {@link schemaOf} must answer for a project of this version: a foreign trigger or view is no project of ours. */
export function expectedSchema(version: number): string {
  const memory = new Database(':memory:');
  try {
    migrate(memory, version);
    return schemaOf(memory);
  } finally {
    memory.close();
  }
}
