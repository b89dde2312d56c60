import '../host/node-version.ts';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { app, session } from 'electron';
import { Router } from '../backend/router.ts';
import { SettingsFile, settingsFolder } from '../backend/workspace/settings.ts';
import { Workspace } from '../backend/workspace/workspace.ts';
import { givenFile } from './desktop/arguments.ts';
import { desktopBridge } from './desktop/dialogs.ts';
import { answerCalls } from './desktop/ipc.ts';
import { showMenu } from './desktop/menu.ts';
import { Links } from './desktop/links.ts';
import { Leaving } from './desktop/leaving.ts';
import { Opener } from './desktop/opener.ts';
import { registerScheme, servePages } from './desktop/scheme.ts';
import { guardContents, lockDown, stayOffline } from './desktop/security.ts';
import { MainWindow } from './desktop/window.ts';
import { RunningCalls } from '../host/calls.ts';
import { leaveNote } from '../host/launch-note.ts';
import { Pages } from '../host/pages.ts';
import { rendererFolder } from '../host/paths.ts';
import type { ActionId } from '../shared/actions.ts';
import { usableKeys } from '../shared/keys.ts';
import { sweepLeftovers } from '../db/connection/temporary.ts';

// Everything up to the lock must come before "ready": Electron refuses or ignores it later.
app.enableSandbox();
registerScheme();
stayOffline();
// Beside the settings, so that private settings (tests, a second profile) have an own lock and store as well.
const userData = join(settingsFolder(), 'desktop');
// Electron takes no folder that is not there.
mkdirSync(userData, { recursive: true, mode: 0o700 });
app.setPath('userData', userData);

const file = givenFile(process.argv, process.cwd());
if (app.requestSingleInstanceLock({ file })) start();
else {
  leaveNote('handed-over');
  app.quit();
}

function start(): void {
  const window = new MainWindow(userData);
  const settings = new SettingsFile();
  sweepLeftovers(settings.ledger);
  const workspace = new Workspace(desktopBridge(window), settings);
  const calls = new RunningCalls();
  const opener = new Opener(workspace, window);
  const leaving = new Leaving(workspace, calls, () => window.close());

  app.on('second-instance', (_event, _argv, _folder, given) => opener.startedAgain(given));
  app.on('open-file', (event, path) => {
    event.preventDefault();
    opener.open(path);
  });
  const links = new Links(window);
  guardContents(app, (url) => void links.open(url));
  app.on('session-created', lockDown);
  app.on('window-all-closed', () => app.quit());
  let ended = false;
  app.on('will-quit', (event) => {
    if (ended) return;
    event.preventDefault();
    void calls
      .whenIdle()
      .then(() => {
        workspace.dispose();
        return workspace.settled();
      })
      .then(() => {
        ended = true;
        app.quit();
      });
  });

  answerCalls(new Router(workspace), window, calls);
  workspace.listen((event) => window.tell(event));

  void app.whenReady().then(() => {
    lockDown(session.defaultSession);
    servePages(session.defaultSession, new Pages(rendererFolder()));
    const recent = {
      open: (path: string) => opener.open(path),
      clear: () => {
        app.clearRecentDocuments();
        settings.update({ recent: [] });
      },
    };
    let newest = settings.value.recent[0];
    const follow = () => {
      const { keys, recent: paths } = settings.value;
      const [first] = paths;
      // The system has a list of its own, on the program's icon.
      if (first !== undefined && first !== newest) app.addRecentDocument(first);
      newest = first;
      const choose = (action: ActionId) => window.tell({ event: 'action', action });
      showMenu(choose, usableKeys(keys), { ...recent, paths });
    };
    follow();
    settings.listen(follow);
    opener.begin(file);
    window.show(leaving, () => workspace.lookForOthers());
  });
}
