import type { InputOf } from '../../shared/contract/index.ts';
import type { NoteThread } from '../../shared/contract/notes.ts';
import type { AttributeValue } from '../../shared/model/attributes/index.ts';
import type { DocumentMetadata } from '../../shared/model/document.ts';
import type { Uid } from '../../shared/model/uid.ts';
import { call } from '../api.ts';
import { spanById, useArticle } from '../state/article.ts';
import { editor } from '../state/editor-ref.ts';
import { useNotes, write } from '../state/notes.ts';
import { setPanel, toast, toastError, useView } from '../state/view.ts';
import { goTo } from './documents.ts';
import { goToSpan } from './jump.ts';
import { select } from './spans.ts';
import { TEXTS } from './texts.ts';

/**
 * Starts a note on the selected span, or on the document if nothing is selected; on the notes screen, a reply to the
 * current one.
 */
export function beginNote(): void {
  const { screen } = useView.getState();
  if (screen === 'notes') {
    const { current } = useNotes.getState();
    if (current) write({ on: 'reply', id: current });
    return;
  }
  const { document, selected } = useArticle.getState();
  if (!document || (screen !== 'article' && screen !== 'quarantine')) return;
  const span = spanById(selected);
  if (!span && selected !== null) return toast(TEXTS.acceptForNotes);
  setPanel('inspector', true);
  write(span ? { on: 'span', id: span.id } : { on: 'document' });
}

/** Writes a note. Returns whether it was stored. */
export async function addNote(
  note: Omit<InputOf<'notes.add'>, 'document'> & { readonly document: Uid },
): Promise<boolean> {
  return isDone(() => call('notes.add', note));
}

export async function editNote(id: Uid, body: string): Promise<boolean> {
  return isDone(() => call('notes.edit', { id, body }));
}

/** Replies to a thread, which resolves it if it is an open question. Returns whether the reply was stored. */
export async function replyTo(thread: NoteThread, body: string): Promise<boolean> {
  const { id, document, question } = thread;
  return isDone(() =>
    question === 'open'
      ? call('notes.answer', { id, body })
      : call('notes.add', { document, replyTo: id, body }),
  );
}

export async function deleteNote(id: Uid): Promise<void> {
  if (await isDone(() => call('notes.delete', { id }))) toast(TEXTS.noteDeleted());
}

export async function markNote(id: Uid, question: 'open' | 'answered' | null): Promise<void> {
  await isDone(() => call('notes.mark', { id, question }));
}

/** Shows the target of a note: its span or relation, or the document. */
export function goToNote({ document, target }: NoteThread): void {
  if (target) return goToSpan(document, target);
  goTo(document);
  select(null);
  requestAnimationFrame(() => editor()?.focus());
}

async function isDone(work: () => Promise<unknown>): Promise<boolean> {
  try {
    await work();
    return true;
  } catch (error) {
    toastError(error);
    return false;
  }
}

/** Sets a label of the document; `null` clears it, `has` false takes one of several values away. Returns the refusal, or `null`. */
export async function setLabel(
  name: string,
  value: AttributeValue | null,
  has = true,
): Promise<string | null> {
  return refusalOf((document) => call('labels.set', { document, name, value, has }));
}

/** Changes fields of the document. Returns the refusal, or `null`. */
export async function setMetadata(metadata: Partial<DocumentMetadata>): Promise<string | null> {
  return refusalOf((document) => call('documents.setMetadata', { document, metadata }));
}

/** Restores the header that the import cut off the text. */
export async function restoreHeader(): Promise<void> {
  const refusal = await refusalOf((document) => call('documents.restoreHeader', { document }));
  if (refusal) toast(refusal, 'error');
  else toast(TEXTS.headerRestored());
}

async function refusalOf(work: (document: Uid) => Promise<unknown>): Promise<string | null> {
  const { document } = useArticle.getState();
  if (!document) return null;
  try {
    await work(document.id);
    return null;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}
