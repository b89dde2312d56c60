import { PostilError } from '../../shared/contract/errors.ts';
import type { OutputOf } from '../../shared/contract/index.ts';
import type { Uid } from '../../shared/model/uid.ts';
import { call } from '../api.ts';
import { asWorking } from '../state/working.ts';
import { useArticle } from '../state/article.ts';
import { editor } from '../state/editor-ref.ts';
import { useHistory } from '../state/history.ts';
import { useUndoDialogs, type Verb } from '../state/undo-dialogs.ts';
import { dismissDone } from '../state/toasts.ts';
import { setView, toast, toastError, useView, type Screen } from '../state/view.ts';
import { shortWords } from '../ui/short-words.ts';
import { goTo } from './documents.ts';
import { goToSpan, goToWords } from './jump.ts';
import { loadQueue } from './review.ts';
import { TEXTS } from './texts.ts';

type Done = OutputOf<'history.undo'>;

/**
 * Undoes or redoes this analyst's latest change, wherever it was made, or a given one. Asks first if the change is older
 * than this session or more than a single edit.
 */
export async function undoOrRedo(verb: Verb, change?: Uid): Promise<void> {
  await ask(verb, { ...(change && { change }), ask: true });
}

/** Undoes or redoes a change after the analyst confirmed it. */
export async function undoOrRedoConfirmed(verb: Verb, change: Uid): Promise<void> {
  await ask(verb, { change });
}

async function ask(verb: Verb, input: { readonly change?: Uid; readonly ask?: boolean }): Promise<void> {
  const { documentId } = useView.getState();
  try {
    const done = await asWorking(verb === 'undo' ? TEXTS.undoing : TEXTS.redoing, (job) =>
      call(`history.${verb}`, { ...input, ...(documentId && { here: documentId }), job }),
    );
    if (done.asks) {
      useUndoDialogs.setState({ verb, question: done.asks, named: Boolean(input.change), obstacle: null });
      return setView({ dialog: 'undo' });
    }
    if (done.label === null) return toast(verb === 'undo' ? TEXTS.nothingToUndo : TEXTS.nothingToRedo);
    show(done);
    // A recent message may be about what is now undone: "Done. Here is the next one." would contradict it.
    dismissDone();
    toast(
      TEXTS.reversed(verb, done.label, done.documents, done.place ? shortWords(done.place.title) : undefined),
    );
  } catch (error) {
    const { change, document = null } = (error instanceof PostilError && error.where) || {};
    if (!change || !(error instanceof Error)) return toastError(error);
    useUndoDialogs.setState({ verb, question: null, obstacle: { message: error.message, change, document } });
    setView({ dialog: 'undo-obstacle' });
  }
}

/** The screens that show the effects of calls of each domain. */
const SEEN_ON: Readonly<Record<string, readonly Screen[]>> = {
  review: ['review'],
  quarantine: ['quarantine'],
  entities: ['entities'],
  mentions: ['entities'],
  scheme: ['scheme'],
  notes: ['notes'],
  relations: ['relations'],
  search: ['search'],
  texts: ['search'],
  propagation: ['search', 'entities'],
};

/** Goes to where the change happened, unless the current screen shows it. */
function show({ command, place, documents }: Done): void {
  const { screen, documentId } = useView.getState();
  const [domain = ''] = command.split('.');
  // The list of documents shows what was done to several.
  if (documents > 1 && (domain === 'documents' || domain === 'labels')) return;
  if (domain === 'review' && screen === 'review') void loadQueue(); // it holds its own rows
  const seenOn = SEEN_ON[domain] ?? [];
  if (seenOn.includes(screen)) return;
  const { document = null, span, at, entity } = place ?? {};
  if (!document) {
    if (domain === 'scheme' || domain === 'review') return setView({ screen: domain });
    if (entity) setView({ screen: 'entities', entityId: entity });
    return;
  }
  if (screen === 'history' && document === documentId) return;
  if (span) {
    if (useArticle.getState().selected !== span || screen !== 'article') goToSpan(document, span);
  } else if (at != null) goToWords(document, at);
  else if (document !== documentId || screen !== 'article') {
    goTo(document);
    requestAnimationFrame(() => editor()?.focus());
  }
}

/** Shows a change in the history of a document. */
export function showInHistory(document: Uid, change: Uid): void {
  useHistory.setState({ span: null, change });
  setView({ screen: 'history', documentId: document });
}
