import { sql } from '../../db/connection/connection.ts';
import { timeOf, toBytes, toUid } from '../../db/connection/uid.ts';
import { textHash } from '../../db/derived/document-columns.ts';
import { MESSAGES } from '../../db/messages.ts';
import { correctText, goToRevision, previewCorrection, previewRevision } from '../../db/revisions/correct.ts';
import { lengthsOf, presentRevision, revisionsOf } from '../../db/revisions/revisions.ts';
import { presentText } from '../../db/rows/text.ts';
import type { ReadStore } from '../../db/connection/store.ts';
import { PostilError } from '../../shared/contract/errors.ts';
import type { TextRevision } from '../../shared/contract/texts.ts';
import type { Uid } from '../../shared/model/uid.ts';
import { EditList } from '../../shared/text/edits.ts';
import type { Domain, Handlers } from '../context.ts';
import { choicesOf, effectOf } from '../corrections/effect.ts';
import { previewPlaces, previewReplacement } from '../corrections/preview.ts';
import { replaceEverywhere } from '../corrections/replace.ts';
import { assertDocument, titleOf } from './documents.ts';

export const textHandlers: Handlers<Domain<'texts'>> = {
  'texts.preview': ({ store }, { document, edits }) => {
    assertDocument(store, document);
    return effectOf(store, previewCorrection(store, document, editList(edits)));
  },

  'texts.correct': ({ store, record }, { document, edits, of, ...gone }) => {
    assertDocument(store, document);
    return record(`Correct the text of “${titleOf(store, document)}”`, (recorder) => {
      assertText(store, document, of);
      const effect = previewCorrection(store, document, editList(edits));
      // Annotations that are deleted with their words can only be described before.
      const described = effectOf(store, effect);
      correctText(store, recorder, document, effect, choicesOf(gone));
      return described;
    });
  },

  'texts.revisions': ({ store }, { document }) => {
    assertDocument(store, document);
    return { revisions: listRevisions(store, document) };
  },

  'texts.revision': ({ store }, { document, revision }) => {
    assertDocument(store, document);
    const effect = previewRevision(store, document, revision);
    return { text: effect.text, effect: effectOf(store, effect) };
  },

  'texts.goTo': ({ store, record }, { document, revision, ...gone }) => {
    assertDocument(store, document);
    return record(`Go to another text of “${titleOf(store, document)}”`, (recorder) => {
      const effect = previewRevision(store, document, revision);
      const described = effectOf(store, effect);
      goToRevision(store, recorder, document, effect, choicesOf(gone));
      return described;
    });
  },

  'texts.replace': replaceEverywhere,

  'texts.places': ({ store }, input) => previewPlaces(store, input),

  'texts.replacement': ({ store }, input) => previewReplacement(store, input),
};

function editList(edits: readonly (readonly [number, number, string])[]): EditList {
  return new EditList(edits.map(([start, end, text]) => ({ start, end, text })));
}

/** @throws PostilError `conflict` if the article has another text by now than the one in which the edits count. */
function assertText(store: ReadStore, document: Uid, of: string | undefined): void {
  if (of === undefined) return;
  const { text } = presentText(store, document)!;
  if (textHash(text).toString('hex') !== of) throw new PostilError('conflict', MESSAGES.textChangedSince);
}

function listRevisions(store: ReadStore, document: Uid): TextRevision[] {
  const { db } = store;
  const revisions = revisionsOf(db, document);
  const present = presentRevision(db, document);
  const uids = new Map(revisions.map(({ id, uid }) => [id, uid]));
  const lengths = lengthsOf(db, revisions);
  return revisions.map(({ id, uid, parent, edits, sha256 }): TextRevision => {
    const made = db.get<{ change: Buffer; analyst: string | null }>(sql`
      SELECT c.uid AS change, a.name AS analyst FROM change_row r JOIN change c ON c.id = r.change_id
        LEFT JOIN analyst a ON a.uid = c.analyst
      WHERE r.uid = ${toBytes(document)} AND r.kind = 'text' AND r.after ->> 'revision' = ${uid} ORDER BY r.change_id LIMIT 1`);
    return {
      id: uid,
      parent: parent === null ? null : uids.get(parent)!,
      present: present === null ? parent === null : present === id,
      at: made ? new Date(timeOf(toUid(made.change))).toISOString() : '',
      analyst: made?.analyst ?? '',
      edits: edits.edits.length,
      length: lengths.get(id)!,
      sha256: sha256.toString('hex'),
    };
  });
}
