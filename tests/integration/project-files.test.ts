import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { Router } from '../../backend/router.ts';
import { withoutDialogs } from '../../backend/workspace/host-bridge.ts';
import { SettingsFile } from '../../backend/workspace/settings.ts';
import { Workspace } from '../../backend/workspace/workspace.ts';
import { openStore } from '../../db/connection/open.ts';
import { newsScheme } from '../../shared/presets/news.ts';
import { NO_READ_ONLY } from '../support/read-only-place.ts';

let folder: string;
let library: string;
let before: string | undefined;
let workspace: Workspace;
let router: Router;
const trashed: string[] = [];

function begin(desktop = false): void {
  const bridge = withoutDialogs('web', 'the web host');
  workspace = new Workspace(
    {
      ...bridge,
      sample: 'resources/sample/sample.jsonl',
      ...(desktop && {
        trash: async (path: string) => {
          trashed.push(path);
          rmSync(path, { recursive: true });
        },
      }),
    },
    new SettingsFile(join(folder, 'config')),
  );
  router = new Router(workspace);
}

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'postil-files-'));
  library = join(folder, 'library');
  mkdirSync(library);
  before = process.env['POSTIL_HOME'];
  process.env['POSTIL_HOME'] = library;
  trashed.length = 0;
  begin();
});
afterEach(async () => {
  workspace.dispose();
  await workspace.settled();
  if (before === undefined) delete process.env['POSTIL_HOME'];
  else process.env['POSTIL_HOME'] = before;
  chmodSync(library, 0o755);
  rmSync(folder, { recursive: true, force: true });
});

const file = (name: string) => join(library, `${name}.postil`);
const names = (at = library) => (existsSync(at) ? readdirSync(at).sort() : []);
const listed = async () => (await router.call('host.projects', {})).projects;
const idOf = async (name: string) => (await listed()).find((each) => each.name === name)!.id;

/** Makes a closed project with a backup. */
async function make(name: string): Promise<void> {
  workspace.create(file(name), newsScheme);
  workspace.close();
  await workspace.settled();
  mkdirSync(join(library, `${name}.backups`), { recursive: true });
  writeFileSync(join(library, `${name}.backups`, 'kept.txt'), 'kept');
}

describe('a closed project', () => {
  test('is renamed with its backups, and stays among the recent ones with its progress', async () => {
    await make('Ministers');
    expect(await listed()).toMatchObject([{ name: 'Ministers', progress: { documents: 0, finished: 0 } }]);
    await router.call('host.rename', { project: await idOf('Ministers'), name: ' Cabinet 2025 ' });
    expect(names()).toEqual(['Cabinet 2025.backups', 'Cabinet 2025.postil']);
    expect(names(join(library, 'Cabinet 2025.backups'))).toContain('kept.txt');
    expect(await listed()).toMatchObject([{ name: 'Cabinet 2025', progress: { documents: 0, finished: 0 } }]);
    expect(workspace.settings.value.recent).toEqual([file('Cabinet 2025')]);
    // The other spelling of a name is not taken by itself.
    await router.call('host.rename', { project: await idOf('Cabinet 2025'), name: 'cabinet 2025' });
    expect(names()).toContain('cabinet 2025.postil');
  });

  test.each(['', ' ', '..', 'a/b', 'a\\b', 'what?', 'a:b', 'tab\tbed', 'con', 'LPT1.old', 'ü'.repeat(101)])(
    'is not renamed to %j',
    async (name) => {
      await make('Ministers');
      const files = names();
      const call = router.call('host.rename', { project: await idOf('Ministers'), name });
      await expect(call).rejects.toMatchObject({ code: 'invalid-input' });
      expect(names()).toEqual(files);
    },
  );

  test('is not renamed or copied to a name that exists', async () => {
    await make('Ministers');
    await make('Cabinet');
    const project = await idOf('Ministers');
    for (const call of ['host.rename', 'host.duplicate'] as const)
      await expect(router.call(call, { project, name: 'Cabinet' })).rejects.toThrow(
        `There is already a project ${file('Cabinet')}`,
      );
    expect(names().filter((name) => name.endsWith('.postil'))).toEqual([
      'Cabinet.postil',
      'Ministers.postil',
    ]);
  });

  test('that differs from another only in case is not put in its place', async () => {
    await make('Ministers');
    writeFileSync(join(folder, 'probe'), '');
    // Where case is ignored, there is no such other project.
    if (existsSync(join(folder, 'PROBE'))) return;
    await make('ministers');
    const files = names();
    const call = router.call('host.rename', { project: await idOf('Ministers'), name: 'ministers' });
    await expect(call).rejects.toThrow('There is already a project');
    expect(names()).toEqual(files);
  });

  test('does not take over the journal or the backups that another project of that name left', async () => {
    await make('Ministers');
    const project = await idOf('Ministers');
    for (const rest of ['Cabinet.postil-wal', 'Cabinet.backups']) {
      writeFileSync(join(library, rest), 'left');
      for (const call of ['host.rename', 'host.duplicate'] as const)
        await expect(router.call(call, { project, name: 'Cabinet' })).rejects.toThrow(
          `There is already ${join(library, rest)}`,
        );
      rmSync(join(library, rest));
    }
    expect(names()).toEqual(['Ministers.backups', 'Ministers.postil']);
  });

  test('keeps its id from one list to the next', async () => {
    await make('Ministers');
    expect(await idOf('Ministers')).toBe(await idOf('Ministers'));
  });

  test('takes what a crash left in its journal along', async () => {
    await make('Ministers');
    const program = join(folder, 'crash.ts');
    // A program that adds an article and is killed: the article is only in the journal.
    writeFileSync(
      program,
      `import Database from ${JSON.stringify(import.meta.resolve('better-sqlite3'))};
      const raw = new Database(process.argv[2]);
      raw.pragma('journal_mode = WAL');
      raw.exec("INSERT INTO meta (key, value) VALUES ('crashed', 'yes')");
      process.kill(process.pid, 'SIGKILL');`,
    );
    spawnSync(process.execPath, [program, file('Ministers')]);
    expect(statSync(`${file('Ministers')}-wal`).size).toBeGreaterThan(0);
    await router.call('host.rename', { project: await idOf('Ministers'), name: 'Cabinet' });
    expect(names()).toEqual(['Cabinet.backups', 'Cabinet.postil']);
    const raw = new Database(file('Cabinet'), { readonly: true });
    expect(raw.prepare("SELECT value FROM meta WHERE key = 'crashed'").pluck().get()).toBe('yes');
    raw.close();
  });

  test('is refused by the name of the program that has it open', async () => {
    await make('Ministers');
    const project = await idOf('Ministers');
    const store = openStore(file('Ministers'), { program: 'the command line' });
    // A process that runs for certain, and is not this one.
    store.db.raw.exec(`UPDATE main.holder SET pid = ${process.ppid}`);
    for (const call of [
      () => router.call('host.rename', { project, name: 'Cabinet' }),
      () => router.call('host.trash', { project }),
    ])
      await expect(call()).rejects.toMatchObject({
        code: 'in-use',
        message: expect.stringContaining('is in use by the command line (pid') as string,
      });
    expect(names()).toContain('Ministers.postil');
    store.db.raw.exec(`UPDATE main.holder SET pid = ${process.pid}`);
    store.close();
  });

  test('is copied beside itself under free names', async () => {
    await make('Ministers');
    const project = await idOf('Ministers');
    expect(await router.call('host.duplicate', { project })).toEqual({ path: file('Ministers copy') });
    expect(await router.call('host.duplicate', { project })).toEqual({ path: file('Ministers copy 2') });
    openStore(file('Ministers copy'), { program: 'test' }).close();
    expect((await listed()).map(({ name }) => name).sort()).toEqual([
      'Ministers',
      'Ministers copy',
      'Ministers copy 2',
    ]);
  });

  test('goes to the folder .trash with its backups, also twice under one name, and can be opened there', async () => {
    await make('Ministers');
    const { path } = await router.call('host.trash', { project: await idOf('Ministers') });
    expect(path).toBe(join(library, '.trash', 'Ministers.postil'));
    expect(await listed()).toEqual([]);
    expect(workspace.settings.value.recent).toEqual([]);
    await make('Ministers');
    await router.call('host.trash', { project: await idOf('Ministers') });
    expect(names(join(library, '.trash'))).toEqual([
      'Ministers (2).backups',
      'Ministers (2).postil',
      'Ministers.backups',
      'Ministers.postil',
    ]);
    openStore(path!, { program: 'test' }).close();
  });

  test('goes to the trash of the system where there is one', async () => {
    begin(true);
    await make('Ministers');
    expect(await router.call('host.trash', { project: await idOf('Ministers') })).toEqual({ path: null });
    expect(trashed).toEqual([file('Ministers'), join(library, 'Ministers.backups')]);
  });

  test('stays where it is if the trash cannot be made', async () => {
    await make('Ministers');
    const project = await idOf('Ministers');
    writeFileSync(join(library, '.trash'), '');
    const files = names();
    const refusal = {
      code: 'refused',
      message: expect.stringContaining(`change the folder ${library}`) as string,
    };
    await expect(router.call('host.trash', { project })).rejects.toMatchObject(refusal);
    expect(names()).toEqual(files);
    expect(names(join(library, 'Ministers.backups'))).toContain('kept.txt');
  });

  test('in a read-only folder is not moved, and the reason names the folder', async ({ skip }) => {
    if (NO_READ_ONLY !== null) skip(NO_READ_ONLY);
    if (process.getuid?.() === 0) skip('root may change every folder');
    await make('Ministers');
    const project = await idOf('Ministers');
    chmodSync(library, 0o555);
    for (const call of [
      () => router.call('host.rename', { project, name: 'Cabinet' }),
      () => router.call('host.trash', { project }),
    ])
      await expect(call()).rejects.toThrow(`Check that you may change the folder ${library}`);
    chmodSync(library, 0o755);
    expect(names()).toEqual(['Ministers.backups', 'Ministers.postil']);
  });
});

describe('the open project', () => {
  test('is renamed and stays open', async () => {
    workspace.create(file('Ministers'), newsScheme);
    await router.call('host.rename', { name: 'Cabinet' });
    expect(workspace.store.path).toBe(file('Cabinet'));
    expect(existsSync(file('Ministers'))).toBe(false);
    await expect(router.call('host.rename', { name: 'a/b' })).rejects.toThrow('cannot contain');
    expect(workspace.store.path).toBe(file('Cabinet'));
  });

  test('is copied and stays open; is trashed and closed', async () => {
    workspace.create(file('Ministers'), newsScheme);
    await router.call('host.duplicate', {});
    expect(workspace.store.path).toBe(file('Ministers'));
    await router.call('host.trash', {});
    expect(workspace.isOpen).toBe(false);
    expect((await listed()).map(({ name }) => name)).toEqual(['Ministers copy']);
  });

  test('shows its progress once it is closed', async () => {
    await router.call('host.openSample', {});
    const { rows } = await router.call('documents.list', {});
    await router.call('documents.setStatus', { document: rows[0]!.id, status: 'done' });
    await router.call('host.close', {});
    expect(await listed()).toMatchObject([
      { name: 'Sample', progress: { documents: rows.length, finished: 1 } },
    ]);
    // It exists now and is opened as it is.
    await router.call('host.openSample', {});
    expect((await router.call('documents.list', { status: ['done'] })).total).toBe(1);
  });
});

describe('a new project', () => {
  const create = (input: { name: string; preset?: string; folder?: string }) =>
    router.call('host.create', input);

  test('is made in the library, or in a folder that was chosen, from a preset or a given scheme', async () => {
    await create({ name: 'News' });
    expect(workspace.store.path).toBe(file('News'));
    const elsewhere = join(folder, 'elsewhere');
    mkdirSync(elsewhere);
    const chosen = workspace.files.admit(elsewhere).id;
    const scheme = { ...newsScheme, name: 'Mine' };
    await router.call('host.create', { name: 'Mine', scheme, folder: chosen });
    expect(workspace.store.path).toBe(join(elsewhere, 'Mine.postil'));
    expect((await router.call('project.scheme', {})).scheme.name).toBe('Mine');
  });

  test.each([
    [{ name: 'a/b' }, 'invalid-input'],
    [{ name: 'News', preset: 'no-such' }, 'invalid-input'],
  ])('%j is refused, and nothing is made', async (input, code) => {
    await expect(create(input)).rejects.toMatchObject({ code });
    expect(names()).toEqual([]);
  });

  test('does not take the place of a file', async () => {
    writeFileSync(file('News'), 'not mine');
    await expect(create({ name: 'News' })).rejects.toMatchObject({ code: 'refused' });
  });
});
