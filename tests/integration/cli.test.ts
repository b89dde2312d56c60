import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { openStore } from '../../db/connection/open.ts';
import { temporaryFolder } from '../support/project.ts';

interface Result {
  readonly status: number | null;
  readonly json: Record<string, never>;
  readonly said: string;
}

/** Runs the command line as a script does, with a profile of its own. */
function commandLine() {
  const folder = temporaryFolder();
  const env = { ...process.env, POSTIL_CONFIG: join(folder, 'config') };
  const run = (...args: string[]): Result => {
    const { status, stdout, stderr } = spawnSync(process.execPath, ['dist/cli.mjs', ...args], {
      encoding: 'utf8',
      env,
    });
    // With --json, standard output holds exactly one object, and without it nothing.
    return { status, said: stderr, json: stdout === '' ? {} : (JSON.parse(stdout) as Result['json']) };
  };
  return { run, path: (name: string) => join(folder, name) };
}

test('a project from beginning to end', () => {
  const { run, path } = commandLine();
  const [file, article] = [path('p.postil'), path('a.txt')];
  writeFileSync(article, ' date 2025-07-09 Ada met Bo in Dovran.\n\nBo said it went well.');
  expect(run('new', file, '--scheme', 'news', '--json').status).toBe(0);
  expect(run('import', file, article, '--json').json).toMatchObject({
    documents: 1,
    spans: 0,
    relations: 0,
    skipped: 0,
  });
  const { documents } = run('list', file, 'documents', '--json').json as unknown as {
    documents: { id: string; published: string }[];
  };
  expect(documents).toMatchObject([{ title: '', published: '2025-07-09' }]);
  const document = documents[0]!.id;
  const tagged = run(
    'annotate',
    file,
    '--document',
    document,
    '--type',
    'PERSON',
    '--span',
    '0:3',
    '--attr',
    'mention=nominal',
    '--json',
  );
  expect(tagged.json).toMatchObject({
    span: { type: 'PERSON', start: 0, end: 3, text: 'Ada', attributes: { mention: 'nominal' } },
  });
  run('annotate', file, '--document', document, '--type', 'CLAIM', '--span', '0:3,8:10');
  expect(run('list', file, 'spans', '--document', document, '--json').json).toMatchObject({
    spans: [
      {
        text: 'Ada … Bo',
        fragments: [
          [0, 3],
          [8, 10],
        ],
      },
      { text: 'Ada' },
    ],
  });
  expect(run('undo', file, '--json').json).toMatchObject({ undone: 'Tag Claim “Ada … Bo”', documents: 1 });
  expect(run('redo', file, '--document', document, '--json').json).toMatchObject({
    redone: 'Tag Claim “Ada … Bo”',
  });
  expect(run('export', file, path('out'), '--format', 'jsonl', '--json').json).toMatchObject({
    documents: 1,
    spans: 2,
    losses: [],
    verified: true,
  });
  expect(JSON.parse(readFileSync(path('out/manifest.json'), 'utf8'))).toMatchObject({
    documents: 1,
    spans: 2,
    verified: true,
  });
  expect(run('info', file, '--json').json).toMatchObject({ documents: 1, statuses: { 'in progress': 1 } });
  expect(run('check', file, '--json').json).toMatchObject({ ok: true, problems: [] });
  expect(run('backup', file, path('copy.postil'), '--json').status).toBe(0);
  run('annotate', file, '--document', document, '--type', 'GPE', '--span', '14:20');
  expect(run('restore', file, path('copy.postil'), '--json').json).toMatchObject({
    kept: expect.stringContaining('before-restore'),
  });
  expect(run('list', file, 'spans', '--json').json).toMatchObject({ spans: [{}, {}] });
});

test('--progress tells how far a job is where standard error is no terminal', () => {
  const { run, path } = commandLine();
  writeFileSync(path('in.jsonl'), `${JSON.stringify({ text: 'Bo met Ada.' })}\n`);
  const converted = run('convert', path('in.jsonl'), path('out'), '--to', 'csv', '--progress', '--json');
  expect(converted.json).toMatchObject({ documents: 1 });
  expect(converted.said).toMatch(/^Looking through what there is: 1 kB of 1 kB$/m);
  run('new', path('p.postil'));
  const imported = run('import', path('p.postil'), path('in.jsonl'), '--progress');
  expect(imported.said).toMatch(/^Reading in\.jsonl: 0 kB of 1 kB\nImported 1 document,/m);
  expect(run('export', path('p.postil'), path('again'), '--format', 'jsonl').said).toMatch(/^Exported/);
});

test('exit codes: 1 refused, 2 usage, 3 in use', () => {
  const { run, path } = commandLine();
  const file = path('p.postil');
  run('new', file);
  expect(run('new', file)).toMatchObject({ status: 1, said: expect.stringContaining('already exists') });
  expect(run('annotate', file, '--document', 'x', '--type', 'ALIEN', '--span', '0:1').status).toBe(1);
  expect(run('frobnicate')).toMatchObject({ status: 2, said: expect.stringContaining('no command') });
  expect(run('list', file, 'dragons').status).toBe(2);
  expect(run('export', file, path('out'))).toMatchObject({
    status: 2,
    said: expect.stringContaining('--format'),
  });
  const store = openStore(file, { program: 'the test' });
  store.db.raw.exec('BEGIN IMMEDIATE');
  try {
    const article = path('a.txt');
    writeFileSync(article, 'Words.');
    expect(run('import', file, article).status).toBe(3);
  } finally {
    store.db.raw.exec('ROLLBACK');
    store.close();
  }
});
