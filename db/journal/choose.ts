import type { ChangeKind } from '../../shared/model/change.ts';
import type { Uid } from '../../shared/model/uid.ts';
import { sql, type ReadDb } from '../connection.ts';
import { TRASH } from '../history/trash.ts';
import { toBytes, toUid } from '../uid.ts';

/** A journal entry that can be undone or redone next. */
export interface UndoTarget {
  readonly id: number;
  readonly uid: Uid;
  /** Words of the change itself, also when this is the undo entry that a redo takes back. */
  readonly label: string;
  /** Of the change itself; its undo and redo have the same. */
  readonly kind: ChangeKind;
  /** How many documents it touches: undo takes it back as a whole. */
  readonly documents: number;
}

interface TargetRow {
  id: number;
  uid: Buffer;
  label: string;
  kind: ChangeKind;
}

/** The analyst's last change not undone, in one document or (without `document`) anywhere. */
export function nextUndo(db: ReadDb, analyst: Uid, document?: Uid): UndoTarget | undefined {
  const row = document
    ? db.get<TargetRow>(sql`
        SELECT c.id, c.uid, c.label, c.kind FROM change_document d JOIN change c ON c.id = d.change_id
        WHERE d.document = ${toBytes(document)} AND c.analyst = ${toBytes(analyst)} AND c.undoes_id IS NULL AND c.undone = 0 AND c.kind <> 'setup'
        ORDER BY c.id DESC LIMIT 1`)
    : db.get<TargetRow>(sql`
        SELECT id, uid, label, kind FROM change
        WHERE analyst = ${toBytes(analyst)} AND undoes_id IS NULL AND undone = 0 AND kind <> 'setup'
        ORDER BY id DESC LIMIT 1`);
  return row && target(db, row);
}

/** The undo entry that redo takes back next: none once the analyst has made another change in that scope. */
export function nextRedo(db: ReadDb, analyst: Uid, document?: Uid): UndoTarget | undefined {
  const row = document
    ? db.get<TargetRow>(sql`
        SELECT c.id, c.uid, o.label, o.kind FROM change_document d JOIN change c ON c.id = d.change_id JOIN change o ON o.id = c.undoes_id
        WHERE d.document = ${toBytes(document)} AND c.analyst = ${toBytes(analyst)} AND c.undone = 0 AND o.undoes_id IS NULL
          AND c.id > coalesce((SELECT max(n.id) FROM change_document m JOIN change n ON n.id = m.change_id
            WHERE m.document = d.document AND n.analyst = c.analyst AND n.undoes_id IS NULL AND n.kind <> 'setup'), 0)
        ORDER BY c.id DESC LIMIT 1`)
    : db.get<TargetRow>(sql`
        SELECT c.id, c.uid, o.label, o.kind FROM change c JOIN change o ON o.id = c.undoes_id
        WHERE c.analyst = ${toBytes(analyst)} AND c.undone = 0 AND o.undoes_id IS NULL
          AND c.id > coalesce((SELECT max(id) FROM change WHERE analyst = c.analyst AND undoes_id IS NULL AND kind <> 'setup'), 0)
        ORDER BY c.id DESC LIMIT 1`);
  return row && target(db, row);
}

function target(db: ReadDb, row: TargetRow): UndoTarget {
  const documents =
    db.value<number>(
      sql`SELECT count(*) FROM change_document WHERE change_id = ${row.id} AND document <> ${toBytes(TRASH)}`,
    ) ?? 0;
  return { id: row.id, uid: toUid(row.uid), label: row.label, kind: row.kind, documents };
}
