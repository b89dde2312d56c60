import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { checkProject } from '../../db/integrity/check.ts';
import { canonicalDump } from '../../db/exports/dump.ts';
import { record } from '../../db/journal/record.ts';
import { ensureNamedSet } from '../../db/sets/sets.ts';
import { relationByUid } from '../../db/annotations/annotations.ts';
import { sql } from '../../db/connection/connection.ts';
import { RelationOrder } from '../../shared/contract/relations.ts';
import { Scheme } from '../../shared/model/scheme.ts';
import { newUid, type Uid } from '../../shared/model/uid.ts';
import { newsScheme } from '../../shared/presets/news.ts';
import { backend } from '../support/backend.ts';
import { runCommand } from '../support/command-line.ts';

const TEXT = 'Ada said trade grew. Bo said it shrank. Ada met Bo in Dovran, the capital.';

/** The news scheme with two more relation types: one with attributes, and one between spans that allows no cycle. */
const scheme = Scheme.parse({
  ...newsScheme,
  relations: [
    ...newsScheme.relations,
    {
      name: 'within',
      label: 'is within',
      ends: 'span',
      from: ['GPE', 'LOC'],
      to: ['GPE', 'LOC'],
      transitive: true,
      attributes: [
        { kind: 'choice', name: 'sure', label: 'Sure', options: ['yes', 'no'], default: 'yes' },
        { kind: 'text', name: 'why', label: 'Why' },
      ],
    },
  ],
});

type Backend = ReturnType<typeof backend>;
const dump = (b: Backend) => [...canonicalDump(b.store)];

async function span(
  b: Backend,
  document: Uid,
  type: string,
  words: string,
  nth = 0,
  set?: Uid,
): Promise<Uid> {
  const { text } = (await b.call('documents.get', { document })).document;
  let at = -1;
  for (let i = 0; i <= nth; i++) at = text.indexOf(words, at + 1);
  const { span: made } = await b.call('spans.create', {
    document,
    type,
    fragments: [[at, at + words.length]],
    ...(set && { set }),
  });
  return made.id;
}

/** Makes a project with two claims, a place and two people in one article. */
async function article() {
  const b = backend({ scheme });
  const document = b.addDocument(TEXT);
  return {
    b,
    document,
    grew: await span(b, document, 'CLAIM', 'trade grew'),
    shrank: await span(b, document, 'CLAIM', 'it shrank'),
    ada: await span(b, document, 'PERSON', 'Ada'),
    dovran: await span(b, document, 'GPE', 'Dovran'),
    capital: await span(b, document, 'LOC', 'the capital'),
  };
}

function addEntity(b: Backend, name: string, type?: string): Uid {
  const id = newUid();
  const title = { command: 'test.add', label: `Add ${name}`, kind: 'setup' } as const;
  record(b.store, b.workspace.settings.actor, title, (recorder) => {
    const term = type === undefined ? undefined : b.store.terms.find('span', type)!.uid;
    recorder.put('entity', id, { name, ...(term && { type: term }), aliases: [], externalIds: [] });
  });
  return id;
}

describe('rule violations are reported by name, and nothing is partly done', () => {
  test.each<[string, (a: Awaited<ReturnType<typeof article>>) => Promise<unknown>, RegExp]>([
    [
      'unknown type',
      ({ b, grew, shrank }) => b.call('relations.create', { type: 'loves', from: grew, to: shrank }),
      /no relation type “loves”.*supports, refutes/,
    ],
    [
      'unknown end',
      ({ b, grew }) => b.call('relations.create', { type: 'related', from: grew, to: newUid() }),
      /no span /,
    ],
    [
      'wrong kind of end',
      ({ b, grew }) =>
        b.call('relations.create', { type: 'related', from: grew, to: addEntity(b, 'Velmara') }),
      /“is related to” links spans, but .* is an entity/,
    ],
    [
      'wrong kind of end',
      ({ b, grew, shrank }) => b.call('relations.create', { type: 'part-of', from: grew, to: shrank }),
      /links entities, but .* is a span/,
    ],
    [
      'type of an end',
      ({ b, grew, ada }) => b.call('relations.create', { type: 'supports', from: ada, to: grew }),
      /“supports” starts at CLAIM, not at PERSON\.$/,
    ],
    [
      'types of both ends',
      ({ b, ada, dovran }) => b.call('relations.create', { type: 'supports', from: ada, to: dovran }),
      /starts at CLAIM, not at PERSON, and leads to CLAIM, not to GPE/,
    ],
    [
      'itself',
      ({ b, grew }) => b.call('relations.create', { type: 'related', from: grew, to: grew }),
      /“trade grew” cannot be related to itself/,
    ],
    [
      'attribute',
      ({ b, dovran, capital }) =>
        b.call('relations.create', {
          type: 'within',
          from: dovran,
          to: capital,
          attributes: { colour: 'red' },
        }),
      /is within has no attribute “colour”\. It has: sure, why/,
    ],
    [
      'value',
      ({ b, dovran, capital }) =>
        b.call('relations.create', {
          type: 'within',
          from: dovran,
          to: capital,
          attributes: { sure: 'perhaps' },
        }),
      /Sure/,
    ],
  ])('%s', async (_, attempt, told) => {
    const a = await article();
    const before = dump(a.b).filter((line) => !line.startsWith('entity'));
    await expect(attempt(a)).rejects.toThrow(told);
    expect(dump(a.b).filter((line) => !line.startsWith('entity'))).toEqual(before);
  });

  test('an entity without a type, and a merged entity', async () => {
    const b = backend({ scheme });
    const [city, country, nameless] = [
      addEntity(b, 'Tresk', 'GPE'),
      addEntity(b, 'Velmara', 'GPE'),
      addEntity(b, 'It'),
    ];
    await expect(
      b.call('relations.create', { type: 'located-in', from: nameless, to: country }),
    ).rejects.toThrow(/not at something without a type/);
    const title = { command: 'test.merge', label: 'Merge', kind: 'setup' } as const;
    record(b.store, b.workspace.settings.actor, title, (recorder) =>
      recorder.put('entity', nameless, { name: 'It', aliases: [], externalIds: [], mergedInto: city }),
    );
    await expect(
      b.call('relations.create', { type: 'located-in', from: nameless, to: country }),
    ).rejects.toThrow(/“It” was merged into “Tresk”/);
  });

  test('a relation of entities as the first work in a project also announces its new set', async () => {
    const b = backend({ scheme });
    const [city, country] = [addEntity(b, 'Tresk', 'GPE'), addEntity(b, 'Velmara', 'GPE')];
    const stale = new Set<string>();
    b.workspace.listen((event) => {
      if (event.event === 'changed') for (const topic of event.notice.stale) stale.add(topic);
    });
    const { relation } = await b.call('relations.create', { type: 'located-in', from: city, to: country });
    expect([...stale]).toContain('sets');
    expect((await b.call('project.info', {})).ownSet).toBe(relation.set);
  });

  test('a duplicate, for a symmetric type also with exchanged ends', async () => {
    const { b, grew, shrank } = await article();
    await b.call('relations.create', { type: 'related', from: grew, to: shrank });
    await expect(b.call('relations.create', { type: 'related', from: shrank, to: grew })).rejects.toThrow(
      /already/,
    );
    await b.call('relations.create', { type: 'supports', from: grew, to: shrank });
    await expect(b.call('relations.create', { type: 'supports', from: grew, to: shrank })).rejects.toThrow(
      /“trade grew” supports “it shrank” already/,
    );
    await b.call('relations.create', { type: 'supports', from: shrank, to: grew });
  });

  test('spans of different sets', async () => {
    const { b, document, grew } = await article();
    const other = ensureNamedSet(b.store, b.workspace.settings.actor, 'model');
    const theirs = await span(b, document, 'CLAIM', 'it shrank', 0, other);
    await expect(b.call('relations.create', { type: 'related', from: grew, to: theirs })).rejects.toThrow(
      /different annotation sets/,
    );
    await expect(
      b.call('relations.create', {
        type: 'related',
        from: grew,
        to: await span(b, document, 'CLAIM', 'Bo said'),
        set: other,
      }),
    ).rejects.toThrow(/another annotation set/);
  });

  test('a cycle in a transitive relation, with its chain; also by reversing and by a new type', async () => {
    const b = backend({ scheme });
    const [a, c, d] = ['Arm', 'Corps', 'Division'].map((name) => addEntity(b, name, 'ORG')) as [
      Uid,
      Uid,
      Uid,
    ];
    await b.call('relations.create', { type: 'part-of', from: a, to: c });
    await b.call('relations.create', { type: 'part-of', from: c, to: d });
    await expect(b.call('relations.create', { type: 'part-of', from: d, to: a })).rejects.toThrow(
      '“is part of” would form a circle: “Division” → “Arm” → “Corps” → “Division”.',
    );
    const { relation } = await b.call('relations.create', { type: 'part-of', from: a, to: d });
    await expect(b.call('relations.update', { id: relation.id, reverse: true })).rejects.toThrow(
      /circle: “Division” → “Arm” → “Corps” → “Division”/,
    );
    // A long chain must not exhaust the call stack.
    let last = d;
    for (let i = 0; i < 50; i++) {
      const next = addEntity(b, `Group ${i}`, 'ORG');
      await b.call('relations.create', { type: 'part-of', from: last, to: next });
      last = next;
    }
    await expect(b.call('relations.create', { type: 'part-of', from: last, to: a })).rejects.toThrow(
      /circle/,
    );
  });

  test('a change of a span to a type that its relations do not allow', async () => {
    const { b, grew, shrank } = await article();
    await b.call('relations.create', { type: 'related', from: grew, to: shrank });
    await expect(b.call('spans.update', { id: shrank, type: 'PERSON' })).rejects.toThrow(
      /It has a relation with “trade grew”.*leads to CLAIM, not to PERSON.*Delete the relation first/,
    );
  });
});

test('a chain contains all linked mentions, indirectly and across documents, in text order', async () => {
  const { b, document, ada } = await article();
  const [again, bo] = [
    await span(b, document, 'PERSON', 'Ada', 1),
    await span(b, document, 'PERSON', 'Bo', 1),
  ];
  const other = b.addDocument('She left.', 'two.txt');
  const she = await span(b, other, 'PERSON', 'She');
  const chain = async (of: Uid, type = 'same-as') => {
    const { members, truncated } = await b.call('relations.chain', { span: of, type });
    expect(truncated).toBe(false);
    return members.map(({ id }) => id);
  };
  expect(await chain(ada)).toEqual([ada]);
  await b.call('relations.create', { type: 'same-as', from: again, to: ada });
  await b.call('relations.create', { type: 'same-as', from: again, to: she });
  for (const each of [ada, again, she]) expect(await chain(each)).toEqual([ada, again, she]);
  expect(await chain(bo)).toEqual([bo]);
  expect(await chain(ada, 'related')).toEqual([ada]);
  expect(await chain(ada, 'no-such')).toEqual([]);
  const [first] = (await b.call('relations.chain', { span: she, type: 'same-as' })).members;
  expect(first).toMatchObject({ text: 'Ada', before: '', document });
  expect(first?.after).toMatch(/^ said trade/);
  // 600 links in a row: read up to a limit, which is reported.
  let last = ada;
  for (let i = 0; i < 600; i++) {
    const next = await span(b, other, 'PERSON', 'She');
    await b.call('relations.create', { type: 'same-as', from: last, to: next });
    last = next;
  }
  const long = await b.call('relations.chain', { span: ada, type: 'same-as' });
  expect([long.members.length, long.truncated]).toEqual([500, true]);
});

test('pages are slices of the list in every order and direction, for any page size', async () => {
  const { b, document, grew, shrank, dovran, capital } = await article();
  const claims = [
    grew,
    shrank,
    await span(b, document, 'CLAIM', 'Ada met Bo'),
    await span(b, document, 'CLAIM', ''),
  ];
  for (const from of claims)
    for (const to of claims) if (from < to) await b.call('relations.create', { type: 'supports', from, to });
  const attributes = { why: 'it says so' };
  await b.call('relations.create', { type: 'within', from: dovran, to: capital, attributes });
  const [city, country] = [addEntity(b, 'Tresk', 'GPE'), addEntity(b, 'Velmara', 'GPE')];
  await b.call('relations.create', { type: 'located-in', from: city, to: country });
  for (const order of RelationOrder.options) {
    for (const descending of [false, true]) {
      const all = await b.call('relations.list', { order, descending });
      expect(all.total).toBe(8);
      const ids = all.rows.map(({ relation }) => relation.id);
      expect(new Set(ids).size).toBe(8);
      const pieces: Uid[] = [];
      for (let offset = 0; offset < 9; offset += 3) {
        const page = await b.call('relations.list', { order, descending, offset, limit: 3 });
        expect(page.total).toBe(8);
        pieces.push(...page.rows.map(({ relation }) => relation.id));
      }
      expect(pieces, `${order}, ${descending}`).toEqual(ids);
      for (const { relation } of all.rows) expect(relation).toEqual(relationByUid(b.store, relation.id));
    }
    const [up, down] = await Promise.all(
      [false, true].map((descending) => b.call('relations.list', { order, descending })),
    );
    expect(down!.rows).toEqual(up!.rows.toReversed());
  }
  const found = await b.call('relations.list', { search: 'TRESK' });
  expect(found.rows.map(({ from }) => from.text)).toEqual(['Tresk']);
  expect((await b.call('relations.list', { offset: 100, limit: 5, descending: true })).rows).toEqual([]);
});

describe('working with relations', () => {
  test('create with defaults, change, reverse, delete; undo and redo of each', async () => {
    const { b, document, dovran, capital } = await article();
    const states = [dump(b)];
    const step = async (work: Promise<unknown>) => {
      await work;
      states.push(dump(b));
    };
    const id = newUid();
    await step(b.call('relations.create', { id, type: 'within', from: dovran, to: capital }));
    const get = async () =>
      (await b.call('annotations.get', { document })).relations.find((r) => r.id === id);
    expect(await get()).toMatchObject({ document, attributes: { sure: 'yes' }, untouched: ['sure'] });
    await step(b.call('relations.update', { id, attributes: { sure: 'no', why: 'a map' } }));
    expect(await get()).toMatchObject({ attributes: { sure: 'no', why: 'a map' }, untouched: [] });
    await step(b.call('relations.update', { id, attributes: { why: null } }));
    await step(b.call('relations.update', { id, reverse: true }));
    expect(await get()).toMatchObject({ from: capital, to: dovran, attributes: { sure: 'no' } });
    await step(b.call('relations.update', { id, type: 'same-as' }));
    expect(await get()).toMatchObject({ type: 'same-as', attributes: {} });
    await step(b.call('relations.delete', { ids: [id] }));
    expect(await get()).toBeUndefined();
    for (let i = states.length - 2; i >= 0; i--) {
      await b.call('history.undo', { document });
      expect(dump(b), `after undoing step ${i + 1}`).toEqual(states[i]);
    }
    for (let i = 1; i < states.length; i++) {
      await b.call('history.redo', { document });
      expect(dump(b), `after redoing step ${i}`).toEqual(states[i]);
    }
    expect(checkProject(b.store).problems).toEqual([]);
  });

  test('deleting a span reports and deletes its relations; undo restores them', async () => {
    const { b, document, grew, shrank } = await article();
    const { relation } = await b.call('relations.create', { type: 'refutes', from: grew, to: shrank });
    const before = dump(b);
    expect(await b.call('spans.dependants', { id: shrank })).toMatchObject({ relations: 1 });
    await b.call('spans.delete', { ids: [shrank] });
    expect((await b.call('annotations.get', { document })).relations).toEqual([]);
    await b.call('history.undo', { document });
    expect(dump(b)).toEqual(before);
    expect((await b.call('annotations.get', { document })).relations).toMatchObject([{ id: relation.id }]);
  });

  test('a note on a relation is deleted and restored with it', async () => {
    const { b, document, grew, shrank } = await article();
    const { relation } = await b.call('relations.create', { type: 'refutes', from: grew, to: shrank });
    const title = { command: 'test.note', label: 'Note', kind: 'setup' } as const;
    record(b.store, b.workspace.settings.actor, title, (recorder) =>
      recorder.put('note', newUid(), { document, relation: relation.id, body: 'really?' }),
    );
    const before = dump(b);
    await b.call('relations.delete', { ids: [relation.id] });
    await b.call('history.undo', { document });
    expect(dump(b)).toEqual(before);
  });
});

describe('a relation across documents', () => {
  async function two() {
    const b = backend({ scheme });
    const [one, other] = [b.addDocument(TEXT, 'one.txt'), b.addDocument(`${TEXT} Again.`, 'other.txt')];
    const [from, to] = [
      await span(b, one, 'CLAIM', 'trade grew'),
      await span(b, other, 'CLAIM', 'it shrank'),
    ];
    const notices: { documents: Uid[] }[] = [];
    b.workspace.listen((event) => event.event === 'changed' && notices.push(event.notice));
    const { relation } = await b.call('relations.create', { type: 'identical', from, to });
    return { b, one, other, from, to, relation, notices };
  }

  test('is shown in both, with a preview of the other end, and announced for both', async () => {
    const { b, one, other, from, to, relation, notices } = await two();
    expect(relation.document).toBeUndefined();
    for (const document of [one, other])
      expect((await b.call('annotations.get', { document })).relations).toEqual([relation]);
    expect([...notices[0]!.documents].sort()).toEqual([one, other].sort());
    const { spans } = await b.call('spans.peek', { ids: [to, newUid(), from] });
    expect(spans).toMatchObject([
      { id: to, document: other, text: 'it shrank', before: 'Ada said trade grew. Bo said ', start: 29 },
      { id: from, document: one, text: 'trade grew' },
    ]);
    expect(spans[0]!.after.startsWith('. Ada met Bo')).toBe(true);
  });

  test('can be undone in either document', async () => {
    for (const side of ['one', 'other'] as const) {
      const made = await two();
      await made.b.call('history.undo', { document: made[side] });
      expect((await made.b.call('annotations.get', { document: made.one })).relations).toEqual([]);
      await made.b.call('history.redo', { document: made[side] });
      expect((await made.b.call('annotations.get', { document: made.other })).relations).toHaveLength(1);
    }
  });

  test('is deleted with one end and restored by undo', async () => {
    const { b, one, other, to } = await two();
    const before = dump(b);
    await b.call('spans.delete', { ids: [to] });
    expect((await b.call('annotations.get', { document: one })).relations).toEqual([]);
    await b.call('history.undo', { document: other });
    expect(dump(b)).toEqual(before);
  });

  test('all kinds of relations are the same after a Postil JSONL round trip', async () => {
    const { b, one } = await two();
    const [city, country] = [addEntity(b, 'Tresk', 'GPE'), addEntity(b, 'Velmara', 'GPE')];
    await b.call('relations.create', { type: 'located-in', from: city, to: country });
    const [dovran, capital] = [await span(b, one, 'GPE', 'Dovran'), await span(b, one, 'LOC', 'the capital')];
    await b.call('relations.create', {
      type: 'within',
      from: dovran,
      to: capital,
      attributes: { why: 'a map' },
    });
    const out = join(b.folder, 'out');
    const folder = b.workspace.files.admit(out).id;
    const report = await b.call('exchange.export', { job: newUid(), format: 'jsonl', folder });
    expect(report).toMatchObject({ verified: true, relations: 3 });
    const copy = backend({ scheme });
    await copy.call('exchange.import', {
      job: newUid(),
      files: [copy.workspace.files.admit(join(out, 'data.jsonl')).id],
    });
    const relations = (of: Backend) => dump(of).filter((line) => line.startsWith('relation'));
    expect(relations(copy)).toHaveLength(3);
    expect(relations(copy).sort()).toEqual(relations(b).sort());
    expect(checkProject(copy.store).problems).toEqual([]);
  });
});

describe('importing relations that break the rules', () => {
  test('all or nothing: a cycle and a wrong end are rejected with their line', async () => {
    const b = backend({ scheme });
    const before = dump(b);
    const ids = [newUid(), newUid()] as const;
    const line = (value: object) => JSON.stringify(value);
    const entities = ids.map((id, i) =>
      line({ kind: 'entity', id, name: `E${i}`, type: 'ORG', aliases: [], externalIds: [] }),
    );
    const header = line({
      kind: 'header',
      format: 'postil-jsonl',
      version: 1,
      offsetUnit: 'utf-16',
      scheme,
      analysts: [],
      sets: [{ id: newUid(), name: 'theirs', kind: 'import' }],
    });
    const relation = (type: string, from: Uid, to: Uid) =>
      line({
        kind: 'relation',
        id: newUid(),
        set: 'theirs',
        type,
        ends: 'entity',
        from,
        to,
        attributes: {},
        untouched: [],
      });
    const bring = (name: string, ...lines: string[]) => {
      const path = join(b.folder, name);
      writeFileSync(path, [header, ...entities, ...lines, ''].join('\n'));
      return b.call('exchange.import', {
        job: newUid(),
        files: [b.workspace.files.admit(path).id],
        strict: true,
      });
    };
    await expect(
      bring('circle.jsonl', relation('part-of', ids[0], ids[1]), relation('part-of', ids[1], ids[0])),
    ).rejects.toThrow(/circle: E1 → E0 → E1/);
    await expect(bring('ends.jsonl', relation('holds', ids[0], ids[1]))).rejects.toThrow(
      /“holds” starts at PERSON, not at ORG/,
    );
    expect(dump(b)).toEqual(before);
  });
});

describe('the list', () => {
  test('filters, searches with folded letters, sorts and pages', async () => {
    const { b, document, grew, shrank, dovran, capital } = await article();
    const far = b.addDocument('Işık said nothing grew.', 'far.txt');
    const nothing = await span(b, far, 'CLAIM', 'Işık said nothing grew');
    await b.call('relations.create', { type: 'related', from: grew, to: shrank });
    await b.call('relations.create', { type: 'within', from: dovran, to: capital });
    await b.call('relations.create', { type: 'refutes', from: nothing, to: grew });
    const [city, country] = [addEntity(b, 'Tresk', 'GPE'), addEntity(b, 'Velmara', 'GPE')];
    await b.call('relations.create', { type: 'located-in', from: city, to: country });
    const types = async (input: Parameters<typeof b.call<'relations.list'>>[1]) => {
      const { rows, total } = await b.call('relations.list', input);
      return [total, ...rows.map(({ relation }) => relation.type)];
    };
    expect(await types({})).toEqual([4, 'related', 'within', 'refutes', 'located-in']);
    expect(await types({ descending: true, limit: 1, offset: 1 })).toEqual([4, 'refutes']);
    expect(await types({ order: 'type' })).toEqual([4, 'located-in', 'refutes', 'related', 'within']);
    expect(await types({ document })).toEqual([3, 'related', 'within', 'refutes']);
    expect(await types({ document: far })).toEqual([1, 'refutes']);
    expect(await types({ type: 'within' })).toEqual([1, 'within']);
    expect(await types({ end: grew })).toEqual([2, 'related', 'refutes']);
    expect(await types({ end: country })).toEqual([1, 'located-in']);
    expect(await types({ search: 'isik' })).toEqual([1, 'refutes']);
    expect(await types({ search: 'VELMARA' })).toEqual([1, 'located-in']);
    const { rows } = await b.call('relations.list', { type: 'refutes' });
    expect(rows[0]).toMatchObject({
      from: {
        kind: 'span',
        id: nothing,
        type: 'CLAIM',
        document: far,
        documentTitle: 'Işık said nothing grew.',
      },
      to: { kind: 'span', id: grew, text: 'trade grew', start: 9 },
    });
    const entityRows = (await b.call('relations.list', { type: 'located-in' })).rows;
    expect(entityRows[0]).toMatchObject({ from: { kind: 'entity', text: 'Tresk', type: 'GPE' } });
  });
});

test('check reports a relation in the wrong document or set, and a cycle', async () => {
  const { b, document, grew, shrank } = await article();
  await b.call('relations.create', { type: 'related', from: grew, to: shrank });
  const other = b.addDocument('Elsewhere.', 'other.txt');
  const [a, c] = [addEntity(b, 'Arm', 'ORG'), addEntity(b, 'Corps', 'ORG')];
  const { relation } = await b.call('relations.create', { type: 'part-of', from: a, to: c });
  expect(checkProject(b.store).problems).toEqual([]);
  b.store.db.raw.exec(
    `UPDATE relation SET document_id = (SELECT max(id) FROM document) WHERE document_id IS NOT NULL`,
  );
  expect(checkProject(b.store).problems).toMatchObject([
    {
      area: 'relations',
      message: expect.stringContaining('is stored under a document that does not hold one of its ends'),
    },
  ]);
  expect(document).not.toBe(other);
  b.store.db.raw.exec(
    `UPDATE relation SET document_id = (SELECT min(id) FROM document) WHERE document_id IS NOT NULL`,
  );
  b.store.db.run(sql`
    INSERT INTO relation (uid, set_id, type_id, from_entity, to_entity, change_id)
    SELECT randomblob(16), set_id, type_id, to_entity, from_entity, change_id FROM relation WHERE from_entity IS NOT NULL`);
  expect(relation.ends).toBe('entity');
  expect(checkProject(b.store).problems).toMatchObject([
    {
      area: 'relations',
      message: expect.stringMatching(/part-of goes in a circle: (Arm → Corps → Arm|Corps → Arm → Corps)/),
    },
  ]);
});

test('the command line: relate, its errors and exit codes', async () => {
  const { b, document, grew, shrank, dovran, capital } = await article();
  b.workspace.close();
  const run = (...args: string[]) => runCommand(join(b.folder, 'config'), ...args);
  const relate = (...args: string[]) => run('relate', b.path, '--json', ...args);
  expect(
    await relate('--from', dovran, '--to', capital, '--type', 'within', '--attr', 'why=a map'),
  ).toMatchObject({
    status: 0,
    json: {
      relation: {
        type: 'within',
        document,
        from: dovran,
        to: capital,
        attributes: { why: 'a map', sure: 'yes' },
      },
    },
  });
  expect(await relate('--from', capital, '--to', dovran, '--type', 'within')).toMatchObject({
    status: 1,
    json: {
      error: {
        code: 'refused',
        message: expect.stringContaining('circle: “the capital” → “Dovran” → “the capital”'),
      },
    },
  });
  expect(await relate('--from', grew, '--to', shrank, '--type', 'related', '--set', 'nobody')).toMatchObject({
    status: 1,
  });
  expect(await relate('--from', grew, '--to', shrank)).toMatchObject({
    status: 2,
    said: expect.stringContaining('--type is missing'),
  });
  expect(await relate('--from', 'grew', '--to', shrank, '--type', 'related')).toMatchObject({ status: 2 });
  expect(await relate('--from', newUid(), '--to', shrank, '--type', 'related')).toMatchObject({
    status: 1,
    json: { error: { code: 'not-found' } },
  });
  expect((await run('list', b.path, 'relations', '--document', document, '--json')).json).toMatchObject({
    relations: [{ type: 'within' }],
  });
  expect((await run('undo', b.path, '--json')).json).toMatchObject({
    undone: 'Relate “Dovran” is within “the capital”',
  });
  expect((await run('check', b.path, '--json')).json).toMatchObject({ ok: true });
});
