import { describe, expect, test } from 'vitest';
import { sql } from '../../db/connection/connection.ts';
import { toUid } from '../../db/connection/uid.ts';
import { proposalKey } from '../../db/review/proposal-key.ts';
import { canonicalDump } from '../../db/exports/dump.ts';
import { checkProject } from '../../db/integrity/check.ts';
import { newUid, type Uid } from '../../shared/model/uid.ts';
import type { SchemeStep } from '../../shared/scheme-edit/steps.ts';
import { backend, type Backend } from '../support/backend.ts';
import { modelSet } from '../support/model.ts';
import { takeBack } from '../support/take-back.ts';

const TEXT = [
  'The Ministry of Finance met Acme Ltd and Borealis AG.',
  'The Treasury, the Foreign Office and Acme Ltd said nothing.',
].join('\n\n');

const dump = (b: Backend) => [...canonicalDump(b.store)];
const apply = (b: Backend, steps: SchemeStep[], more: { lose?: boolean; dryRun?: boolean } = {}) =>
  b.call('scheme.apply', { job: newUid(), steps, ...more });
const typesIn = async (b: Backend, document: Uid) =>
  (await b.call('annotations.get', { document })).spans.map(({ type, fragments: [range] }) => [
    b.textOf(document).slice(...range!),
    type,
  ]);

async function tag(
  b: Backend,
  document: Uid,
  words: string,
  type = 'ORG',
  attributes = {},
  from = 0,
): Promise<Uid> {
  const at = b.textOf(document).indexOf(words, from);
  const { span } = await b.call('spans.create', {
    document,
    type,
    fragments: [[at, at + words.length]],
    attributes,
  });
  return span.id;
}

async function organisations() {
  const b = backend();
  const document = b.addDocument(TEXT);
  const ids: Record<string, Uid> = {};
  for (const words of ['Ministry of Finance', 'Acme Ltd', 'Borealis AG', 'Treasury', 'Foreign Office'])
    ids[words] = await tag(b, document, words);
  return { b, document, ids };
}

const bySplitLists: SchemeStep = {
  step: 'split',
  part: { kind: 'span', name: 'ORG' },
  by: {
    list: [
      { type: 'MINISTRY', match: 'starts', words: ['ministry'] },
      { type: 'FIRM', match: 'contains', words: ['LTD', 'ag'] },
    ],
  },
  types: [
    { name: 'MINISTRY', label: 'Ministry', key: 'y' },
    { name: 'FIRM', label: 'Firm' },
  ],
  rest: 'queue',
};

describe('splitting a type by lists of words', () => {
  test('previews what happens, changes the types, and one undo after a restart restores every byte', async () => {
    const { b, document } = await organisations();
    const before = dump(b);
    const { effects } = await apply(b, [bySplitLists], { dryRun: true });
    expect(dump(b)).toEqual(before);
    expect(effects[0]!.outcomes).toEqual([
      { to: 'FIRM', count: 2 },
      { to: 'MINISTRY', count: 1 },
      { to: null, count: 2 },
    ]);
    expect(effects[0]!.examples.map(({ words, to }) => [words, to])).toContainEqual(['Treasury', null]);
    expect(effects[0]).toMatchObject({
      count: 3,
      documents: 1,
      sets: [{ name: 'Ada', count: 3 }],
      losses: [],
    });

    await apply(b, [bySplitLists]);
    expect(await typesIn(b, document)).toEqual([
      ['Ministry of Finance', 'MINISTRY'],
      ['Acme Ltd', 'FIRM'],
      ['Borealis AG', 'FIRM'],
      ['Treasury', 'ORG'],
      ['Foreign Office', 'ORG'],
    ]);
    const { scheme } = await b.call('project.scheme', {});
    expect(scheme.types.find(({ name }) => name === 'ORG')?.splitInto).toEqual(['MINISTRY', 'FIRM']);
    expect(checkProject(b.store).problems).toEqual([]);

    b.restart();
    await takeBack(b, 'undo');
    expect(dump(b)).toEqual(before);
  });

  test('applied twice it does what it does once', async () => {
    const { b } = await organisations();
    await apply(b, [bySplitLists]);
    const once = dump(b);
    await apply(b, [bySplitLists]);
    expect(dump(b)).toEqual(once);
  });

  test('names and aliases of the linked entity count, and entities of the registry follow', async () => {
    const { b, document, ids } = await organisations();
    const { entity } = await b.call('entities.create', {
      name: 'HM Treasury',
      type: 'ORG',
      aliases: ['Ministry of the Treasury'],
    });
    await b.call('mentions.set', { spans: [ids.Treasury!], entities: [entity.id] });
    const { effects } = await apply(b, [bySplitLists], { dryRun: true });
    expect(effects[0]!.entities).toBe(1);
    await apply(b, [bySplitLists]);
    expect(await typesIn(b, document)).toContainEqual(['Treasury', 'MINISTRY']);
    expect((await b.call('entities.get', { entity: entity.id })).entity.type).toBe('MINISTRY');
  });
});

test('proposals of a model follow, and decisions about them keep the key of their proposal', async () => {
  const b = backend();
  const document = b.addDocument(TEXT);
  modelSet(
    b,
    'tagger',
    new Map([
      [
        document,
        [
          { type: 'ORG', words: 'Ministry of Finance', score: 0.9 },
          { type: 'ORG', words: 'Acme Ltd', score: 0.8 },
        ],
      ],
    ]),
  );
  const { review } = await b.call('review.open', { job: newUid() });
  const { rows } = await b.call('review.queue', { review });
  await b.call('review.decide', { review, ids: [rows[0]!.id], decision: 'accept' });
  const before = dump(b);
  const keys = () =>
    b.store.db.all<{ proposal: Buffer; case_key: Buffer }>(sql`SELECT proposal, case_key FROM decision`);
  const [old] = keys();
  await apply(b, [bySplitLists]);
  const [now] = keys();
  expect(now!.case_key.equals(old!.case_key)).toBe(false);
  expect(now!.case_key).toEqual(proposalKey(b.store, document, b.textOf(document), toUid(now!.proposal)));
  expect((await typesIn(b, document)).map(([, type]) => type).sort()).toEqual(['FIRM', 'FIRM', 'MINISTRY']);
  expect(checkProject(b.store).problems).toEqual([]);
  await takeBack(b, 'undo');
  expect(dump(b)).toEqual(before);
});

describe('the queue of a split', () => {
  test('holds what no list decides until each has its type, also after a restart', async () => {
    const { b, document } = await organisations();
    await apply(b, [bySplitLists]);
    b.restart();
    const first = await b.call('scheme.leftovers', { type: 'ORG' });
    expect(first.counts).toEqual([{ type: 'ORG', into: ['MINISTRY', 'FIRM'], left: 2, kept: 0 }]);
    expect(first.rows.map(({ words }) => words)).toEqual(['Treasury', 'Foreign Office']);
    const [treasury] = first.rows;
    expect(await b.call('scheme.decide', { spans: [treasury!.span], type: 'MINISTRY' })).toEqual({ left: 1 });
    const next = await b.call('scheme.leftovers', { type: 'ORG', after: treasury!.span });
    expect(next.rows.map(({ words }) => words)).toEqual(['Foreign Office']);
    await b.call('history.undo', {});
    expect((await b.call('scheme.leftovers', {})).counts[0]!.left).toBe(2);
    await b.call('scheme.decide', { spans: first.rows.map(({ span }) => span), type: 'MINISTRY' });
    expect((await b.call('scheme.leftovers', {})).counts[0]!.left).toBe(0);
    expect((await typesIn(b, document)).filter(([, type]) => type === 'ORG')).toEqual([]);
    await expect(b.call('scheme.decide', { spans: [treasury!.span], type: 'FIRM' })).rejects.toThrow(
      /not being split/,
    );
  });

  test('is the whole type if it is split by hand, and one may keep its type', async () => {
    const { b, document } = await organisations();
    await apply(b, [{ ...bySplitLists, by: { hand: true } }]);
    const counts = async () => (await b.call('scheme.leftovers', {})).counts[0];
    expect(await counts()).toMatchObject({ type: 'ORG', left: 5, kept: 0 });
    const { rows } = await b.call('scheme.leftovers', { type: 'ORG' });
    const [first, second] = rows;
    const before = dump(b);
    expect(await b.call('scheme.decide', { spans: [first!.span], type: 'ORG' })).toEqual({ left: 4 });
    expect(await counts()).toMatchObject({ left: 4, kept: 1 });
    const left = (await b.call('scheme.leftovers', { type: 'ORG' })).rows.map(({ span }) => span);
    expect(left).toEqual(rows.slice(1).map(({ span }) => span));
    expect((await typesIn(b, document)).filter(([, type]) => type === 'ORG')).toHaveLength(5);
    // Another edit of the scheme meanwhile changes nothing about it, and a restart neither.
    await apply(b, [{ step: 'rename', part: { kind: 'span', name: 'FIRM' }, to: 'COMPANY' }]);
    b.restart();
    expect(await counts()).toMatchObject({ left: 4, kept: 1 });
    await b.call('history.undo', {});
    // It can still become one of the new types.
    await b.call('scheme.decide', { spans: [first!.span], type: 'FIRM' });
    expect(await counts()).toMatchObject({ left: 4, kept: 0 });
    await b.call('history.undo', {});
    await b.call('history.undo', {});
    expect(dump(b).filter((line) => !line.startsWith('scheme'))).toEqual(
      before.filter((line) => !line.startsWith('scheme')),
    );
    // Under a split into other types it is asked about again.
    await b.call('scheme.decide', { spans: [second!.span], type: 'ORG' });
    await apply(b, [
      { step: 'change', part: { kind: 'span', name: 'ORG' }, fields: { splitInto: ['FIRM'] } },
    ]);
    expect(await counts()).toMatchObject({ left: 5, kept: 0 });
  });
});

describe('types and values', () => {
  test('a type becomes a value of another one, with its entities, and back', async () => {
    const { b, document } = await organisations();
    await apply(b, [{ ...bySplitLists, rest: { type: 'FIRM' } }]);
    const before = dump(b);
    const steps: SchemeStep[] = [
      {
        step: 'typeToAttribute',
        part: { kind: 'span', name: 'MINISTRY' },
        into: 'FIRM',
        attribute: 'sort',
        value: 'ministry',
      },
    ];
    const { effects } = await apply(b, steps, { dryRun: true });
    expect(effects[0]).toMatchObject({ count: 1, outcomes: [{ to: 'FIRM', count: 1 }], losses: [] });
    const { scheme } = await apply(b, steps);
    expect(scheme.types.some(({ name }) => name === 'MINISTRY')).toBe(false);
    const { spans } = await b.call('annotations.get', { document });
    expect(spans.map(({ type, attributes }) => [type, attributes.sort])).toEqual([
      ['FIRM', 'ministry'],
      ['FIRM', undefined],
      ['FIRM', undefined],
      ['FIRM', undefined],
      ['FIRM', undefined],
    ]);
    const once = dump(b);
    await apply(b, steps);
    expect(dump(b)).toEqual(once);
    expect(checkProject(b.store).problems).toEqual([]);
    b.restart();
    await takeBack(b, 'undo');
    expect(dump(b)).toEqual(before);
  });

  test('the value of an attribute decides the type; other values keep theirs', async () => {
    const b = backend();
    const document = b.addDocument(TEXT);
    await tag(b, document, 'Ministry of Finance', 'PERSON', { mention: 'name' });
    await tag(b, document, 'Treasury', 'PERSON', { mention: 'nominal' });
    await tag(b, document, 'Acme Ltd', 'PERSON', { mention: 'pronoun' });
    const before = dump(b);
    const steps: SchemeStep[] = [
      {
        step: 'attributeToType',
        part: { kind: 'attribute', name: 'mention', owner: { kind: 'span', name: 'PERSON' } },
        to: { name: 'NAMED', nominal: 'ROLE' },
      },
    ];
    const { effects } = await apply(b, steps, { dryRun: true });
    await apply(b, steps);
    const { spans } = await b.call('annotations.get', { document });
    expect(spans.map(({ type, attributes }) => [type, attributes.mention])).toEqual([
      ['NAMED', undefined],
      ['PERSON', 'pronoun'],
      ['ROLE', undefined],
    ]);
    expect(effects[0]).toMatchObject({ count: 2, losses: [] });
    await takeBack(b, 'undo');
    expect(dump(b)).toEqual(before);
  });

  test('a conversion takes its table, refuses other values, and keeps them in notes if asked', async () => {
    const b = backend();
    const document = b.addDocument(TEXT);
    await tag(b, document, 'Ministry of Finance', 'PERSON', { mention: 'name' });
    const treasury = await tag(b, document, 'Treasury', 'PERSON', { mention: 'nominal' });
    const before = dump(b);
    const step = {
      step: 'convert',
      part: { kind: 'attribute', name: 'mention', owner: { kind: 'span', name: 'PERSON' } },
      to: { kind: 'boolean', name: 'mention', label: 'Named' },
      table: [{ from: 'name', to: true }],
    } as const satisfies SchemeStep;
    await expect(apply(b, [step as never])).rejects.toThrow(/does not name “nominal”/);
    expect(dump(b)).toEqual(before);
    const { effects } = await apply(b, [step], { dryRun: true });
    expect(effects[0]!.values).toEqual([
      { from: 'nominal', to: null, isNamed: false, isOpen: true, count: 1 },
      { from: 'name', to: true, isNamed: true, isOpen: false, count: 1 },
    ]);
    await expect(apply(b, [{ ...step, unnamed: 'drop' } as never])).rejects.toThrow(/1 values of mention/);
    await apply(b, [{ ...step, unnamed: 'note' } as never], { lose: true });
    const { spans } = await b.call('annotations.get', { document });
    expect(spans.map(({ attributes }) => attributes.mention)).toEqual([true, undefined]);
    const { rows } = await b.call('notes.list', { document });
    expect(rows.map(({ body, span }) => [body, span])).toEqual([['mention: nominal', treasury]]);
    b.restart();
    await takeBack(b, 'undo');
    expect(dump(b)).toEqual(before);
  });

  test('a part in use goes with all that uses it, once its loss is accepted', async () => {
    const { b, document, ids } = await organisations();
    const note = { document, span: ids.Treasury!, body: 'which one?' };
    await b.call('notes.add', note);
    const { entity } = await b.call('entities.create', { name: 'Acme', type: 'ORG' });
    await b.call('mentions.set', { spans: [ids['Acme Ltd']!], entities: [entity.id] });
    const before = dump(b);
    const steps: SchemeStep[] = [{ step: 'remove', part: { kind: 'span', name: 'ORG' } }];
    await expect(apply(b, steps)).rejects.toThrow(/5 annotations/);
    expect(dump(b)).toEqual(before);
    const { effects } = await apply(b, steps, { dryRun: true });
    expect(effects[0]!.losses).toEqual([
      { what: 'annotations', count: 5 },
      { what: 'types of entities', count: 1 },
      { what: 'notes', count: 1 },
    ]);
    await apply(b, steps, { lose: true });
    expect((await b.call('annotations.get', { document })).spans).toEqual([]);
    expect((await b.call('entities.get', { entity: entity.id })).entity.type).toBeUndefined();
    b.restart();
    await takeBack(b, 'undo');
    expect(dump(b)).toEqual(before);
  });
});
