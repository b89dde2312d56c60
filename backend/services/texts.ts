import { textHash } from '../../db/derived/document-columns.ts';
import { MESSAGES } from '../../db/messages.ts';
import { correctText, goToRevision, previewCorrection, previewRevision } from '../../db/revisions/correct.ts';
import { presentText } from '../../db/rows/text.ts';
import type { ReadStore } from '../../db/connection/store.ts';
import { PostilError } from '../../shared/contract/errors.ts';
import type { Uid } from '../../shared/model/uid.ts';
import { EditList } from '../../shared/text/edits.ts';
import type { Domain, Handlers } from '../context.ts';
import { choicesOf, effectOf } from '../corrections/effect.ts';
import { listRevisions } from '../corrections/list.ts';
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
