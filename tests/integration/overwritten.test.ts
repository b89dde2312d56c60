import { execFileSync } from 'node:child_process';
import { existsSync, globSync } from 'node:fs';
import { dirname, join } from 'node:path';
import Database from 'better-sqlite3';
import { expect, onTestFinished, test, vi } from 'vitest';
import { backUpNow } from '../../db/backups/backups.ts';
import { checkProject } from '../../db/integrity/check.ts';
import { sql } from '../../db/connection/connection.ts';
import { openStore } from '../../db/connection/open.ts';
import { toUid } from '../../db/connection/uid.ts';
import { withoutDialogs } from '../../backend/workspace/host-bridge.ts';
import { Router } from '../../backend/router.ts';
import { SettingsFile } from '../../backend/workspace/settings.ts';
import { Workspace } from '../../backend/workspace/workspace.ts';
import type { Uid } from '../../shared/model/uid.ts';
import { newsScheme } from '../../shared/presets/news.ts';
import { backend } from '../support/backend.ts';

/**
 * Runs a script on files in a process of its own: closing a file in this process would drop the locks that SQLite has on it.
 */
function elsewhere(script: string, ...args: string[]): void {
  execFileSync(process.execPath, [
    '-e',
    `const fs = require('fs'); const [a, b] = process.argv.slice(1); ${script}`,
    ...args,
  ]);
}

const copyOver = (from: string, to: string) => elsewhere('fs.writeFileSync(b, fs.readFileSync(a))', from, to);
const scribble = (path: string, at: number) =>
  elsewhere(
    `const f = fs.openSync(a, 'r+'); fs.writeSync(f, Buffer.alloc(3000, 0x5a), 0, 3000, ${at}); fs.closeSync(f)`,
    path,
  );

/** Opens a project in a window; returns also a backup and a plain copy from before the work. */
async function opened() {
  const b = backend();
  const document = b.addDocument('Ada met Bo in Dovran. '.repeat(60));
  await b.call('spans.create', { document, type: 'PERSON', fragments: [[0, 3]] });
  b.workspace.close();
  const early = join(b.folder, 'early.postil');
  copyOver(b.path, early);
  const backup = backUpNow(b.path).path;
  b.workspace.create(join(b.folder, 'other.postil'), newsScheme);
  b.workspace.close();
  const workspace = new Workspace(
    withoutDialogs('web', 'the test host'),
    new SettingsFile(join(b.folder, 'c')),
  );
  const alarms: string[] = [];
  workspace.listen((event) => {
    if (event.event === 'alarm') alarms.push(event.message);
  });
  onTestFinished(async () => {
    workspace.dispose();
    await workspace.settled();
  });
  workspace.open(b.path);
  const router = new Router(workspace);
  const acknowledged: Uid[] = [];
  const annotate = async (times: number) => {
    for (let i = 0; i < times; i++) {
      const { span } = await router.call('spans.create', {
        document,
        type: 'PERSON',
        fragments: [[i % 1000, (i % 1000) + 3]],
      });
      acknowledged.push(span.id);
    }
  };
  return {
    path: b.path,
    other: join(b.folder, 'other.postil'),
    early,
    backup,
    workspace,
    alarms,
    annotate,
    acknowledged,
  };
}

function expectRescued({ path, acknowledged, alarms }: Awaited<ReturnType<typeof opened>>): void {
  const [rescued, ...more] = globSync(join(dirname(path), 'test rescued *.postil'));
  expect(more).toEqual([]);
  expect(alarms.at(-1)).toContain(rescued);
  expect(alarms.at(-1)).toContain('All saved work');
  // This file is new, so no program had it open: it must open without a warning of a lost journal.
  const raw = new Database(rescued, { readonly: true });
  expect(raw.prepare('SELECT program FROM holder').all()).toEqual([]);
  raw.close();
  const store = openStore(rescued!, { program: 'the test' });
  try {
    expect(checkProject(store).problems).toEqual([]);
    const there = new Set(store.db.column<Buffer>(sql`SELECT uid FROM span`).map((uid) => toUid(uid)));
    expect(acknowledged.filter((id) => !there.has(id))).toEqual([]);
  } finally {
    store.close();
  }
}

test.each<[string, number, (b: Awaited<ReturnType<typeof opened>>) => void]>([
  ['a backup, after 400 annotations', 400, ({ backup, path }) => copyOver(backup, path)],
  ['a backup, after few', 5, ({ backup, path }) => copyOver(backup, path)],
  ['an earlier copy', 150, ({ early, path }) => copyOver(early, path)],
  ['another project', 90, ({ other, path }) => copyOver(other, path)],
  ['a part of it', 90, ({ path }) => elsewhere('fs.truncateSync(a, 8192)', path)],
  ['nothing', 90, ({ path }) => elsewhere('fs.truncateSync(a, 0)', path)],
  ['its journal cut off', 30, ({ path }) => elsewhere('fs.truncateSync(a, 50000)', `${path}-wal`)],
  ['its journal written over', 30, ({ path }) => scribble(`${path}-wal`, 50_000)],
])(
  'an open project is written over by %s: writing stops, and nothing acknowledged is lost',
  async (_, times, damage) => {
    const b = await opened();
    await b.annotate(times);
    damage(b);
    await expect(b.annotate(1)).rejects.toMatchObject({
      code: expect.stringMatching(/damaged|read-only/) as string,
    });
    expectRescued(b);
    const { length } = b.alarms;
    await expect(b.annotate(1)).rejects.toMatchObject({ code: 'read-only' });
    b.workspace.close();
    await b.workspace.settled();
    expect(b.alarms).toHaveLength(length);
    expect(globSync(join(dirname(b.path), 'test.backups', '*.postil'))).toEqual([b.backup]);
  },
);

test.each([
  ['between two frames', 32 + 3 * (24 + 4096)],
  ['within a frame', 32 + 3 * (24 + 4096) + 2000],
  ['within the last frame', -2000],
])(
  'a journal truncated %s while a change is being written: the change is not reported as saved',
  async (_, at) => {
    const b = await opened();
    await b.annotate(30);
    const { raw } = b.workspace.store.db;
    let cuts = 0;
    raw.function('cut_off', () => {
      if (cuts++ === 0)
        elsewhere('fs.truncateSync(a, b < 0 ? fs.statSync(a).size + +b : +b)', `${b.path}-wal`, String(at));
      return null;
    });
    raw.exec('CREATE TEMP TRIGGER accident AFTER INSERT ON main.span BEGIN SELECT cut_off(); END');
    await expect(b.annotate(1)).rejects.toMatchObject({
      code: expect.stringMatching(/damaged|read-only/) as string,
    });
    expect(cuts).toBe(1);
    expectRescued(b);
  },
);

test('overwriting the open file is reported even without a write', async () => {
  const b = await opened();
  await b.annotate(60);
  copyOver(b.backup, b.path);
  await vi.waitFor(() => expect(b.alarms).not.toEqual([]), 10_000);
  expectRescued(b);
  expect(existsSync(b.path)).toBe(true);
});
