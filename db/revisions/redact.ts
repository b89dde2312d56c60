import type { Uid } from '../../shared/model/uid.ts';
import { sql, type WriteDb } from '../connection/connection.ts';
import { toBytes, toUid } from '../connection/uid.ts';
import { textHash } from '../derived/document-columns.ts';
import { revisionsOf, textOfRevision } from './revisions.ts';

/**
 * Redacts the texts of all revisions, and the words in their edits. A name may arise from an edit within it, so that no edit holds it:
 * a redacted text is kept whole. Returns the documents with a text that was redacted.
 * @param redact must return a text of the same length
 */
export function redactRevisions(db: WriteDb, redact: (text: string) => string): Uid[] {
  const documents = db
    .column<Buffer>(sql`SELECT DISTINCT document FROM text_revision`)
    .map((uid) => toUid(uid));
  return documents.filter((document) => {
    // All are read first, since a text is made from those before it.
    const texts = revisionsOf(db, document).map((revision) => ({
      revision,
      text: textOfRevision(db, revision.id).text,
    }));
    let found = false;
    for (const { revision, text } of texts) {
      const redacted = redact(text);
      let shift = 0;
      const edits = revision.edits.edits.map(({ start, end, text: inserted }) => {
        const from = start + shift;
        shift += inserted.length - (end - start);
        return [start, end, redacted.slice(from, from + inserted.length)];
      });
      if (redacted === text) continue;
      found = true;
      db.run(sql`
        UPDATE text_revision SET text = ${redacted}, edits = ${JSON.stringify(edits)}, sha256 = ${textHash(redacted)}
        WHERE id = ${revision.id} AND document = ${toBytes(document)}`);
    }
    return found;
  });
}
