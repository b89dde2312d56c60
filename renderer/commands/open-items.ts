import type { OutputOf } from '../../shared/contract/index.ts';
import type { Uid } from '../../shared/model/uid.ts';
import { settled } from '../api.ts';
import { useArticle } from '../state/article.ts';
import { editor } from '../state/editor-ref.ts';
import { showOpenItems, useOpenItems } from '../state/open-items.ts';
import { readCall } from '../state/queries.ts';
import { setView, toast, toastError, useView } from '../state/view.ts';
import { focusLink } from './entities.ts';
import { focusRegion } from './focus.ts';
import { openSlot } from './frames.ts';
import { goToSpan } from './jump.ts';
import { select } from './spans.ts';
import { TEXTS } from './texts.ts';

export type OpenItem = OutputOf<'documents.openItems'>['items'][number];

/** Shows the open items of the article, or focuses the list if it is already shown; a toast reports that there are none. */
export async function listOpenItems(): Promise<void> {
  if (useOpenItems.getState().document !== null) return focusList();
  if (useView.getState().screen !== 'article') return;
  // Wait for pending changes, so that what was just tagged is counted.
  await settled();
  const { document, set } = useArticle.getState();
  if (!document) return;
  try {
    const { items } = await readCall('documents.openItems', {
      document: document.id,
      ...(set && { set }),
    });
    if (items.length === 0) return toast(TEXTS.noOpenItems);
    showOpenItems(document.id);
    requestAnimationFrame(focusList);
  } catch (error) {
    toastError(error);
  }
}

function focusList(): void {
  document.querySelector<HTMLElement>('[data-open-items] [role="listbox"]')?.focus();
}

/** Closes the list and moves the focus to the text. */
export function closeOpenItems(): void {
  showOpenItems(null);
  editor()?.focus();
}

/** Goes to where an open item can be resolved: the slot, the field, the entity of the mention. */
export function goToOpenItem(document: Uid, { what, span, name }: OpenItem): void {
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
