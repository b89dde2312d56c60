import type { OutputOf } from '../../shared/contract/index.ts';
import type { Status } from '../../shared/model/document.ts';
import type { Uid } from '../../shared/model/uid.ts';
import { call } from '../api.ts';
import { useArticle } from '../state/article.ts';
import { listInput, NEW_LIST } from '../state/document-list.ts';
import { editor } from '../state/editor-ref.ts';
import { currentProject, shownSet } from '../state/project.ts';
import { showOpenItems } from '../state/open-items.ts';
import { readCall } from '../state/queries.ts';
import { setPanel, setView, toast, toastError, useView } from '../state/view.ts';
import { TEXTS } from './texts.ts';

function set(): Uid | null {
  return shownSet(currentProject(), useView.getState().chosenSet);
}

/** Shows a document's article, also from another screen. */
export function goTo(document: Uid): void {
  setView({ screen: 'article', documentId: document, typePrompt: null });
}

/** Returns the documents around one in the list, sorted and filtered as it is now. */
function around(document: Uid): Promise<OutputOf<'documents.around'>> {
  return call('documents.around', { ...listInput(useView.getState(), set()), document });
}

/** Shows the document at an index of the list, sorted and filtered as it is now. */
export async function goToIndex(index: number): Promise<void> {
  try {
    const { rows } = await call('documents.list', {
      ...listInput(useView.getState(), set()),
      offset: index,
      limit: 1,
    });
    if (rows[0]) goTo(rows[0].id);
  } catch (error) {
    toastError(error);
  }
}

/** Returns the document after this one in the list, or before it if it is the last. */
export async function neighbour(document: Uid): Promise<Uid | undefined> {
  const { next, previous } = await around(document);
  return next ?? previous ?? undefined;
}

/** Goes to the next (1) or previous (-1) document of the list, sorted and filtered as it is now. */
export async function step(by: 1 | -1): Promise<void> {
  const { documentId } = useView.getState();
  if (!documentId) return goToIndex(0);
  try {
    const { at, previous, next } = await around(documentId);
    // From a document that the list does not contain, both lead to the first.
    const to = by === 1 || at === null ? next : previous;
    if (to) goTo(to);
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
  const others = hasNext ? 0 : (await countDoneWithOpenItems()) - Number(items.length > 0);
  toast(
    TEXTS.done(items.length, hasNext, others),
    'done',
    others > 0 ? { label: TEXTS.showOthers, run: listOpenItemsOnly } : undefined,
  );
  editor()?.focus();
}

/** Returns how many documents are done although they have open items. */
async function countDoneWithOpenItems(): Promise<number> {
  const shown = set();
  const input = { ...(shown && { set: shown }), status: ['done' as const], openItems: true, limit: 1 };
  return readCall('documents.list', input).then(
    ({ total }) => total,
    () => 0,
  );
}

/** Shows only the documents with open items in the list. */
function listOpenItemsOnly(): void {
  setView({ ...NEW_LIST, openItems: true });
  setPanel('left', true);
}

export async function skip(reason: string): Promise<void> {
  if (await setStatus('skipped', reason)) await stepUnfinished(1);
}

export async function reopen(): Promise<void> {
  await setStatus('in progress');
}
