import { join } from 'node:path';
import { expect, onTestFinished, test, vi } from 'vitest';
import { withoutDialogs } from '../../backend/workspace/host-bridge.ts';
import { Router } from '../../backend/router.ts';
import { SettingsFile } from '../../backend/workspace/settings.ts';
import { Workspace } from '../../backend/workspace/workspace.ts';
import type { ChangeNotice } from '../../shared/contract/change.ts';
import { newUid } from '../../shared/model/uid.ts';
import { backend } from '../support/backend.ts';

/** A window beside another program that has the same project open, with the notices that the window gets. */
function window() {
  const other = backend();
  const settings = new SettingsFile(join(other.folder, 'window'));
  const workspace = new Workspace(withoutDialogs('web', 'the window'), settings);
  onTestFinished(() => workspace.dispose());
  workspace.open(other.path);
  const told: ChangeNotice[] = [];
  workspace.listen((event) => {
    if (event.event === 'changed') told.push(event.notice);
  });
  return { other, workspace, router: new Router(workspace), told };
}

const span = (document: string, at: number) => ({
  document: document as never,
  id: newUid(),
  type: 'PERSON',
  fragments: [[at, at + 3] as [number, number]],
});

test('a change by another program is announced with the rows it wrote', async () => {
  const { other, told } = window();
  const document = other.addDocument('Ada met Bob and Eve.');
  await vi.waitFor(() => expect(told).toHaveLength(1), { timeout: 30_000 });
  expect(told[0]).toMatchObject({ documents: [document], patch: null });
  const made: ChangeNotice[] = [];
  other.workspace.listen((event) => {
    if (event.event === 'changed') made.push(event.notice);
  });
  await other.call('spans.create', span(document, 0));
  await vi.waitFor(() => expect(told).toHaveLength(1 + made.length), { timeout: 30_000 });
  // The same notices as in the program that made the changes, but that only that program knows the rows before.
  expect(told.slice(1)).toEqual(made.map((notice) => ({ ...notice, counted: null })));
  expect(made.at(-1)?.patch?.spans).toHaveLength(1);
});

test('own changes are announced once', async () => {
  const { other, workspace, router, told } = window();
  const document = other.addDocument('Ada met Bob and Eve.');
  await router.call('spans.create', span(document, 0));
  await other.call('spans.create', span(document, 8));
  workspace.lookForOthers();
  const changes = told.map(({ change }) => change);
  expect(new Set(changes).size).toBe(changes.length);
  const spans = told.flatMap(({ patch }) => patch?.spans.map(({ fragments }) => fragments[0]?.[0]) ?? []);
  expect(spans).toEqual([0, 8]);
});

test('many changes are announced as one that invalidates everything', async () => {
  const { other, workspace, told } = window();
  // All changes happen before the window first checks.
  for (let i = 0; i < 25; i++) other.addDocument(`Ada met Bob ${i} times.`);
  workspace.lookForOthers();
  expect(told).toHaveLength(1);
  expect(told[0]).toMatchObject({ documents: [], patch: null });
  expect(told[0]?.stale).toContain('annotations');
});
