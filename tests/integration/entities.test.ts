import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { checkProject } from '../../db/integrity/check.ts';
import type { Sql } from '../../db/connection/connection.ts';
import { candidateSql } from '../../db/entities/entity-candidates.ts';
import { canonicalDump } from '../../db/exports/dump.ts';
import { relationImage, slotImages } from '../../db/annotations/images.ts';
import { record } from '../../db/journal/record.ts';
import { newUid, type Uid } from '../../shared/model/uid.ts';
import { backend } from '../support/backend.ts';
import { runCommand } from '../support/command-line.ts';
import { statementsOf } from '../support/statements.ts';
import { takeBack } from '../support/take-back.ts';

type Backend = ReturnType<typeof backend>;

const TEXT = 'Hakan Felan met Erdoğan in Ankara. Felan said Türkiye and Turkey agree; he left.';

const dump = (b: Backend) => [...canonicalDump(b.store)];
const sound = (b: Backend) => expect(checkProject(b.store).problems).toEqual([]);

/** Tags words of a text; returns the span. */
async function tag(b: Backend, document: Uid, words: string, type = 'PERSON', text = TEXT): Promise<Uid> {
  const at = text.indexOf(words);
  expect(at, words).toBeGreaterThanOrEqual(0);
  const { span } = await b.call('spans.create', { document, type, fragments: [[at, at + words.length]] });
  return span.id;
}

async function create(b: Backend, name: string, more: object = {}): Promise<Uid> {
  return (await b.call('entities.create', { name, type: 'PERSON', ...more })).entity.id;
}

async function offered(b: Backend, text: string, more: object = {}): Promise<string[]> {
  const { candidates } = await b.call('entities.search', { text, type: 'PERSON', ...more });
  return candidates.map(({ entity, why }) => `${entity.name}: ${why}`);
}

const linksOf = async (b: Backend, document: Uid, span: Uid) =>
  (await b.call('annotations.get', { document })).spans.find(({ id }) => id === span)!.entities;

describe('suggestions for a mention', () => {
  test('come in the order: last name in this document, linked before, name, alias, similar, prefix', async () => {
    const b = backend();
    const document = b.addDocument(TEXT);
    const other = b.addDocument('Nothing here.');
    const span = await tag(b, document, 'Hakan Felan');
    const felan = await create(b, 'Hakan Felan', { mentions: [span] });
    await create(b, 'Felan');
    await create(b, 'Somebody Else', { aliases: ['Felan'] });
    await create(b, 'FELAN');
    await create(b, 'Felanlı');
    const linked = await create(b, 'Linked Before', {
      mentions: [await tag(b, other, 'Nothing', 'PERSON', 'Nothing here.')],
    });
    expect(await offered(b, 'Felan', { document })).toEqual([
      'Hakan Felan: last name',
      'Felan: name',
      'Somebody Else: alias',
      'FELAN: near',
      'Felanlı: prefix',
    ]);
    // If the document does not mention him by his full name, a last name is weak evidence.
    expect((await offered(b, 'Felan', { document: other })).slice(-2)).toEqual([
      'Hakan Felan: part',
      'Felanlı: prefix',
    ]);
    await b.call('mentions.set', { spans: [await tag(b, document, 'Felan said')], entities: [linked] });
    expect((await offered(b, 'Felan said', { document }))[0]).toBe('Linked Before: linked before');
    expect(await linksOf(b, document, span)).toEqual([felan]);
  });

  test('Erdogan is Erdoğan; Turkey is not Türkiye unless an alias says so', async () => {
    const b = backend();
    await create(b, 'Erdoğan');
    const country = await create(b, 'Türkiye', { type: 'GPE' });
    expect(await offered(b, 'Erdogan')).toEqual(['Erdoğan: near']);
    expect(await offered(b, 'Turkey')).toEqual([]);
    await b.call('entities.update', { entity: country, aliases: ['Turkey'] });
    expect(await offered(b, 'Turkey', { type: 'GPE' })).toEqual(['Türkiye: alias']);
  });

  test('for a people are its country, and for a name in full in the article its bearer, before namesakes linked elsewhere', async () => {
    const b = backend();
    await create(b, 'Velmara', { type: 'GPE' });
    await create(b, 'France', { type: 'GPE' });
    await create(b, 'Velmarana Opera', { type: 'ORG' });
    expect((await offered(b, 'Velmaran', { type: 'NORP' }))[0]).toBe('Velmara: country');
    expect(await offered(b, 'French', { type: 'NORP' })).toEqual(['France: country']);
    expect(await offered(b, 'French', { type: 'PERSON' })).toEqual([]);

    const [text, other] = ['Yaşar Güvan spoke. Güvan left.', 'Güvan sang.'];
    const [document, elsewhere] = [b.addDocument(text), b.addDocument(other)];
    await create(b, 'Sertab Güvan', { mentions: [await tag(b, elsewhere, 'Güvan', 'PERSON', other)] });
    await create(b, 'Yaşar Güvan', { mentions: [await tag(b, document, 'Yaşar Güvan', 'PERSON', text)] });
    expect((await offered(b, 'Güvan', { document }))[0]).toBe('Yaşar Güvan: last name');
  });

  test('put other types last, unless such a mention was linked to one before', async () => {
    const b = backend();
    const document = b.addDocument('Pakistani and Pakistani');
    await create(b, 'Washington', { type: 'GPE' });
    await create(b, 'George Washington', { aliases: ['Washington'] });
    expect(await offered(b, 'Washington')).toEqual(['George Washington: alias', 'Washington: name']);
    const norp = await tag(b, document, 'Pakistani', 'NORP', 'Pakistani and Pakistani');
    await create(b, 'Pakistan', { type: 'GPE', mentions: [norp] });
    await create(b, 'Pakistani', { type: 'NORP' });
    expect((await offered(b, 'Pakistani', { type: 'NORP' }))[0]).toBe('Pakistan: linked before');
  });

  test('contain only the requested types, and use the target of merged entities', async () => {
    const b = backend();
    for (let i = 0; i < 60; i++) await create(b, `Dov ${i}`);
    const city = await create(b, 'Dovran', { type: 'GPE' });
    await create(b, 'Dovran Untyped', { type: undefined });
    const old = await create(b, 'Dov City', { type: 'PERSON' });
    await b.call('entities.merge', { into: city, from: [old] });
    const found = (text: string) => offered(b, text, { type: undefined, types: ['GPE', 'LOC'] });
    expect(await found('dov')).toEqual(['Dovran: prefix', 'Dovran Untyped: prefix']);
    expect(await found('dov city')).toEqual(['Dovran: near']);
    expect(await found('Dov 7')).toEqual([]);
  });

  test('without words contain the entities of the document, the most frequent first', async () => {
    const b = backend();
    const document = b.addDocument(TEXT);
    await create(b, 'Recep Tayyip Erdoğan', { mentions: [await tag(b, document, 'Erdoğan')] });
    await create(b, 'Hakan Felan', {
      mentions: [await tag(b, document, 'Hakan Felan'), await tag(b, document, 'Felan said')],
    });
    expect(await offered(b, '', { document })).toEqual(['Hakan Felan: here', 'Recep Tayyip Erdoğan: here']);
  });

  test('every look-up uses an index', () => {
    const { store } = backend();
    const plans = [
      candidateSql.linkedBefore(1, 10),
      candidateSql.named('x', '[1]', 10),
      candidateSql.lastNameHere(1, null, 'x', 10),
      candidateSql.here(1, 1, 10),
      candidateSql.prefix('x', 'y', '[1]', 10),
      candidateSql.lastToken('x', 'y', '[1]', 10),
    ].flatMap((statement) => planOf(statement));
    expect(plans.length).toBeGreaterThan(12);
    // "linked" and "links" are rows found by a look-up, "json_each" is the list of types in the query.
    expect(plans.filter((step) => /^SCAN (?!linked|links|json_each)/.test(step))).toEqual([]);

    function planOf({ strings, values }: Sql): string[] {
      const rows = store.db.raw.prepare(`EXPLAIN QUERY PLAN ${strings.join('?')}`).all(...values);
      return (rows as { detail: string }[]).map(({ detail }) => detail);
    }
  });
});

describe('links', () => {
  test('lead to one or several entities; undo and redo', async () => {
    const b = backend();
    const document = b.addDocument(TEXT);
    const span = await tag(b, document, 'he', 'PERSON', TEXT);
    const [one, two] = [await create(b, 'One'), await create(b, 'Two')];
    await b.call('mentions.set', { spans: [span], entities: [two, one, one] });
    expect(await linksOf(b, document, span)).toEqual([one, two].sort());
    const linked = dump(b);
    expect(await takeBack(b, 'undo', { document })).toMatchObject({ label: 'Link “he” to “One”, “Two”' });
    expect(await linksOf(b, document, span)).toEqual([]);
    await takeBack(b, 'redo', { document });
    expect(dump(b)).toEqual(linked);
    await expect(b.call('mentions.set', { spans: [span], entities: [newUid()] })).rejects.toMatchObject({
      code: 'not-found',
    });
    expect(dump(b)).toEqual(linked);
    sound(b);
  });

  test('a new entity and its link are one step', async () => {
    const b = backend();
    const document = b.addDocument(TEXT);
    const span = await tag(b, document, 'Hakan Felan');
    const before = dump(b);
    await create(b, 'Hakan Felan', { mentions: [span], aliases: ['Felan', 'Hakan Felan'], note: ' ' });
    expect((await b.call('entities.list', {})).rows).toMatchObject([
      { name: 'Hakan Felan', aliases: 1, mentions: 1 },
    ]);
    await takeBack(b, 'undo', { document });
    expect(dump(b)).toEqual(before);
  });
});

/** Two persons with mentions, who also occur in a claim's slots and in relations. */
async function registry() {
  const b = backend();
  const document = b.addDocument(TEXT);
  const mentions = [
    await tag(b, document, 'Hakan Felan'),
    await tag(b, document, 'Felan said'),
    await tag(b, document, 'he left'),
  ];
  const full = await create(b, 'Hakan Felan', {
    mentions: [mentions[0]!],
    externalIds: [{ authority: 'wikidata', value: 'Q1' }],
  });
  const short = await create(b, 'Felan', {
    mentions: mentions.slice(1),
    aliases: ['Mr Felan'],
    externalIds: [{ authority: 'gnd', value: '7' }],
    note: 'The minister.',
  });
  const state = await create(b, 'Türkiye', { type: 'GPE' });
  const claim = await tag(b, document, 'Türkiye and Turkey agree', 'CLAIM');
  const set = (await b.call('project.info', {})).ownSet!;
  const slots = [newUid(), newUid(), newUid()];
  record(
    b.store,
    b.workspace.settings.actor,
    { command: 'test', label: 'Slots', kind: 'edit' },
    (recorder) => {
      const rows = [
        { id: slots[0]!, name: 'claimer', rank: 'a', filler: { entity: short }, evidence: [] },
        { id: slots[1]!, name: 'claimer', rank: 'b', filler: { entity: full }, evidence: [mentions[0]!] },
        { id: slots[2]!, name: 'object', rank: 'a', filler: { entity: short }, evidence: [] },
      ];
      const span = { id: claim, document, set, type: 'CLAIM', slots: rows };
      for (const [uid, image] of slotImages(b.store, span as never)) recorder.put('slot', uid, image);
      for (const [from, to] of [
        [full, state],
        [short, state],
        [short, full],
      ] as const) {
        const relation = {
          set,
          type: 'affiliated-with',
          ends: 'entity' as const,
          from,
          to,
          attributes: {},
          untouched: [],
        };
        recorder.put('relation', newUid(), relationImage(b.store, relation));
      }
    },
  );
  return { b, document, mentions, full, short, state, claim, set };
}

describe('merge', () => {
  test('combines mentions, slots, relations, aliases and ids; undo and redo', async () => {
    const { b, document, mentions, full, short } = await registry();
    sound(b);
    const before = dump(b);
    const merged = await b.call('entities.merge', { into: full, from: [short] });
    expect(merged).toMatchObject({
      entity: {
        name: 'Hakan Felan',
        aliases: ['Felan', 'Mr Felan'],
        note: 'The minister.',
        externalIds: [
          { authority: 'gnd', value: '7' },
          { authority: 'wikidata', value: 'Q1' },
        ],
      },
      mentions: 2,
      slots: 1,
      relations: 0,
      dropped: 3,
    });
    for (const span of mentions) expect(await linksOf(b, document, span)).toEqual([full]);
    expect(await b.call('entities.get', { entity: short })).toMatchObject({
      entity: { id: full },
      mentions: 3,
      documents: 1,
      merged: ['Felan'],
      relations: [{ direction: 'from', other: { name: 'Türkiye' } }],
    });
    expect(await offered(b, 'Mr Felan')).toEqual(['Hakan Felan: alias']);
    expect((await b.call('entities.list', { search: 'felan' })).total).toBe(1);
    sound(b);
    const after = dump(b);
    await takeBack(b, 'undo');
    expect(dump(b)).toEqual(before);
    await takeBack(b, 'redo');
    expect(dump(b)).toEqual(after);
    sound(b);
  });

  test('makes no chains or cycles: entities merged before move along, none is merged into itself', async () => {
    const { b, full, short, state } = await registry();
    await b.call('entities.merge', { into: full, from: [short] });
    await expect(b.call('entities.merge', { into: full, from: [short] })).rejects.toMatchObject({
      code: 'refused',
    });
    await expect(b.call('entities.merge', { into: short, from: [full] })).rejects.toThrow(
      /merged into “Hakan Felan”/,
    );
    const third = await create(b, 'Third');
    await b.call('entities.merge', { into: third, from: [full] });
    expect((await b.call('entities.get', { entity: short })).entity.id).toBe(third);
    expect((await b.call('entities.get', { entity: state })).relations).toMatchObject([
      { other: { name: 'Third' } },
    ]);
    sound(b);
  });

  test('two ends of a part-of chain cannot become one', async () => {
    const b = backend();
    const document = b.addDocument(TEXT);
    await tag(b, document, 'Ankara', 'GPE');
    const [a, c, e] = [await create(b, 'A'), await create(b, 'B'), await create(b, 'C')];
    const set = (await b.call('project.info', {})).ownSet!;
    record(
      b.store,
      b.workspace.settings.actor,
      { command: 'test', label: 'Parts', kind: 'edit' },
      (recorder) => {
        for (const [from, to] of [
          [a, c],
          [c, e],
        ] as const) {
          const relation = {
            set,
            type: 'part-of',
            ends: 'entity' as const,
            from,
            to,
            attributes: {},
            untouched: [],
          };
          recorder.put('relation', newUid(), relationImage(b.store, relation));
        }
      },
    );
    const before = dump(b);
    await expect(b.call('entities.merge', { into: a, from: [e] })).rejects.toThrow(/part-of itself/);
    expect(dump(b)).toEqual(before);
    // Neighbours may be merged: the relation between them is removed.
    expect(await b.call('entities.merge', { into: a, from: [c] })).toMatchObject({
      relations: 1,
      dropped: 1,
    });
    sound(b);
  });

  test('an import with the old id is linked to the target of the merge', async () => {
    const { b, short, full, document } = await registry();
    const out = join(b.folder, 'out');
    const folder = b.workspace.files.admit(out).id;
    await b.call('exchange.export', { job: newUid(), format: 'jsonl', folder });
    await b.call('entities.merge', { into: full, from: [short] });
    const after = dump(b);
    const file = b.workspace.files.admit(join(out, 'data.jsonl')).id;
    await b.call('exchange.import', { job: newUid(), files: [file] });
    // Duplicates that the merge dropped are not restored either.
    const gone = (lines: string[]) => lines.filter((line) => !/^slot /.test(line));
    expect(gone(dump(b))).toEqual(gone(after));
    expect(
      (await b.call('annotations.get', { document })).spans.flatMap(({ entities }) => entities),
    ).not.toContain(short);
    sound(b);
  });
});

test('Postil JSONL contains the registry with merged entities, and restores it unchanged', async () => {
  const { b, full, short, state } = await registry();
  await b.call('entities.merge', { into: full, from: [short] });
  await b.call('entities.update', { entity: state, colour: '#336699', aliases: ['Turkey', '=1+1'] });
  const out = join(b.folder, 'out');
  const folder = b.workspace.files.admit(out).id;
  await b.call('exchange.export', { job: newUid(), format: 'jsonl', folder });
  const two = backend();
  const file = two.workspace.files.admit(join(out, 'data.jsonl')).id;
  await two.call('exchange.import', { job: newUid(), files: [file] });
  expect(dump(two)).toEqual(dump(b));
  sound(two);
  const { candidates } = await two.call('entities.search', { text: 'Felan', type: 'PERSON' });
  expect(candidates.map(({ entity }) => entity.name)).toEqual(['Hakan Felan']);
});

test('a split moves the chosen mentions, and can be undone', async () => {
  const { b, document, mentions, short } = await registry();
  const before = dump(b);
  const { entity } = await b.call('entities.split', {
    entity: short,
    mentions: [mentions[2]!],
    name: 'Somebody',
  });
  expect(entity).toMatchObject({ name: 'Somebody', type: 'PERSON' });
  expect(await linksOf(b, document, mentions[2]!)).toEqual([entity.id]);
  expect(await linksOf(b, document, mentions[1]!)).toEqual([short]);
  sound(b);
  await expect(
    b.call('entities.split', { entity: short, mentions: [mentions[0]!], name: 'No' }),
  ).rejects.toMatchObject({ code: 'refused' });
  await takeBack(b, 'undo');
  expect(dump(b)).toEqual(before);
});

test('deleting reports what else is removed, and undo restores it, including merged entities', async () => {
  const { b, full, short } = await registry();
  await b.call('entities.merge', { into: full, from: [short] });
  const before = dump(b);
  expect(await b.call('entities.delete', { entities: [full] })).toEqual({
    deleted: 1,
    mentions: 3,
    slots: 2,
    relations: 1,
  });
  expect((await b.call('entities.list', {})).rows.map(({ name }) => name)).toEqual(['Türkiye']);
  sound(b);
  await takeBack(b, 'undo');
  expect(dump(b)).toEqual(before);
});

test('the page: concordance and the claims by and about an entity', async () => {
  const { b, full, short, state, document, claim } = await registry();
  await b.call('spans.update', { id: claim, attributes: { gloss: 'They agree.' } });
  await b.call('mentions.set', { spans: [await tag(b, document, 'Turkey', 'GPE')], entities: [state] });
  expect(await b.call('entities.concordance', { entity: short, limit: 1, offset: 1 })).toMatchObject({
    total: 2,
    rows: [
      {
        text: 'he left',
        after: '.',
        type: 'PERSON',
        before: expect.stringMatching(/Turkey agree; $/) as unknown,
      },
    ],
  });
  expect(await b.call('entities.claims', { entity: full })).toMatchObject({
    by: [{ gloss: 'They agree.', through: 'claimer' }],
    about: [],
  });
  expect(await b.call('entities.claims', { entity: short })).toMatchObject({
    by: [{ span: claim }],
    about: [{ span: claim, through: 'object' }],
  });
  expect(await b.call('entities.claims', { entity: state })).toMatchObject({
    by: [],
    about: [{ span: claim, through: 'content' }],
  });
});

test('the registry is paged, sorted by name, mentions or type, and searched inside names and aliases', async () => {
  const { b, short } = await registry();
  const names = async (input: object) => (await b.call('entities.list', input)).rows.map(({ name }) => name);
  expect(await names({})).toEqual(['Felan', 'Hakan Felan', 'Türkiye']);
  expect(await names({ order: 'mentions' })).toEqual(['Felan', 'Hakan Felan', 'Türkiye']);
  expect(await names({ descending: true, limit: 1, offset: 1 })).toEqual(['Hakan Felan']);
  expect(await names({ type: 'GPE' })).toEqual(['Türkiye']);
  expect(await names({ search: 'MR F' })).toEqual(['Felan']);
  expect((await b.call('entities.list', {})).types).toEqual([
    { type: 'PERSON', entities: 2 },
    { type: 'GPE', entities: 1 },
  ]);
  await b.call('entities.update', {
    entity: short,
    name: 'Zafer',
    note: null,
    type: null,
    colour: '#aa3300',
  });
  expect((await b.call('entities.get', { entity: short })).entity).toEqual({
    id: short,
    name: 'Zafer',
    colour: '#aa3300',
    aliases: ['Mr Felan'],
    externalIds: [{ authority: 'gnd', value: '7' }],
  });
  expect(await offered(b, 'Zafer')).toEqual(['Zafer: name']);
  await expect(b.call('entities.update', { entity: short, colour: 'url(http://x)' })).rejects.toMatchObject({
    code: 'invalid-input',
  });
  sound(b);
});

describe('packs', () => {
  const CSV = [
    'name,type,aliases,wikidata,note,colour,id:gnd',
    '"Felan, Hakan",PERSON,Hakan Felan|Felan\\|H,Q6061,"Two\nlines",#aa3300,118',
    'Türkiye,GPE,Turkey | Turquie,Q43,,,',
    ',,,,,,',
    'Turkey again,GPE,TR,Q43,,,',
  ].join('\r\n');

  const bring = (b: Backend, name: string, content: string | Buffer) => {
    const path = join(b.folder, name);
    writeFileSync(path, content);
    return b.call('entities.import', { job: newUid(), file: b.workspace.files.admit(path).id });
  };

  test.each([';', '\t'])(
    'a table with %j between cells, as written by spreadsheets, is read too',
    async (mark) => {
      const b = backend();
      const table = `sep=${mark}\r\nname;type;aliases\r\n"Felan${mark} Hakan";PERSON;Hakan Felan|H\r\nVell;GPE;\r\n`;
      const marked = table.replaceAll(';', mark);
      expect(await bring(b, 'stated.csv', marked)).toMatchObject({ added: 2, aliases: 2 });
      expect(await bring(b, 'found.csv', marked.slice(marked.indexOf('\n') + 1))).toMatchObject({
        added: 0,
        matched: 2,
      });
    },
  );

  test('a CSV import, exported as CSV and JSONL, is the same when imported again; twice adds nothing', async () => {
    const b = backend();
    const empty = dump(b);
    const report = await bring(b, 'pack.csv', CSV);
    expect(report).toMatchObject({ added: 2, matched: 0, aliases: 6 });
    expect(report.notes.join()).toContain('each was joined with the other');
    const all = (await b.call('entities.list', { order: 'added' })).rows;
    expect((await b.call('entities.get', { entity: all[0]!.id })).entity).toMatchObject({
      name: 'Felan, Hakan',
      aliases: ['Hakan Felan', 'Felan|H'],
      note: 'Two\nlines',
      externalIds: [
        { authority: 'gnd', value: '118' },
        { authority: 'wikidata', value: 'Q6061' },
      ],
    });
    const before = dump(b);
    const again = await bring(b, 'pack.csv', CSV);
    expect(again).toMatchObject({ added: 0, enriched: 0, aliases: 0, matched: 2 });
    expect(again.notes.join()).toContain('already in the registry');
    expect(dump(b)).toEqual(before);
    sound(b);
    const content = (lines: string[]) =>
      lines
        .map((line) => line.replace(/[0-9a-f]{8}-[0-9a-f-]{27}/g, ''))
        .filter((line) => line.startsWith('entity'));
    for (const format of ['csv', 'jsonl'] as const) {
      const { path, entities } = await b.call('entities.export', { job: newUid(), format });
      expect(entities).toBe(2);
      const two = backend();
      await two.call('entities.import', { job: newUid(), file: two.workspace.files.admit(path).id });
      expect(content(dump(two))).toEqual(content(before));
    }
    await takeBack(b, 'undo');
    expect(dump(b)).toEqual(empty);
  });

  test('existing entities gain additional data from the pack, and undo removes only that', async () => {
    const b = backend();
    const entity = await create(b, 'Türkiye', { type: 'GPE', aliases: ['Turkey'] });
    const before = dump(b);
    expect(
      await bring(b, 'p.jsonl', '{"name":"Türkiye","type":"GPE","aliases":["Turquie"],"wikidata":"Q43"}\n'),
    ).toMatchObject({
      added: 0,
      enriched: 1,
      aliases: 1,
    });
    expect((await b.call('entities.get', { entity })).entity).toMatchObject({
      aliases: ['Turkey', 'Turquie'],
      externalIds: [{ authority: 'wikidata', value: 'Q43' }],
    });
    await takeBack(b, 'undo');
    expect(dump(b)).toEqual(before);
  });

  test('entities with the same name and different ids stay separate', async () => {
    const b = backend();
    const line = (id: string) => `{"name":"Springfield","type":"GPE","wikidata":"${id}"}\n`;
    expect(await bring(b, 'p.jsonl', line('Q1') + line('Q2'))).toMatchObject({ added: 2 });
  });

  test.each([
    ['an unknown type', 'a.csv', 'name,type\nBo,PERSON\nEve,ALIEN\n', { line: 3, record: 2 }],
    ['no name', 'a.csv', 'name,type\nBo,PERSON\n"",PERSON\n', { line: 3 }],
    ['a row of another length', 'a.csv', 'name,type\n"B\no",PERSON\nEve\n', { line: 4 }],
    ['an unknown column', 'a.csv', 'name,surname\nBo,B\n', { line: 1 }],
    ['an open quote', 'a.csv', 'name\n"Bo\n', { file: 'a.csv' }],
    [
      'bytes that are no UTF-8',
      'a.csv',
      Buffer.from([0x6e, 0x61, 0x6d, 0x65, 0x0a, 0xff, 0x0a]),
      { file: 'a.csv' },
    ],
    ['an unknown key', 'a.jsonl', '{"name":"Bo"}\n{"name":"Eve","nick":"E"}\n', { line: 2 }],
    ['a cut line', 'a.jsonl', '{"name":"Bo"}\n{"name":', { line: 2 }],
    ['a blank alias', 'a.jsonl', '{"name":"Bo","aliases":[" "]}\n', { line: 1 }],
  ])('%s: the row is reported and nothing is imported', async (_, name, content, where) => {
    const b = backend();
    const before = dump(b);
    await expect(bring(b, name, content)).rejects.toMatchObject({ code: 'refused', where });
    expect(dump(b)).toEqual(before);
  });

  test('a cancelled import leaves nothing', async () => {
    const b = backend();
    const before = dump(b);
    const path = join(b.folder, 'big.csv');
    writeFileSync(path, `name\n${Array.from({ length: 5000 }, (_, i) => `Entity ${i}`).join('\n')}\n`);
    const job = newUid();
    const stop = b.workspace.listen((event) => {
      if (event.event === 'progress') void b.call('exchange.cancel', { job });
    });
    await expect(
      b.call('entities.import', { job, file: b.workspace.files.admit(path).id }),
    ).rejects.toMatchObject({ code: 'cancelled' });
    stop();
    expect(dump(b)).toEqual(before);
  });
});

test('check reports links to a merged entity, chains, and a name that cannot be looked up', async () => {
  const { b, full, short, state } = await registry();
  const id = (uid: Uid) =>
    b.store.db.raw
      .prepare('SELECT id FROM entity WHERE uid = ?')
      .pluck()
      .get(Buffer.from(uid.replaceAll('-', ''), 'hex'));
  b.store.db.raw.prepare('UPDATE entity SET merged_into = ? WHERE id = ?').run(id(full), id(short));
  b.store.db.raw.prepare('UPDATE entity SET merged_into = ? WHERE id = ?').run(id(short), id(state));
  b.store.db.raw.prepare('DELETE FROM alias WHERE entity_id = ?').run(id(full));
  const messages = checkProject(b.store)
    .problems.filter(({ area }) => area === 'entities' || area === 'derived')
    .map(({ message }) => message);
  expect(messages).toEqual(
    expect.arrayContaining([
      expect.stringContaining(`${state}: it was merged into an entity that is itself merged`),
      expect.stringMatching(`${short}: it was merged into another, but [0-9]+ annotations link to it`),
      expect.stringContaining(`${full}: its name is not in the look-up table`),
    ]),
  );
});

test('the command line: import, merge by name, export', async () => {
  const b = backend();
  b.workspace.close();
  const run = (verb: string, ...args: string[]) =>
    runCommand(join(b.folder, 'config'), 'entities', b.path, verb, ...args, '--json');
  const pack = join(b.folder, 'pack.csv');
  writeFileSync(pack, 'name,type\nFelan,PERSON\nHakan Felan,PERSON\n');
  expect(await run('import', pack)).toMatchObject({ status: 0, json: { added: 2 } });
  expect(await run('merge', 'Hakan Felan', 'Felan')).toMatchObject({
    status: 0,
    json: { entity: { aliases: ['Felan'] } },
  });
  expect(await run('merge', 'Hakan Felan', 'Nobody')).toMatchObject({
    status: 1,
    json: { error: { code: 'not-found' } },
  });
  expect(await run('merge', 'Hakan Felan')).toMatchObject({ status: 2 });
  const out = join(b.folder, 'out.csv');
  expect(await run('export', out)).toMatchObject({ status: 0, json: { entities: 1 } });
  expect(readFileSync(out, 'utf8').split('\n').slice(0, 2)).toEqual([
    'name,type,aliases,wikidata,note,colour',
    'Hakan Felan,PERSON,Felan,,,',
  ]);
  expect(await run('export', out)).toMatchObject({ status: 1, json: { error: { code: 'refused' } } });
});

test('the table counts articles and claims of each entity, and sorts by each count', async () => {
  const b = backend();
  const text = 'Mara Odell said that Brightwater knew of it. Brightwater denied it.';
  const document = b.addDocument(text);
  const other = b.addDocument('Brightwater again.');
  await b.call('documents.setMetadata', { document: other, metadata: { published: '2025-04-02' } });
  const tag = async (where: Uid, type: string, start: number, end: number) =>
    (await b.call('spans.create', { document: where, type, fragments: [[start, end]] })).span.id;
  const mara = await tag(document, 'PERSON', 0, 10);
  const towns = [
    await tag(document, 'GPE', 21, 32),
    await tag(document, 'GPE', 45, 56),
    await tag(other, 'GPE', 0, 11),
  ];
  await b.call('entities.create', {
    name: 'Mara Odell',
    type: 'PERSON',
    mentions: [mara],
    aliases: ['M. Odell'],
  });
  await b.call('entities.create', { name: 'Brightwater', type: 'GPE', mentions: towns });
  const claim = await tag(document, 'CLAIM', 21, 43);
  const denial = await tag(document, 'CLAIM', 57, 66);
  const fill = (span: Uid, slot: string, filler: Uid) =>
    b.call('slots.fill', { span, slot, filler: { span: filler } });
  await fill(claim, 'claimer', mara);
  await fill(claim, 'object', towns[0]!);
  await fill(denial, 'claimer', towns[1]!);
  const { rows } = await b.call('entities.list', {});
  expect(rows).toMatchObject([
    { name: 'Brightwater', articles: 2, mentions: 3, claimsBy: 1, claimsAbout: 1, lastSeen: '2025-04-02' },
    {
      name: 'Mara Odell',
      articles: 1,
      mentions: 1,
      claimsBy: 1,
      claimsAbout: 0,
      lastSeen: '',
      also: ['M. Odell'],
    },
  ]);
  for (const order of ['articles', 'mentions', 'about', 'seen'] as const) {
    const names = async (descending: boolean) =>
      (await b.call('entities.list', { order, descending })).rows.map(({ name }) => name);
    expect(await names(false)).toEqual(['Brightwater', 'Mara Odell']);
    expect(await names(true)).toEqual(['Mara Odell', 'Brightwater']);
  }
  // One statement reads a page, however many rows it has.
  const few = await statementsOf(() => b.call('entities.list', { limit: 1 }));
  const all = await statementsOf(() => b.call('entities.list', {}));
  expect(all.length).toBe(few.length);
});
