import fc from 'fast-check';
import { expect, test } from 'vitest';
import { sql } from '../../db/connection/connection.ts';
import { toBytes, toUid } from '../../db/connection/uid.ts';
import type { CaseGroup } from '../../shared/contract/review.ts';
import { newUid, type Uid } from '../../shared/model/uid.ts';
import { backend, type Backend } from '../support/backend.ts';
import { modelSet, type Proposal } from '../support/model.ts';

const ORDERS = ['worst', 'best', 'document', 'text', 'type', 'length', 'disagreement', 'uncertain'] as const;
type Order = (typeof ORDERS)[number];

/** Words of the articles, each of which is proposed at most once. */
const WORDS = Array.from({ length: 14 }, (_, i) => `word${String.fromCharCode(97 + i)}`);

/** One proposal per word; claims are filled by what has a greater index, so that no claim needs itself. */
const proposals = fc
  .array(
    fc.record({
      claim: fc.boolean(),
      score: fc.option(fc.integer({ min: 0, max: 9 }).map((tenths) => tenths / 10)),
      claimer: fc.nat(20),
      object: fc.nat(20),
    }),
    { minLength: 1, maxLength: WORDS.length },
  )
  .map((all) =>
    all.map(({ claim, score, claimer, object }, i): Proposal => {
      const filler = (step: number) => {
        const at = i + 1 + step;
        return at < all.length ? { words: WORDS[at]! } : undefined;
      };
      const [by, about] = [filler(claimer), filler(object)];
      return {
        type: claim ? 'CLAIM' : i % 2 === 0 ? 'PERSON' : 'ORG',
        words: WORDS[i]!,
        ...(score !== null && { score }),
        ...(claim && { slots: { ...(by && { claimer: by }), ...(about && { object: about }) } }),
      };
    }),
  );

/** Returns a function that adds a model's proposals for two articles, and returns the condition that chooses their cases. */
function project() {
  const b = backend();
  let sets = 0;
  const add = async (all: readonly Proposal[]) => {
    const name = `tagger ${++sets}`;
    const documents = [0, 1].map((i) => b.addDocument(`${i} ${sets} ${WORDS.join(' ')}.`));
    modelSet(b, name, new Map([[documents[0]!, all]]));
    modelSet(b, `${name} too`, new Map([[documents[1]!, all.slice(-6)]]));
    const { review } = await b.call('review.open', { job: newUid() });
    return { review, where: `document in ("${documents[0]}", "${documents[1]}")`, documents };
  };
  return { b, add };
}

/** Returns what each open case needs of the others, read row by row. */
function needsOf({ store: { db } }: Backend): (id: Uid) => Uid[] {
  return (id) =>
    db
      .column<Buffer>(
        sql`SELECT o.uid FROM span s JOIN slot f ON f.span_id = s.id JOIN span o ON o.id = f.filler_span
          JOIN review_case c ON c.span_id = o.id WHERE s.uid = ${toBytes(id)} AND c.state = 0`,
      )
      .map(toUid);
}

/** Returns the open cases as they are sorted without regard to what needs what: by plain code over all rows. */
function sorted({ store }: Backend, order: Order, documents: readonly Uid[]): Uid[] {
  interface Row {
    uid: Buffer;
    id: number;
    score: number | null;
    document: number;
    start: number;
    type: number;
    length: number;
    disagreement: number;
    text: string;
  }
  const rows = store.db.all<Row>(sql`
    SELECT s.uid, c.id, c.score, c.document_id AS document, c.start, c.type_id AS type, c.length, c.disagreement, u.text
    FROM review_case c JOIN span s ON s.id = c.span_id JOIN surface u ON u.id = c.surface_id
      JOIN document d ON d.id = c.document_id WHERE c.state = 0 AND d.uid IN (${toBytes(documents[0]!)}, ${toBytes(documents[1]!)})`);
  const score = (row: Row) => row.score ?? -1;
  const keys: Record<Order, (row: Row) => (number | string)[]> = {
    worst: (row) => [score(row)],
    best: (row) => [-score(row)],
    document: (row) => [row.document, row.start],
    text: (row) => [row.text],
    type: (row) => [row.type, score(row)],
    length: (row) => [-row.length],
    disagreement: (row) => [-row.disagreement, score(row)],
    uncertain: (row) => [Math.abs(row.score! - 0.5)],
  };
  return rows
    .filter((row) => order !== 'uncertain' || row.score !== null)
    .map((row) => ({ row, key: [...keys[order](row), row.id] }))
    .sort((one, other) => {
      const at = one.key.findIndex((part, i) => part !== other.key[i]);
      return at < 0 ? 0 : one.key[at]! < other.key[at]! ? -1 : 1;
    })
    .map(({ row }) => toUid(row.uid));
}

/** Moves what each item needs before it and keeps the order otherwise: item by item, all in memory. */
function neededFirst<Item>(items: readonly Item[], needs: (item: Item) => readonly Item[]): Set<Item> {
  const listed = new Set(items);
  const done = new Set<Item>();
  const put = (item: Item) => {
    if (done.has(item) || !listed.has(item)) return;
    for (const each of needs(item)) put(each);
    done.add(item);
  };
  for (const item of items) put(item);
  return done;
}

test('what a case needs comes before it in every order, page by page, and all others keep their order', async () => {
  const { b, add } = project();
  const needs = needsOf(b);
  await fc.assert(
    fc.asyncProperty(
      proposals,
      fc.constantFrom(...ORDERS),
      fc.integer({ min: 1, max: 9 }),
      async (all, order, limit) => {
        const { review, where, documents } = await add(all);
        const queue: Uid[] = [];
        for (let offset = 0; ; offset += limit) {
          const { rows } = await b.call('review.queue', { review, where, order, offset, limit });
          queue.push(...rows.map(({ id }) => id));
          if (rows.length < limit) break;
        }
        const plain = sorted(b, order, documents);
        expect([...queue].sort()).toEqual([...plain].sort());
        const places = new Map(queue.map((id, i) => [id, i]));
        for (const id of queue)
          for (const need of needs(id))
            if (places.has(need)) expect(places.get(need)).toBeLessThan(places.get(id)!);
        // Cases move in blocks: those that no other case needs stand in the order of the plain sort.
        const needed = new Set(queue.flatMap(needs));
        const free = (id: Uid) => !needed.has(id);
        expect(queue.filter(free)).toEqual(plain.filter(free));
        // Before each of these stand exactly the cases that it, or one before it, needs.
        const expected = [...neededFirst(plain, needs)];
        for (const id of queue.filter(free)) {
          const before = (list: readonly Uid[]) => [...list.slice(0, list.indexOf(id))].sort();
          expect(before(queue)).toEqual(before(expected));
        }
      },
    ),
    { numRuns: 25 },
  );
});

test('a group that another one needs comes before it, and all others keep their order', async () => {
  const { b, add } = project();
  await fc.assert(
    fc.asyncProperty(proposals, async (all) => {
      const { review, where } = await add(all);
      const name = ({ text, type }: { text: string; type: string }) => `${type} ${text}`;
      const { groups } = await b.call('review.groups', { review, where });
      const { rows } = await b.call('review.queue', { review, where, limit: 500 });
      const count = (each: CaseGroup) => rows.filter((row) => name(row) === name(each)).length;
      expect(groups.map(({ count: n }) => n)).toEqual(groups.map(count));
      expect(new Set(groups.map(name))).toEqual(new Set(rows.map(name)));
      const names = new Map(rows.map((row) => [row.id, name(row)]));
      const needs = new Map(groups.map((group) => [name(group), new Set<string>()]));
      const of = needsOf(b);
      for (const row of rows) for (const id of of(row.id)) needs.get(name(row))!.add(names.get(id)!);
      const order = groups.map(name);
      for (const [group, needed] of needs)
        for (const each of needed) expect(order.indexOf(each)).toBeLessThan(order.indexOf(group));
      const needed = new Set([...needs.values()].flatMap((each) => [...each]));
      const free = groups.filter((group) => !needed.has(name(group)));
      expect(free.map(({ count: n }) => n)).toEqual(free.map(({ count: n }) => n).sort((a, c) => c - a));
      const pages: CaseGroup[] = [];
      for (let offset = 0; offset < groups.length; offset += 3)
        pages.push(...(await b.call('review.groups', { review, where, offset, limit: 3 })).groups);
      expect(pages).toEqual(groups);
    }),
    { numRuns: 20 },
  );
});

test('a mention that is decided, or outside of the filter, does not move', async () => {
  const b = backend();
  const document = b.addDocument(`${WORDS.join(' ')}.`);
  const { ids } = modelSet(
    b,
    'tagger',
    new Map([
      [
        document,
        [
          { type: 'CLAIM', words: 'worda', score: 0.1, slots: { claimer: { words: 'wordc' } } },
          { type: 'PERSON', words: 'wordb', score: 0.2 },
          { type: 'PERSON', words: 'wordc', score: 0.3 },
        ],
      ],
    ]),
  );
  const { review } = await b.call('review.open', { job: newUid() });
  const queue = async (where = '') =>
    (await b.call('review.queue', { review, where })).rows.map(({ text }) => text);
  expect(await queue()).toEqual(['wordc', 'worda', 'wordb']);
  expect(await queue('score < 0.25')).toEqual(['worda', 'wordb']);
  await b.call('review.decide', { review, ids: [ids.get('wordc')!], decision: 'reject' });
  expect(await queue()).toEqual(['worda', 'wordb']);
  expect(await queue('state in (open, rejected)')).toEqual(['wordc', 'worda', 'wordb']);
});

test('the ends of a proposed relation come before it', async () => {
  const b = backend();
  const document = b.addDocument(`${WORDS.join(' ')}.`);
  modelSet(
    b,
    'tagger',
    new Map([
      [
        document,
        [
          { type: 'PERSON', words: 'worda', score: 0.7 },
          { type: 'ORG', words: 'wordb', score: 0.8 },
          { type: 'ORG', words: 'wordc', score: 0.1 },
        ],
      ],
    ]),
    { relations: [{ type: 'same-as', from: 'worda', to: 'wordb' }] },
  );
  const { review } = await b.call('review.open', { job: newUid() });
  const { rows } = await b.call('review.queue', { review, order: 'worst' });
  expect(rows.map(({ text }) => text)).toEqual(['worda', 'wordb', 'worda → wordb', 'wordc']);
});
