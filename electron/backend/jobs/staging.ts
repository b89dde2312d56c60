import { join } from 'node:path';
import Database from 'better-sqlite3';
import { Connection, sql } from '../../../db/connection.ts';
import type { Incoming } from '../../../shared/formats/define.ts';

/**
 * Where an import waits until all of it has been read without error: a database in a temporary folder, so that
 * memory stays flat and the project is written in one short transaction, or not at all.
 */
export class Staging {
  readonly #db: Connection;
  /** So many documents wait. */
  documents = 0;

  /** @param folder an empty one, deleted by whoever made it */
  constructor(folder: string) {
    const raw = new Database(join(folder, 'staged.sqlite'));
    raw.pragma('journal_mode = OFF'); // nobody needs it after a crash
    raw.pragma('synchronous = OFF');
    raw.exec(
      'CREATE TABLE staged (id INTEGER PRIMARY KEY, kind TEXT NOT NULL, body TEXT NOT NULL) STRICT; BEGIN',
    );
    this.#db = new Connection(raw);
  }

  add(item: Incoming): void {
    if (item.kind === 'document') this.documents++;
    this.#db.run(sql`INSERT INTO staged (kind, body) VALUES (${item.kind}, ${JSON.stringify(item)})`);
  }

  /** The items of one kind, in the order they came. */
  *of<Kind extends Incoming['kind']>(kind: Kind): Generator<Extract<Incoming, { kind: Kind }>> {
    for (const { body } of this.#db.each<{ body: string }>(
      sql`SELECT body FROM staged WHERE kind = ${kind} ORDER BY id`,
    )) {
      yield JSON.parse(body) as Extract<Incoming, { kind: Kind }>;
    }
  }

  dispose(): void {
    this.#db.close();
  }
}
