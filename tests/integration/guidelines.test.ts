import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { sql } from '../../db/connection/connection.ts';
import { canonicalDump } from '../../db/exports/dump.ts';
import { checkProject } from '../../db/integrity/check.ts';
import { eraseForGood } from '../../db/erase/erase.ts';
import { currentScheme } from '../../db/scheme/scheme.ts';
import type { GuidelineBlock } from '../../shared/guideline/blocks.ts';
import { blocksOf } from '../../shared/guideline/markdown.ts';
import { spanType } from '../../shared/model/scheme.ts';
import { newUid, type Uid } from '../../shared/model/uid.ts';
import { newsScheme } from '../../shared/presets/news.ts';
import { changePart, renamePart } from '../../shared/scheme-edit/edit.ts';
import { backend, type Backend } from '../support/backend.ts';
import { runCommand } from '../support/command-line.ts';

const TEXT = 'Headline\nYesterday Mara Odell said the council of Brightwater knew of it all along.\nMore.';

async function tag(at: Backend, document: Uid, type: string, words: string): Promise<Uid> {
  const id = newUid();
  const start = TEXT.indexOf(words);
  await at.call('spans.create', { id, document, type, fragments: [[start, start + words.length]] });
  return id;
}

const guidelineOf = (at: Backend, type: string) => spanType(currentScheme(at.store).scheme, type)!.guideline;

async function write(at: Backend, type: string, guideline: readonly GuidelineBlock[]): Promise<void> {
  const { number, scheme } = currentScheme(at.store);
  const changed = changePart(scheme, { kind: 'span', name: type }, { guideline }).scheme;
  await at.call('scheme.edit', { base: number, target: { scheme: changed } });
}

test('an annotation becomes an example with its words around it, changes sides, and undo takes it back after a restart', async () => {
  const at = backend();
  const document = at.addDocument(TEXT, 'bridge.txt');
  const span = await tag(at, document, 'PERSON', 'Mara Odell');
  const before = [...canonicalDump(at.store)].join('\n');
  const done = await at.call('guidelines.addExample', {
    kind: 'span',
    annotation: span,
    as: 'example',
    text: 'A *name*.',
  });
  expect(done).toEqual({ version: 2, type: 'PERSON', label: 'Person', quote: 'Mara Odell', added: true });
  const { uid, ...block } = guidelineOf(at, 'PERSON').at(-1)!;
  expect(block).toEqual({
    kind: 'example',
    text: 'A *name*.',
    example: {
      kind: 'span',
      annotation: span,
      document,
      type: 'PERSON',
      title: 'Headline',
      before: 'Yesterday ',
      quote: 'Mara Odell',
      after: ' said the council of Brightwater knew of it all along.',
    },
  });
  // Nothing is to be re-checked, and the label of the change quotes nothing.
  expect((await at.call('recheck.counts', {})).total).toBe(0);
  expect(at.store.db.value(sql`SELECT label FROM change ORDER BY id DESC LIMIT 1`)).toBe(
    'Scheme: PERSON: guideline: example added',
  );
  expect(
    (await at.call('guidelines.addExample', { kind: 'span', annotation: span, as: 'example' })).added,
  ).toBe(false);
  const other = await at.call('guidelines.addExample', {
    kind: 'span',
    annotation: span,
    as: 'counter-example',
  });
  expect(other).toMatchObject({ version: 3, added: true });
  expect(guidelineOf(at, 'PERSON').filter(({ example }) => example)).toMatchObject([
    { uid, kind: 'counter-example', text: 'A *name*.' },
  ]);
  at.restart();
  await at.call('history.undo', {});
  await at.call('history.undo', {});
  expect(guidelineOf(at, 'PERSON')).toEqual(spanType(newsScheme, 'PERSON')!.guideline);
  const versionsAside = (dump: string) =>
    dump
      .split('\n')
      .filter((line) => line.includes('"span"'))
      .join('\n');
  expect(versionsAside([...canonicalDump(at.store)].join('\n'))).toBe(versionsAside(before));
});

test('an example stays readable when its words, its annotation or its article go', async () => {
  const at = backend();
  const document = at.addDocument(TEXT, 'bridge.txt');
  const person = await tag(at, document, 'PERSON', 'Mara Odell');
  const council = await tag(at, document, 'ORG', 'council of Brightwater');
  const claim = await tag(at, document, 'CLAIM', 'the council of Brightwater knew of it all along');
  const other = await tag(at, document, 'CLAIM', 'knew of it');
  await at.call('relations.create', { id: newUid(), type: 'supports', from: other, to: claim });
  const relation = at.store.db.value<string>(sql`SELECT lower(hex(uid)) FROM relation`)!;
  const id = relation.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5') as Uid;
  const done = await at.call('guidelines.addExample', { kind: 'relation', annotation: id, as: 'example' });
  expect(done).toMatchObject({
    type: 'supports',
    quote: 'knew of it → the council of Brightwater knew of it all along',
  });
  const ask = () =>
    at.call('guidelines.examples', {
      examples: [
        { kind: 'span', annotation: person },
        { kind: 'span', annotation: council },
        { kind: 'relation', annotation: id },
      ],
      documents: [document],
    });
  expect((await ask()).found).toEqual([
    { annotation: person, document, span: person, title: 'Headline', quote: 'Mara Odell' },
    { annotation: council, document, span: council, title: 'Headline', quote: 'council of Brightwater' },
    { annotation: id, document, span: other, title: 'Headline', quote: done.quote },
  ]);
  await at.call('spans.delete', { ids: [council] });
  expect((await ask()).found.map((each) => each.annotation)).toEqual([person, id]);
  await at.call('documents.delete', { job: newUid(), documents: [document] });
  expect(await ask()).toEqual({ found: [], documents: [] });
  await expect(
    at.call('guidelines.addExample', { kind: 'span', annotation: council, as: 'example' }),
  ).rejects.toMatchObject({ code: 'not-found' });
});

test('deleting an article for good removes the words of its examples from every version and copy', async () => {
  const at = backend();
  const document = at.addDocument(TEXT, 'bridge.txt');
  const kept = at.addDocument(TEXT.replace('Mara Odell', 'Jon Harlow'), 'other.txt');
  const span = await tag(at, document, 'PERSON', 'Mara Odell');
  const stays = newUid();
  await at.call('spans.create', { id: stays, document: kept, type: 'PERSON', fragments: [[19, 29]] });
  await at.call('guidelines.addExample', { kind: 'span', annotation: span, as: 'example' });
  await at.call('guidelines.addExample', { kind: 'span', annotation: stays, as: 'example' });
  await at.call('spans.delete', { ids: [span] });
  await write(at, 'PERSON', blocksOf('People.'));
  await at.call('backups.make', {});
  at.workspace.close();
  const report = eraseForGood(at.path, { of: 'document', id: document }, at.workspace.settings.actor, 'test');
  expect(report.copies.length).toBeGreaterThan(0);
  at.restart();
  for (const path of [at.path, ...report.copies.map((name) => join(at.folder, 'backups', name))])
    if (existsSync(path)) expect(readFileSync(path).includes('Mara Odell'), path).toBe(false);
  const bodies = at.store.db.column<string>(sql`SELECT body FROM scheme_version ORDER BY number`);
  expect(bodies.filter((body) => body.includes('Jon Harlow')).length).toBe(1);
  await at.call('scheme.edit', { base: currentScheme(at.store).number, target: { version: 3 } });
  expect(guidelineOf(at, 'PERSON').flatMap(({ example }) => example ?? [])).toEqual([
    {
      kind: 'span',
      annotation: span,
      document,
      type: 'PERSON',
      title: '',
      before: '',
      quote: '',
      after: '',
      erased: true,
    },
    expect.objectContaining({ quote: 'Jon Harlow' }),
  ]);
  expect(checkProject(at.store).problems).toEqual([]);
});

test('deleting the names of an entity for good covers them in examples', async () => {
  const at = backend();
  const document = at.addDocument(TEXT, 'bridge.txt');
  const span = await tag(at, document, 'PERSON', 'Mara Odell');
  const { entity } = await at.call('entities.create', {
    name: 'Mara Odell',
    type: 'PERSON',
    mentions: [span],
  });
  await at.call('guidelines.addExample', { kind: 'span', annotation: span, as: 'example' });
  at.workspace.close();
  const report = eraseForGood(at.path, { of: 'entity', id: entity.id }, at.workspace.settings.actor, 'test');
  expect(report.left).toEqual([]);
  at.restart();
  expect(guidelineOf(at, 'PERSON').at(-1)!.example).toMatchObject({
    quote: '████ █████',
    before: 'Yesterday ',
  });
});

test('a version of an earlier program reads as blocks, and lists what each version changed', async () => {
  const at = backend();
  // As an earlier program stored it.
  const body = JSON.parse(at.store.db.value<string>(sql`SELECT body FROM scheme_version`)!) as {
    types: { name: string; guideline: unknown }[];
  };
  body.types.find(({ name }) => name === 'PERSON')!.guideline = 'People.\n\n## Do not mark\nTitles.';
  at.store.db.run(sql`UPDATE scheme_version SET body = ${JSON.stringify(body)}`);
  at.restart();
  const read = guidelineOf(at, 'PERSON');
  expect(read.map(({ kind, text }) => [kind, text])).toEqual([
    ['definition', 'People.'],
    ['do-not-mark', 'Titles.'],
  ]);
  await write(at, 'ORG', blocksOf('Groups.'));
  const { number, scheme } = currentScheme(at.store);
  const renamed = renamePart(scheme, { kind: 'span', name: 'PERSON' }, 'HUMAN');
  await at.call('scheme.edit', {
    base: number,
    target: { scheme: renamed.scheme, renames: [{ part: { kind: 'span', name: 'PERSON' }, to: 'HUMAN' }] },
  });
  await write(at, 'HUMAN', [{ ...read[0]!, text: 'Named people.' }, read[1]!]);
  const { versions } = await at.call('guidelines.history', { part: { kind: 'span', name: 'HUMAN' } });
  expect(versions.map((each) => [each.number, each.inForce, each.analyst, each.guideline[0]!.text])).toEqual([
    [4, true, 'Ada', 'Named people.'],
    [1, false, 'Ada', 'People.'],
  ]);
  expect(versions[0]!.guideline[0]!.uid).toBe(read[0]!.uid);
  expect((await at.call('scheme.versions', {})).versions[0]!.changes).toMatchObject([
    { subject: 'HUMAN', text: 'guideline: definition changed' },
  ]);
});

test('the command line shows, exports, adds, compares and restores', async () => {
  const at = backend();
  const document = at.addDocument(TEXT, 'bridge.txt');
  const span = await tag(at, document, 'PERSON', 'Mara Odell');
  await write(at, 'PERSON', blocksOf('People.\n\n## Notes\nAsk Ada.'));
  at.workspace.close();
  const run = (...args: string[]) => runCommand(at.folder, 'guideline', at.path, ...args);
  expect((await run('example', span, '--text', 'First and last name.')).said).toContain(
    '“Mara Odell” is now an example of PERSON: version 3',
  );
  const shown = await run('--type', 'PERSON');
  expect(shown.said).toContain('  Examples: “Yesterday [Mara Odell] said the council');
  const out = join(at.folder, 'guide.html');
  expect((await run('export', out, '--json')).json).toEqual({ path: out, version: 3 });
  expect(readFileSync(out, 'utf8')).toContain('<mark>Mara Odell</mark>');
  const old = join(at.folder, 'guide.md');
  await run('export', old, '--scheme-version', '2');
  expect(readFileSync(old, 'utf8')).toContain('**Notes**\n\nAsk Ada.');
  expect(readFileSync(old, 'utf8')).not.toContain('Mara Odell');
  expect((await run('diff', 'PERSON', '--from', '2')).said).toMatch(/^\+ Examples: “Yesterday/);
  const compared = (await run('diff', 'PERSON', '--from', '1', '--json')).json as unknown as {
    changes: { verb: string; before: GuidelineBlock | null }[];
  };
  expect(compared.changes.map(({ verb }) => verb).sort()).toEqual(['added', 'added', 'changed']);
  const first = compared.changes.find(({ verb }) => verb === 'changed')!.before!;
  expect((await run('restore', 'PERSON', '--from', '1', '--block', first.uid)).status).toBe(0);
  const restored = (await run('--type', 'PERSON', '--json')).json as unknown as {
    guidelines: { blocks: GuidelineBlock[] }[];
  };
  expect(restored.guidelines[0]!.blocks.map(({ kind }) => kind)).toEqual(['definition', 'note', 'example']);
  expect(restored.guidelines[0]!.blocks[0]!.text).toBe(first.text);
  await run('restore', 'PERSON', '--from', '2');
  expect((await run('--type', 'PERSON')).said).not.toContain('Mara Odell');
  for (const [args, message] of [
    [['export', 'x.docx'], '.md or .html'],
    [['diff', 'PERSON'], '--from'],
    [['example', 'nobody'], 'nobody'],
    [['--type', 'NOBODY'], 'NOBODY'],
    [['export', out, '--counter'], '--counter'],
    [['restore', 'PERSON', '--from', '99'], '99'],
  ] as const) {
    const { status, said } = await run(...args);
    expect([2, 1]).toContain(status);
    expect(said).toContain(message);
  }
});
