import { existsSync, readdirSync, readFileSync, truncateSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { describe, expect, onTestFinished, test, vi } from 'vitest';
import { backUpAutomatically, listBackups, saveCopy } from '../../db/backups/backups.ts';
import { backupFolder } from '../../db/backups/copy.ts';
import { canonicalDump } from '../../db/exports/dump.ts';
import { openStore } from '../../db/connection/open.ts';
import { INTERVAL } from '../../backend/workspace/auto-backup.ts';
import { withoutDialogs } from '../../backend/workspace/host-bridge.ts';
import { Router } from '../../backend/router.ts';
import { SettingsFile } from '../../backend/workspace/settings.ts';
import { Workspace } from '../../backend/workspace/workspace.ts';
import type { BackendEvent } from '../../shared/contract/change.ts';
import { backend } from '../support/backend.ts';

const TEXT = 'Ada met Bo in Dovran.';
const LIMIT = 5e9;
const DAY = 86_400_000;

function dumpOf(path: string): string[] {
  const store = openStore(path, { program: 'test', readonly: true });
  try {
    return [...canonicalDump(store)];
  } finally {
    store.close();
  }
}

/** A closed project with one tagged article, and a function that tags one more word of it. */
async function project() {
  const b = backend();
  const document = b.addDocument(TEXT);
  const tag = async (from: number, to: number, stay = false) => {
    if (!b.workspace.isOpen) b.workspace.open(b.path);
    await b.call('spans.create', { document, type: 'PERSON', fragments: [[from, to]] });
    if (!stay) b.workspace.close();
  };
  await tag(0, 3);
  return { workspace: b.workspace, path: b.path, folder: b.folder, document, tag };
}

/** Opens the project as a program with a window does. */
function program(folder: string, path: string) {
  const workspace = new Workspace(
    withoutDialogs('web', 'the test host'),
    new SettingsFile(join(folder, 'config')),
  );
  const events: BackendEvent[] = [];
  workspace.listen((event) => events.push(event));
  onTestFinished(async () => {
    workspace.dispose();
    await workspace.settled();
  });
  const router = new Router(workspace);
  const open = () => workspace.open(path);
  return { workspace, events, open, call: router.call.bind(router) };
}

describe('automatic copies', () => {
  test('are made after changes, checked, and listed with their contents', async () => {
    const { path, tag } = await project();
    const first = backUpAutomatically(path, LIMIT, new Date('2026-03-01T10:00:00Z'));
    expect(first).toMatchObject({ kind: 'auto', note: { documents: 1, spans: 1, checked: true } });
    expect(basename(dirname(first!.path))).toBe('test.backups');
    expect(first!.name).toBe('test.2026-03-01T10-00-00Z.auto.postil');
    expect(backUpAutomatically(path, LIMIT)).toBeNull();
    await tag(8, 10);
    expect(backUpAutomatically(path, LIMIT)).toMatchObject({ note: { spans: 2 } });
    expect(listBackups(path).map(({ note }) => note?.spans)).toEqual([2, 1]);
    expect(readdirSync(backupFolder(path)).filter((name) => !name.endsWith('.postil'))).toEqual([]);
  });

  test('are thinned, but manual copies stay; each remaining copy opens with its contents of that time', async () => {
    const { path, tag, workspace } = await project();
    const said = new Map<string, string[]>();
    const start = Date.UTC(2026, 0, 1, 12);
    for (let n = 0; n < 16; n += 1) {
      await tag(n, n + 2, true);
      const copy = backUpAutomatically(path, LIMIT, new Date(start + n * DAY))!;
      said.set(copy.path, dumpOf(path));
    }
    workspace.close();
    // Sixteen days of one month: the 12 newest copies include the 10 daily ones and the monthly one.
    const copies = listBackups(path);
    expect(copies.map(({ at }) => (at - start) / DAY)).toEqual(Array.from({ length: 12 }, (_, n) => 15 - n));
    for (const { path: copy } of copies) expect(dumpOf(copy)).toEqual(said.get(copy));
    const { call, open } = program(dirname(path), path);
    open();
    await call('backups.make', {});
    await call('backups.setLimit', { bytes: 1e8 });
    expect((await call('backups.list', {})).copies).toHaveLength(13);
  });

  test('are made at most every half hour during changes, and when the project is closed', async () => {
    const { path, folder, document } = await project();
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    onTestFinished(() => void vi.useRealTimers());
    const { open, call, events, workspace } = program(folder, path);
    open();
    const made = async (count: number) => {
      await vi.waitFor(
        () =>
          expect(events.filter(({ event }) => event === 'backups')).toEqual(
            Array.from({ length: count }, () => ({ event: 'backups', problem: null })),
          ),
        { timeout: 30_000 },
      );
    };
    await call('spans.create', { document, type: 'PERSON', fragments: [[8, 10]] });
    vi.advanceTimersByTime(INTERVAL - 1);
    expect(existsSync(backupFolder(path))).toBe(false);
    vi.advanceTimersByTime(1);
    await made(1);
    // Without changes no timer is left after the checks for changes of other programs have ended.
    await vi.waitFor(() => expect(vi.getTimerCount()).toBe(0), { timeout: 30_000, interval: 200 });
    await call('spans.create', { document, type: 'PERSON', fragments: [[14, 20]] });
    workspace.close();
    await workspace.settled();
    await made(2);
    expect(listBackups(path).map(({ note }) => note?.spans)).toEqual([3, 2]);
    // Opened and closed without a change, so no copy is made.
    open();
    workspace.close();
    await workspace.settled();
    expect(listBackups(path)).toHaveLength(2);
  });

  test('a failed copy is reported, and work continues', async () => {
    const { path, folder, document } = await project();
    writeFileSync(backupFolder(path), 'a file in the place of the folder');
    const { open, call, events, workspace } = program(folder, path);
    const logged = vi.spyOn(console, 'error').mockImplementation(() => undefined);
    onTestFinished(() => logged.mockRestore());
    open();
    await call('spans.create', { document, type: 'PERSON', fragments: [[8, 10]] });
    workspace.close();
    await workspace.settled();
    expect(events).toContainEqual({
      event: 'backups',
      problem: expect.stringContaining('No automatic backup was made'),
    });
  });
});

describe('restoring from the screen', () => {
  test('replaces the project with a copy, opens it, and lists the previous file', async () => {
    const { path, folder, tag } = await project();
    backUpAutomatically(path, LIMIT);
    const then = dumpOf(path);
    await tag(8, 10);
    const now = dumpOf(path);
    const { open, call, workspace } = program(folder, path);
    open();
    const [copy] = (await call('backups.list', {})).copies;
    const { kept } = await call('backups.restore', { copy: copy!.id });
    expect([...canonicalDump(workspace.store)]).toEqual(then);
    expect(dumpOf(kept!)).toEqual(now);
    const { copies } = await call('backups.list', {});
    expect(copies.map(({ kind }) => kind).sort()).toEqual(['auto', 'before-restore']);
    // Restores the later state again.
    const before = copies.find(({ kind }) => kind === 'before-restore')!;
    await call('backups.restore', { copy: before.id });
    expect([...canonicalDump(workspace.store)]).toEqual(now);
  });

  test('is offered for a project that cannot be opened', async () => {
    const { path, folder } = await project();
    backUpAutomatically(path, LIMIT);
    const then = dumpOf(path);
    truncateSync(path, 5000);
    const damaged = readFileSync(path);
    const { open, call, workspace } = program(folder, path);
    expect(open).toThrow(expect.objectContaining({ code: 'damaged' }));
    expect((await call('host.info', {})).refused).toMatchObject({ name: 'test', copies: 1 });
    const [copy] = (await call('backups.list', {})).copies;
    const { kept } = await call('backups.restore', { copy: copy!.id });
    expect(readFileSync(kept!)).toEqual(damaged);
    expect([...canonicalDump(workspace.store)]).toEqual(then);
    expect((await call('host.info', {})).refused).toBeNull();
  });

  test('a damaged copy is rejected, and the project stays open', async () => {
    const { path, folder } = await project();
    const { path: copy } = backUpAutomatically(path, LIMIT)!;
    truncateSync(copy, 9000);
    const { open, call, workspace } = program(folder, path);
    open();
    const now = [...canonicalDump(workspace.store)];
    const [listed] = (await call('backups.list', {})).copies;
    expect(listed).toMatchObject({ checked: null, documents: null });
    await expect(call('backups.restore', { copy: listed!.id })).rejects.toMatchObject({ code: 'damaged' });
    expect([...canonicalDump(workspace.store)]).toEqual(now);
  });
});

test('a saved copy is an independent project', async () => {
  const { path, folder } = await project();
  const out = join(folder, 'Other.postil');
  saveCopy(path, out);
  expect(dumpOf(out)).toEqual(dumpOf(path));
  expect(() => saveCopy(path, out)).toThrow(expect.objectContaining({ code: 'refused' }));
  expect(listBackups(out)).toEqual([]);
});
