import type { QuarantineItem } from '../../shared/contract/quarantine.ts';
import { typeLabel } from '../../shared/model/scheme.ts';
import type { Uid } from '../../shared/model/uid.ts';
import { call } from '../api.ts';
import { useArticle } from '../state/article.ts';
import { editor } from '../state/editor-ref.ts';
import { currentProject, currentScheme } from '../state/project.ts';
import { currentProposal, useQuarantine } from '../state/quarantine.ts';
import { setView, toast, toastError, useView } from '../state/view.ts';
import { newUid } from '../../shared/model/uid.ts';
import { digitOf, writes } from '../keys.ts';
import { isKeyOf } from '../state/keys.ts';
import { isAtRest } from '../ui/keep-focus.ts';
import { TEXTS } from './texts.ts';

/** Goes to a proposal: opens its article in the model's set. */
export function openProposal({ id, document, set }: QuarantineItem): void {
  useQuarantine.setState({ current: id });
  clearSelection();
  setView({ chosenSet: set.id, ...(document && { documentId: document.id }), typePrompt: null });
  editor()?.focus();
}

/** Clears the selection, so that text selected for the previous proposal is not used for this one. */
function clearSelection(): void {
  useArticle.setState({ selected: null });
  const shown = editor();
  const selection = shown?.getSelection();
  if (selection) shown?.setSelection([selection[1], selection[1]]);
}

/** Goes to the next or previous proposal, wrapping at the ends. */
export function stepProposal(direction: 1 | -1): void {
  const { rows } = useQuarantine.getState();
  const at = rows.findIndex(({ id }) => id === currentProposal()?.id);
  const next = rows[(at + direction + rows.length) % rows.length];
  if (next) openProposal(next);
}

/** Selects a guessed position in the text, so that it can be seen, corrected and confirmed. */
export function showGuess(index: number): void {
  const guess = useQuarantine.getState().guesses[index];
  const shown = editor();
  if (!guess || !shown) return;
  shown.setSelection([guess.start, guess.end]);
  shown.scrollTo(guess.start);
  shown.focus();
}

/** Places the proposal at the selected text; for a relation, uses the selected span as its missing end. */
export async function placeProposal(): Promise<void> {
  const item = currentProposal();
  if (!item) return;
  const { document, selected } = useArticle.getState();
  if (item.document && document?.id !== item.document.id) return openProposal(item);
  const where = item.kind === 'relation' ? relationEnd(item, selected) : selectedWords();
  if (!where) return;
  await decide(item, async () => {
    const { freed } = await call('quarantine.place', { id: item.id, ...where });
    toast(TEXTS.placed(typeLabel(currentScheme(), item.body.type), freed));
  });
}

export async function dismissProposal(): Promise<void> {
  const item = currentProposal();
  if (item) await decide(item, () => call('quarantine.dismiss', { ids: [item.id] }));
}

/** Exports the listed proposals into a folder chosen in the dialog, or beside the project. */
export async function exportQuarantine(set: Uid | null): Promise<void> {
  try {
    const { dialogs } = await call('host.info', {});
    const suggestion = `${currentProject()?.name ?? TEXTS.project}-quarantine`;
    const folder = dialogs ? (await call('host.pickFolder', { suggestion })).folder : undefined;
    if (folder === null) return;
    const report = await call('quarantine.export', {
      job: newUid(),
      ...(set && { set }),
      ...(folder && { folder: folder.id }),
    });
    toast(TEXTS.quarantineExported(report.items, report.folder));
  } catch (error) {
    toastError(error);
  }
}

/**
 * Handles the keys of the screen, before all actions have theirs. Letters do nothing here: they would tag in the model's
 * set. Returns whether the key was handled.
 */
export function handleQuarantineKey(event: KeyboardEvent, inText: boolean): boolean {
  if (useView.getState().screen !== 'quarantine') return false;
  const target = event.target as HTMLElement;
  const here = inText || isAtRest(target) || target.getAttribute('role') === 'listbox';
  if (!here) return false;
  const digit = digitOf(event);
  if (isKeyOf(event, 'quarantine.place')) void placeProposal();
  else if (isKeyOf(event, 'quarantine.dismiss')) void dismissProposal();
  else if (isKeyOf(event, 'quarantine.next')) stepProposal(1);
  else if (isKeyOf(event, 'quarantine.previous')) stepProposal(-1);
  else if (event.ctrlKey || event.metaKey || event.altKey) return false;
  else if (digit !== undefined && !event.shiftKey) showGuess(digit - 1);
  else return writes(event) && !isKeyOf(event, 'help.keys');
  return true;
}

/** Decides on a proposal. Shows the next one immediately, without waiting for the backend. */
async function decide(item: QuarantineItem, work: () => Promise<unknown>): Promise<void> {
  const { rows } = useQuarantine.getState();
  const at = rows.findIndex(({ id }) => id === item.id);
  const next = rows[at + 1] ?? rows[at - 1];
  useQuarantine.setState({ rows: rows.filter(({ id }) => id !== item.id), guesses: [] });
  if (next) openProposal(next);
  try {
    await work();
  } catch (error) {
    toastError(error);
    useQuarantine.setState({ rows });
    openProposal(item);
  }
}

function selectedWords(): { fragments: [number, number][] } | null {
  editor()?.readSelection();
  const selection = editor()?.getSelection();
  if (selection) return { fragments: [[selection[0], selection[1]]] };
  toast(TEXTS.selectWhereItBelongs);
  return null;
}

/**
 * Returns the end of a relation that the selected span fills; empty if both ends exist, `null` (with a toast) if it is
 * unclear.
 */
function relationEnd({ from, to }: QuarantineItem, selected: Uid | null): { from?: Uid; to?: Uid } | null {
  const missing = (['from', 'to'] as const).filter((side) => !{ from, to }[side]?.span);
  const [side] = missing;
  if (side === undefined) return {};
  if ({ from, to }[side]?.waits) {
    toast(TEXTS.endInQuarantine);
    return null;
  }
  if (missing.length === 1 && selected !== null) return { [side]: selected };
  toast(missing.length === 1 ? TEXTS.chooseEnd(side) : TEXTS.noEnds);
  return null;
}
