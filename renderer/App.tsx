import { useBackups } from './state/backups.ts';
import { useErasing } from './state/erase.ts';
import { useEffect } from 'react';
import { isActionId } from '../shared/actions.ts';
import { call, onConnection, onEvent, onNotice, onSaving, lockCommands, settled } from './api.ts';
import { runAction } from './commands/index.ts';
import { listenToMenus } from './commands/context-menu.ts';
import { listenToKeys } from './commands/listen-to-keys.ts';
import { Restoring } from './features/backups/Restoring.tsx';
import { Erasing } from './features/erase/Erasing.tsx';
import { StartScreen } from './features/start/StartScreen.tsx';
import { ConnectionBanner } from './features/shell/ConnectionBanner.tsx';
import { Workbench } from './features/shell/Workbench.tsx';
import { Dialogs } from './features/shell/Dialogs.tsx';
import { Palette } from './features/palette/Palette.tsx';
import { ContextMenu, loadRest } from './features/screens.tsx';
import { Toasts } from './features/toasts/Toasts.tsx';
import { chooseNothing } from './state/chosen-documents.ts';
import { heedNotice, openArticle, reloadArticle, useArticle } from './state/article.ts';
import { projectOpened } from './state/opening.ts';
import { currentProject } from './state/project.ts';
import { heedChange, makeStale, queryClient, useHost, useWhyLocked } from './state/queries.ts';
import { paced } from './state/progress.ts';
import { NEW_LIST } from './state/document-list.ts';
import { forgetRecheck } from './state/recheck.ts';
import { forgetReview } from './state/review.ts';
import { forgetReplace } from './state/replace.ts';
import { forgetSearch } from './state/search.ts';
import { useKeys } from './state/keys.ts';
import { usableKeys } from '../shared/keys.ts';
import { setView, toast, toastError, useView } from './state/view.ts';
import { keepFocus } from './ui/keep-focus.ts';
import { steadyClicks } from './ui/steady-clicks.ts';

/** The window: the start screen until a project is open, then the workbench. */
export function App() {
  const host = useHost();
  const restoring = useBackups((state) => state.restoring);
  const erasing = useErasing((state) => state.running);
  useEffect(() => listenToBackend(), []);
  useEffect(() => keepFocus(), []);
  useEffect(() => steadyClicks(), []);
  const locked = useWhyLocked();
  useEffect(() => lockCommands(locked), [locked]);
  const { keys: own, kind } = host ?? {};
  useEffect(() => {
    if (own) useKeys.setState({ own: usableKeys(own), inTab: kind === 'web' });
  }, [own, kind]);
  useEffect(() => listenToKeys(), []);
  useEffect(() => listenToMenus(), []);
  const isShown = useArticle(({ document }) => document !== null) || host?.open === false;
  useEffect(() => {
    if (isShown) requestIdleCallback(() => void loadRest());
  }, [isShown]);
  // A page that never had access shows nothing but this banner.
  if (!host) return <ConnectionBanner />;
  return (
    <>
      {!host.open && <ConnectionBanner />}
      {host.open ? (
        <Workbench />
      ) : restoring ? (
        <Restoring copy={restoring} />
      ) : erasing ? (
        <Erasing name={erasing} />
      ) : (
        <StartScreen />
      )}
      <Palette open={host.open} />
      <ContextMenu />
      <Dialogs />
      <Toasts />
    </>
  );
}

/** Commits the field that is being edited, and returns when everything is saved. */
async function takeLeave(): Promise<void> {
  // A field commits when it loses the focus.
  if (document.activeElement instanceof HTMLElement) document.activeElement.blur();
  await settled();
  await call('host.closeNow', {});
}

/** Another project was opened, or the project was closed: resets everything that is shown. */
function beginAnew(): void {
  setView({
    screen: 'article',
    entityId: null,
    documentId: null,
    chosenSet: null,
    ...NEW_LIST,
    savedAt: null,
    dialog: null,
  });
  void openArticle(null, null);
  forgetReview();
  forgetReplace();
  forgetRecheck();
  forgetSearch();
  chooseNothing();
  void queryClient.resetQueries();
}

/** The backend is back. Its notices were missed meanwhile, so everything that is shown is read again. */
async function catchUp(): Promise<void> {
  const before = currentProject()?.id;
  const now = await call('project.info', {}).then(
    ({ id }) => id,
    () => undefined,
  );
  if (now !== before) return beginAnew();
  await queryClient.invalidateQueries();
  await reloadArticle();
}

/** Applies the events of the backend to what is shown. Returns a function that stops it. */
function listenToBackend(): () => void {
  const stops = [
    onSaving((saving) => setView({ saving })),
    onConnection((connection) => {
      const was = useView.getState().connection;
      // The progress of a running job is no longer known.
      setView({ connection, ...(connection !== 'up' && { progress: null }) });
      if (connection === 'up' && was !== 'up') void catchUp();
    }),
    onNotice((notice) => {
      // The results first, so that they are rendered together with the article.
      heedChange(notice);
      heedNotice(notice);
      setView({ savedAt: Date.parse(notice.at) });
    }),
    onEvent((event) => {
      if (event.event === 'project') {
        beginAnew();
        if (event.open) projectOpened();
      } else if (event.event === 'backups') {
        makeStale(['host']);
        if (event.problem) toast(event.problem, 'error');
      } else if (event.event === 'told') toast(event.message, 'notice');
      else if (event.event === 'holders') makeStale(['host']);
      else if (event.event === 'closing') void takeLeave();
      else if (event.event === 'alarm') setView({ alarm: event.message });
      else if (event.event === 'action' && isActionId(event.action)) runAction(event.action);
      else if (event.event === 'progress')
        setView({ progress: paced(event.progress, useView.getState().progress) });
    }),
  ];
  const onError = (event: PromiseRejectionEvent) => toastError(event.reason);
  window.addEventListener('unhandledrejection', onError);
  return () => {
    for (const stop of stops) stop();
    window.removeEventListener('unhandledrejection', onError);
  };
}
