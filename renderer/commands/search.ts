import type { SearchHit, SearchQuery } from '../../shared/contract/search.ts';
import { newUid, type Uid } from '../../shared/model/uid.ts';
import type { InputOf, OutputOf } from '../../shared/contract/index.ts';
import { call } from '../api.ts';
import { useArticle } from '../state/article.ts';
import { editor } from '../state/editor-ref.ts';
import { currentProject } from '../state/project.ts';
import { changeForm, tickAll, useSearch, type SearchForm } from '../state/search.ts';
import { setView, toast, toastError } from '../state/view.ts';
import { goToSpan, goToWords } from './jump.ts';
import { TEXTS } from './texts.ts';

/** Longest selection that is used as the search text, in UTF-16 units. */
const LONGEST_TAKEN = 100;

/** Opens the search of the project; text that is selected in the article becomes the search text. */
export function openSearch(): void {
  const { document } = useArticle.getState();
  const selection = editor()?.getSelection();
  const words = selection ? (document?.text.slice(...selection) ?? '') : '';
  const { gone } = useSearch.getState();
  // When returning from a hit, continue with the list.
  const back =
    gone?.document === document?.id && gone?.start === selection?.[0] && gone?.end === selection?.[1];
  if (!back && words.trim() !== '' && words.length <= LONGEST_TAKEN && !words.includes('\n'))
    changeForm({ text: words, where: 'text' });
  setView({ screen: 'search' });
}

/** Opens the search of the project with a text. */
export function openSearchFor(text: string): void {
  changeForm({ text, where: 'text' });
  setView({ screen: 'search' });
}

/** Returns the query of the form. */
export function queryOf({ text, where, wholeWords, matchCase, type, inSet, status }: SearchForm) {
  return {
    text,
    where,
    ...(wholeWords && { wholeWords }),
    ...(matchCase && { matchCase }),
    ...(where === 'annotations' && type !== '' && { types: [type] }),
    ...(where === 'annotations' && inSet !== null && { sets: [inSet] }),
    ...(status !== '' && { statuses: [status] }),
  } satisfies Partial<SearchQuery>;
}

/** Whether the form searches for anything: a text, or annotations of some kind. */
export function isAsking(form: SearchForm): boolean {
  return (
    form.text.trim() !== '' || (form.where === 'annotations' && (form.type !== '' || form.inSet !== null))
  );
}

/** Shows a hit in its article: selects the span, or the text. */
export function goToHit({ document, start, end, span }: SearchHit): void {
  if (span) {
    setView({ chosenSet: span.set });
    return goToSpan(document, span.id);
  }
  if (start === null || end === null) return;
  useSearch.setState({ gone: { document, start, end } });
  goToWords(document, start, end);
}

/** Returns the chosen hits: the ticked ones, or after "tick all" all but the unticked ones. */
function chosen(): Pick<InputOf<'search.tag'>, 'only' | 'except'> {
  const { ticked, all } = useSearch.getState();
  const places = [...ticked.values()];
  if (all) return places.length > 0 ? { except: places } : {};
  return { only: places };
}

/** Returns what tagging the chosen hits would do. Throws the errors of `search.tag`. */
export function tryTagging(type: string): Promise<OutputOf<'search.tag'>> {
  const query = queryOf(useSearch.getState().form);
  return call('search.tag', { ...query, ...chosen(), job: newUid(), type, dryRun: true });
}

/** Tags the chosen hits, in one change. */
export async function tagHits(type: string): Promise<void> {
  try {
    const query = queryOf(useSearch.getState().form);
    const done = await call('search.tag', { ...query, ...chosen(), job: newUid(), type });
    toast(TEXTS.taggedHits(done.created, done.tagged, done.overlapping));
    tickAll(false);
  } catch (error) {
    toastError(error);
  }
}

/** Exports all hits as a table: into a folder chosen in the dialog, or beside the project. */
export async function exportHits(set: Uid | null): Promise<void> {
  try {
    const { dialogs } = await call('host.info', {});
    const suggestion = `${currentProject()?.name ?? TEXTS.project}-hits`;
    const folder = dialogs ? (await call('host.pickFolder', { suggestion })).folder : undefined;
    if (folder === null) return;
    const report = await call('search.export', {
      ...queryOf(useSearch.getState().form),
      ...(set && { set }),
      job: newUid(),
      spreadsheetSafe: true,
      ...(folder && { folder: folder.id }),
    });
    toast(TEXTS.hitsExported(report.hits, report.folder));
  } catch (error) {
    toastError(error);
  }
}
