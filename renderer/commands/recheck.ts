import type { InputOf } from '../../shared/contract/index.ts';
import type { RecheckRow } from '../../shared/contract/recheck.ts';
import { newUid } from '../../shared/model/uid.ts';
import { call } from '../api.ts';
import { isKeyOf } from '../state/keys.ts';
import { forgetRecheck, useRecheck } from '../state/recheck.ts';
import { useArticle } from '../state/article.ts';
import { setView, toast, toastError, useView } from '../state/view.ts';
import { isAtRest } from '../ui/keep-focus.ts';
import { goToSpan } from './jump.ts';
import { mayWrite } from './may-write.ts';
import { TEXTS } from './texts.ts';

/** Opens the list of annotations to re-check beside the article, or closes it. */
export function toggleRecheck(): void {
  const { open } = useRecheck.getState();
  if (open && useView.getState().screen === 'article') return forgetRecheck();
  // Only one’s own annotations can be changed.
  setView({ screen: 'article', chosenSet: null });
  useRecheck.setState({ open: true });
}

/** Goes to an annotation of the list: opens its article and selects it. */
export function goToRecheck(row: RecheckRow): void {
  const at = useRecheck.getState().rows.findIndex(({ id }) => id === row.id);
  useRecheck.setState({ current: row, ...(at >= 0 && { at }) });
  if (row.document === null) return;
  if (row.span !== null) goToSpan(row.document, row.span);
  else setView({ screen: 'article', documentId: row.document, typePrompt: null });
}

/** Goes to the next or previous annotation of the list, around its ends. */
export function stepRecheck(direction: 1 | -1): void {
  const { rows, current, at } = useRecheck.getState();
  const index = rows.findIndex(({ id }) => id === current?.id);
  // After the annotation has left the list, the one in its place is the next.
  const to = index >= 0 ? index + direction : direction === 1 ? at : at - 1;
  const row = rows[(to + rows.length) % rows.length];
  if (row) goToRecheck(row);
}

/** Confirms the current annotation as it is and goes to the next; returns to it if that is refused. */
export function confirmRecheck(): void {
  const { rows, current } = useRecheck.getState();
  const at = rows.findIndex(({ id }) => id === current?.id);
  const row = rows[at];
  // It was changed, so it is done.
  if (!row) return stepRecheck(1);
  if (!mayWrite()) return;
  useRecheck.setState({ rows: rows.filter((each) => each !== row), at });
  const next = rows[at + 1] ?? rows[0];
  if (next && next !== row) goToRecheck(next);
  else useRecheck.setState({ current: null });
  call('recheck.confirm', { ids: [row.id] }).catch((error: unknown) => {
    toastError(error);
    useRecheck.setState({ rows });
    goToRecheck(row);
  });
}

/** Confirms all annotations that are chosen, as one change. */
export async function confirmAllRecheck(chosen: Omit<InputOf<'recheck.confirmAll'>, 'job'>): Promise<void> {
  if (!mayWrite()) return;
  try {
    const { confirmed } = await call('recheck.confirmAll', { job: newUid(), ...chosen });
    useRecheck.setState({ current: null, at: 0 });
    toast(TEXTS.rechecked(confirmed));
  } catch (error) {
    toastError(error);
  }
}

/** Handles the keys of the list, which apply in the text and in the list. Returns whether the key was handled. */
export function handleRecheckKey(event: KeyboardEvent, inText: boolean): boolean {
  if (!useRecheck.getState().open || useView.getState().screen !== 'article') return false;
  const target = event.target as HTMLElement;
  if (!inText && !isAtRest(target) && target.closest('[data-recheck] [role="listbox"]') === null)
    return false;
  // With words selected, Enter offers types for them.
  const { selection } = useArticle.getState();
  const chooses = inText && selection !== null && selection[0] !== selection[1];
  if (!chooses && isKeyOf(event, 'recheck.confirm')) confirmRecheck();
  else if (isKeyOf(event, 'recheck.next')) stepRecheck(1);
  else if (isKeyOf(event, 'recheck.previous')) stepRecheck(-1);
  else return false;
  return true;
}
