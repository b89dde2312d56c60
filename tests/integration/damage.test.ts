import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { describe, expect, onTestFinished, test, vi } from 'vitest';
import { backUpAutomatically } from '../../db/backups/backups.ts';
import { sql } from '../../db/connection/connection.ts';
import { withoutDialogs, type HostBridge } from '../../backend/workspace/host-bridge.ts';
import { Router } from '../../backend/router.ts';
import { SettingsFile } from '../../backend/workspace/settings.ts';
import { Workspace } from '../../backend/workspace/workspace.ts';
import { backend } from '../support/backend.ts';

const TEXT = 'Ada met Bo in Dovran.';

/** Overwrites the root page of a table or index with zeros. */
function damage(path: string, name: string): void {
  const raw = new Database(path, { readonly: true });
  const root = raw.prepare('SELECT rootpage FROM sqlite_schema WHERE name = ?').pluck().get(name) as number;
  const size = raw.pragma('page_size', { simple: true }) as number;
  raw.close();
  const bytes = readFileSync(path);
  bytes.fill(0, (root - 1) * size, root * size);
  writeFileSync(path, bytes);
}

/** A closed project with one article. */
async function project() {
  const b = backend();
  const document = b.addDocument(TEXT);
  await b.call('spans.create', { document, type: 'PERSON', fragments: [[0, 3]] });
  b.workspace.close();
  return { path: b.path, folder: b.folder, document };
}

/** Opens it as a program of this kind. */
function program(kind: HostBridge['kind'], { path, folder }: { path: string; folder: string }) {
  const workspace = new Workspace(
    withoutDialogs(kind, 'the test'),
    new SettingsFile(join(folder, `config-${kind}`)),
  );
  const alarms: string[] = [];
  workspace.listen((event) => {
    if (event.event === 'alarm') alarms.push(event.message);
  });
  onTestFinished(async () => {
    workspace.dispose();
    await workspace.settled();
  });
  workspace.open(path);
  const router = new Router(workspace);
  return { workspace, alarms, call: router.call.bind(router) };
}

describe('writing stops when damage is found', () => {
  test('by a check that finds something and then fails', async () => {
    const made = await project();
    damage(made.path, 'mention');
    const { alarms, call } = program('web', made);
    await vi.waitFor(() => expect(alarms).not.toEqual([]), 20_000);
    expect(alarms[0]).toMatch(/damaged: .*restore a backup/s);
    await expect(
      call('spans.create', { document: made.document, type: 'GPE', fragments: [[14, 20]] }),
    ).rejects.toMatchObject({ code: 'read-only', message: alarms[0] });
  });

  test('by any statement of a call', async () => {
    const made = await project();
    damage(made.path, 'note_document');
    const { alarms, call, workspace } = program('cli', made);
    await expect(call('notes.list', { document: made.document })).rejects.toMatchObject({ code: 'damaged' });
    expect(alarms[0]).toContain(`${made.path} is damaged`);
    await expect(
      call('spans.create', { document: made.document, type: 'GPE', fragments: [[14, 20]] }),
    ).rejects.toMatchObject({ code: 'read-only' });
    const [file, journal] = [readFileSync(made.path), readFileSync(`${made.path}-wal`)];
    workspace.close();
    expect(readFileSync(made.path).equals(file)).toBe(true);
    // The journal belongs to the file in its present state, so it is kept unchanged.
    expect(existsSync(`${made.path}-wal`) && readFileSync(`${made.path}-wal`).equals(journal)).toBe(true);
  });

  test('by a statement whose error is caught, also inside a change', async () => {
    const made = await project();
    damage(made.path, 'note_document');
    const { workspace } = program('cli', made);
    const { db } = workspace.store;
    const before = db.value<number>(sql`SELECT seq FROM device`);
    expect(() =>
      db.immediate(() => {
        db.run(sql`UPDATE device SET seq = seq + 1`);
        try {
          db.all(sql`SELECT * FROM note WHERE document_id = 1`);
        } catch {
          // As in code that has a fallback.
        }
      }),
    ).toThrow(expect.objectContaining({ code: 'damaged' }));
    expect(db.value<number>(sql`SELECT seq FROM device`)).toBe(before);
    expect(() => workspace.guard.assertWritable()).toThrow(expect.objectContaining({ code: 'read-only' }));
  });

  test('by a thread that reads the project', async () => {
    const made = await project();
    damage(made.path, 'note');
    const { alarms, call, workspace } = program('cli', made);
    await expect(call('backups.make', {})).rejects.toMatchObject({ code: 'damaged' });
    expect(alarms[0]).toContain(made.path);
    expect(workspace.guard.damaged).toBe(true);
  });
});

test('no automatic copy is made of a damaged project', async () => {
  const made = await project();
  // An index that VACUUM would rebuild without reporting the damage.
  damage(made.path, 'span_type');
  expect(() => backUpAutomatically(made.path, 5e9)).toThrow(expect.objectContaining({ code: 'damaged' }));
});
