import { ERASE_WORDS } from '../../shared/contract/erase.ts';
import { call } from '../api.ts';
import { useErasing, type EraseTarget } from '../state/erase.ts';
import { useArticle } from '../state/article.ts';
import { forgetSearches } from '../state/recent.ts';
import { setView, toast, toastError } from '../state/view.ts';
import { TEXTS } from './texts.ts';

/** Opens the dialog that shows what a permanent deletion would remove and asks for a typed confirmation. */
export function askToErase(target: EraseTarget): void {
  useErasing.setState({ target });
  setView({ dialog: 'erase' });
}

/** Opens the same dialog for the open article. */
export function askToEraseArticle(): void {
  const { document } = useArticle.getState();
  if (document) askToErase({ of: 'document', id: document.id });
}

/**
 * Deletes permanently, after the confirmation was typed, and reports what was deleted. `names`: names to remove from texts.
 */
export async function eraseForGood(
  { of, id }: EraseTarget,
  name: string,
  names: readonly string[] | undefined,
): Promise<void> {
  useErasing.setState({ running: name });
  setView({ dialog: null });
  try {
    const report = await call('erase.run', {
      of,
      id,
      ...(of === 'entity' && names && { names: [...names] }),
      confirm: ERASE_WORDS,
    });
    // The words of a search may be a name that was deleted.
    forgetSearches();
    toast(TEXTS.erased(of, report.copies.length, report.unread, report.left), 'notice');
  } catch (error) {
    toastError(error);
  } finally {
    useErasing.setState({ running: null, target: null });
  }
}
