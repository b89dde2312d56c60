import { join } from 'node:path';
import { writeFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { canonicalDump } from '../../db/exports/dump.ts';
import { checkProject } from '../../db/integrity/check.ts';
import { confirmationUid } from '../../db/rows/confirmation.ts';
import { kindOf } from '../../db/rows/index.ts';
import { currentScheme } from '../../db/scheme/scheme.ts';
import { newUid, type Uid } from '../../shared/model/uid.ts';
import type { Scheme } from '../../shared/model/scheme.ts';
import { newsScheme } from '../../shared/presets/news.ts';
import type { SchemeStep } from '../../shared/scheme-edit/steps.ts';
import { backend, type Backend } from '../support/backend.ts';
import { runCommand } from '../support/command-line.ts';
import { projectCases } from '../support/slow.ts';

const TEXT = 'The ministry left the harbour at dawn, and the harbour was empty by noon.';
const dump = (b: Backend) => [...canonicalDump(b.store)];
const part = <Kind extends 'span' | 'relation' | 'label'>(kind: Kind, name: string) => ({ kind, name });
const dryRun = async (b: Backend, step: SchemeStep) => {
  const before = dump(b);
  const { effects } = await b.call('scheme.apply', { job: newUid(), steps: [step], dryRun: true });
  expect(dump(b)).toEqual(before);
  return effects[0]!;
};
const apply = (b: Backend, ...steps: SchemeStep[]) =>
  b.call('scheme.apply', { job: newUid(), steps, base: currentScheme(b.store).number });

/** Applies a step, checks the project, undoes it byte for byte, and redoes it. */
async function applyAndBack(b: Backend, step: SchemeStep): Promise<void> {
  const before = dump(b);
  await apply(b, step);
  expect(checkProject(b.store).problems).toEqual([]);
  const after = dump(b);
  b.restart();
  await b.call('history.undo', {});
  expect(dump(b)).toEqual(before);
  await b.call('history.redo', {});
  expect(dump(b)).toEqual(after);
}

async function claims(b: Backend, count: number): Promise<{ document: Uid; ids: Uid[] }> {
  const document = b.addDocument(TEXT);
  const ids: Uid[] = [];
  for (let i = 0; i < count; i++)
    ids.push(
      (await b.call('spans.create', { document, type: 'CLAIM', fragments: [[4 * i, 4 * i + 8]] })).span.id,
    );
  return { document, ids };
}

describe('merging relation types', () => {
  const merge = (more: object = {}): SchemeStep => ({
    step: 'merge',
    part: part('relation', 'supports'),
    into: 'refutes',
    ...more,
  });

  test('reports relations that would repeat another one, asks, and keeps one with all that referred to either', async () => {
    const b = backend();
    const { document, ids } = await claims(b, 3);
    const [one, two, three] = ids as [Uid, Uid, Uid];
    const relate = async (type: string, from: Uid, to: Uid) =>
      (await b.call('relations.create', { type, from, to })).relation.id;
    const repeated = await relate('supports', one, two);
    const kept = await relate('refutes', one, two);
    const other = await relate('supports', two, three);
    // The other way round it is another relation: neither type is symmetric.
    const back = await relate('refutes', three, two);
    await b.call('notes.add', { document, relation: repeated, body: 'why?' });

    expect(await dryRun(b, merge())).toMatchObject({
      count: 2,
      documents: 1,
      duplicates: { spans: 0, relations: 1 },
      undecided: true,
      outcomes: [{ to: 'refutes', count: 2 }],
    });
    const { steps } = await b.call('scheme.plan', { target: { steps: [merge()] } });
    expect(steps).toMatchObject([{ duplicates: 0, repeatedRelations: 1, undecided: true }]);
    await expect(apply(b, merge())).rejects.toThrow(/makes 1 relation the same as another one/);

    await apply(b, merge({ duplicates: 'both' }));
    expect((await b.call('annotations.get', { document })).relations).toHaveLength(4);
    await b.call('history.undo', {});
    await applyAndBack(b, merge({ duplicates: 'one' }));
    const { relations, notes } = await b.call('annotations.get', { document });
    expect(relations.map(({ id, type }) => `${type} ${id}`).sort()).toEqual(
      [kept, other, back].map((id) => `refutes ${id}`).sort(),
    );
    expect(notes).toMatchObject([{ relation: kept, body: 'why?' }]);
  });

  test('of a symmetric type, either direction is the same', async () => {
    const scheme: Scheme = {
      ...newsScheme,
      relations: newsScheme.relations.map((each) =>
        each.name === 'supports' || each.name === 'refutes' ? { ...each, symmetric: true } : each,
      ),
    };
    const b = backend({ scheme });
    const { document, ids } = await claims(b, 2);
    await b.call('relations.create', { type: 'supports', from: ids[0]!, to: ids[1]! });
    await b.call('relations.create', { type: 'refutes', from: ids[1]!, to: ids[0]! });
    expect((await dryRun(b, merge())).duplicates.relations).toBe(1);
    await applyAndBack(b, merge({ duplicates: 'one' }));
    expect((await b.call('annotations.get', { document })).relations).toHaveLength(1);
  });
});

test('merging types counts the relations that two spans on the same words both have', async () => {
  const b = backend();
  const document = b.addDocument(TEXT);
  const create = async (type: string, start: number, end: number) =>
    (await b.call('spans.create', { document, type, fragments: [[start, end]] })).span.id;
  const [org, gpe] = [await create('ORG', 4, 12), await create('GPE', 4, 12)];
  const [other, third] = [await create('PERSON', 22, 29), await create('PERSON', 47, 54)];
  const relate = (from: Uid, to: Uid) => b.call('relations.create', { type: 'same-as', from, to });
  await relate(org, other);
  await relate(gpe, other);
  await relate(org, third);
  await relate(org, gpe);
  const merge: SchemeStep = { step: 'merge', part: part('span', 'ORG'), into: 'GPE' };
  expect(await dryRun(b, merge)).toMatchObject({
    duplicates: { spans: 1, relations: 2 },
    undecided: true,
    hidden: [],
  });
  await applyAndBack(b, { ...merge, duplicates: 'one' });
  const { spans, relations } = await b.call('annotations.get', { document });
  expect(spans).toHaveLength(3);
  expect(relations.map(({ from, to }) => [from, to].sort().join())).toEqual([
    [gpe, other].sort().join(),
    [gpe, third].sort().join(),
  ]);
});

test('of random spans and relations, the dry run counts what a merge that keeps one removes', async () => {
  const place = fc.nat({ max: 2 });
  const one = fc.record({ type: fc.constantFrom('ORG', 'GPE', 'PERSON'), at: place });
  const pair = fc.tuple(fc.nat({ max: 7 }), fc.nat({ max: 7 }));
  await fc.assert(
    fc.asyncProperty(
      fc.array(one, { minLength: 3, maxLength: 8 }),
      fc.array(pair, { maxLength: 10 }),
      async (wanted, links) => {
        const b = backend();
        const document = b.addDocument(TEXT);
        const ids: Uid[] = [];
        for (const { type, at } of wanted) {
          const fragments: [number, number][] = [[4 * at, 4 * at + 3]];
          ids.push((await b.call('spans.create', { document, type, fragments })).span.id);
        }
        for (const [from, to] of links)
          if (from !== to && ids[from] && ids[to])
            await b
              .call('relations.create', { type: 'same-as', from: ids[from], to: ids[to] })
              .catch((error: unknown) => expect((error as Error).name).toBe('PostilError'));
        const before = dump(b);
        const had = await b.call('annotations.get', { document });
        const step: SchemeStep = { step: 'merge', part: part('span', 'ORG'), into: 'GPE' };
        const { duplicates, count } = await dryRun(b, step);
        expect(count).toBe(wanted.filter(({ type }) => type === 'ORG').length);
        await apply(b, { ...step, duplicates: 'one' });
        expect(checkProject(b.store).problems).toEqual([]);
        const has = await b.call('annotations.get', { document });
        expect(has.relations).toHaveLength(had.relations.length - duplicates.relations);
        const places = new Set(
          has.spans.filter(({ type }) => type === 'GPE').map(({ fragments }) => fragments[0]![0]),
        );
        expect(duplicates.spans).toBeLessThanOrEqual(places.size);
        const ends = has.relations.map(({ from, to }) => [from, to].sort().join());
        expect(new Set(ends).size).toBe(ends.length);
        await b.call('history.undo', {});
        expect(dump(b)).toEqual(before);
        b.workspace.dispose();
      },
    ),
    { numRuns: projectCases(12) },
  );
});

test('a confirmation of a span that goes does not take the place of another one', async () => {
  const b = backend();
  const document = b.addDocument(TEXT);
  const create = async (type: string) =>
    (await b.call('spans.create', { document, type, fragments: [[4, 12]] })).span.id;
  const [org, gpe] = [await create('ORG'), await create('GPE')];
  const { version, scheme } = await b.call('project.scheme', {});
  const types = scheme.types.map((each) =>
    each.name === 'ORG' ? { ...each, guideline: 'Something else.' } : each,
  );
  await b.call('scheme.edit', {
    base: version,
    target: { scheme: { ...scheme, types } },
    meaning: [part('span', 'ORG')],
  });
  await b.call('recheck.confirm', { ids: [org] });
  await applyAndBack(b, { step: 'merge', part: part('span', 'ORG'), into: 'GPE', duplicates: 'one' });
  const { read } = kindOf('confirmation');
  expect(read(b.store, confirmationUid(org))).toBeUndefined();
  expect(read(b.store, confirmationUid(gpe))!.image).toMatchObject({ span: gpe });
});

describe('labels of which an article has several', () => {
  const topics = (many: boolean): Scheme => ({
    ...newsScheme,
    labels: newsScheme.labels.map((label) => ({ ...label, ...(many && { many: true }) })),
  });
  const has = async (b: Backend, document: Uid) =>
    (await b.call('annotations.get', { document })).labels
      .map(({ name, value }) => `${name} ${String(value)}`)
      .sort();

  test('two values that become one leave one label on each article', async () => {
    const b = backend({ scheme: topics(true) });
    const [first, second] = [b.addDocument(TEXT), b.addDocument(`${TEXT} More.`)];
    for (const value of ['trade', 'economy', 'sport'])
      await b.call('labels.set', { document: first, name: 'topic', value });
    await b.call('labels.set', { document: second, name: 'topic', value: 'trade' });
    const step: SchemeStep = {
      step: 'mergeValues',
      part: part('label', 'topic'),
      values: ['trade'],
      into: 'economy',
    };
    expect(await dryRun(b, step)).toMatchObject({ count: 2, documents: 2, duplicates: { labels: 1 } });
    await applyAndBack(b, step);
    expect(await has(b, first)).toEqual(['topic economy', 'topic sport']);
    expect(await has(b, second)).toEqual(['topic economy']);
    // A value that is set again is the same one, and taking it out leaves none.
    await b.call('labels.set', { document: second, name: 'topic', value: 'economy', has: false });
    expect(await has(b, second)).toEqual([]);
  });

  test('two labels that become one keep the values of both, each once', async () => {
    const b = backend({ scheme: topics(true) });
    const document = b.addDocument(TEXT);
    const genres = newsScheme.labels.find(({ name }) => name === 'genre')!.value;
    const genre = genres.kind === 'choice' ? genres.options[0]! : '';
    await apply(b, {
      step: 'change',
      part: part('label', 'topic'),
      fields: { value: { ...newsScheme.labels[0]!.value, options: ['trade', 'sport', genre] } },
    });
    for (const value of ['trade', genre]) await b.call('labels.set', { document, name: 'topic', value });
    await b.call('labels.set', { document, name: 'genre', value: genre });
    const step: SchemeStep = { step: 'merge', part: part('label', 'topic'), into: 'genre' };
    expect(await dryRun(b, step)).toMatchObject({ count: 2, duplicates: { labels: 1 }, hidden: [] });
    await applyAndBack(b, step);
    expect(await has(b, document)).toEqual([`genre ${genre}`, 'genre trade']);
  });

  test('with one value each, the label that stays counts, and the other is counted as out of sight', async () => {
    const b = backend({ scheme: topics(false) });
    const document = b.addDocument(TEXT);
    await b.call('labels.set', { document, name: 'topic', value: 'trade' });
    const genres = newsScheme.labels.find(({ name }) => name === 'genre')!.value;
    const genre = genres.kind === 'choice' ? genres.options[0]! : '';
    await b.call('labels.set', { document, name: 'genre', value: genre });
    const step: SchemeStep = { step: 'merge', part: part('label', 'topic'), into: 'genre' };
    expect((await dryRun(b, step)).hidden).toEqual([{ part: 'topic', count: 1 }]);
    await applyAndBack(b, step);
    expect(await has(b, document)).toEqual([`genre ${genre}`]);
  });
});

describe('values', () => {
  const mention = { kind: 'attribute', name: 'mention', owner: part('span', 'PERSON') } as const;
  const rename = (value: string, to: string): SchemeStep => ({
    step: 'renameValue',
    part: mention,
    value,
    to,
  });

  test('are renamed without a row, also back to what they were', async () => {
    const b = backend();
    const document = b.addDocument(TEXT);
    const { span } = await b.call('spans.create', {
      document,
      type: 'PERSON',
      fragments: [[4, 12]],
      attributes: { mention: 'nominal' },
    });
    const value = async () => (await b.call('annotations.get', { document })).spans[0]!.attributes['mention'];
    expect(await dryRun(b, rename('nominal', 'common noun'))).toMatchObject({
      count: 1,
      outcomes: [{ to: 'common noun', count: 1 }],
      examples: [{ words: 'ministry', to: 'common noun' }],
    });
    await applyAndBack(b, rename('nominal', 'common noun'));
    expect(await value()).toBe('common noun');
    await expect(apply(b, rename('common noun', 'name'))).rejects.toThrow(/already a value “name”/);
    await applyAndBack(b, rename('common noun', 'nominal'));
    expect(await value()).toBe('nominal');
    // It may be chosen again under its first name.
    await b.call('spans.update', { id: span.id, attributes: { mention: 'name' } });
    await b.call('spans.update', { id: span.id, attributes: { mention: 'nominal' } });
    expect(await value()).toBe('nominal');
    expect(checkProject(b.store).problems).toEqual([]);
  });
});

test('types below a merged one move under the other, and one that takes the place of its parent moves up', async () => {
  const b = backend();
  const document = b.addDocument(TEXT);
  await b.call('spans.create', { document, type: 'ORG', fragments: [[4, 12]] });
  await apply(
    b,
    { step: 'change', part: part('span', 'FAC'), fields: { parent: 'ORG' } },
    { step: 'change', part: part('span', 'GPE'), fields: { parent: 'ORG' } },
  );
  const step: SchemeStep = { step: 'merge', part: part('span', 'ORG'), into: 'GPE' };
  expect((await dryRun(b, step)).below).toEqual(['FAC']);
  await applyAndBack(b, step);
  const { types } = currentScheme(b.store).scheme;
  expect(types.find(({ name }) => name === 'FAC')!.parent).toBe('GPE');
  expect(types.find(({ name }) => name === 'GPE')!.parent).toBeUndefined();
});

test('a migration with steps that rewrite annotations counts its merges too', async () => {
  const b = backend();
  const document = b.addDocument(TEXT);
  for (const type of ['ORG', 'GPE']) await b.call('spans.create', { document, type, fragments: [[4, 12]] });
  await b.call('spans.create', { document, type: 'ORG', fragments: [[22, 29]] });
  await b.call('spans.create', { document, type: 'PERSON', fragments: [[30, 32]] });
  const steps: SchemeStep[] = [
    { step: 'merge', part: part('span', 'ORG'), into: 'GPE' },
    { step: 'remove', part: part('span', 'PRODUCT') },
    { step: 'typeToAttribute', part: part('span', 'PERSON'), into: 'GPE', attribute: 'was', value: 'person' },
  ];
  const before = dump(b);
  const { effects, taken } = await b.call('scheme.apply', { job: newUid(), steps, dryRun: true });
  expect(taken).toEqual([
    'merge ORG into GPE',
    'remove the type PRODUCT',
    'make PERSON a value of GPE · was',
  ]);
  expect(effects).toMatchObject([
    { count: 2, documents: 1, duplicates: { spans: 1 }, undecided: true },
    { count: 0 },
    { count: 1 },
  ]);
  expect(dump(b)).toEqual(before);
  const file = join(b.folder, 'x.migration.json');
  writeFileSync(
    file,
    JSON.stringify({
      format: 'postil-migration',
      version: 1,
      from: { scheme: 'News', sha256: 'a'.repeat(64) },
      steps,
    }),
  );
  const run = (...args: string[]) =>
    runCommand(join(b.folder, 'config'), 'scheme', b.path, 'apply', file, ...args);
  const dry = await run('--dry-run');
  expect(dry.said).toContain('merge ORG into GPE: 2 annotations in 1 document');
  expect(dry.said).toContain('1 place would have two spans on the same words; REFUSED until');
  expect(dry.status).toBe(1);
  expect((await run('--dry-run', '--json')).json).toMatchObject({
    steps: taken,
    effects: [{ count: 2, duplicates: { spans: 1 }, undecided: true }, { count: 0 }, { count: 1 }],
  });
  expect(dump(b)).toEqual(before);
});
