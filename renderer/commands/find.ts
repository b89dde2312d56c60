import type { Fragment } from '../../shared/model/fragments.ts';
import { newUid } from '../../shared/model/uid.ts';
import { call } from '../api.ts';
import { useArticle } from '../state/article.ts';
import { editor } from '../state/editor-ref.ts';
import { currentScheme } from '../state/project.ts';
import { useFind, type Sought } from '../state/find.ts';
import { setView, toast, toastError } from '../state/view.ts';
import { spanType } from '../../shared/model/scheme.ts';
import { searcher } from '../../shared/text/search.ts';
import { showLayer } from './layers.ts';
import { mayEdit } from './spans.ts';
import { TEXTS } from './texts.ts';

/** Longest selection that is used as the search text, in UTF-16 units. */
const LONGEST_TAKEN = 100;

/** Opens the find bar with the selected text in it; if it is already open, focuses its field. */
export function openFind(): void {
  const { document } = useArticle.getState();
  if (!document) return toast(TEXTS.openArticleFirst());
  setView({ screen: 'article' });
  const selection = editor()?.getSelection();
  const words = selection ? document.text.slice(...selection) : '';
  const taken = words !== '' && words.length <= LONGEST_TAKEN && !words.includes('\n');
  useFind.setState(({ asked, text }) => ({ open: true, asked: asked + 1, text: taken ? words : text }));
}

/** Closes the find bar, focuses the text and selects the current hit. Returns whether the bar was open. */
export function closeFind(): boolean {
  if (!useFind.getState().open) return false;
  catchUp();
  const { hits, at } = useFind.getState();
  useFind.setState({ open: false, hitsOf: null });
  const hit = hits[at];
  const shown = editor();
  if (hit && shown) shown.setSelection(hit, { exact: true });
  shown?.focus();
  return true;
}

/** Goes to the next or previous hit, wrapping at the ends. */
export function stepFound(direction: 1 | -1): void {
  if (!useFind.getState().open) return openFind();
  catchUp();
  const { hits, at } = useFind.getState();
  if (hits.length > 0) goTo((at + direction + hits.length) % hits.length);
}

function goTo(at: number): void {
  const hit = useFind.getState().hits[at];
  if (!hit) return;
  useFind.setState({ at });
  editor()?.scrollTo(hit[0]);
}

/** Returns where something occurs in a text. */
export function findIn(text: string, sought: Sought): Fragment[] {
  return searcher({ ...sought, literal: true })(text).map(({ start, end }) => [start, end]);
}

/** Shows the hits of what the field says now, if those of the last letters are still to come: a key means what one has typed. */
function catchUp(): void {
  const { text, wholeWords, matchCase, hitsOf } = useFind.getState();
  const { document } = useArticle.getState();
  const sought = { text, wholeWords, matchCase };
  if (document && !isSame(sought, hitsOf)) showFound(findIn(document.text, sought), sought);
}

function isSame(one: Sought, other: Sought | null): boolean {
  return one.text === other?.text && one.wholeWords === other.wholeWords && one.matchCase === other.matchCase;
}

/**
 * Shows new hits: the first one at or after the caret becomes the current one and is scrolled into view. Those that are shown
 * already keep the current one.
 */
export function showFound(hits: readonly Fragment[], hitsOf: Sought): void {
  const now = useFind.getState();
  if (isSame(hitsOf, now.hitsOf) && JSON.stringify(hits) === JSON.stringify(now.hits)) return;
  const caret = editor()?.caretOffset() ?? 0;
  const next = hits.findIndex(([start]) => start >= caret);
  useFind.setState({ hits, hitsOf, at: Math.max(0, next) });
  goTo(Math.max(0, next));
}

/** Tags every hit, in one change. */
export async function tagFoundAs(type: string): Promise<void> {
  const { document } = useArticle.getState();
  const { text, wholeWords, matchCase } = useFind.getState();
  if (!document || !mayEdit()) return;
  try {
    const done = await call('search.tag', {
      job: newUid(),
      document: document.id,
      text,
      wholeWords,
      matchCase,
      type,
    });
    const scheme = currentScheme();
    const layer = scheme && spanType(scheme, type)?.layer;
    if (layer && done.created > 0) showLayer(layer);
    toast(TEXTS.taggedHits(done.created, done.tagged, done.overlapping));
  } catch (error) {
    toastError(error);
  }
}
