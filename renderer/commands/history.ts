import type { Uid } from '../../shared/model/uid.ts';
import { call } from '../api.ts';
import { isPanelOpen, setPanel, setView, useView, toast, toastError } from '../state/view.ts';
import { useArticle } from '../state/article.ts';
import { useHistory } from '../state/history.ts';
import { asWorking } from '../state/working.ts';
import { makeStale } from '../state/queries.ts';
import { focusRegion } from './focus.ts';
import { neighbour } from './documents.ts';
import { TEXTS } from './texts.ts';

/** Shows the changes of the open article, or only those of one of its spans. */
export function openHistory(span: Uid | null): void {
  useHistory.setState({ span, change: null });
  setView({ screen: 'history' });
}

/** Shows the changes of the article beside it, or the inspector again. */
export function toggleHistoryPanel(): void {
  const view = useView.getState();
  if (view.screen === 'article' && view.showsHistory && isPanelOpen(view, 'inspector'))
    return hideHistoryPanel();
  if (!useArticle.getState().document) return;
  setView({ screen: 'article' });
  setPanel('inspector', true);
  setView({ showsHistory: true });
}

/** Shows the inspector again instead of the changes or the guideline; in a narrow window the text alone. */
export function hideHistoryPanel(): void {
  setView({ showsHistory: false, showsGuideline: false, drawer: null });
  focusRegion('text');
}

/** Closes the drawer, the changes of the article or the guideline if they have the focus. Returns whether they had. */
export function leavePanel(focused: EventTarget | null): boolean {
  if (
    !(focused instanceof Element) ||
    !focused.closest('[data-region="documents"], [data-region="inspector"]')
  )
    return false;
  const { drawer, showsHistory, showsGuideline } = useView.getState();
  if (drawer === null && !((showsHistory || showsGuideline) && focused.closest('[data-region="inspector"]')))
    return false;
  hideHistoryPanel();
  return true;
}

/** Reverts the article to its state just after a change. */
export async function goBack(document: Uid, change: Uid): Promise<void> {
  try {
    const { left } = await asWorking(TEXTS.goingBack, (job) =>
      call('history.goBack', { document, change, job }),
    );
    toast(TEXTS.wentBack(left), left.length > 0 ? 'notice' : 'done');
  } catch (error) {
    toastError(error);
  }
}

/** Moves an article to the trash (by default the open one), and shows the one next to it. */
export async function deleteArticle(
  document: Uid | null = useArticle.getState().document?.id ?? null,
): Promise<void> {
  if (!document) return;
  const { documentId } = useView.getState();
  try {
    // Leave it before the deletion, so that nothing queries it any more.
    if (documentId === document) setView({ documentId: (await neighbour(document)) ?? null });
    const { spans } = await asWorking(TEXTS.deleting, (job) =>
      call('documents.delete', { documents: [document], job }),
    );
    toast(TEXTS.trashed(spans));
  } catch (error) {
    setView({ documentId });
    toastError(error);
  }
}

/** Restores deleted articles from the trash; shows the article if it is only one. */
export async function restoreArticles(documents: readonly Uid[]): Promise<void> {
  try {
    const { restored, left } = await asWorking(TEXTS.restoring, (job) =>
      call('history.restore', { documents: [...documents], job }),
    );
    makeStale(['history']);
    const [only] = documents;
    if (documents.length === 1 && only) setView({ screen: 'article', documentId: only });
    toast(TEXTS.articlesRestored(restored, left), left.length > 0 ? 'notice' : 'done');
  } catch (error) {
    toastError(error);
  }
}
