import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { findSet, setsCalled } from '../../db/sets/sets.ts';
import { backend, type Backend } from '../support/backend.ts';
import { commandLine } from '../support/command-line.ts';

const ARTICLE = 'Ada Quill met Bo Ek in Lumen.';
const record = JSON.stringify({
  document_id: 'a.txt',
  entities: [{ text: 'Ada Quill', type: 'PERSON', score: 0.9 }],
});

/** Makes a project with one article and the predictions of the model “probe”. */
async function probed(): Promise<Backend> {
  const b = backend();
  b.addDocument(ARTICLE, 'a.txt');
  b.workspace.close();
  writeFileSync(join(b.folder, 'run.jsonl'), `${record}\n`);
  const done = await run(b, 'import', b.path, join(b.folder, 'run.jsonl'), '--set', 'model:probe');
  expect(done.said).toContain('Imported');
  return b;
}

const run = (b: Backend, ...args: string[]) => commandLine(b, ...args);

describe('a model’s set can be called “probe” or “model:probe”', () => {
  test('in every command that takes a set', async () => {
    const name = 'model:probe';
    const b = await probed();
    const document = ['--document', 'a.txt'];
    const commands: string[][] = [
      ['list', b.path, 'spans', '--set', name],
      ['claims', b.path, '--set', name],
      ['search', b.path, 'Ada', '--annotations', '--set', name],
      ['quarantine', b.path, '--set', name],
      ['annotate', b.path, ...document, '--type', 'GPE', '--span', '23:28', '--set', name],
      ['propagate', b.path, '--string', 'Bo Ek', '--type', 'PERSON', '--set', name, '--dry-run'],
      ['propagate', b.path, '--string', 'Bo Ek', '--type', 'PERSON', '--set', name],
      ['agreement', b.path, '--source', name, '--target', 'mine'],
      [
        'decide',
        b.path,
        '--source',
        name,
        '--target',
        'mine',
        '--accept',
        '--where',
        `source = "${name}"`,
        '--dry-run',
      ],
      ['export', b.path, join(b.folder, 'out'), '--format', 'csv', '--set', name],
    ];
    await run(b, 'annotate', b.path, ...document, '--type', 'GPE', '--span', '23:28', '--set', 'mine');
    for (const command of commands)
      expect((await run(b, ...command)).said, command.join(' ')).not.toMatch(/no set|usage/i);
    const { sets } = JSON.parse((await run(b, 'list', b.path, 'sets', '--json')).out) as {
      sets: { name: string; spans: number }[];
    };
    // No command has created another set of that name.
    expect(sets.map((set) => set.name)).toEqual(['probe', 'mine']);
    expect(sets[0]!.spans).toBe(3);
    const dry = JSON.parse((await run(b, ...commands[8]!, '--json')).out) as { cases: number };
    expect(dry.cases).toBe(3);
    expect(readFileSync(join(b.folder, 'out', 'spans.csv'), 'utf8')).toContain('Ada Quill');
    expect((await run(b, 'list', b.path, 'spans', '--set', 'probe')).said).toContain('Ada Quill');
  });

  test('a model without a set is rejected, and no set is created', async () => {
    const b = await probed();
    const tagged = await run(
      b,
      'annotate',
      b.path,
      '--document',
      'a.txt',
      '--type',
      'GPE',
      '--span',
      '23:28',
      '--set',
      'model:other',
    );
    expect(tagged).toMatchObject({ status: 1 });
    expect(tagged.said).toContain('There is no set “model:other”. The sets are: “probe”');
    expect(existsSync(join(b.folder, 'out'))).toBe(false);
  });

  test('an ambiguous name is rejected with all matching sets; an id is accepted', async () => {
    const b = await probed();
    await run(
      b,
      'annotate',
      b.path,
      '--document',
      'a.txt',
      '--type',
      'GPE',
      '--span',
      '23:28',
      '--set',
      'mine',
    );
    // The set of another model has the name that a tool gives to the set of its predictions.
    const span = { start: 0, end: 5, type: 'PERSON', set: 'model:probe' };
    writeFileSync(
      join(b.folder, 'other.jsonl'),
      `${JSON.stringify({ text: 'Other words.', spans: [span] })}\n`,
    );
    expect((await run(b, 'import', b.path, join(b.folder, 'other.jsonl'))).said).toContain(
      'Imported 1 document',
    );
    b.workspace.open(b.path);
    const ids = setsCalled(b.store, 'model:probe').map(({ id }) => id);
    const probe = findSet(b.store.db, 'probe')!;
    b.workspace.close();
    expect(ids).toHaveLength(2);
    const refused = await run(b, 'list', b.path, 'spans', '--set', 'model:probe');
    expect(refused).toMatchObject({ status: 1 });
    for (const id of ids) expect(refused.said).toContain(id);
    // Its own name and its id are unambiguous.
    expect((await run(b, 'list', b.path, 'spans', '--set', 'probe')).said).toContain('Ada Quill');
    expect((await run(b, 'list', b.path, 'spans', '--set', probe)).said).toContain('Ada Quill');
  });
});
