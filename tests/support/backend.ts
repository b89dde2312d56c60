import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { withoutDialogs } from '../../backend/workspace/host-bridge.ts';
import { Router } from '../../backend/router.ts';
import { SettingsFile } from '../../backend/workspace/settings.ts';
import { Workspace } from '../../backend/workspace/workspace.ts';
import { emptyMetadata } from '../../shared/model/document.ts';
import { newUid, type Uid } from '../../shared/model/uid.ts';
import type { Scheme } from '../../shared/model/scheme.ts';
import { newsScheme } from '../../shared/presets/news.ts';
import { findBlocks } from '../../shared/text/blocks.ts';
import { record } from '../../db/journal/record.ts';
import { findId } from '../../db/rows/ids.ts';
import { inThisThread } from './in-this-thread.ts';
import { temporaryFolder } from './project.ts';

export type Backend = ReturnType<typeof backend>;

/**
 * The whole backend on a new project in a private folder, called in-process.
 *
 * @param options `threads`: whether imports and exports run in threads, as in the programs. Otherwise see {@link inThisThread}.
 */
export function backend({
  scheme = newsScheme,
  threads = false,
}: { readonly scheme?: Scheme; readonly threads?: boolean } = {}) {
  const folder = temporaryFolder();
  const settings = new SettingsFile(join(folder, 'config'));
  settings.update({ analyst: { ...settings.value.analyst, name: 'Ada' } });
  const workspace = new Workspace(withoutDialogs('cli', 'test'), settings);
  onTestFinished(() => workspace.dispose());
  const path = join(folder, 'test.postil');
  workspace.create(path, scheme);
  const router = threads ? new Router(workspace) : new Router(workspace, inThisThread);
  return {
    folder,
    path,
    workspace,
    router,
    call: router.call.bind(router),
    get store() {
      return workspace.store;
    },
    /** Adds a document with this text; returns its uid. */
    addDocument: (text: string, name = 'article.txt') => addDocument(workspace, text, name),
    textOf: (document: Uid) =>
      workspace.store.texts.textOf(findId(workspace.store.db, 'document', document)!),
    /** Closes the project and opens it again, as after a restart. */
    restart: () => workspace.open(path),
  };
}

function addDocument({ store, settings }: Workspace, text: string, name: string): Uid {
  const uid = newUid();
  record(store, settings.actor, { command: 'test.add', label: `Add ${name}`, kind: 'setup' }, (recorder) => {
    recorder.put('document', uid, { ...emptyMetadata, header: '', origin: { name } });
    recorder.put('text', uid, { revision: 1, text, blocks: findBlocks(text, { markdown: false }) });
  });
  return uid;
}
