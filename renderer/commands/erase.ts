import { ERASE_WORDS, type EraseReport } from '../../shared/contract/erase.ts';
import { counted } from '../../shared/text/counted.ts';
import { call } from '../api.ts';
import { useErasing, type EraseTarget } from '../state/erase.ts';
import { useArticle } from '../state/article.ts';
import { setView, toast, toastError } from '../state/view.ts';

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
    toast(inWords(of, report), 'told');
  } catch (error) {
    toastError(error);
  } finally {
    useErasing.setState({ running: null, target: null });
  }
}

function inWords(of: EraseTarget['of'], { copies, unread, left }: EraseReport): string {
  const what = of === 'document' ? 'The article is deleted for good' : 'The names are deleted for good';
  const backups = copies.length > 0 ? `, also from ${counted(copies.length, 'backup')}` : '';
  const missed = unread.map(({ name, reason }) => ` The backup ${name} could not be read: ${reason}`);
  const names = left.map((where) => ` A name is still written in ${where}.`);
  return `${what}${backups}.${missed.join('')}${names.join('')}`;
}
