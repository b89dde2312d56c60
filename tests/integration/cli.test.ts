import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { openStore } from '../../db/connection/open.ts';
import { runCommand, spawnCommand } from '../support/command-line.ts';
import { temporaryFolder } from '../support/project.ts';

/** A folder, and the command line with a profile of its own in it: as a function, and as a program. */
function commandLine() {
  const folder = temporaryFolder();
  const config = join(folder, 'config');
  return {
    path: (name: string) => join(folder, name),
    run: (...args: string[]) => runCommand(config, ...args),
    start: (...args: string[]) => spawnCommand(config, ...args),
  };
}

test('a project from creation to export', async () => {
  const { run, path } = commandLine();
  const [file, article] = [path('p.postil'), path('a.txt')];
  writeFileSync(article, ' date 2025-07-09 Ada met Bo in Dovran.\n\nBo said it went well.');
  expect((await run('new', file, '--scheme', 'news', '--json')).status).toBe(0);
  expect((await run('import', file, article, '--json')).json).toMatchObject({
    documents: 1,
    spans: 0,
    relations: 0,
    skipped: 0,
  });
  const { documents } = (await run('list', file, 'documents', '--json')).json as unknown as {
    documents: { id: string; published: string }[];
  };
  expect(documents).toMatchObject([{ title: '', published: '2025-07-09' }]);
  const document = documents[0]!.id;
  const tagged = await run(
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
  await run('annotate', file, '--document', document, '--type', 'CLAIM', '--span', '0:3,8:10');
  expect((await run('list', file, 'spans', '--document', document, '--json')).json).toMatchObject({
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
  expect((await run('undo', file, '--json')).json).toMatchObject({
    undone: 'Tag Claim “Ada … Bo”',
    documents: 1,
  });
  expect((await run('redo', file, '--document', document, '--json')).json).toMatchObject({
    redone: 'Tag Claim “Ada … Bo”',
  });
  expect((await run('export', file, path('out'), '--format', 'jsonl', '--json')).json).toMatchObject({
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
  expect((await run('info', file, '--json')).json).toMatchObject({
    documents: 1,
    statuses: { 'in progress': 1 },
  });
  expect((await run('check', file, '--json')).json).toMatchObject({ ok: true, problems: [] });
  expect((await run('backup', file, path('copy.postil'), '--json')).status).toBe(0);
  await run('annotate', file, '--document', document, '--type', 'GPE', '--span', '14:20');
  expect((await run('restore', file, path('copy.postil'), '--json')).json).toMatchObject({
    kept: expect.stringContaining('before-restore'),
  });
  expect((await run('list', file, 'spans', '--json')).json).toMatchObject({ spans: [{}, {}] });
});

test('--progress shows the progress of a job if standard error is not a terminal', async () => {
  const { run, path } = commandLine();
  writeFileSync(path('in.jsonl'), `${JSON.stringify({ text: 'Bo met Ada.' })}\n`);
  const converted = await run(
    'convert',
    path('in.jsonl'),
    path('out'),
    '--to',
    'csv',
    '--progress',
    '--json',
  );
  expect(converted.json).toMatchObject({ documents: 1 });
  expect(converted.said).toMatch(/^Looking through what there is: 1 kB of 1 kB$/m);
  await run('new', path('p.postil'));
  const imported = await run('import', path('p.postil'), path('in.jsonl'), '--progress');
  expect(imported.said).toMatch(/^Reading in\.jsonl: 0 kB of 1 kB\nImported 1 document,/m);
  expect((await run('export', path('p.postil'), path('again'), '--format', 'jsonl')).said).toMatch(
    /^Exported/,
  );
});

test('the program writes to both streams and exits with 0 if done, 1 if rejected, 2 for usage, 3 if in use', () => {
  const { start, path } = commandLine();
  const file = path('p.postil');
  const made = start('new', file, '--json');
  expect(made).toMatchObject({ status: 0, said: '' });
  expect(made.json).toMatchObject({ project: file });
  expect(start('new', file)).toMatchObject({ status: 1, said: expect.stringContaining('already exists') });
  expect(start('annotate', file, '--document', 'x', '--type', 'ALIEN', '--span', '0:1').status).toBe(1);
  expect(start('frobnicate')).toMatchObject({ status: 2, said: expect.stringContaining('no command') });
  expect(start('list', file, 'dragons').status).toBe(2);
  expect(start('export', file, path('out'))).toMatchObject({
    status: 2,
    said: expect.stringContaining('--format'),
  });
  const store = openStore(file, { program: 'the test' });
  store.db.raw.exec('BEGIN IMMEDIATE');
  try {
    const article = path('a.txt');
    writeFileSync(article, 'Words.');
    expect(start('import', file, article).status).toBe(3);
  } finally {
    store.db.raw.exec('ROLLBACK');
    store.close();
  }
});
