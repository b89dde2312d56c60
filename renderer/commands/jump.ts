import type { Uid } from '../../shared/model/uid.ts';
import { editor } from '../state/editor-ref.ts';
import { spanById, useArticle } from '../state/article.ts';
import { setView } from '../state/view.ts';
import { goTo } from './documents.ts';
import { select } from './spans.ts';

/** Shows a span where it stands, in this document or in another, and puts the focus there. */
export function goToSpan(document: Uid, span: Uid): void {
  setView({ screen: 'article' });
  if (useArticle.getState().document?.id === document) return arrive(span);
  const before = useArticle.getState().document?.id;
  goTo(document);
  const stop = useArticle.subscribe(({ document: shown, spans }) => {
    if (shown?.id !== document || !spans.some(({ id }) => id === span)) {
      // Somebody went elsewhere meanwhile: do not come back to it later.
      if (shown && shown.id !== document && shown.id !== before) stop();
      return;
    }
    stop();
    arrive(span);
  });
}

function arrive(span: Uid): void {
  if (!spanById(span)) return;
  select(span);
  // After the article is drawn, when it was another screen or document.
  requestAnimationFrame(() => editor()?.focus());
}
