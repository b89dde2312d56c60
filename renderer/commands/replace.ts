import { useQuery } from '@tanstack/react-query';
import { newUid, type Uid } from '../../shared/model/uid.ts';
import type { ReplacedArticle } from '../../shared/contract/texts.ts';
import { call } from '../api.ts';
import { useArticle } from '../state/article.ts';
import { editor } from '../state/editor-ref.ts';
import { useFind } from '../state/find.ts';
import { isKeyOf } from '../state/keys.ts';
import { queryClient, readCall } from '../state/queries.ts';
import {
  changeReplace,
  choiceOf,
  isQuestionOpen,
  searchAgain,
  sumOf,
  toggleArticle,
  togglePlace,
  useReplace,
  type ReplaceForm,
  type ReplacePreview,
} from '../state/replace.ts';
import { useSearch } from '../state/search.ts';
import { setView, toast, toastError, useView } from '../state/view.ts';
import { asWorking } from '../state/working.ts';
import { cancelJob } from './files.ts';
import { mayWrite } from './may-write.ts';
import { TEXTS } from './texts.ts';
import { undoOrRedoConfirmed } from './undo.ts';

/** Longest selection that is used as the text to find, in UTF-16 units. */
const LONGEST_TAKEN = 100;
/** After this long without another letter, places are looked up (ms): each look-up reads all articles. */
const PAUSE = 200;

/**
 * Opens finding and replacing. From the article: in this article, with the selected words or those of the find bar. From the search of
 * the project: in all articles, with its words.
 */
export function openReplace(): void {
  if (!mayWrite()) return;
  const { screen } = useView.getState();
  const { document } = useArticle.getState();
  if (screen === 'search' && useReplace.getState().isOpen) return focusFind();
  if (screen === 'search' || !document) {
    const { text, wholeWords, matchCase } = useSearch.getState().form;
    changeReplace({ ...(text !== '' && { find: text, words: wholeWords, matchCase }), document: null });
  } else {
    const selection = editor()?.getSelection();
    const words = selection ? document.text.slice(...selection) : '';
    const isTaken = words !== '' && words.length <= LONGEST_TAKEN && !words.includes('\n');
    const { open, text, wholeWords, matchCase } = useFind.getState();
    if (open) changeReplace({ words: wholeWords, matchCase });
    if (isTaken || (open && text !== '')) changeReplace({ find: isTaken ? words : text });
    changeReplace({ document: document.id });
  }
  useReplace.setState({ isOpen: true, isRunning: false });
  setView({ screen: 'search' });
}

function focusFind(): void {
  document.querySelector<HTMLInputElement>('[data-replace="find"]')?.focus();
}

/** Leaves it: back to the article or to the search. */
export function closeReplace(): void {
  const { form } = useReplace.getState();
  useReplace.setState({ isOpen: false });
  if (form.document === null) return;
  setView({ screen: 'article', documentId: form.document });
  requestAnimationFrame(() => requestAnimationFrame(() => editor()?.focus()));
}

/** Looks up all places as a job once typing has paused. It is cancelled when something else is looked up. */
export function useReplacePreview(form: ReplaceForm, asked: number) {
  const { document, ...replacement } = form;
  return useQuery({
    queryKey: keyOf(form, asked),
    // What was found is right only for the texts as they were.
    gcTime: 0,
    enabled: form.find !== '' && !(form.matchCase && form.find === form.replace),
    queryFn: async ({ signal }) => {
      const job = newUid();
      await new Promise((resolve) => setTimeout(resolve, PAUSE));
      signal.throwIfAborted();
      signal.addEventListener('abort', () => cancelJob(job));
      return call('texts.replace', { job, ...replacement, dryRun: true, ...(document && { document }) });
    },
  });
}

function keyOf(form: ReplaceForm, asked: number) {
  return ['replace', form, asked] as const;
}

/** Handles the keys of the screen. */
export function handleReplaceKey(event: KeyboardEvent): boolean {
  if (useView.getState().screen !== 'search' || !useReplace.getState().isOpen) return false;
  if (event.key === 'Escape') closeReplace();
  else if (isKeyOf(event, 'document.done')) void replaceFound();
  else return false;
  return true;
}

/** Leaves a place, or without one its whole article, out or takes it in again, and looks up what is replaced then. */
export function toggleReplaced(article: ReplacedArticle, start?: number): void {
  if (start === undefined) toggleArticle(article);
  else togglePlace(article, start);
  const { form, left } = useReplace.getState();
  const { document } = article;
  const out = left.get(document);
  if (!out || (out.isOnly && out.starts.size === 0)) return;
  const { document: _, ...replacement } = form;
  readCall('texts.replacement', {
    ...replacement,
    article: { document, of: article.sha256, ...choiceOf(out) },
  })
    .then((found) => {
      // Meanwhile another place may have been left out, or something else may be looked for.
      if (!found || useReplace.getState().left.get(document) !== out) return;
      useReplace.setState(({ totals }) => ({ totals: new Map(totals).set(document, found.total) }));
    })
    .catch(toastError);
}

/**
 * Replaces at all places that are not left out, as one change. Puts the focus on the question, if it is open what becomes of
 * annotations of whose words none are left.
 */
export async function replaceFound(): Promise<void> {
  const state = useReplace.getState();
  const { form, left, gone, choices, asked } = state;
  const articles = queryClient.getQueryData<ReplacePreview>(keyOf(form, asked))?.articles ?? [];
  const total = sumOf(articles, state);
  if (total.places === 0 || state.isRunning || !mayWrite()) return;
  if (isQuestionOpen(total, state))
    return document.querySelector<HTMLElement>('[data-replace="question"] input')?.focus();
  const { document: within, ...replacement } = form;
  const chosen = articles.flatMap(({ document: id, sha256 }) => {
    const out = left.get(id);
    return out?.isOnly && out.starts.size === 0 ? [] : [{ document: id, of: sha256, ...choiceOf(out) }];
  });
  useReplace.setState({ isRunning: true });
  try {
    const done = await asWorking(TEXTS.replacing, (job) =>
      call('texts.replace', {
        job,
        ...replacement,
        articles: chosen,
        ...(gone && { gone }),
        choices: Array.from(choices, ([span, choice]) => ({ span, choice })),
      }),
    );
    const { change, outdated } = done;
    if (outdated.length > 0)
      toast(
        TEXTS.replaceOutdated(
          outdated.length,
          outdated.slice(0, 3).map(({ title }) => title),
        ),
        'notice',
      );
    if (change === null) return searchAgain();
    closeReplace();
    toast(TEXTS.replaced(done.places, done.documents, done.affectedInAll), 'done', {
      label: TEXTS.undoReplacing,
      run: () => undoReplacing(change, within),
    });
  } catch (error) {
    toastError(error);
  } finally {
    useReplace.setState({ isRunning: false });
  }
}

function undoReplacing(change: Uid, document: Uid | null): void {
  void undoOrRedoConfirmed('undo', change).then(() => {
    if (document === null) searchAgain();
  });
}
