import { join } from 'node:path';
import { expect, test } from 'vitest';
import { sql } from '../../db/connection/connection.ts';
import { canonicalDump } from '../../db/exports/dump.ts';
import { record } from '../../db/journal/record.ts';
import { checkProject } from '../../db/integrity/check.ts';
import type { ListedAttribute } from '../../shared/contract/values.ts';
import { newUid, type Uid } from '../../shared/model/uid.ts';
import { newsScheme } from '../../shared/presets/news.ts';
import { backend, type Backend } from '../support/backend.ts';
import { runCommand } from '../support/command-line.ts';

const TOPIC = { owner: { kind: 'span', name: 'CLAIM' }, name: 'topic' } as const satisfies ListedAttribute;
const ROLE = {
  owner: { kind: 'relation', name: 'supports' },
  name: 'why',
} as const satisfies ListedAttribute;
const TEXT = 'They knew of it. The border was closed. The harbour was open, and both sides said so.';

const dump = (b: Backend) => [...canonicalDump(b.store)];
const job = () => ({ job: newUid() });

/** Claims of several topics in two sets and two articles, and relations with values of their own. */
async function project() {
  const scheme = structuredClone(newsScheme);
  const relation = scheme.relations.find(({ ends }) => ends === 'span')!;
  relation.name = 'supports';
  relation.from = [];
  relation.to = [];
  relation.attributes = [{ kind: 'text', name: 'why', label: 'Why' }];
  const b = backend({ scheme });
  const { call, addDocument, store, workspace } = b;
  const documents = [addDocument(TEXT), addDocument(TEXT, 'b.txt')];
  const claim = async (document: Uid, at: number, topic?: string, set?: Uid) =>
    (
      await call('spans.create', {
        document,
        type: 'CLAIM',
        fragments: [[at, at + 4]],
        ...(set && { set }),
        ...(topic !== undefined && { attributes: { topic } }),
      })
    ).span;
  const first = await claim(documents[0]!, 0, 'border');
  const other = newUid();
  record(store, workspace.settings.actor, { command: 'test', label: 'Set', kind: 'setup' }, (recorder) =>
    recorder.put('set', other, { name: 'A model', kind: 'gold' }),
  );
  const claims = [
    first,
    await claim(documents[0]!, 5, 'Border dispute'),
    await claim(documents[1]!, 10, 'border'),
    await claim(documents[1]!, 17, 'Fährhafen'),
    await claim(documents[1]!, 21),
    await claim(documents[1]!, 30, 'border', other),
  ];
  const list = async (attribute: ListedAttribute = TOPIC) =>
    (await call('values.list', { attribute })).rows.map(({ value, annotations, documents: n, hue }) => [
      value,
      annotations,
      n,
      hue,
    ]);
  return { b, ...b, claims, documents, list };
}

test('the values of an attribute are listed, and offered while one writes', async () => {
  const { call, list } = await project();
  expect(await list()).toEqual([
    ['border', 3, 2, null],
    ['Border dispute', 1, 1, null],
    ['Fährhafen', 1, 1, null],
  ]);
  const offers = async (search: string) =>
    (await call('values.offers', { attribute: TOPIC, search })).values.map(({ value }) => value);
  expect(await offers('')).toEqual(['border', 'Border dispute', 'Fährhafen']);
  expect(await offers('disp')).toEqual(['Border dispute']);
  expect(await offers('FAHR')).toEqual(['Fährhafen']);
  expect((await call('values.list', { attribute: TOPIC, search: 'order', limit: 1 })).total).toBe(2);
  await expect(call('values.list', { attribute: { ...TOPIC, name: 'gloss' } })).rejects.toThrow(
    'CLAIM.gloss has no list of values',
  );
});

test('a rename counts before what it changes, changes every set in one change, and its undo restores all', async () => {
  const { b, call, store, claims, list } = await project();
  await call('values.colour', { attribute: TOPIC, value: 'border', hue: 120 });
  const before = dump(b);
  const effect = await call('values.effect', { attribute: TOPIC, values: ['border'], by: 'Grenze' });
  expect(effect).toEqual({
    annotations: 3,
    documents: 2,
    sets: [
      { name: expect.any(String) as string, annotations: 2, documents: 2 },
      { name: 'A model', annotations: 1, documents: 1 },
    ],
  });
  expect(effect.annotations).toBe(
    store.db.value(sql`SELECT count(*) FROM attribute WHERE value = '"border"'`),
  );
  expect(dump(b)).toEqual(before);

  const changes = () => store.db.value<number>(sql`SELECT count(*) FROM change`)!;
  const number = changes();
  const replaced = { attribute: TOPIC, values: ['border'], by: 'Grenze' };
  expect(await call('values.replace', { ...job(), ...replaced })).toEqual({ annotations: 3, documents: 2 });
  expect(changes()).toBe(number + 1);
  expect(await list()).toEqual([
    ['Grenze', 3, 2, 120],
    ['Border dispute', 1, 1, null],
    ['Fährhafen', 1, 1, null],
  ]);
  const renamed = dump(b);
  // Nothing has the value any more.
  await call('values.replace', { ...job(), ...replaced });
  expect(dump(b)).toEqual(renamed);
  expect(checkProject(store).problems).toEqual([]);
  const { entries } = await call('history.list', { document: claims[0]!.document, limit: 1 });
  expect(entries[0]?.label).toBe('Change Topic “border” to “Grenze”');
  await call('history.undo', { ...job() });
  expect(dump(b)).toEqual(before);
  await call('history.redo', { ...job() });
  expect(dump(b)).toEqual(renamed);
});

test('merging twice is merging once; the first colour stays, and what is deleted is gone from all', async () => {
  const { b, call, list, store } = await project();
  await call('values.colour', { attribute: TOPIC, value: 'Fährhafen', hue: 30 });
  await call('values.colour', { attribute: TOPIC, value: 'Border dispute', hue: 200 });
  const merge = () =>
    call('values.replace', {
      ...job(),
      attribute: TOPIC,
      values: ['Fährhafen', 'Border dispute', 'border'],
      by: 'border',
    });
  await merge();
  expect(await list()).toEqual([['border', 5, 2, 30]]);
  const once = dump(b);
  await merge();
  expect(dump(b)).toEqual(once);
  await call('values.replace', { ...job(), attribute: TOPIC, values: ['border'], by: null });
  expect(await list()).toEqual([]);
  expect(store.db.value(sql`SELECT count(*) FROM attribute WHERE value LIKE '%order%'`)).toBe(0);
  await call('history.undo', { ...job() });
  expect(dump(b)).toEqual(once);
});

test('values of relations are managed in the same way', async () => {
  const { call, claims, list } = await project();
  for (const [from, why] of [
    [1, 'logic'],
    [2, 'Logic'],
  ] as const)
    await call('relations.create', {
      type: 'supports',
      from: claims[from === 1 ? 0 : 2]!.id,
      to: claims[from === 1 ? 1 : 3]!.id,
      attributes: { why },
    });
  await call('values.replace', { ...job(), attribute: ROLE, values: ['Logic'], by: 'logic' });
  expect(await list(ROLE)).toEqual([['logic', 2, 2, null]]);
});

test('an attribute of many spans is set as one change; types without it stay as they are', async () => {
  const { b, call, claims, documents, list } = await project();
  const { span } = await call('spans.create', {
    document: documents[0]!,
    type: 'PERSON',
    fragments: [[0, 4]],
  });
  const before = dump(b);
  const spans = [...claims.map(({ id }) => id), span.id];
  const set = (value: string | null) => call('values.set', { ...job(), spans, name: 'topic', value });
  expect(await set('border')).toEqual({ changed: 3 });
  expect(await list()).toEqual([['border', 6, 2, null]]);
  expect(await set('border')).toEqual({ changed: 0 });
  await call('history.undo', { ...job() });
  expect(dump(b)).toEqual(before);
  expect(await set(null)).toEqual({ changed: 5 });
  await expect(call('values.set', { ...job(), spans, name: 'kind', value: 'nonsense' })).rejects.toThrow(
    'must be one of',
  );
});

test('the command line lists, counts and changes the values of an attribute', async () => {
  const { path, folder } = await project();
  const run = (...words: string[]) =>
    runCommand(join(folder, 'config'), 'attributes', path, ...words, '--json');
  const json = async (...words: string[]) => (await run(...words)).json;
  expect((await json())['attributes']).toContainEqual({ attribute: 'CLAIM.topic', label: 'Topic' });
  expect(await json('topic')).toMatchObject({
    attribute: 'CLAIM.topic',
    values: [{ value: 'border', annotations: 3 }, {}, {}],
  });
  const merge = ['claim.topic', 'merge', 'border', 'Border dispute', 'Fährhafen'];
  expect(await json(...merge, '--dry-run')).toMatchObject({ annotations: 2, dryRun: true });
  expect(await json('topic')).toMatchObject({ values: [{ annotations: 3 }, {}, {}] });
  expect(await json(...merge)).toMatchObject({ annotations: 2, documents: 2, sets: [{ annotations: 2 }] });
  expect(await json('topic')).toMatchObject({ values: [{ value: 'border', annotations: 5, documents: 2 }] });
  expect(await json('topic', 'rename', 'border', 'Grenze')).toMatchObject({ annotations: 5 });
  expect(await json('topic', 'delete', 'Grenze')).toMatchObject({ annotations: 5, by: null });
  expect(await json('topic')).toMatchObject({ values: [] });
  expect((await run('CLAIM.gloss')).status).toBe(2);
  expect((await run('topic', 'sort')).status).toBe(2);
});
