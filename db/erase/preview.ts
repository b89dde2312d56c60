import { PostilError } from '../../shared/contract/errors.ts';
import type { ErasePreview } from '../../shared/contract/erase.ts';
import type { Uid } from '../../shared/model/uid.ts';
import { fold } from '../../shared/text/fold.ts';
import { listBackups } from '../backups/backups.ts';
import { sql, type ReadDb } from '../connection/connection.ts';
import { listHandedOut } from '../exports/handed-out.ts';
import { MESSAGES } from '../messages.ts';
import { NOT_FOUND } from '../messages.ts';
import { findId } from '../rows/ids.ts';
import type { ReadStore } from '../connection/store.ts';
import { toUid } from '../connection/uid.ts';
import { namesOf } from './entity.ts';
import { journalImages } from './journal-images.ts';

/**
 * Returns what a deletion for good would remove, and what it cannot reach. Counts describe the present state of the
 * project, without its history.
 * @throws PostilError `not-found` if it is neither in the project nor in its trash.
 */
export function previewErasing(store: ReadStore, of: 'document' | 'entity', id: Uid): ErasePreview {
  const about = of === 'document' ? aboutDocument(store, id) : aboutEntity(store, id);
  return {
    ...about,
    copies: listBackups(store.path).map(({ name }) => name),
    handedOut: listHandedOut(store.db).map(({ at, ...rest }) => ({
      ...rest,
      at: new Date(at).toISOString(),
    })),
  };
}

type About = Omit<ErasePreview, 'copies' | 'handedOut'>;

function aboutDocument(store: ReadStore, document: Uid): About {
  const { db } = store;
  const id = findId(db, 'document', document);
  if (id === undefined) {
    const name = nameInThePast(store, document);
    if (name === undefined)
      throw new PostilError('not-found', MESSAGES.notInProjectOrPast(document), {
        field: 'id',
      });
    return { name, inTrash: true, counts: {}, names: [], onlyHere: [] };
  }
  const { title, name, lead } = db.get<{ title: string; name: string; lead: string }>(
    sql`SELECT title, name, lead FROM document WHERE id = ${id}`,
  )!;
  return {
    name: title || lead || name,
    inTrash: false,
    counts: {
      annotations: count(db.value(sql`SELECT count(*) FROM span WHERE document_id = ${id}`)),
      notes: count(db.value(sql`SELECT count(*) FROM note WHERE document_id = ${id}`)),
      proposals: count(db.value(sql`SELECT count(*) FROM quarantine WHERE document_id = ${id}`)),
    },
    names: [],
    onlyHere: entitiesOnlyIn(db, id),
  };
}

/** Returns the name of a document that is in the trash or whose import was undone. */
function nameInThePast(store: ReadStore, document: Uid): string | undefined {
  let name: string | undefined;
  for (const { uid, image } of journalImages(store, 'document'))
    if (uid === document) name = image.title || image.origin.name;
  return name;
}

/**
 * Returns the entities that are mentioned only in this document: their names stay in the project unless they are
 * deleted too.
 */
function entitiesOnlyIn(db: ReadDb, document: number): { id: Uid; name: string }[] {
  return db
    .all<{ uid: Buffer; name: string }>(
      sql`
      SELECT e.uid, e.name FROM entity e
      WHERE e.id IN (SELECT m.entity_id FROM span s JOIN mention m ON m.span_id = s.id WHERE s.document_id = ${document})
        AND NOT EXISTS (SELECT 1 FROM mention m JOIN span s ON s.id = m.span_id
          WHERE m.entity_id = e.id AND s.document_id <> ${document})
      ORDER BY e.name LIMIT 200`,
    )
    .map(({ uid, name }) => ({ id: toUid(uid), name }));
}

function aboutEntity(store: ReadStore, entity: Uid): About {
  const { db } = store;
  const id = findId(db, 'entity', entity);
  if (id === undefined) throw new PostilError('not-found', NOT_FOUND.entity(entity), { field: 'id' });
  return {
    name: db.value<string>(sql`SELECT name FROM entity WHERE id = ${id}`)!,
    inTrash: false,
    counts: { mentions: count(db.value(sql`SELECT count(*) FROM mention WHERE entity_id = ${id}`)) },
    names: namesOf(store, entity).map((name) => ({ name, documents: documentsWith(db, name) })),
    onlyHere: [],
  };
}

/** Returns the number of documents that contain the words of a name in this order. */
function documentsWith(db: ReadDb, name: string): number {
  const words = fold(name).match(/[\p{L}\p{N}]+/gu);
  if (!words) return 0;
  const phrase = `"${words.join(' ')}"`;
  return count(db.value(sql`SELECT count(*) FROM document_fts WHERE document_fts MATCH ${phrase}`));
}

function count(value: unknown): number {
  return Number(value ?? 0);
}
