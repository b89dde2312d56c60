import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { checkProject } from '../../db/integrity/check.ts';
import { canonicalDump } from '../../db/exports/dump.ts';
import { runExport } from '../../backend/jobs/export.ts';
import { canWrite } from '../../shared/formats/define.ts';
import { formatById, FORMATS } from '../../shared/formats/registry.ts';
import { newUid } from '../../shared/model/uid.ts';
import { backend } from '../support/backend.ts';
import { takeBack } from '../support/take-back.ts';

type Backend = ReturnType<typeof backend>;
const SAMPLE = 'resources/sample/sample.jsonl';

const dump = (b: Backend) => [...canonicalDump(b.store)];

/** Imports files given by path. */
function bring(b: Backend, ...paths: string[]) {
  return b.call('exchange.import', {
    job: newUid(),
    files: paths.map((path) => b.workspace.files.admit(path).id),
  });
}

function write(b: Backend, name: string, text: string): string {
  const path = join(b.folder, name);
  writeFileSync(path, text);
  return path;
}

/** Exports everything; returns the folder. */
async function exported(b: Backend, format = 'jsonl'): Promise<string> {
  const path = join(b.folder, `out-${format}-${newUid()}`);
  const folder = b.workspace.files.admit(path).id;
  const report = await b.call('exchange.export', { job: newUid(), format, folder });
  expect(report.verified).toBe(true);
  return path;
}

describe('articles', () => {
  test('the same name and text adds nothing, another name is imported; both are reported', async () => {
    const b = backend();
    const text = ' date 2025-07-09 Ministers met in Dovran.\n\nThey talked.';
    expect(await bring(b, write(b, 'a.txt', text))).toMatchObject({ documents: 1, skipped: 0 });
    const before = dump(b);
    const again = await bring(b, write(b, 'a.txt', text));
    expect(again).toMatchObject({ documents: 0, skipped: 1 });
    expect(again.notes.map(({ message }) => message).join()).toContain('already in the project');
    expect(dump(b)).toEqual(before);
    const other = await bring(b, write(b, 'b.txt', text));
    expect(other).toMatchObject({ documents: 1, skipped: 0 });
    expect(other.notes.map(({ message }) => message).join()).toContain('same text');
  });

  test('a removed header can be put back, and spans move with their words', async () => {
    const b = backend();
    await bring(b, write(b, 'a.txt', ' date 2025-07-09 Ministers met in Dovran.\n\nThey talked.'));
    const { rows } = await b.call('documents.list', {});
    const document = rows[0]!.id;
    expect(rows[0]).toMatchObject({ published: '2025-07-09' });
    await b.call('spans.create', { document, type: 'GPE', fragments: [[17, 23]] });
    const before = dump(b);
    await b.call('documents.restoreHeader', { document });
    const { document: whole } = await b.call('documents.get', { document });
    expect(whole.text).toBe(' date 2025-07-09 Ministers met in Dovran.\n\nThey talked.');
    const { spans } = await b.call('annotations.get', { document });
    expect(spans.map(({ fragments: [first] }) => whole.text.slice(...first!))).toEqual(['Dovran']);
    expect(checkProject(b.store).problems).toEqual([]);
    await takeBack(b, 'undo', { document });
    expect(dump(b)).toEqual(before);
  });
});

describe.each(FORMATS.filter(canWrite).map(({ id }) => id))('exporting nothing as %s', (format) => {
  const files = (folder: string) => readdirSync(folder).filter((name) => name !== 'manifest.json');

  test('from an empty project or an empty selection', async () => {
    const b = backend();
    const empty = await exported(b, format);
    // Only files that describe the folder or the export as a whole are written.
    expect(files(empty).filter((name) => /\.(?:txt|ann|xmi)$/.test(name))).toEqual([]);
    const manifest = JSON.parse(readFileSync(join(empty, 'manifest.json'), 'utf8')) as object;
    expect(manifest).toMatchObject({ documents: 0, spans: 0, losses: [] });
    if (formatById(format)!.read) {
      const back = await bring(b, empty);
      expect(back).toMatchObject({ documents: 0, spans: 0 });
      expect(back.leftOut?.faults ?? []).toEqual([]);
    }
    await bring(b, write(b, 'a.txt', 'Ministers met in Dovran.'));
    const path = join(b.folder, 'nothing');
    const report = await b.call('exchange.export', {
      job: newUid(),
      format,
      folder: b.workspace.files.admit(path).id,
      filter: { search: 'Orvo' },
    });
    expect(report).toMatchObject({ documents: 0, spans: 0, verified: true, losses: [] });
    expect(files(path)).toEqual(files(empty));
  });

  test('from documents without annotations; formats with texts restore the documents', async () => {
    const b = backend();
    await bring(b, write(b, 'a.txt', 'Ministers met in Dovran.'), write(b, 'b.txt', 'They talked.'));
    const folder = await exported(b, format);
    const other = backend();
    if (!formatById(format)!.read || ['csv', 'tsv', 'extractions'].includes(format)) return;
    await bring(other, folder);
    const { rows } = await other.call('documents.list', {});
    const texts = await Promise.all(
      rows.map(async ({ id }) => (await other.call('documents.get', { document: id })).document.text),
    );
    // CoNLL output has a space before every token.
    const plain = texts.map((text) => text.replace(' .', '.'));
    expect(plain.sort()).toEqual(['Ministers met in Dovran.', 'They talked.']);
  });
});

describe('Postil JSONL', () => {
  test('the project is the same after a round trip, including slots, entities and relations', async () => {
    const one = backend({ threads: true });
    const report = await bring(one, SAMPLE);
    expect(report.documents).toBe(5);
    const document = (await one.call('documents.list', {})).rows[4]!.id;
    await one.call('spans.create', {
      document,
      type: 'PERSON',
      fragments: [
        [0, 4],
        [8, 12],
      ],
    });
    await one.call('spans.create', { document, type: 'CLAIM', fragments: [] });
    await one.call('spans.create', { document, type: 'GPE', fragments: [[6, 6]] });
    await one.call('labels.set', { document, name: 'topic', value: 'politics' });
    await one.call('notes.add', { document, body: 'Read again.' });
    await one.call('documents.setStatus', { document, status: 'skipped', reason: 'too short' });
    const folder = await exported(one);
    const two = backend();
    await bring(two, join(folder, 'data.jsonl'));
    expect(dump(two)).toEqual(dump(one));
    expect(checkProject(two.store).problems).toEqual([]);
    const before = dump(two);
    await bring(two, join(folder, 'data.jsonl'));
    expect(dump(two)).toEqual(before);
  });

  test('an import is undone and redone as a whole, and check replays it', async () => {
    const b = backend();
    const before = dump(b);
    await bring(b, SAMPLE);
    const after = dump(b);
    const document = (await b.call('documents.list', {})).rows[3]!.id;
    await b.call('spans.create', { document, type: 'GPE', fragments: [[0, 3]] });
    await takeBack(b, 'undo');
    expect(await takeBack(b, 'undo')).toMatchObject({ label: 'Import sample.jsonl', documents: 5 });
    expect(dump(b).filter((line) => !/^(analyst|set) /.test(line))).toEqual(before);
    await takeBack(b, 'redo');
    expect(dump(b).filter((line) => !line.includes('"Ada"'))).toEqual(after);
    expect(checkProject(b.store).problems).toEqual([]);
  });

  test('an import is not undone if later changes depend on it', async () => {
    const b = backend();
    const importer = b.workspace.settings.value.analyst;
    await bring(b, SAMPLE);
    const document = (await b.call('documents.list', {})).rows[3]!.id;
    b.workspace.settings.update({ analyst: { ...importer, id: newUid(), name: 'Bo' } });
    await b.call('spans.create', { document, type: 'GPE', fragments: [[0, 3]] });
    b.workspace.settings.update({ analyst: importer });
    const before = dump(b);
    await expect(takeBack(b, 'undo')).rejects.toMatchObject({ code: 'conflict' });
    expect(dump(b)).toEqual(before);
  });

  test('bare records go to a separate set; importing twice changes nothing', async () => {
    const b = backend();
    const path = write(
      b,
      'ner.jsonl',
      '{"text":"Bo met Ada.","spans":[{"start":0,"end":2,"type":"PERSON"}]}\n',
    );
    expect(await bring(b, path)).toMatchObject({ documents: 1, spans: 1 });
    expect((await b.call('project.info', {})).sets.map(({ name }) => name)).toEqual(['ner']);
    const before = dump(b);
    expect(await bring(b, path)).toMatchObject({ documents: 0, matched: 1, spans: 0 });
    expect(dump(b)).toEqual(before);
  });

  const good = '{"text":"Bo met Ada.","spans":[]}\n';
  test.each([
    ['a truncated line', `${good}{"text":"Bo`, 2],
    [
      'a span past the text',
      `${good}${good}{"text":"Bo","spans":[{"start":0,"end":9,"type":"PERSON"}]}\n`,
      3,
    ],
    ['an unknown type', `${good}{"text":"Bo","spans":[{"start":0,"end":2,"type":"ALIEN"}]}\n`, 2],
    ['invalid UTF-8', Buffer.concat([Buffer.from(good), Buffer.from([0x7b, 0xff, 0xfe, 0x7d])]), 2],
  ])('all or nothing: %s is rejected with its line, and nothing is imported', async (_, content, line) => {
    const b = backend();
    const before = dump(b);
    const path = join(b.folder, 'bad.jsonl');
    writeFileSync(path, content);
    const strict = b.call('exchange.import', {
      job: newUid(),
      files: [b.workspace.files.admit(path).id],
      strict: true,
    });
    await expect(strict).rejects.toMatchObject({
      code: 'refused',
      where: { file: 'bad.jsonl', line },
    });
    expect(dump(b)).toEqual(before);
  });
});

describe('exports', () => {
  test('a set is imported even if the set that it supersedes is not in the file', async () => {
    const b = backend();
    const set = {
      id: newUid(),
      name: 'probe 2',
      kind: 'model',
      model: { name: 'probe' },
      supersedes: newUid(),
      analyst: newUid(),
    };
    const header = { kind: 'header', format: 'postil-jsonl', version: 1, sets: [set] };
    const span = { id: newUid(), start: 0, end: 3, type: 'PERSON', set: 'probe 2' };
    const record = { id: newUid(), text: 'Ada met Bo.', spans: [span] };
    const path = join(b.folder, 'probe.jsonl');
    writeFileSync(path, `${JSON.stringify(header)}\n${JSON.stringify({ kind: 'document', ...record })}\n`);
    const files = [b.workspace.files.admit(path).id];
    expect(await b.call('exchange.import', { job: newUid(), files })).toMatchObject({
      documents: 1,
      spans: 1,
    });
    const { sets } = await b.call('project.info', {});
    expect(sets).toMatchObject([{ id: set.id, name: 'probe 2', kind: 'model' }]);
    expect(sets[0]).not.toHaveProperty('supersedes');
  });

  test('CSV is verified; losses are reported, or rejected with strict', async () => {
    const b = backend();
    await bring(b, SAMPLE);
    const folder = await exported(b, 'csv');
    const manifest = JSON.parse(readFileSync(join(folder, 'manifest.json'), 'utf8')) as {
      losses: { kind: string }[];
      verified: boolean;
    };
    expect(manifest.verified).toBe(true);
    expect(manifest.losses.length).toBeGreaterThan(0);
    const out = b.workspace.files.admit(join(b.folder, 'strict')).id;
    await expect(
      b.call('exchange.export', { job: newUid(), format: 'csv', folder: out, strict: true }),
    ).rejects.toMatchObject({ code: 'refused' });
  });

  test('a spreadsheet-safe CSV escapes cells that look like formulas', async () => {
    const b = backend();
    const path = write(
      b,
      'x.jsonl',
      '{"text":"=HYPERLINK(1) Bo","spans":[{"start":0,"end":13,"type":"PERSON"}]}\n',
    );
    await bring(b, path);
    const out = join(b.folder, 'safe');
    await b.call('exchange.export', {
      job: newUid(),
      format: 'csv',
      folder: b.workspace.files.admit(out).id,
      options: { 'spreadsheet-safe': true },
    });
    expect(readFileSync(join(out, 'spans.csv'), 'utf8')).toContain("'=HYPERLINK(1)");
  });

  test('a folder that is not empty is rejected', async () => {
    const b = backend();
    await bring(b, SAMPLE);
    const folder = await exported(b);
    const again = b.workspace.files.admit(folder).id;
    await expect(
      b.call('exchange.export', { job: newUid(), format: 'jsonl', folder: again }),
    ).rejects.toThrow(/not empty/);
  });

  test.each(['Writing', 'Reading back'])('cancelling during “%s” leaves nothing behind', async (words) => {
    const b = backend();
    await bring(b, SAMPLE);
    const stop = new AbortController();
    const out = join(b.folder, 'cancelled');
    const progress = (_done: number, _total: number | null, _unit: string, message: string) => {
      if (message === words) stop.abort();
    };
    await expect(
      runExport(b.store, out, { format: 'brat' }, { signal: stop.signal, progress }),
    ).rejects.toMatchObject({ code: 'cancelled' });
    expect(readdirSync(b.folder).filter((name) => name.includes('cancelled'))).toEqual([]);
  });

  test('the preview shows the first of many documents, and a job counts all', async () => {
    const b = backend();
    const record = (i: number) =>
      JSON.stringify({
        text: `Ada met Bo, number ${i}.`,
        spans: [
          { start: 0, end: 10, type: 'CLAIM' },
          { start: 4, end: 12, type: 'EVENT' },
        ],
      });
    await bring(b, write(b, 'many.jsonl', Array.from({ length: 600 }, (_, i) => `${record(i)}\n`).join('')));
    const few = await b.call('exchange.preview', {
      format: 'conll',
      filter: { search: 'number 599' },
    });
    expect(few).toMatchObject({ documents: 1, counts: { spans: 2 } });
    const many = await b.call('exchange.preview', { format: 'conll' });
    expect(many).toMatchObject({ documents: 600, counts: null });
    expect(many.sample).toContain('Ada');
    const counts = await b.call('exchange.count', { job: newUid(), format: 'conll' });
    const folder = b.workspace.files.admit(join(b.folder, 'many')).id;
    const report = await b.call('exchange.export', { job: newUid(), format: 'conll', folder });
    expect(report.losses.length).toBeGreaterThan(0);
    expect(counts).toEqual({ spans: 1200, cues: 0, relations: 0, losses: report.losses });
  });
});
