import type { Uid } from '../../shared/model/uid.ts';
import { call } from '../api.ts';
import { setView, useView, toast, toastError } from '../state/view.ts';
import { useArticle } from '../state/article.ts';
import { useHistory } from '../state/history.ts';
import { asWorking } from '../state/working.ts';
import { makeStale } from '../state/queries.ts';
import { neighbour } from './documents.ts';
import { TEXTS } from './texts.ts';

/** Shows the changes of the open article, or only those of one of its spans. */
export function openHistory(span: Uid | null): void {
  useHistory.setState({ span, change: null });
  setView({ screen: 'history' });
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
