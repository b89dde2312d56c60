import type { Status } from '../../shared/model/document.ts';
import type { Uid } from '../../shared/model/uid.ts';
import { call } from '../api.ts';
import { useArticle } from '../state/article.ts';
import { editor } from '../state/editor-ref.ts';
import { currentProject, shownSet } from '../state/project.ts';
import { showOpenItems } from '../state/open-items.ts';
import { readCall } from '../state/queries.ts';
import { setView, toast, toastError, useView } from '../state/view.ts';
import { TEXTS } from './texts.ts';

function set(): Uid | null {
  return shownSet(currentProject(), useView.getState().chosenSet);
}

/** Shows a document's article, also from another screen. */
export function goTo(document: Uid): void {
  setView({ screen: 'article', documentId: document, typePrompt: null });
}

/** Returns the documents of the list, sorted and filtered as it is now. */
async function listed(): Promise<readonly { readonly id: Uid }[]> {
  const { search, statuses, order, descending } = useView.getState();
  const shown = set();
  const { rows } = await call('documents.list', {
    ...(shown && { set: shown }),
    ...(search && { search }),
    ...(statuses.length > 0 && { status: [...statuses] }),
    order,
    descending,
    limit: 10_000,
  });
  return rows;
}

/** Returns the document after this one in the list, or before it if it is the last. */
export async function neighbour(document: Uid): Promise<Uid | undefined> {
  const rows = await listed();
  const here = rows.findIndex(({ id }) => id === document);
  return (rows[here + 1] ?? rows[here - 1])?.id;
}

/** Goes to the next (1) or previous (-1) document of the list, sorted and filtered as it is now. */
export async function step(by: 1 | -1): Promise<void> {
  const { documentId } = useView.getState();
  try {
    const rows = await listed();
    const here = rows.findIndex(({ id }) => id === documentId);
    const next = rows[here === -1 ? 0 : here + by];
    if (next) goTo(next.id);
    else toast(by === 1 ? TEXTS.lastDocument : TEXTS.firstDocument);
  } catch (error) {
    toastError(error);
  }
}

/** Goes to the next document that is neither done nor skipped; returns whether there is one. */
export async function stepUnfinished(by: 1 | -1): Promise<boolean> {
  const { documentId } = useView.getState();
  const shown = set();
  try {
    const { document } = await call('documents.next', {
      ...(shown && { set: shown }),
      ...(documentId && { from: documentId }),
      step: by,
    });
    if (document) goTo(document);
    return document !== null;
  } catch (error) {
    toastError(error);
    return false;
  }
}

async function setStatus(status: Status, reason = ''): Promise<boolean> {
  const { document } = useArticle.getState();
  if (!document) return false;
  try {
    await call('documents.setStatus', { document: document.id, status, reason });
    return true;
  } catch (error) {
    toastError(error);
    return false;
  }
}

/** Marks the document as done and goes to the next unfinished one. */
export async function done(): Promise<void> {
  // Only for the article on screen: from another screen one would mark it unseen.
  if (useView.getState().screen !== 'article') return toast(TEXTS.doneFromArticle);
  const { document } = useArticle.getState();
  if (!document || !(await setStatus('done'))) return;
  // Shows its open items, if it has any; the focus stays in the text.
  showOpenItems(document.id);
  const shown = set();
  const [hasNext, { items }] = await Promise.all([
    stepUnfinished(1),
    readCall('documents.openItems', { document: document.id, ...(shown && { set: shown }) }).catch(() => ({
      items: [],
    })),
  ]);
  toast(TEXTS.done(items.length, hasNext));
  editor()?.focus();
}

export async function skip(reason: string): Promise<void> {
  if (await setStatus('skipped', reason)) await stepUnfinished(1);
}

export async function reopen(): Promise<void> {
  await setStatus('in progress');
}
