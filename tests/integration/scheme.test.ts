import { blocksOf } from '../../shared/guideline/markdown.ts';
import { join } from 'node:path';
import { readFileSync, writeFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { checkProject } from '../../db/integrity/check.ts';
import { canonicalDump } from '../../db/exports/dump.ts';
import { sql } from '../../db/connection/connection.ts';
import { openStore } from '../../db/connection/open.ts';
import { schemeCommand } from '../../cli/scheme.ts';
import type { Scheme } from '../../shared/model/scheme.ts';
import { newUid, type Uid } from '../../shared/model/uid.ts';
import {
  addPart,
  changePart,
  removePart,
  renamePart,
  validated,
  type Edited,
} from '../../shared/scheme-edit/edit.ts';
import type { PartName } from '../../shared/scheme-edit/names.ts';
import { backend, type Backend } from '../support/backend.ts';

const TEXT = 'Ada met Bo in Dovran. Bo said it went well.';
const span = (name: string): PartName => ({ kind: 'span', name });
const dump = (b: Backend) => [...canonicalDump(b.store)];

async function edit(b: Backend, change: (scheme: Scheme) => Edited) {
  const { version, scheme } = await b.call('project.scheme', {});
  const edited = change(scheme);
  return await b.call('scheme.edit', {
    base: version,
    target: { scheme: validated(edited.scheme), renames: [...edited.renames] },
  });
}

async function tag(b: Backend, document: Uid, words: string, type: string): Promise<Uid> {
  const at = TEXT.indexOf(words);
  return (await b.call('spans.create', { document, type, fragments: [[at, at + words.length]] })).span.id;
}

const typesOf = async (b: Backend, document: Uid) =>
  (await b.call('annotations.get', { document })).spans.map(({ type }) => type);
const numberOf = async (b: Backend) => (await b.call('project.scheme', {})).version;

describe('renaming', () => {
  test('changes no annotation; undo and redo work, also after a restart and in another program', async () => {
    const b = backend();
    const document = b.addDocument(TEXT);
    await tag(b, document, 'Ada', 'PERSON');
    const other = openStore(b.path, { program: 'other', readonly: true });
    try {
      expect(other.terms.find('span', 'PERSON')).toBeDefined();
      const rows = () => b.store.db.all(sql`SELECT uid, type_id, change_id FROM span`);
      const before = rows();
      const original = dump(b);
      await edit(b, (scheme) => renamePart(scheme, span('PERSON'), 'HUMAN'));
      expect(rows()).toEqual(before);
      expect(await typesOf(b, document)).toEqual(['HUMAN']);
      other.terms.follow();
      expect(other.terms.find('span', 'PERSON')).toBeUndefined();
      expect((await b.call('history.undo', {})).label).toBe(
        'Scheme: HUMAN: type renamed from PERSON to HUMAN',
      );
      expect(await typesOf(b, document)).toEqual(['PERSON']);
      expect(dump(b)).toEqual(original);
      b.restart();
      await b.call('history.redo', {});
      expect(await typesOf(b, document)).toEqual(['HUMAN']);
      expect(checkProject(b.store).problems).toEqual([]);
    } finally {
      other.close();
    }
  });

  test('releases the name: a new type may use it, two types may swap names, and going back restores all', async () => {
    const b = backend();
    const document = b.addDocument(TEXT);
    await tag(b, document, 'Ada', 'PERSON');
    await tag(b, document, 'Dovran', 'GPE');
    const first = await numberOf(b);
    await edit(b, (scheme) => renamePart(scheme, span('PERSON'), 'HUMAN'));
    await edit(b, (scheme) => {
      const { scheme: more, part } = addPart(scheme, { kind: 'span' });
      return { scheme: changePart(more, part, { name: 'PERSON' }).scheme, renames: [] };
    });
    expect(await typesOf(b, document)).toEqual(['HUMAN', 'GPE']);
    // Two names are swapped in one edit: HUMAN becomes GPE and GPE becomes HUMAN.
    await edit(b, (scheme) => {
      const away = renamePart(scheme, span('HUMAN'), 'X');
      const one = renamePart(away.scheme, span('GPE'), 'HUMAN');
      const two = renamePart(one.scheme, span('X'), 'GPE');
      return {
        scheme: two.scheme,
        renames: [
          { part: span('HUMAN'), to: 'GPE' },
          { part: span('GPE'), to: 'HUMAN' },
        ],
      };
    });
    expect(await typesOf(b, document)).toEqual(['GPE', 'HUMAN']);
    expect(checkProject(b.store).problems).toEqual([]);
    const { version } = await b.call('project.scheme', {});
    await b.call('scheme.edit', { base: version, target: { version: first } });
    expect(await typesOf(b, document)).toEqual(['PERSON', 'GPE']);
    expect((await b.call('project.scheme', {})).version).toBe(version + 1);
    await b.call('history.undo', {});
    expect(await typesOf(b, document)).toEqual(['GPE', 'HUMAN']);
    expect(checkProject(b.store).problems).toEqual([]);
  });
});

describe('a part in use', () => {
  test('is counted in the list as where it is used, after every change', async () => {
    const b = backend();
    const document = b.addDocument(TEXT);
    await tag(b, document, 'Ada', 'PERSON');
    const bo = await tag(b, document, 'Bo', 'PERSON');
    await tag(b, document, 'Dovran', 'GPE');
    const met = await tag(b, document, 'met', 'CLAIM');
    const went = await tag(b, document, 'it went well', 'CLAIM');
    await b.call('relations.create', { type: 'related', from: met, to: went });
    await b.call('labels.set', { document, name: 'topic', value: 'politics' });
    expect(await b.call('scheme.counts', {})).toEqual({
      span: { PERSON: 2, GPE: 1, CLAIM: 2 },
      relation: { related: 1 },
      label: { topic: 1 },
    });
    await b.call('spans.update', { id: bo, type: 'GPE' });
    const counts = await b.call('scheme.counts', {});
    for (const type of ['PERSON', 'GPE', 'ORG'])
      expect(counts.span[type] ?? 0).toBe((await b.call('scheme.uses', { part: span(type) })).uses.count);
  });

  test('is not deleted: the plan and the error report the count and locations', async () => {
    const b = backend();
    const document = b.addDocument(TEXT, 'dovran.txt');
    const claim = await tag(b, document, 'it went well', 'CLAIM');
    await tag(b, document, 'Dovran', 'GPE');
    const bo = await tag(b, document, 'Bo', 'PERSON');
    await b.call('spans.update', { id: claim, attributes: { kind: 'demand' } });
    await b.call('slots.fill', { span: claim, slot: 'claimer', filler: { span: bo } });
    const before = dump(b);
    const claims = { kind: 'span', name: 'CLAIM' } as const;
    const refused = async (change: (scheme: Scheme) => Edited, words: RegExp) => {
      const { version, scheme } = await b.call('project.scheme', {});
      const { scheme: wanted, renames } = change(scheme);
      const target = { scheme: validated(wanted), renames: [...renames] };
      const { changes } = await b.call('scheme.plan', { target });
      expect(changes.map(({ refusal }) => refusal).join()).toMatch(words);
      await expect(b.call('scheme.edit', { base: version, target })).rejects.toMatchObject({
        code: 'in-use',
        message: expect.stringMatching(words) as string,
      });
    };
    // Affiliation is derived from claimer, so it must be removed first.
    await refused((scheme) => {
      const { scheme: less } = removePart(scheme, { kind: 'slot', name: 'affiliation', owner: claims });
      return removePart(less, { kind: 'slot', name: 'claimer', owner: claims });
    }, /1 filler in 1 document/);
    await refused(
      (scheme) => removePart(scheme, span('GPE')),
      /1 span in 1 document \(“.+”\); by set: Ada 1/,
    );
    await refused(
      (scheme) => removePart(scheme, { kind: 'attribute', name: 'kind', owner: claims }),
      /1 value in 1 document/,
    );
    const kind = { kind: 'attribute', name: 'kind', owner: claims } as const;
    await refused(
      (scheme) => changePart(scheme, kind, { options: ['factual', 'evaluation', 'commitment'] }),
      /1 value would not fit any more \(“demand” 1\)/,
    );
    await refused(
      (scheme) =>
        changePart(
          scheme,
          { kind: 'slot', name: 'claimer', owner: claims },
          { types: ['ORG'], defaultType: 'ORG' },
        ),
      /1 filler would not be allowed any more \(PERSON 1\)/,
    );
    await refused(
      (scheme) => changePart(scheme, span('GPE'), { family: 'event' }),
      /family of a type in use/,
    );
    expect(dump(b)).toEqual(before);

    // If unused, all of these can be removed, and so can an unused value.
    await edit(b, (scheme) =>
      changePart(scheme, kind, { options: ['factual', 'evaluation', 'demand'], required: true }),
    );
    await edit(b, (scheme) => removePart(scheme, span('WEAPON')));
    const { uses, values } = await b.call('scheme.uses', { part: claims });
    expect(uses).toMatchObject({ count: 1, documents: 1, sets: [{ name: 'Ada', count: 1 }] });
    expect(values).toContainEqual({ attribute: 'kind', value: 'demand', count: 1 });
    expect(checkProject(b.store).problems).toEqual([]);
  });

  test('may become required although values are missing, with a count', async () => {
    const b = backend();
    await tag(b, b.addDocument(TEXT), 'Dovran', 'GPE');
    const { scheme } = await b.call('project.scheme', {});
    const owner = { kind: 'span', name: 'GPE' } as const;
    const added = addPart(scheme, { kind: 'attribute', owner });
    const { version } = await edit(b, () => added);
    const target = { scheme: changePart(added.scheme, added.part, { required: true }).scheme };
    const { changes } = await b.call('scheme.plan', { target });
    expect(changes).toEqual([
      {
        verb: 'changed',
        subject: 'GPE · new',
        text: 'required',
        refusal: null,
        note: '1 annotation that are there have no value yet.',
        meaning: null,
      },
    ]);
    await expect(b.call('scheme.edit', { base: version - 1, target })).rejects.toMatchObject({
      code: 'conflict',
    });
  });

  test('an undo does not remove a type that has been used since', async () => {
    const b = backend();
    const document = b.addDocument(TEXT);
    await edit(b, (scheme) => addPart(scheme, { kind: 'span' }));
    await tag(b, document, 'Ada', 'NEW');
    // The analyst's last change is the span; marking it as set-up tests the scheme's change as if another analyst had
    // tagged.
    b.store.db.run(sql`UPDATE change SET kind = 'setup' WHERE command = 'spans.create'`);
    await expect(b.call('history.undo', {})).rejects.toMatchObject({
      code: 'conflict',
      message: expect.stringMatching(
        /^Cannot undo “Scheme: type NEW added”: .* 1 span in 1 document/,
      ) as string,
    });
    expect(await typesOf(b, document)).toEqual(['NEW']);
  });
});

test('versions list who, when and what; importing the exported scheme changes nothing', async () => {
  const b = backend();
  await edit(b, (scheme) => renamePart(scheme, span('PERSON'), 'HUMAN'));
  await edit(b, (scheme) => changePart(scheme, span('HUMAN'), { guideline: blocksOf('**Named** people.') }));
  await b.call('history.undo', {});
  const { versions, next } = await b.call('scheme.versions', {});
  expect(next).toBeNull();
  expect(
    versions.map(({ number, analyst, inForce, undone, changes }) => ({
      number,
      analyst,
      inForce,
      undone,
      changes: changes.map(({ text }) => text),
    })),
  ).toEqual([
    { number: 3, analyst: 'Ada', inForce: false, undone: true, changes: ['guideline: definition changed'] },
    {
      number: 2,
      analyst: 'Ada',
      inForce: true,
      undone: false,
      changes: ['type renamed from PERSON to HUMAN'],
    },
    { number: 1, analyst: 'Ada', inForce: false, undone: false, changes: [] },
  ]);
  const { path } = await b.call('scheme.export', { job: newUid() });
  const { scheme } = await b.call('project.scheme', {});
  const read = validated(JSON.parse(readFileSync(path, 'utf8')));
  expect(read).toEqual(scheme);
  expect((await b.call('scheme.plan', { target: { scheme: read } })).changes).toEqual([]);
});

test('the command line shows, replaces with a dry run first, lists versions and goes back', async () => {
  const b = backend();
  const run = async (options: Record<string, string | boolean>) => {
    const { workspace, router } = b;
    const done = await schemeCommand.run({
      positionals: [b.path],
      options,
      workspace,
      router,
      streams: process,
      say: () => undefined,
    });
    return done as Exclude<typeof done, 'serving'>;
  };
  const { scheme } = (await run({})).json as { scheme: Scheme };
  const file = join(b.folder, 'new.json');
  writeFileSync(file, JSON.stringify(removePart(scheme, span('WEAPON')).scheme));
  expect(await run({ replace: file, 'dry-run': true })).toMatchObject({
    failed: false,
    json: { refused: 0 },
  });
  expect((await run({ replace: file })).json).toMatchObject({ version: 2 });
  expect((await run({ 'go-back': '1' })).lines).toContain('+ type WEAPON added');
  expect((await run({ versions: true })).json).toMatchObject({
    versions: [{ number: 3, inForce: true }, { number: 2 }, { number: 1 }],
  });
  writeFileSync(file, JSON.stringify({ ...scheme, layers: [] }));
  await expect(run({ replace: file })).rejects.toMatchObject({ where: { file, field: 'layers' } });
  await expect(run({ replace: file, versions: true })).rejects.toThrow(
    '--replace and --versions cannot be used together.',
  );
});
