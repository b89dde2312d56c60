import type { Uid } from '../../shared/model/uid.ts';
import { proposalById, spanById, useArticle } from '../state/article.ts';
import { editor } from '../state/editor-ref.ts';
import { setView } from '../state/view.ts';
import { select } from './spans.ts';

/** Maximum time to wait for a document to open before its span or text is shown (ms). */
const PATIENCE = 5000;

/** Shows a span in its article: opens the document, selects the span and scrolls to it, then calls `then`. */
export function goToSpan(document: Uid, span: Uid, then?: () => void): void {
  setView({ screen: 'article', documentId: document, typePrompt: null });
  const isThere = () =>
    useArticle.getState().document?.id === document && (spanById(span) ?? proposalById(span)) !== undefined;
  const arrive = () => {
    select(span);
    // After the article has been rendered.
    requestAnimationFrame(() => {
      editor()?.focus();
      then?.();
    });
  };
  if (isThere()) return arrive();
  const stop = useArticle.subscribe(() => {
    if (!isThere()) return;
    // Before the selection, which would trigger it again.
    stop();
    clearTimeout(timer);
    arrive();
  });
  const timer = setTimeout(stop, PATIENCE);
}

/**
 * Shows text in its article: opens the document, selects the text (without `end`, places the caret at its start) and
 * scrolls to it. Offsets are UTF-16 code units.
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
    // The editor shows the text one frame after the article is loaded.
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
