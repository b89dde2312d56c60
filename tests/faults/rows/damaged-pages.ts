import {
  copyFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { backUpNow } from '../../../db/backups/backups.ts';
import { backupFolder } from '../../../db/backups/copy.ts';
import { findDamage } from '../../../db/integrity/damage.ts';
import { withoutDialogs } from '../../../backend/workspace/host-bridge.ts';
import { Router } from '../../../backend/router.ts';
import { SettingsFile } from '../../../backend/workspace/settings.ts';
import { Workspace } from '../../../backend/workspace/workspace.ts';
import type { CallName, InputOf } from '../../../shared/contract/index.ts';
import { PostilError } from '../../../shared/contract/errors.ts';
import type { Uid } from '../../../shared/model/uid.ts';
import { sleep } from '../lab.ts';
import { hashOf, makeProject, promise, type VictimProject } from '../project.ts';
import { nothing, type FaultRow } from '../row.ts';

const PAGE = 4096;
/** How long the check of a small project may take to report what it found (ms). */
const PATIENCE = 30_000;

/** The ways of damaging a page. */
const DAMAGE: readonly ((page: Buffer, at: number) => void)[] = [
  (page, at) => {
    for (let i = 0; i < page.length; i++) page[i] = (i * 31 + at * 17 + 7) & 0xff;
  },
  (page) => page.fill(0),
  // Stays a valid page of a B-tree, but with other rows.
  (page, at) => {
    for (let i = 8; i < page.length; i += 97) page[i] = (page[i]! + at + 1) & 0xff;
  },
];

/** Row 17: an open project of which one page is damaged. */
export const damagedPagesRow: FaultRow = {
  number: 17,
  name: 'damaged pages',
  fault: 'a page damaged: nothing is written once it is seen, and no copy is made of it',
  unit: 'pages',
  quick: 12,
  // About as many runs as pages of the project times the three ways.
  full: 600,
  needs: nothing,
  async run(times, lab) {
    const place = lab.place('pages');
    const project = await makeProject(place, { words: 900, tags: 60 });
    const sound = readFileSync(project.path);
    const good = backUpNow(project.path).path;
    const pages = sound.length / PAGE;
    const verdicts = new Map<string, number>();
    for (let run = 0; run < times; run++) {
      // Spread evenly over the file instead of at random, so that a failure can be reproduced.
      const page = Math.floor((run * pages) / Math.min(times, pages)) % pages;
      const way = (run + Math.floor(run / pages)) % DAMAGE.length;
      const step = `page ${page + 1} of ${pages} damaged in way ${way + 1}`;
      const bytes = Buffer.from(sound);
      DAMAGE[way]!(bytes.subarray(page * PAGE, (page + 1) * PAGE), page);
      const found = await use(project, good, bytes, join(place, `run-${run}`), step);
      verdicts.set(found, (verdicts.get(found) ?? 0) + 1);
    }
    promise((verdicts.get('stopped') ?? 0) > times / 10, 'in the end', 'hardly any damage was seen');
    return { runs: times, detail: [...verdicts].map(([name, count]) => `${count} ${name}`).join(', ') };
  },
};

/** Opens the damaged project as a program with a window does, and works in it. */
async function use(
  project: VictimProject,
  backup: string,
  bytes: Buffer,
  folder: string,
  step: string,
): Promise<string> {
  mkdirSync(folder);
  const path = join(folder, 'damaged.postil');
  writeFileSync(path, bytes);
  mkdirSync(backupFolder(path));
  const good = join(backupFolder(path), 'good.postil');
  copyFileSync(backup, good);
  const copy = hashOf(good);
  const damaged = hasDamage(path);
  const workspace = new Workspace(
    withoutDialogs('web', 'the fault matrix'),
    new SettingsFile(join(folder, 'config')),
  );
  const alarms: string[] = [];
  workspace.listen((event) => {
    if (event.event === 'alarm') alarms.push(event.message);
  });
  try {
    try {
      workspace.open(path);
    } catch (error) {
      promise(error instanceof PostilError, step, `opening crashed: ${String(error)}`);
      const refused = ['damaged', 'not-a-project', 'newer-version'].includes(error.code);
      promise(refused, step, `opening failed with ${error.code}: ${error.message}`);
      return 'refused';
    }
    const router = new Router(workspace);
    await work(router, project.document);
    // If the check can find the damage, it has reported it by then, unless an earlier error already stopped writing.
    for (let waited = 0; damaged && !workspace.guard.damaged; waited += 20) {
      promise(waited < PATIENCE, step, 'the damage was never told');
      await sleep(20);
    }
    if (!workspace.guard.damaged) return 'not touched';
    promise(
      alarms.some((message) => message.includes(path) && /restore a backup/.test(message)),
      step,
      `only this was told: ${alarms.join(' ')}`,
    );
    const before = [hashOf(path), hashOf(`${path}-wal`)];
    const refusals = await work(router, project.document);
    promise(refusals.includes('read-only'), step, 'a write went on after damage was seen');
    workspace.close();
    await workspace.settled();
    promise(existsSync(`${path}-wal`), step, 'the journal was folded into the damaged file');
    promise(hashOf(path) === before[0], step, 'the file was written after damage was seen');
    promise(hashOf(`${path}-wal`) === before[1], step, 'the journal was written after damage was seen');
    const copies = readdirSync(backupFolder(path));
    promise(copies.length === 1 && hashOf(good) === copy, step, `there are copies ${copies.join(', ')}`);
    return 'stopped';
  } finally {
    workspace.dispose();
    await workspace.settled();
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Calls everything that a window shows; returns the codes of the calls that failed. */
async function work(router: Router, document: string): Promise<string[]> {
  const codes: string[] = [];
  const attempt = async <Name extends CallName>(name: Name, input: InputOf<Name>) => {
    const answer = await router.answer({ call: name, input });
    if (!answer.ok) codes.push(answer.error.code);
  };
  const uid = document as Uid;
  await attempt('project.info', {});
  await attempt('documents.get', { document: uid });
  await attempt('search.count', { query: 'abcdefghij' } as InputOf<'search.count'>);
  await attempt('spans.create', { document: uid, type: 'GPE', fragments: [[0, 10]] });
  await attempt('history.undo', {});
  return codes;
}

function hasDamage(path: string): boolean {
  const raw = new Database(path, { readonly: true });
  try {
    return !findDamage(raw, false).next().done;
  } catch {
    return true;
  } finally {
    raw.close();
  }
}
