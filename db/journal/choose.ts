import { ORDINARY_KINDS, type ChangeKind } from '../../shared/model/change.ts';
import { PostilError } from '../../shared/contract/errors.ts';
import type { Uid } from '../../shared/model/uid.ts';
import { compose } from '../connection/compose.ts';
import { sql, type ReadDb, type Sql } from '../connection/connection.ts';
import { TRASH } from '../history/trash.ts';
import { timeOf, toBytes, toUid } from '../connection/uid.ts';

export type Verb = 'undo' | 'redo';

/** A journal entry that can be undone or redone: a change, or for redo the undo of one. */
export interface UndoTarget {
  /** Local id and uid of the entry that is taken back. */
  readonly id: number;
  readonly uid: Uid;
  /** The change itself, also when this is the undo entry that a redo takes back; all that follows is told of it. */
  readonly change: Uid;
  readonly label: string;
  /** The name that the contract has for what made it. */
  readonly command: string;
  /** Its undo and redo have the same. */
  readonly kind: ChangeKind;
  /** Milliseconds since 1970. */
  readonly at: number;
  /** Who made it; `null` where that is not known. */
  readonly analyst: Uid | null;
  /** The run of the program that made the entry; `null` in what an older program wrote. */
  readonly session: Uid | null;
  /** How many documents it touches: undo takes it back as a whole. */
  readonly documents: number;
}

/** Which of an analyst's changes may be chosen. */
export interface Scope {
  /** Only those that touched this document. */
  readonly document?: Uid | undefined;
  /** Only edits, bulk changes and corrections. */
  readonly ordinary?: boolean;
  /** Only those of this session. */
  readonly session?: Uid;
}

interface TargetRow {
  id: number;
  uid: Buffer;
  change: Buffer;
  label: string;
  command: string;
  kind: ChangeKind;
  analyst: Buffer | null;
  session: Buffer | null;
}

/** `c` is the entry that is taken back, `o` the change that it is about. */
const COLUMNS = sql`SELECT c.id, c.uid, o.uid AS change, o.label, o.command, o.kind, o.analyst, c.session FROM`;

/** The analyst's last change not undone, of those in the scope. */
export function nextUndo(db: ReadDb, analyst: Uid, scope: Scope = {}): UndoTarget | undefined {
  return first(db, [
    COLUMNS,
    entriesIn(scope),
    sql`JOIN change o ON o.id = c.id
      WHERE c.analyst = ${toBytes(analyst)} AND c.undoes_id IS NULL AND c.undone = 0 AND c.kind <> 'setup'`,
    ...conditions(scope),
  ]);
}

/**
 * The undo entry that redo takes back next, of those in the scope. There is none once the analyst has made another change in the
 * document, or anywhere when the scope names none; what others did, and what work presupposes, does not count.
 */
export function nextRedo(db: ReadDb, analyst: Uid, scope: Scope = {}): UndoTarget | undefined {
  const newest = db.value<number>(
    compose([
      sql`SELECT c.id FROM`,
      entriesIn(scope),
      // The plus keeps the order of the table, whose end is near, from being left for an index and a sort.
      sql`WHERE +c.analyst = ${toBytes(analyst)} AND c.undoes_id IS NULL AND c.kind <> 'setup' ORDER BY c.id DESC LIMIT 1`,
    ]),
  );
  return first(db, [
    COLUMNS,
    entriesIn(scope),
    sql`JOIN change o ON o.id = c.undoes_id
      WHERE c.analyst = ${toBytes(analyst)} AND c.undone = 0 AND o.undoes_id IS NULL AND c.id > ${newest ?? 0}`,
    ...conditions(scope),
  ]);
}

/** What {@link nextUndo} or {@link nextRedo} finds. */
export function next(db: ReadDb, verb: Verb, analyst: Uid, scope: Scope = {}): UndoTarget | undefined {
  return verb === 'undo' ? nextUndo(db, analyst, scope) : nextRedo(db, analyst, scope);
}

/**
 * The entry to take back so that a change is undone or redone, whoever made it and whatever was done since. An undo or redo stands
 * for the change that it is about.
 * @throws PostilError `not-found`, or `refused` where it is undone, or not undone, already.
 */
export function named(db: ReadDb, verb: Verb, change: Uid): UndoTarget {
  const root = rootOf(db, change);
  if (!root) throw new PostilError('not-found', `The project has no change ${change}.`, { field: 'change' });
  if (root.kind === 'setup')
    throw new PostilError('refused', `“${root.label}” is what other work builds on: it cannot be undone.`, {
      field: 'change',
    });
  if ((root.undone === 1) === (verb === 'undo'))
    throw new PostilError(
      'refused',
      verb === 'undo' ? `“${root.label}” is undone already.` : `“${root.label}” is not undone.`,
      { field: 'change' },
    );
  return first(db, [
    COLUMNS,
    verb === 'undo'
      ? sql`change c JOIN change o ON o.id = c.id WHERE c.id = ${root.id}`
      : sql`change c JOIN change o ON o.id = c.undoes_id WHERE c.undoes_id = ${root.id} AND c.undone = 0`,
  ])!;
}

/** The analyst's changes since another that undo would not take back unasked, the newest first. */
export function extraordinarySince(
  db: ReadDb,
  verb: Verb,
  analyst: Uid,
  id: number,
): { readonly change: Uid; readonly label: string; readonly kind: ChangeKind }[] {
  const undone = verb === 'undo' ? sql`o.id = c.id` : sql`o.id = c.undoes_id`;
  return db
    .all<{ change: Buffer; label: string; kind: ChangeKind }>(
      compose([
        sql`SELECT o.uid AS change, o.label, o.kind FROM change c JOIN change o ON`,
        undone,
        sql`WHERE c.id > ${id} AND c.analyst = ${toBytes(analyst)} AND c.undone = 0 AND o.undoes_id IS NULL AND o.kind <> 'setup'
          AND o.kind NOT IN (SELECT value FROM json_each(${JSON.stringify(ORDINARY_KINDS)}))
          ORDER BY c.id DESC`,
      ]),
    )
    .map(({ change, label, kind }) => ({ change: toUid(change), label, kind }));
}

/** The change that an undo or redo is about in the end; a change that undoes nothing is its own. */
export function rootOf(
  db: ReadDb,
  change: Uid,
):
  | {
      readonly id: number;
      readonly uid: Uid;
      readonly label: string;
      readonly kind: ChangeKind;
      readonly undone: number;
    }
  | undefined {
  const row = db.get<{ id: number; uid: Buffer; label: string; kind: ChangeKind; undone: number }>(sql`
    WITH RECURSIVE about (id, undoes_id) AS (
      SELECT id, undoes_id FROM change WHERE uid = ${toBytes(change)}
      UNION ALL SELECT c.id, c.undoes_id FROM about JOIN change c ON c.id = about.undoes_id)
    SELECT c.id, c.uid, c.label, c.kind, c.undone FROM about JOIN change c ON c.id = about.id WHERE about.undoes_id IS NULL`);
  return row && { ...row, uid: toUid(row.uid) };
}

function entriesIn({ document }: Scope): Sql {
  return document
    ? sql`change_document d JOIN change c ON c.id = d.change_id AND d.document = ${toBytes(document)}`
    : sql`change c`;
}

function conditions({ ordinary, session }: Scope): Sql[] {
  return [
    ...(ordinary
      ? [sql`AND o.kind IN (SELECT value FROM json_each(${JSON.stringify(ORDINARY_KINDS)}))`]
      : []),
    ...(session ? [sql`AND c.session = ${toBytes(session)}`] : []),
    sql`ORDER BY c.id DESC LIMIT 1`,
  ];
}

function first(db: ReadDb, query: readonly Sql[]): UndoTarget | undefined {
  const row = db.get<TargetRow>(compose(query));
  if (!row) return undefined;
  const { id, label, command, kind, analyst, session } = row;
  const change = toUid(row.change);
  const documents =
    db.value<number>(
      sql`SELECT count(*) FROM change_document WHERE change_id = ${id} AND document <> ${toBytes(TRASH)}`,
    ) ?? 0;
  return {
    id,
    uid: toUid(row.uid),
    change,
    label,
    command,
    kind,
    at: timeOf(change),
    analyst: analyst && toUid(analyst),
    session: session && toUid(session),
    documents,
  };
}
