import { existsSync } from 'node:fs';
import { basename, dirname } from 'node:path';
import { listBackups } from '../../db/backups/backups.ts';
import { PROGRAM_VERSION } from '../../db/connection/create.ts';
import { JOURNALS } from '../../db/integrity/private-copy.ts';
import { compact } from '../../db/rows/ids.ts';
import { PRESETS, presetById } from '../../shared/presets/index.ts';
import { PostilError } from '../../shared/contract/errors.ts';
import type { Domain, Handlers } from '../context.ts';
import { libraryFolder } from '../workspace/settings.ts';
import {
  discardProject,
  duplicateProject,
  nameOfCopy,
  openSample,
  renameInPlace,
} from '../workspace/manage-projects.ts';
import { assertFree, projectFile } from '../workspace/project-files.ts';
import type { Workspace } from '../workspace/workspace.ts';
import type { Uid } from '../../shared/model/uid.ts';
import { workLocally } from '../workspace/replace-project.ts';
import { actionById, isActionId } from '../../shared/actions.ts';
import { problemOfKeys, usableKeys } from '../../shared/keys.ts';
import { MESSAGES } from './messages.ts';

export const hostHandlers: Handlers<Domain<'host'>> = {
  'host.info': ({ workspace: { bridge, settings, isOpen, refused, locationWarning, locked, others } }) => ({
    kind: bridge.kind,
    version: PROGRAM_VERSION,
    dialogs: bridge.dialogs,
    open: isOpen,
    library: libraryFolder(),
    reveals: bridge.reveal !== undefined,
    systemTrash: bridge.trash !== undefined,
    sample: bridge.sample !== undefined,
    analyst: settings.value.analyst,
    introduced: settings.value.introduced,
    taught: settings.value.taught,
    keys: usableKeys(settings.value.keys),
    refused: refused
      ? {
          name: basename(refused.path, '.postil'),
          folder: dirname(refused.path),
          message: refused.message,
          copies: listBackups(refused.path).length,
          odd: refused.odd === null ? null : [...refused.odd],
          journal: JOURNALS.some((suffix) => existsSync(refused.path + suffix)),
        }
      : null,
    syncFolder: locationWarning,
    others: [...others],
    locked,
  }),
  'host.decideJournal': ({ workspace }, { choice }) => workspace.decideJournal(choice),
  'host.acceptSyncFolder': ({ workspace: { settings, store } }) => {
    settings.update({ accepted: [...settings.value.accepted.slice(-99), store.path] });
    return {};
  },
  'host.workLocally': async ({ workspace }) => ({ path: await workLocally(workspace) }),
  'host.setTaught': ({ workspace: { settings } }) => {
    settings.update({ taught: true });
    return {};
  },
  'host.setKeys': ({ workspace: { settings } }, { keys }) => {
    for (const [id, list] of Object.entries(keys)) {
      if (!isActionId(id)) throw new PostilError('invalid-input', MESSAGES.noAction(id), { field: 'keys' });
      for (const each of list) {
        const objection = problemOfKeys(each, actionById(id).scope);
        if (objection !== null)
          throw new PostilError('invalid-input', MESSAGES.keyNotAllowed(each, objection), {
            field: `keys.${id}`,
          });
      }
    }
    settings.update({ keys });
    return { keys };
  },
  'host.setAnalyst': ({ workspace: { settings } }, change) => {
    settings.update({ analyst: { ...settings.value.analyst, ...compact(change) }, introduced: true });
    return { analyst: settings.value.analyst };
  },
  'host.presets': () => ({
    presets: PRESETS.map(({ id, label, description, scheme }) => ({
      id,
      label,
      description,
      types: scheme.types.map(({ label: name, hue }) => ({ label: name, hue })),
    })),
  }),
  'host.projects': ({ workspace }) => ({ projects: workspace.library.list() }),
  'host.pickProjectFolder': async ({ workspace }) => {
    const path = await workspace.bridge.pickProjectFolder(libraryFolder());
    return { folder: path === null ? null : { id: workspace.files.admit(path).id, path } };
  },
  'host.create': ({ workspace }, { name, preset = PRESETS[0]!.id, scheme: given, folder }) => {
    const scheme = given ?? presetById(preset)?.scheme;
    if (!scheme) throw new PostilError('invalid-input', MESSAGES.noPreset(preset), { field: 'preset' });
    const path = projectFile(
      folder === undefined ? libraryFolder() : workspace.files.resolve(folder).path,
      name,
    );
    assertFree(path);
    workspace.create(path, scheme);
    return {};
  },
  'host.open': async ({ workspace }, { project }) => {
    const path =
      project === undefined ? await workspace.bridge.pickProject() : workspace.library.pathOf(project);
    if (path === null) return { opened: false };
    workspace.open(path);
    return { opened: true };
  },
  'host.openSample': async ({ workspace }) => {
    await openSample(workspace);
    return {};
  },
  'host.reveal': ({ workspace }, { project }) => {
    const { reveal } = workspace.bridge;
    if (!reveal) throw new PostilError('refused', MESSAGES.noFolderInBrowser);
    reveal(pathOf(workspace, project));
    return {};
  },
  'host.rename': async ({ workspace }, { project, name }) => {
    await renameInPlace(workspace, pathOf(workspace, project), name);
    return {};
  },
  'host.duplicate': async ({ workspace }, { project, name }) => {
    const path = pathOf(workspace, project);
    return { path: await duplicateProject(workspace, path, name ?? nameOfCopy(path)) };
  },
  'host.trash': async ({ workspace }, { project }) => ({
    path: await discardProject(workspace, pathOf(workspace, project)),
  }),
  'host.close': ({ workspace }) => {
    workspace.close();
    return {};
  },
  'host.closeNow': ({ workspace }) => {
    workspace.bridge.close?.();
    return {};
  },
  'host.pickFiles': async ({ workspace }, { folders }) => {
    const paths = await workspace.bridge.pickFiles({ folders: folders ?? false });
    return { files: paths.map((path) => workspace.files.admit(path)) };
  },
  'host.pickFolder': async ({ workspace }, { suggestion }) => {
    const path = await workspace.bridge.pickFolder(suggestion);
    return { folder: path === null ? null : workspace.files.admit(path) };
  },
  'host.upload': ({ workspace }, { id, name, folder, base64 }) => {
    const file = workspace.files.upload(id, name, Buffer.from(base64, 'base64'), folder);
    return { id: file.id, name: file.name };
  },
};

/** Returns the path of a listed project, or of the open one. */
function pathOf(workspace: Workspace, project: Uid | undefined): string {
  return project === undefined ? workspace.store.path : workspace.library.pathOf(project);
}
