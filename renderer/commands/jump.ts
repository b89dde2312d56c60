import type { Uid } from '../../shared/model/uid.ts';
import { proposalById, spanById, useArticle } from '../state/article.ts';
import { editor } from '../state/editor-ref.ts';
import { setView } from '../state/view.ts';
import { select } from './spans.ts';

/** How long a document may take to open before a place in it is no longer waited for (ms). */
const PATIENCE = 5000;

/** Shows a span in its article: opens the document, selects it and brings it into view; `then` comes after that. */
export function goToSpan(document: Uid, span: Uid, then?: () => void): void {
  setView({ screen: 'article', documentId: document, typePrompt: null });
  const isThere = () =>
    useArticle.getState().document?.id === document && (spanById(span) ?? proposalById(span)) !== undefined;
  const arrive = () => {
    select(span);
    // After the article has been drawn.
    requestAnimationFrame(() => {
      editor()?.focus();
      then?.();
    });
  };
  if (isThere()) return arrive();
  const stop = useArticle.subscribe(() => {
    if (!isThere()) return;
    // Before selecting, which this would hear of.
    stop();
    clearTimeout(timer);
    arrive();
  });
  const timer = setTimeout(stop, PATIENCE);
}

/**
 * Shows words in their article: opens the document, selects them, or puts the caret where they begin when no end is given, and brings
 * them into view. UTF-16 code units.
 */
export function goToWords(document: Uid, start: number, end = start): void {
  setView({ screen: 'article', documentId: document, typePrompt: null });
  const begun = performance.now();
  const arrive = () => {
    const isThere = useArticle.getState().document?.id === document && editor() !== null;
    if (!isThere) {
      if (performance.now() - begun < PATIENCE) requestAnimationFrame(arrive);
      return;
    }
    // The editor takes the text over with the frame after the article is there.
    requestAnimationFrame(() =>
      requestAnimationFrame(() => {
        editor()?.setSelection([start, end], { exact: true });
        editor()?.scrollTo(start);
        editor()?.focus();
      }),
    );
  };
  arrive();
}
