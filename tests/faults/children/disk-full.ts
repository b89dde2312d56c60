import { copyFileSync, existsSync, rmSync, statfsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { backup } from '../../../db/backups/backup.ts';
import { exportInThread } from '../../../backend/jobs/export-in-thread.ts';
import { withoutDialogs } from '../../../backend/workspace/host-bridge.ts';
import { Router } from '../../../backend/router.ts';
import { SettingsFile } from '../../../backend/workspace/settings.ts';
import { Workspace } from '../../../backend/workspace/workspace.ts';
import { translate } from '../../../db/connection/errors.ts';
import { toPostilError } from '../../../backend/refusal.ts';
import { type PostilError } from '../../../shared/contract/errors.ts';
import { newUid } from '../../../shared/model/uid.ts';

// On a small disk: works until the disk is full, frees space, and works again with the same program. Prints the outcome as
// JSON.
const [source = '', disk = '', work = '', data = '', document = '', room = '0'] = process.argv.slice(2);
const project = join(disk, 'victim.postil');
const ballast = join(disk, 'ballast');
copyFileSync(source, project);
const workspace = new Workspace(withoutDialogs('desktop', 'the one on a full disk'), new SettingsFile());
workspace.open(project);
const router = new Router(workspace);
const out = join(disk, 'out');
const saved: string[] = [];

const WORKS: Readonly<Record<string, () => Promise<void>>> = {
  async save() {
    for (let i = 0; i < 300; i++) {
      const { span } = await router.call('spans.create', {
        document: document,
        type: 'PERSON',
        fragments: [[i, i + 2]],
      });
      saved.push(span.id);
    }
  },
  async import() {
    await router.call('exchange.import', { job: newUid(), files: [workspace.files.admit(data).id] });
  },
  async export() {
    const quiet = { signal: new AbortController().signal, progress: () => undefined };
    await exportInThread(project, out, { format: 'jsonl' }, quiet);
  },
  async backup() {
    try {
      backup(workspace.store, out);
    } catch (error) {
      throw translate(error, project, workspace.store.db);
    }
  },
};

// The free space at the beginning.
fill(Number(room) * 1024);
let error: PostilError | undefined;
try {
  await WORKS[work]!();
} catch (thrown) {
  error = toPostilError(thrown);
}
const left = existsSync(out);
const before = saved.length;
rmSync(ballast);
let again: PostilError | undefined;
if (error) {
  try {
    await WORKS[work]!();
  } catch (thrown) {
    again = toPostilError(thrown);
  }
}
workspace.dispose();
copyFileSync(project, `${source}.after`);
process.stdout.write(
  `${JSON.stringify({ error: error?.toEnvelope(), again: again?.toEnvelope(), left, before, saved })}\n`,
);

/** Fills the disk until only `bytes` are left. */
function fill(bytes: number): void {
  const { bavail, bsize } = statfsSync(disk);
  writeFileSync(ballast, Buffer.alloc(Math.max(0, bavail * bsize - bytes)));
}
