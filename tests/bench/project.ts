import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { join } from 'node:path';
import { ensureOwnSet } from '../../db/sets/sets.ts';
import { withoutDialogs } from '../../backend/workspace/host-bridge.ts';
import { Router } from '../../backend/router.ts';
import { SettingsFile } from '../../backend/workspace/settings.ts';
import { Workspace } from '../../backend/workspace/workspace.ts';
import { newUid, type Uid } from '../../shared/model/uid.ts';
import { newsScheme } from '../../shared/presets/news.ts';
import type { Workload } from './workload/workload.ts';

/** A project on disk with the backend in this process; settings and project are in a folder of their own. */
export interface BenchProject {
  readonly folder: string;
  readonly path: string;
  readonly workspace: Workspace;
  readonly router: Router;
  /** The analyst's own set: what the workbench shows. */
  readonly set: Uid;
}

export function newProject(folder: string, name = 'bench'): BenchProject {
  const settings = new SettingsFile(join(folder, 'config'));
  settings.update({ introduced: true });
  const workspace = new Workspace(withoutDialogs('cli', 'the benchmark'), settings);
  const path = join(folder, `${name}.postil`);
  workspace.create(path, newsScheme);
  const set = ensureOwnSet(workspace.store, settings.actor).result;
  return { folder, path, workspace, router: new Router(workspace), set };
}

/** Opens the project that {@link newProject} created in a folder, or a copy of it. */
export function openProject(folder: string, name = 'bench'): BenchProject {
  const settings = new SettingsFile(join(folder, 'config'));
  const workspace = new Workspace(withoutDialogs('cli', 'the benchmark'), settings);
  const path = join(folder, `${name}.postil`);
  workspace.open(path);
  const set = ensureOwnSet(workspace.store, settings.actor).result;
  return { folder, path, workspace, router: new Router(workspace), set };
}

/** Imports a file as a person does. */
export function importFile({ workspace, router }: BenchProject, path: string) {
  return router.call('exchange.import', { job: newUid(), files: [workspace.files.admit(path).id] });
}

/** Writes workloads as Postil JSONL, with all spans in one set, for imports. */
export async function writeJsonl(
  path: string,
  { set, workspace }: BenchProject,
  workloads: Iterable<Workload>,
): Promise<void> {
  const { analyst } = workspace.settings.value;
  const name = analyst.name;
  const out = createWriteStream(path);
  const line = async (value: object) => {
    if (!out.write(`${JSON.stringify(value)}\n`)) await once(out, 'drain');
  };
  await line({
    kind: 'header',
    format: 'postil-jsonl',
    version: 1,
    analysts: [analyst],
    sets: [{ id: set, name, kind: 'analyst', analyst: analyst.id }],
  });
  for (const { document, spans } of workloads) {
    await line({
      kind: 'document',
      ...document,
      spans: spans.map(({ id, type, fragments: [first] }) => ({
        id,
        set: name,
        type,
        start: first![0],
        end: first![1],
        text: document.text.slice(first![0], first![1]),
      })),
    });
  }
  out.end();
  await once(out, 'finish');
}
