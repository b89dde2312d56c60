import type { Uid } from '../../shared/model/uid.ts';
import { call } from '../api.ts';
import { setView, useView, toast, toastError } from '../state/view.ts';
import { useArticle } from '../state/article.ts';
import { useHistory } from '../state/history.ts';
import { keyName } from '../state/keys.ts';
import { asWorking } from '../state/working.ts';
import { makeStale } from '../state/queries.ts';
import { counted } from '../../shared/text/counted.ts';
import { neighbour } from './documents.ts';

/** Shows the changes of the open article, or only those of one of its spans. */
export function openHistory(span: Uid | null): void {
  useHistory.setState({ span, change: null });
  setView({ screen: 'history' });
}

/** Reverts the article to its state just after a change. */
export async function goBack(document: Uid, change: Uid): Promise<void> {
  try {
    const { left } = await asWorking('Going back', (job) =>
      call('history.goBack', { document, change, job }),
    );
    const out = left.reduce((sum, { count }) => sum + count, 0);
    toast(
      `The article is as it was then. ${keyName('history.undo')} takes that back.${
        out > 0
          ? ` ${counted(out, 'row')} could not come back: ${left.map(({ reason }) => reason).join('; ')}.`
          : ''
      }`,
      out > 0 ? 'told' : 'done',
    );
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
    const { spans } = await call('documents.delete', { documents: [document] });
    toast(
      `Moved to the trash${spans > 0 ? ` with ${counted(spans, 'span')}` : ''}. ${keyName('palette.open')} and “Trash” bring it back.`,
    );
  } catch (error) {
    setView({ documentId });
    toastError(error);
  }
}

/** Restores deleted articles from the trash; shows the article if it is only one. */
export async function restoreArticles(documents: readonly Uid[]): Promise<void> {
  try {
    const { restored, left } = await asWorking('Restoring from the trash', (job) =>
      call('history.restore', { documents: [...documents], job }),
    );
    makeStale(['history']);
    const [only] = documents;
    if (documents.length === 1 && only) setView({ screen: 'article', documentId: only });
    const out = left.map(({ count, reason }) => `${count} × ${reason}`).join('; ');
    toast(
      `${restored === 1 ? 'The article is' : `${counted(restored, 'article')} are`} back with all annotations.${
        out ? ` Left out: ${out}.` : ''
      }`,
      out ? 'told' : 'done',
    );
  } catch (error) {
    toastError(error);
  }
}
