import type { Uid } from '../../shared/model/uid.ts';
import type { Fragment } from '../../shared/model/fragments.ts';
import { call } from '../api.ts';
import type { EditorController } from '../editor/controller.ts';
import { useArticle } from './article.ts';
import { beginDrafts } from './drafts.ts';
import { editor } from './editor-ref.ts';
import { useNotes, type Writing } from './notes.ts';
import { currentProject } from './project.ts';
import { setView, toast, useView, type Screen } from './view.ts';

/** Where in the project the window is. */
interface Place {
  readonly project: Uid;
  readonly screen: Screen;
  readonly document: Uid | null;
  readonly entity: Uid | null;
  readonly set: Uid | null;
  readonly selected: Uid | null;
  readonly selection: Fragment | null;
  readonly caret: number;
  readonly scrolled: number;
  readonly writing: Writing;
}

const STORAGE = 'postil-place';
/** There while a page of this window lives: one that finds it at its start follows one that was killed. */
const ALIVE = 'postil-alive';
/** Between a move and its note (ms): scrolling tells of many. */
const PAUSE = 200;

/** The place to go back to, until the article is there. */
let wanted: Place | null = null;
let timer: ReturnType<typeof setTimeout> | undefined;

/**
 * Brings the window back to where an earlier page of it was, when that was killed or loaded anew. The storage is that of
 * the window alone, and goes with it.
 */
export async function returnToPlace(): Promise<void> {
  const killed = sessionStorage.getItem(ALIVE) !== null;
  sessionStorage.setItem(ALIVE, 'yes');
  addEventListener('pagehide', () => sessionStorage.removeItem(ALIVE));
  beginDrafts(() => {
    const { screen, documentId, entityId } = useView.getState();
    return [screen, documentId, entityId, useArticle.getState().selected].join(' ');
  });
  const place = readPlace();
  if (place && (await isOpen(place.project))) {
    wanted = place.document === null ? null : place;
    setView({
      screen: place.screen,
      documentId: place.document,
      entityId: place.entity,
      chosenSet: place.set,
    });
    useNotes.setState({ writing: place.writing });
  }
  if (killed)
    toast('The window had failed and was loaded anew. Everything that was shown as saved is saved.');
  for (const store of [useView, useArticle, useNotes]) store.subscribe(noteSoon);
  document.addEventListener('scroll', noteSoon, { capture: true, passive: true });
}

/** Puts caret, selection and scrolling back once the article is shown. */
export function settleIn(controller: EditorController): void {
  const place = wanted;
  wanted = null;
  if (!place || useArticle.getState().document?.id !== place.document) return;
  controller.setSelection(place.selection ?? [place.caret, place.caret]);
  if (place.selected) controller.select(place.selected);
  controller.scrolled = place.scrolled;
}

async function isOpen(project: Uid): Promise<boolean> {
  try {
    return (await call('project.info', {})).id === project;
  } catch {
    return false;
  }
}

function readPlace(): Place | null {
  try {
    return JSON.parse(sessionStorage.getItem(STORAGE) ?? 'null') as Place | null;
  } catch {
    return null;
  }
}

function noteSoon(): void {
  timer ??= setTimeout(() => {
    timer = undefined;
    // What is not there yet is not where one is.
    const project = wanted === null ? currentProject() : undefined;
    if (!project) return;
    const { screen, documentId, entityId, chosenSet } = useView.getState();
    const { selected, selection, caret } = useArticle.getState();
    const place: Place = {
      project: project.id,
      screen,
      document: documentId,
      entity: entityId,
      set: chosenSet,
      selected,
      selection,
      caret,
      scrolled: editor()?.scrolled ?? 0,
      writing: useNotes.getState().writing,
    };
    sessionStorage.setItem(STORAGE, JSON.stringify(place));
  }, PAUSE);
}
