import { dirname, basename } from 'node:path';
import { listBackups, removeThinned } from '../../db/backups/backups.ts';
import { backupFolder } from '../../db/backups/copy.ts';
import type { ListedCopy } from '../../shared/contract/backups.ts';
import { PostilError } from '../../shared/contract/errors.ts';
import { backUpInThread } from '../jobs/backup-in-thread.ts';
import type { Domain, Handlers } from '../context.ts';
import { libraryPath } from '../workspace/library.ts';
import { restoreProject } from '../workspace/replace-project.ts';
import { MESSAGES } from './messages.ts';

export const backupHandlers: Handlers<Domain<'backups'>> = {
  'backups.list': ({ workspace }) => {
    const project = workspace.projectPath;
    const copies = listBackups(project);
    return {
      project: basename(project, '.postil'),
      folder: backupFolder(project),
      copies: copies.map(({ path, name, kind, at, bytes, note }): ListedCopy => ({
        id: workspace.backups.shown.admit(path).id,
        name,
        kind,
        at: new Date(at).toISOString(),
        bytes,
        documents: note?.documents ?? null,
        spans: note?.spans ?? null,
        checked: note?.checked ?? null,
      })),
      limit: workspace.settings.value.backupBytes,
      automatic: copies.filter(({ kind }) => kind === 'auto').reduce((sum, { bytes }) => sum + bytes, 0),
      reveals: workspace.bridge.reveal !== undefined,
    };
  },
  'backups.make': async ({ workspace }) => {
    await workspace.jobs.writable();
    const project = workspace.store.path;
    const { name } = await workspace.jobs.run('backups.make', (signal) =>
      backUpInThread({ task: 'now', project }, signal),
    );
    workspace.announce({ event: 'backups', problem: null });
    return { name };
  },
  'backups.restore': ({ workspace }, { copy }) =>
    restoreProject(workspace, workspace.backups.shown.resolve(copy).path),
  'backups.reveal': ({ workspace }, { copy }) => {
    const { reveal } = workspace.bridge;
    if (!reveal) throw new PostilError('refused', MESSAGES.noFolderInBrowser);
    const folder = backupFolder(workspace.projectPath);
    reveal(copy === undefined ? folder : workspace.backups.shown.resolve(copy).path);
    return {};
  },
  'backups.setLimit': ({ workspace }, { bytes }) => {
    workspace.settings.update({ backupBytes: bytes });
    removeThinned(workspace.projectPath, bytes);
    workspace.announce({ event: 'backups', problem: null });
    return {};
  },
  'backups.saveCopy': async ({ workspace }, { name, dialog }) => {
    const project = workspace.store.path;
    const suggestion = libraryPath(name);
    const out = dialog ? await workspace.bridge.pickCopy(suggestion) : suggestion;
    if (out === null) return { path: null };
    if (dirname(out) === backupFolder(project))
      throw new PostilError('refused', MESSAGES.folderForBackups, { file: out });
    await workspace.jobs.writable();
    await workspace.jobs.run('backups.saveCopy', (signal) =>
      backUpInThread({ task: 'copy', project, out }, signal),
    );
    workspace.settings.remember(out);
    return { path: out };
  },
};
