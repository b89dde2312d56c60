import type { OutputOf } from '../../shared/contract/index.ts';
import type { Uid } from '../../shared/model/uid.ts';
import { settled } from '../api.ts';
import { useArticle } from '../state/article.ts';
import { editor } from '../state/editor-ref.ts';
import { showLeft, useLeft } from '../state/open-items.ts';
import { readCall } from '../state/queries.ts';
import { setView, toast, toastError, useView } from '../state/view.ts';
import { focusLink } from './entities.ts';
import { focusRegion } from './focus.ts';
import { openSlot } from './frames.ts';
import { goToSpan } from './jump.ts';
import { select } from './spans.ts';

export type LeftItem = OutputOf<'documents.left'>['left'][number];

/** Lists what is open in the article, or goes into the list that is there; says so when nothing is. */
export async function listLeft(): Promise<void> {
  if (useLeft.getState().document !== null) return focusList();
  if (useView.getState().screen !== 'article') return;
  // What was tagged just now counts too.
  await settled();
  const { document, set } = useArticle.getState();
  if (!document) return;
  try {
    const { left } = await readCall('documents.left', {
      document: document.id,
      ...(set && { set }),
    });
    if (left.length === 0) return toast('Nothing is open in this article.');
    showLeft(document.id);
    requestAnimationFrame(focusList);
  } catch (error) {
    toastError(error);
  }
}

function focusList(): void {
  document.querySelector<HTMLElement>('[data-left] [role="listbox"]')?.focus();
}

/** Closes the list; the keys go to the text. */
export function closeLeft(): void {
  showLeft(null);
  editor()?.focus();
}

/** Goes to where an open thing is settled: the slot, the field, the entity of the mention. */
export function goToLeft(document: Uid, { what, span, name }: LeftItem): void {
  if (span === null) {
    setView({ screen: 'article', documentId: document, typePrompt: null });
    select(null);
    return focusRegion('inspector');
  }
  goToSpan(document, span, () => {
    if (what === 'slot') openSlot(name);
    else if (what === 'entity') focusLink();
    else focusRegion('inspector');
  });
}
