import type { Uid } from '../../shared/model/uid.ts';
import type { EditorController } from '../editor/controller.ts';
import { useArticle } from './article.ts';
import { beginDrafts } from './drafts.ts';
import { editor } from './editor-ref.ts';
import { readLocation, storeLocation, type WindowLocation } from './location-storage.ts';
import { useNotes } from './notes.ts';
import { currentProject } from './project.ts';
import { readCall } from './queries.ts';
import { setView, toast, useView } from './view.ts';

/** Set while a page of this window runs. A page that finds it at its start follows one that was killed. */
const ALIVE = 'postil-alive';
/** Delay before a move is stored (ms): scrolling reports many moves. */
const PAUSE = 200;

/** The location to return to, until its article is shown. */
let wanted: WindowLocation | null = null;
let timer: ReturnType<typeof setTimeout> | undefined;

/**
 * Returns to where the previous page of this window was, if that page was killed or reloaded. Session storage belongs to
 * this window alone and ends with it.
 */
export async function returnToLocation(): Promise<void> {
  const killed = sessionStorage.getItem(ALIVE) !== null;
  sessionStorage.setItem(ALIVE, 'yes');
  addEventListener('pagehide', () => {
    sessionStorage.removeItem(ALIVE);
    // A move just before the page is left.
    if (timer !== undefined) remember();
  });
  beginDrafts(() => {
    const { screen, documentId, entityId } = useView.getState();
    return [screen, documentId, entityId, useArticle.getState().selected].join(' ');
  });
  const location = readLocation();
  if (location && (await isOpen(location.project))) {
    wanted = location.document === null ? null : location;
    setView({
      screen: location.screen,
      documentId: location.document,
      entityId: location.entity,
      chosenSet: location.set,
    });
    useNotes.setState({ writing: location.writing });
  }
  if (killed) toast('The window failed and was reloaded. Everything that was shown as saved is saved.');
  for (const store of [useView, useArticle, useNotes]) store.subscribe(rememberSoon);
  document.addEventListener('scroll', rememberSoon, { capture: true, passive: true });
}

/** Restores caret, selection and scroll position once the article is shown. */
export function restoreReadingPosition(controller: EditorController): void {
  const location = wanted;
  wanted = null;
  if (!location || useArticle.getState().document?.id !== location.document) return;
  controller.setSelection(location.selection ?? [location.caret, location.caret]);
  if (location.selected) controller.select(location.selected);
  controller.scrolled = location.scrolled;
}

async function isOpen(project: Uid): Promise<boolean> {
  try {
    return (await readCall('project.info', {})).id === project;
  } catch {
    return false;
  }
}

function rememberSoon(): void {
  timer ??= setTimeout(remember, PAUSE);
}

function remember(): void {
  clearTimeout(timer);
  timer = undefined;
  // The location is not valid until the article to return to is shown.
  const project = wanted === null ? currentProject() : undefined;
  if (!project) return;
  const { screen, documentId, entityId, chosenSet } = useView.getState();
  const { selected, selection, caret } = useArticle.getState();
  const location: WindowLocation = {
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
  storeLocation(location);
}
