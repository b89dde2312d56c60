import { sql, type ReadDb } from '../connection/connection.ts';
import { toBytes } from '../connection/uid.ts';
import type { Uid } from '../../shared/model/uid.ts';

/** What an analyst has done in a project; what was undone since counts as well. */
export interface StepsTaken {
  /** Names of the types of which the analyst tagged a span. */
  readonly tagged: string[];
  readonly linked: boolean;
  /** Names of the slots that the analyst filled. */
  readonly filled: string[];
  readonly accepted: boolean;
  readonly rejected: boolean;
  readonly undone: boolean;
  readonly redone: boolean;
}

/** The first steps are among the first changes; a project with more is read no further. */
const FIRST_CHANGES = 2000;

const LINKING: ReadonlySet<string> = new Set(['mentions.set', 'entities.create', 'propagation.apply']);

/** Reads from the journal which of the first steps an analyst has taken. */
export function stepsTaken(db: ReadDb, analyst: Uid): StepsTaken {
  const changes = db.all<{ id: number; command: string }>(sql`
    SELECT id, command FROM change WHERE analyst = ${toBytes(analyst)} ORDER BY id LIMIT ${FIRST_CHANGES}`);
  const commands = new Set(changes.map(({ command }) => command));
  const ids = JSON.stringify(changes.map(({ id }) => id));
  /** Returns the distinct values of a field of the rows that these changes wrote. */
  const written = (kind: string, field: string) =>
    db.column<string>(sql`
      SELECT DISTINCT r.after ->> ${field} FROM json_each(${ids}) j CROSS JOIN change_row r ON r.change_id = j.value
      WHERE r.kind = ${kind} AND json_valid(r.after)`);
  const names = (terms: readonly string[]) =>
    terms.flatMap((term) =>
      db.column<string>(sql`SELECT name FROM term WHERE uid = ${toBytes(term as Uid)}`),
    );
  const verdicts = new Set(written('decision', 'verdict'));
  return {
    tagged: names(written('span', 'type')),
    linked: [...LINKING].some((command) => commands.has(command)),
    filled: names(written('slot', 'slot')),
    accepted: verdicts.has('accepted') || verdicts.has('corrected'),
    rejected: verdicts.has('rejected'),
    undone: commands.has('history.undo'),
    redone: commands.has('history.redo'),
  };
}
