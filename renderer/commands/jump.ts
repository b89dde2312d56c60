import type { Uid } from '../../shared/model/uid.ts';
import { spanById, useArticle } from '../state/article.ts';
import { editor } from '../state/editor-ref.ts';
import { setView } from '../state/view.ts';
import { select } from './spans.ts';

/** How long a document may take to open before a span in it is no longer waited for (ms). */
const PATIENCE = 5000;

/** Shows a span in its article: opens the document, selects it and brings it into view. */
export function goToSpan(document: Uid, span: Uid): void {
  setView({ screen: 'article', documentId: document, typePrompt: null });
  const arrive = () => {
    if (useArticle.getState().document?.id !== document || !spanById(span)) return false;
    select(span);
    // After the article has been drawn.
    requestAnimationFrame(() => editor()?.focus());
    return true;
  };
  if (arrive()) return;
  const stop = useArticle.subscribe(() => {
    if (!arrive()) return;
    clearTimeout(timer);
    stop();
  });
  const timer = setTimeout(stop, PATIENCE);
}
