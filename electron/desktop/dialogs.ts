import { extname, join } from 'node:path';
import { app, dialog, shell, type OpenDialogOptions, type SaveDialogOptions } from 'electron';
import { canRead } from '../../shared/formats/define.ts';
import { FORMATS } from '../../shared/formats/registry.ts';
import { appFolder } from '../../host/paths.ts';
import type { HostBridge } from '../../backend/workspace/host-bridge.ts';
import { startChild } from './child.ts';
import type { MainWindow } from './window.ts';

const PROJECT = { name: 'Postil project', extensions: ['postil'] };
/** Every ending that some format reads. */
const ARTICLES = {
  name: 'Articles and annotations',
  extensions: [...new Set(FORMATS.filter(canRead).flatMap(({ extensions }) => extensions))],
};
const ANYTHING = { name: 'All files', extensions: ['*'] };

/** The desktop's side of the host: native dialogs on its window. */
export function desktopBridge(window: MainWindow): HostBridge {
  return {
    kind: 'desktop',
    program: 'the desktop program',
    dialogs: true,
    async pickFiles({ folders }) {
      // Windows and Linux show either files or folders, never both in one dialog.
      return open(window, {
        title: folders ? 'Import a folder' : 'Import files',
        buttonLabel: 'Import',
        properties: [folders ? 'openDirectory' : 'openFile', 'multiSelections'],
        ...(!folders && { filters: [ARTICLES, ANYTHING] }),
      });
    },
    async pickFolder(suggestion) {
      // A save dialog, since the folder does not exist yet.
      return save(window, {
        title: 'Export into a new folder',
        buttonLabel: 'Export',
        defaultPath: join(app.getPath('documents'), suggestion),
        properties: ['createDirectory', 'showOverwriteConfirmation'],
      });
    },
    async pickProjectFolder(suggestion) {
      const [path] = await open(window, {
        title: 'Folder of the new project',
        buttonLabel: 'Choose',
        defaultPath: suggestion,
        properties: ['openDirectory', 'createDirectory'],
      });
      return path ?? null;
    },
    async pickCopy(suggestion) {
      const path = await save(window, {
        title: 'Save a copy',
        buttonLabel: 'Save a copy',
        defaultPath: suggestion,
        filters: [PROJECT],
        properties: ['createDirectory', 'showOverwriteConfirmation'],
      });
      return path === null ? null : withEnding(path);
    },
    startChild,
    reveal: (path) => shell.showItemInFolder(path),
    trash: (path) => shell.trashItem(path),
    sample: join(appFolder(), 'resources', 'sample', 'sample.jsonl'),
    close: () => window.closeNow(),
    async pickProject() {
      const [path] = await open(window, {
        title: 'Open a project',
        properties: ['openFile'],
        filters: [PROJECT, ANYTHING],
      });
      return path ?? null;
    },
  };
}

function withEnding(path: string): string {
  return extname(path).toLowerCase() === '.postil' ? path : `${path}.postil`;
}

async function open({ handle }: MainWindow, options: OpenDialogOptions): Promise<readonly string[]> {
  const { canceled, filePaths } = await (handle
    ? dialog.showOpenDialog(handle, options)
    : dialog.showOpenDialog(options));
  return canceled ? [] : filePaths;
}

async function save({ handle }: MainWindow, options: SaveDialogOptions): Promise<string | null> {
  const { canceled, filePath } = await (handle
    ? dialog.showSaveDialog(handle, options)
    : dialog.showSaveDialog(options));
  return canceled || filePath === '' ? null : filePath;
}
