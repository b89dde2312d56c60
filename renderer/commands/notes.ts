import type { AttributeValue } from '../../shared/model/attributes/index.ts';
import type { DocumentMetadata } from '../../shared/model/document.ts';
import type { Uid } from '../../shared/model/uid.ts';
import { call } from '../api.ts';
import { useArticle } from '../state/article.ts';
import { toast, toastError } from '../state/view.ts';
import { keyName } from '../state/keys.ts';

/** Writes the note of a span, or of the document without one; an empty one is removed. */
export async function putNote({
  id,
  span,
  body,
}: {
  id?: Uid | undefined;
  span?: Uid;
  body: string;
}): Promise<void> {
  const { document } = useArticle.getState();
  if (!document) return;
  try {
    await call('notes.put', { document: document.id, body, ...(id && { id }), ...(span && { span }) });
  } catch (error) {
    toastError(error);
  }
}

/** Gives the document a label's value; `null` clears it. Answers the refusal, or `null`. */
export async function setLabel(name: string, value: AttributeValue | null): Promise<string | null> {
  return refusalOf((document) => call('labels.set', { document, name, value }));
}

/** Corrects a field of the document. Answers the refusal, or `null`. */
export async function setMetadata(metadata: Partial<DocumentMetadata>): Promise<string | null> {
  return refusalOf((document) => call('documents.setMetadata', { document, metadata }));
}

/** Puts what was cut off the top back into the text. */
export async function restoreHeader(): Promise<void> {
  const refusal = await refusalOf((document) => call('documents.restoreHeader', { document }));
  if (refusal) toast(refusal, 'error');
  else toast(`The header is text again. ${keyName('history.undo')} takes it out.`);
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
