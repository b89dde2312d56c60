import type { Recorder } from '../../db/journal/recorder.ts';
import { sql } from '../../db/connection/connection.ts';
import { countNotes, listNotes } from '../../db/annotations/notes.ts';
import { NOT_FOUND } from '../../db/messages.ts';
import { compact, findId } from '../../db/rows/ids.ts';
import { kindOf, type ImageOf } from '../../db/rows/index.ts';
import type { ReadStore, Store } from '../../db/connection/store.ts';
import { toUid } from '../../db/connection/uid.ts';
import { PostilError } from '../../shared/contract/errors.ts';
import { newUid, type Uid } from '../../shared/model/uid.ts';
import type { Domain, Handlers } from '../context.ts';
import { requireDocument } from './documents.ts';
import { MESSAGES } from './messages.ts';

export const noteHandlers: Handlers<Domain<'notes'>> = {
  'notes.list': ({ store }, { offset, limit, ...filter }) => listNotes(store, filter, { offset, limit }),
  'notes.counts': ({ store }) => countNotes(store),

  'notes.add': ({ store, record, actor, targetSet }, { id, question = false, body, ...about }) => {
    requireDocument(store, about.document);
    const parent = about.replyTo === undefined ? undefined : threadStart(store, about.replyTo);
    const place = parent
      ? { document: parent.image.document, span: parent.image.span, relation: parent.image.relation }
      : about;
    if (!parent) assertPlace(store, about);
    if (id && findId(store.db, 'note', id) !== undefined)
      throw new PostilError('refused', MESSAGES.noteExists(id), { field: 'id' });
    // Outside of the change of the note: undoing the first note must not remove the analyst, on whom other notes may depend.
    targetSet(undefined);
    const uid = id ?? newUid();
    const what = parent ? 'Reply' : question ? 'Ask' : 'Note';
    return record(`${what}${excerpt(body)}`, (recorder) => {
      put(recorder, uid, {
        document: place.document,
        span: place.span,
        relation: place.relation,
        replyTo: parent?.id,
        analyst: actor.analyst.id,
        body,
        question: question && !parent ? 'open' : undefined,
      });
      return { id: uid };
    });
  },

  'notes.edit': ({ store, record }, { id, body }) => {
    const image = requireNote(store, id);
    return record(`Edit the note${excerpt(body)}`, (recorder) => {
      put(recorder, id, { ...image, body });
      return {};
    });
  },

  'notes.delete': ({ store, record }, { id }) => {
    const image = requireNote(store, id);
    const replies = store.db
      .all<{ uid: Buffer }>(
        sql`SELECT uid FROM note WHERE reply_to = ${findId(store.db, 'note', id) ?? -1} ORDER BY id DESC`,
      )
      .map((row) => toUid(row.uid));
    return record(`Delete the note${excerpt(image.body)}`, (recorder) => {
      for (const reply of replies) recorder.remove('note', reply);
      recorder.remove('note', id);
      return { deleted: replies.length + 1 };
    });
  },

  'notes.answer': ({ store, record, actor, targetSet }, { id, body }) => {
    const asked = threadStart(store, id);
    if (asked.image.question === undefined)
      throw new PostilError('refused', MESSAGES.notAQuestion, { field: 'id' });
    targetSet(undefined);
    const reply = newUid();
    return record(`Answer${excerpt(asked.image.body)}`, (recorder) => {
      const { document, span, relation } = asked.image;
      put(recorder, reply, { document, span, relation, replyTo: asked.id, analyst: actor.analyst.id, body });
      put(recorder, asked.id, { ...asked.image, question: 'answered' });
      return { reply };
    });
  },

  'notes.mark': ({ store, record }, { id, question }) => {
    const { image, id: start } = threadStart(store, id);
    const what =
      question === null
        ? 'No question any more'
        : question === 'answered'
          ? 'Mark answered'
          : image.question === 'answered'
            ? 'Reopen the question'
            : 'Ask';
    return record(`${what}${excerpt(image.body)}`, (recorder) => {
      put(recorder, start, { ...image, question: question ?? undefined });
      return {};
    });
  },
};

function put(recorder: Recorder, id: Uid, image: ImageOf<'note'>): void {
  recorder.put('note', id, compact(image));
}

function requireNote(store: ReadStore, id: Uid): ImageOf<'note'> {
  const stored = kindOf('note').read(store, id);
  if (!stored) throw new PostilError('not-found', NOT_FOUND.note(id), { field: 'id' });
  return stored.image;
}

/** Returns the first note of a thread. All replies refer to it, not to each other. */
function threadStart(store: ReadStore, id: Uid): { id: Uid; image: ImageOf<'note'> } {
  const image = requireNote(store, id);
  return image.replyTo === undefined ? { id, image } : threadStart(store, image.replyTo);
}

/** Throws if the row that a note is about is not in the document of the note. */
function assertPlace(
  store: Store,
  { document, span, relation }: { document: Uid; span?: Uid | undefined; relation?: Uid | undefined },
): void {
  if (span && relation)
    throw new PostilError('invalid-input', MESSAGES.noteAboutOneThing, {
      field: 'span',
    });
  if (span && kindOf('span').read(store, span)?.image.document !== document)
    throw new PostilError('not-found', MESSAGES.spanNotInDocument(span), { field: 'span' });
  const image = relation && kindOf('relation').read(store, relation)?.image;
  if (relation && (!image || !kindOf('relation').documents(image, store, relation).includes(document)))
    throw new PostilError('not-found', MESSAGES.relationNotInDocument(relation), { field: 'relation' });
}

/** Returns the beginning of a note, for the label of its change. */
function excerpt(body: string): string {
  const characters = [...body.replace(/\s+/g, ' ')];
  return `: “${characters.length > 40 ? `${characters.slice(0, 39).join('')}…` : characters.join('')}”`;
}
