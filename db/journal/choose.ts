import { ORDINARY_KINDS, type ChangeKind } from '../../shared/model/change.ts';
import { PostilError } from '../../shared/contract/errors.ts';
import type { Uid } from '../../shared/model/uid.ts';
import { compose } from '../connection/compose.ts';
import { sql, type ReadDb, type Sql } from '../connection/connection.ts';
import { TRASH } from '../history/trash.ts';
import { timeOf, toBytes, toUid } from '../connection/uid.ts';
import { MESSAGES } from '../messages.ts';
import { NOT_FOUND } from '../messages.ts';

export type Verb = 'undo' | 'redo';

/** A journal entry that can be undone or redone: a change, or for redo the undo of one. */
export interface UndoTarget {
  /** Local id and uid of the entry to undo. */
  readonly id: number;
  readonly uid: Uid;
  /**
   * The change itself, even if the entry is the undo of that change, which a redo reverts. All following fields
   * describe the change.
   */
  readonly change: Uid;
  readonly label: string;
  /** The contract's name of the call that made the change. */
  readonly command: string;
  /** The undo and redo of a change have its kind. */
  readonly kind: ChangeKind;
  /** Milliseconds since 1970. */
  readonly at: number;
  /** Who made the change; `null` if that is not known. */
  readonly analyst: Uid | null;
  /** The session that made the entry; `null` for entries of older versions of the program. */
  readonly session: Uid | null;
  /** The number of documents that the entry touches; undo reverts it in all of them. */
  readonly documents: number;
}

/** Which of an analyst's changes may be chosen. */
export interface Scope {
  /** Only changes that touched this document. */
  readonly document?: Uid | undefined;
  /** Only edits, bulk changes and corrections. */
  readonly ordinary?: boolean;
  /** Only changes of this session. */
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

/** `c` is the entry to undo, `o` the change that it is about. */
const COLUMNS = sql`SELECT c.id, c.uid, o.uid AS change, o.label, o.command, o.kind, o.analyst, c.session FROM`;

/** Returns the last change of the analyst in the scope that is not undone. */
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
 * Returns the undo entry that redo reverts next, among those in the scope. There is none once the analyst has made
 * another change in the document, or anywhere if the scope names no document. Changes of others and set-up changes do
 * not count.
 */
export function nextRedo(db: ReadDb, analyst: Uid, scope: Scope = {}): UndoTarget | undefined {
  const newest = db.value<number>(
    compose([
      sql`SELECT c.id FROM`,
      entriesIn(scope),
      // The plus prevents the use of an index, which would need a sort: the row is near the end of the table anyway.
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

/** Returns what {@link nextUndo} or {@link nextRedo} finds. */
export function next(db: ReadDb, verb: Verb, analyst: Uid, scope: Scope = {}): UndoTarget | undefined {
  return verb === 'undo' ? nextUndo(db, analyst, scope) : nextRedo(db, analyst, scope);
}

/**
 * Returns the entry to revert so that a change is undone or redone, whoever made it and whatever was done since. The
 * uid of an undo or redo may be given instead of that of the change.
 * @throws PostilError `not-found`, or `refused` if the change is already undone, or is not undone.
 */
export function named(db: ReadDb, verb: Verb, change: Uid): UndoTarget {
  const root = rootOf(db, change);
  if (!root) throw new PostilError('not-found', NOT_FOUND.change(change), { field: 'change' });
  if (root.kind === 'setup')
    throw new PostilError('refused', MESSAGES.needed(root.label), {
      field: 'change',
    });
  if ((root.undone === 1) === (verb === 'undo'))
    throw new PostilError(
      'refused',
      verb === 'undo' ? MESSAGES.undoneAlready(root.label) : MESSAGES.notUndone(root.label),
      { field: 'change' },
    );
  return first(db, [
    COLUMNS,
    verb === 'undo'
      ? sql`change c JOIN change o ON o.id = c.id WHERE c.id = ${root.id}`
      : sql`change c JOIN change o ON o.id = c.undoes_id WHERE c.undoes_id = ${root.id} AND c.undone = 0`,
  ])!;
}

/** Returns the analyst's changes since another that undo asks about before it undoes them, the newest first. */
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

/** Returns the change that an undo or redo is about in the end; a change that undoes nothing is its own. */
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
