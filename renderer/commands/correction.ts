import { PostilError } from '../../shared/contract/errors.ts';
import type { GoneChoice } from '../../shared/contract/texts.ts';
import type { Uid } from '../../shared/model/uid.ts';
import type { ActionInfo } from '../../shared/actions.ts';
import { call } from '../api.ts';
import { reloadArticle, useArticle } from '../state/article.ts';
import {
  editsForCall,
  endCorrection,
  isCorrecting,
  keepPlace,
  settle,
  startCorrection,
  useCorrection,
} from '../state/correction.ts';
import { correctionEditor, editor } from '../state/editor-ref.ts';
import { isKeyOf } from '../state/keys.ts';
import { readCall } from '../state/queries.ts';
import { setView, toast, toastError, useView } from '../state/view.ts';
import { asWorking } from '../state/working.ts';
import { mayWrite } from './may-write.ts';
import { select } from './spans.ts';
import { TEXTS } from './texts.ts';

/** Begins or leaves the correction of the open article. */
export function toggleCorrection(): void {
  if (isCorrecting()) return leaveCorrection();
  const { document } = useArticle.getState();
  if (useView.getState().screen !== 'article' || !document) return toast(TEXTS.openToCorrect);
  if (!mayWrite()) return;
  const reading = editor()?.place;
  if (reading) keepPlace(document.id, reading);
  select(null);
  startCorrection(document);
  if (useCorrection.getState().draft) toast(TEXTS.correctionDraft);
}

/** Leaves the mode; asks first if something was edited. */
export function leaveCorrection(): void {
  if (correctionEditor()?.isChanged) setView({ dialog: 'leave-correction' });
  else discardCorrection();
}

/** Leaves the mode without saving, and goes where the analyst was about to go. */
export function discardCorrection(): void {
  const { document, target } = useCorrection.getState();
  const writing = correctionEditor();
  if (document && writing) {
    const back = writing.edits.inverse(document.text);
    const { caret, held } = writing.place;
    const at = (offset: number) => back.position(offset, 'end');
    keepPlace(document.id, { caret: at(caret), held: held && { ...held, offset: at(held.offset) } });
  }
  endCorrection();
  target?.();
}

/**
 * Saves the corrected text. Refused, with the focus on the first question, while it is open what becomes of an annotation of whose
 * words none are left.
 */
export async function saveCorrection(): Promise<void> {
  const { document, isSaving, isOutdated } = useCorrection.getState();
  const writing = correctionEditor();
  if (!document || !writing || isSaving || !mayWrite()) return;
  if (isOutdated) return toast(TEXTS.correctionOutdated, 'error');
  if (!writing.isChanged) return discardCorrection();
  useCorrection.setState({ isSaving: true });
  writing.lock(true);
  try {
    const edits = settle();
    const { affected, edits: reduced } = await readCall('texts.preview', { document: document.id, edits });
    if (reduced.length === 0) return discardCorrection();
    const { choices } = useCorrection.getState();
    const gone = affected.filter(({ after }) => after === null);
    if (gone.some(({ span }) => !choices.has(span))) return focusOpenQuestion();
    await call('texts.correct', {
      document: document.id,
      edits: editsForCall(writing.edits),
      of: await sha256(document.text),
      choices: gone.map(({ span }) => ({ span, choice: choices.get(span)! })),
    });
    const { place } = writing;
    await reloadArticle();
    keepPlace(document.id, place);
    const { target } = useCorrection.getState();
    endCorrection();
    target?.();
    toast(TEXTS.corrected(affected.length));
  } catch (error) {
    if (error instanceof PostilError && error.code === 'conflict')
      useCorrection.setState({ isOutdated: true });
    toastError(error);
  } finally {
    writing.lock(false);
    if (isCorrecting()) useCorrection.setState({ isSaving: false });
  }
}

/** Focuses the first annotation about which nothing was decided, once the panel shows it. */
function focusOpenQuestion(): void {
  const focus = () => {
    const first = document.querySelector<HTMLElement>('[data-question="open"] input');
    first?.focus();
    first?.scrollIntoView({ block: 'nearest' });
  };
  requestAnimationFrame(() => requestAnimationFrame(focus));
}

/** Makes an earlier text of an article the present one. */
export async function goToText(
  document: Uid,
  revision: Uid,
  choices: ReadonlyMap<Uid, GoneChoice>,
): Promise<void> {
  try {
    const { affected } = await call('texts.goTo', {
      document,
      revision,
      choices: Array.from(choices, ([span, choice]) => ({ span, choice })),
    });
    toast(TEXTS.wentToText(affected.length));
  } catch (error) {
    toastError(error);
  }
}

/** Exports a text that an article had, with the annotations mapped to it: into a chosen folder, or beside the project. */
export async function exportText(document: Uid, revision: Uid, format: string): Promise<void> {
  try {
    const { dialogs } = await call('host.info', {});
    const suggestion = TEXTS.exportedText(useArticle.getState().document?.title ?? '');
    const folder = dialogs ? (await call('host.pickFolder', { suggestion })).folder : undefined;
    if (folder === null) return;
    const report = await asWorking(TEXTS.exportingText, (job) =>
      call('exchange.export', {
        job,
        format,
        filter: { documents: [document] },
        revision,
        ...(folder && { folder: folder.id }),
      }),
    );
    toast(TEXTS.textExported(report.folder));
  } catch (error) {
    toastError(error);
  }
}

/** Copies the corrected text, for the case that it cannot be saved. */
export async function copyCorrection(): Promise<void> {
  try {
    await navigator.clipboard.writeText(correctionEditor()?.text ?? '');
    toast(TEXTS.correctionCopied);
  } catch (error) {
    toastError(error);
  }
}

/** Handles the keys of the mode. */
export function handleCorrectionKey(event: KeyboardEvent): boolean {
  if (!isCorrecting()) return false;
  if (event.key === 'Escape') leaveCorrection();
  else if (isKeyOf(event, 'document.done')) void saveCorrection();
  else if (isKeyOf(event, 'history.undo')) correctionEditor()?.undo();
  else if (isKeyOf(event, 'history.redo')) correctionEditor()?.redo();
  else return false;
  return true;
}

/** Runs an action in the mode, where some do something else and others nothing. Returns whether it was handled. */
export function runWhileCorrecting({ id, menu }: ActionInfo): boolean {
  if (!isCorrecting()) return false;
  if (id === 'history.undo') correctionEditor()?.undo();
  else if (id === 'history.redo') correctionEditor()?.redo();
  else if (
    menu === 'Annotate' ||
    menu === null ||
    id === 'text.replace' ||
    id.startsWith('find.') ||
    id.startsWith('project.')
  )
    toast(TEXTS.correctFirst);
  else return false;
  return true;
}

async function sha256(text: string): Promise<string> {
  const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text));
  return Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, '0')).join('');
}
