import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import { expect, test } from 'vitest';
import { newUid } from '../../shared/model/uid.ts';
import { backend } from '../support/backend.ts';
import { runCommand } from '../support/command-line.ts';
import { sheetsOf } from '../support/workbook.ts';
import { bring, put } from '../support/bad-input.ts';

const TEXT = 'Ada Veld said that the dam of Vell will hold. Bo Karst denied it.';

test('the same annotations are counted alike wherever they are counted: cues of claims by their name', async () => {
  const b = backend();
  const document = b.addDocument(TEXT);
  const at = (words: string): [number, number] => [TEXT.indexOf(words), TEXT.indexOf(words) + words.length];
  const tag = async (type: string, words: string) =>
    (await b.call('spans.create', { document, type, fragments: [at(words)] })).span;
  const ada = await tag('PERSON', 'Ada Veld');
  const claim = await tag('CLAIM', 'the dam of Vell will hold');
  await b.call('slots.fill', { span: claim.id, slot: 'claimer', filler: { span: ada.id } });
  await b.call('slots.fill', {
    span: claim.id,
    slot: 'cue',
    filler: { mention: { fragments: [at('said')] } },
  });
  const expected = { spans: 2, cues: 1 };

  const selection = { format: 'tables' };
  expect((await b.call('exchange.preview', selection)).counts).toMatchObject(expected);
  expect(await b.call('exchange.count', { job: newUid(), ...selection })).toMatchObject(expected);
  const export_ = async (format: string, options = {}) => {
    const folder = join(b.folder, `${format}-${Object.values(options).join()}`);
    const report = await b.call('exchange.export', {
      job: newUid(),
      format,
      options,
      folder: b.workspace.files.admit(folder).id,
    });
    expect(report, format).toMatchObject({ documents: 1, ...expected });
    expect(JSON.parse(readFileSync(join(folder, 'manifest.json'), 'utf8')), format).toMatchObject(expected);
    return folder;
  };
  const rowsOf = (path: string) => parse(readFileSync(path), { columns: true }).length;
  expect(rowsOf(join(await export_('csv'), 'spans.csv'))).toBe(3);
  expect(rowsOf(join(await export_('tables', { as: 'csv' }), 'annotations.csv'))).toBe(3);
  const workbook = sheetsOf(readFileSync(join(await export_('tables'), 'tables.xlsx')));
  expect(workbook.find(({ name }) => name === 'Annotations')!.rows).toHaveLength(1 + 3);
  const [head, article] = workbook.find(({ name }) => name === 'Articles')!.rows;
  const cell = (heading: string) => Number(article![head!.indexOf(heading)]);
  expect(cell('Mentions') + cell('Claims') + cell('Events')).toBe(expected.spans);
  expect(cell('Cues')).toBe(expected.cues);
  const { sets, ownSet } = await b.call('project.info', {});
  expect(sets.find(({ id }) => id === ownSet)).toMatchObject({ spans: 2 });
  expect((await b.call('documents.list', {})).rows).toMatchObject([{ spans: 2 }]);

  // Other projects and the command line count what comes in in the same way.
  const jsonl = await export_('jsonl');
  expect(await bring(backend(), join(jsonl, 'data.jsonl'))).toMatchObject({ documents: 1, ...expected });
  const converted = await runCommand(
    join(b.folder, 'config'),
    ...['convert', join(jsonl, 'data.jsonl'), join(b.folder, 'out.xlsx'), '--to', 'tables'],
  );
  expect(converted.said).toContain('Converted 1 document, 2 spans and 1 cue, 0 relations');
});

test('an import of a model’s answers names the model and how much it proposes', async () => {
  const b = backend();
  b.addDocument(TEXT, 'dam.txt');
  const proposals = [
    { start: 0, end: 8, text: 'Ada Veld', label: 'person', score: 0.9 },
    { start: 46, end: 54, text: 'Bo Karst', label: 'person', score: 0.8 },
  ];
  const report = await b.call('exchange.import', {
    job: newUid(),
    files: [b.workspace.files.admit(put(b, 'dam.json', JSON.stringify(proposals))).id],
    model: { name: 'llm' },
  });
  expect(report).toMatchObject({ spans: 2, cues: 0, model: 'llm' });
  expect((await bring(b, put(b, 'other.txt', 'Nothing in it.'))).model).toBeUndefined();
});

test('only what was exported is shown in the folders of the system', async () => {
  const b = backend();
  b.addDocument(TEXT);
  const folder = join(b.folder, 'out');
  await b.call('exchange.export', {
    job: newUid(),
    format: 'jsonl',
    folder: b.workspace.files.admit(folder).id,
  });
  // The command line and a browser have no folders to show.
  await expect(b.call('exchange.reveal', { folder })).rejects.toThrow('cannot open folders');
  const shown: string[] = [];
  Object.assign(b.workspace.bridge, { reveal: (path: string) => void shown.push(path) });
  await b.call('exchange.reveal', { folder });
  expect(shown).toEqual([join(folder, 'manifest.json')]);
  await expect(b.call('exchange.reveal', { folder: b.folder })).rejects.toThrow('no export');
});
