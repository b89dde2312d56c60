import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { spanByUid } from '../../db/annotations/annotations.ts';
import { checkProject } from '../../db/integrity/check.ts';
import { canonicalDump } from '../../db/exports/dump.ts';
import { record } from '../../db/journal/record.ts';
import { kindOf } from '../../db/rows/index.ts';
import type { InputOf } from '../../shared/contract/index.ts';
import type { Span } from '../../shared/model/annotation.ts';
import { newUid, type Uid } from '../../shared/model/uid.ts';
import { backend } from '../support/backend.ts';
import { runCommand } from '../support/command-line.ts';

const TEXT =
  'In Dovran, Ada Veld said Velmara was ready to reopen the crossing.\n\nBo Karst denied it on Monday.';

type Backend = ReturnType<typeof backend>;

const dump = (b: Backend) => [...canonicalDump(b.store)];

function bench() {
  const b = backend();
  const document = b.addDocument(TEXT);
  const at = (words: string): [number, number] => {
    const start = TEXT.indexOf(words);
    expect(start, words).toBeGreaterThanOrEqual(0);
    return [start, start + words.length];
  };
  const tag = async (type: string, words: string, more: Partial<InputOf<'spans.create'>> = {}) =>
    (await b.call('spans.create', { document, type, fragments: words ? [at(words)] : [], ...more })).span;
  const fill = (
    span: Uid,
    slot: string,
    filler: InputOf<'slots.fill'>['filler'],
    more: Partial<InputOf<'slots.fill'>> = {},
  ) => b.call('slots.fill', { span, slot, filler, ...more });
  const spans = async () => (await b.call('annotations.get', { document })).spans;
  const entity = (name: string) => {
    const id = newUid();
    record(
      b.store,
      b.workspace.settings.actor,
      { command: 'test', label: 'Entity', kind: 'edit' },
      (recorder) => recorder.put('entity', id, { name, aliases: [], externalIds: [] }),
    );
    return id;
  };
  return { ...b, b, document, at, tag, fill, spans, entity };
}

const slot = (span: Span, name: string) => span.slots.filter((each) => each.name === name);

describe('filling a slot', () => {
  test('by a mention: created with the default type and linked in one change; an existing one is linked', async () => {
    const { b, tag, fill, at, spans, call, document } = bench();
    const claim = await tag('CLAIM', 'Velmara was ready to reopen the crossing');
    const before = dump(b);
    const { span, filler } = await fill(claim.id, 'claimer', { mention: { fragments: [at('Ada Veld')] } });
    const made = (await spans()).find(({ id }) => id === filler);
    expect(made).toMatchObject({ type: 'PERSON', attributes: { mention: 'name' }, untouched: ['mention'] });
    expect(slot(span, 'claimer')).toMatchObject([{ filler: { span: filler }, rank: 'a0' }]);
    const after = dump(b);
    await call('history.undo', { document });
    expect(dump(b)).toEqual(before);
    await call('history.redo', { document });
    expect(dump(b)).toEqual(after);

    const country = await tag('GPE', 'Velmara');
    const other = await fill(claim.id, 'claimer', { mention: { fragments: [at('Velmara')] } });
    expect(other.filler).toBe(country.id);
    expect(slot(other.span, 'claimer').map(({ rank }) => rank)).toEqual(['a0', 'a1']);
    // The filler has a type that the request names and the article does not have yet.
    const place = await fill(claim.id, 'location', { mention: { type: 'LOC', fragments: [at('Dovran')] } });
    expect((await spans()).find(({ id }) => id === place.filler)).toMatchObject({ type: 'LOC' });
    expect(checkProject(b.store).problems).toEqual([]);
  });

  test('by an entity, a document or a text, or left empty with a reason that a filler replaces', async () => {
    const { b, tag, fill, entity, addDocument } = bench();
    const claim = await tag('CLAIM', '');
    await fill(claim.id, 'claimer', { empty: 'not stated' });
    const again = await fill(claim.id, 'claimer', { empty: 'author' });
    expect(slot(again.span, 'claimer').map(({ filler }) => filler)).toEqual([{ empty: 'author' }]);
    const ada = entity('Ada Veld');
    const named = await fill(claim.id, 'claimer', { entity: ada });
    expect(slot(named.span, 'claimer').map(({ filler }) => filler)).toEqual([{ entity: ada }]);
    await expect(fill(claim.id, 'claimer', { empty: 'author' })).rejects.toThrow(/Claimer is filled/);
    await fill(claim.id, 'object', { text: 'the crossing' });
    const via = addDocument('Elsewhere.');
    const { span } = await fill(claim.id, 'via', { document: via });
    expect(slot(span, 'via')).toMatchObject([{ filler: { document: via } }]);
    expect(checkProject(b.store).problems).toEqual([]);
  });

  test('what the scheme does not allow is rejected with the reason, and nothing is partly done', async () => {
    const { b, tag, fill, at, addDocument, call } = bench();
    const claim = await tag('CLAIM', 'Velmara was ready to reopen the crossing');
    const date = await tag('DATE', 'Monday');
    const ada = await tag('PERSON', 'Ada Veld');
    const other = addDocument('Cid spoke.', 'b.txt');
    const { span: cid } = await call('spans.create', {
      document: other,
      type: 'PERSON',
      fragments: [[0, 3]],
    });
    await fill(claim.id, 'claimer', { span: ada.id });
    await fill(claim.id, 'location', { mention: { fragments: [at('Dovran')] } });
    const before = dump(b);
    const refused = async (slot: string, filler: InputOf<'slots.fill'>['filler'], words: RegExp) =>
      expect(fill(claim.id, slot, filler)).rejects.toThrow(words);
    await refused(
      'claimer',
      { span: date.id },
      /Claimer cannot be filled by DATE; it takes PERSON, ORG, GPE or NORP/,
    );
    await refused(
      'claimer',
      { mention: { type: 'DATE', fragments: [at('Monday')] } },
      /cannot be filled by DATE/,
    );
    await refused(
      'claimer',
      { text: 'somebody' },
      /Claimer cannot be filled by a text; it takes a span or an entity/,
    );
    await refused('time', { entity: newUid() }, /Time cannot be filled by an entity/);
    await refused('claimer', { entity: newUid() }, /no entity/);
    await refused('via', { document: newUid() }, /no document/);
    await refused('claimer', { span: newUid() }, /no span/);
    await refused('claimer', { span: cid.id }, /another article/);
    await refused('via', { span: claim.id }, /cannot fill its own Via/);
    await refused('speaker', { span: ada.id }, /has no slot “speaker”. It has: claimer, cue/);
    await refused('claimer', { span: ada.id }, /already fills Claimer/);
    await refused('location', { mention: { fragments: [at('Velmara')] } }, /takes one filler/);
    await expect(fill(date.id, 'claimer', { span: ada.id })).rejects.toThrow(/DATE has no slot “claimer”/);
    expect(dump(b)).toEqual(before);
    const { span } = await fill(
      claim.id,
      'location',
      { mention: { fragments: [at('Velmara')] } },
      { replace: true },
    );
    expect(slot(span, 'location')).toHaveLength(1);
  });

  test('via may be a claim of another article', async () => {
    const { tag, fill, addDocument, call, b } = bench();
    const claim = await tag('CLAIM', 'Velmara was ready to reopen the crossing');
    const other = addDocument('Cid spoke.', 'b.txt');
    const { span } = await call('spans.create', { document: other, type: 'CLAIM', fragments: [[0, 3]] });
    await fill(claim.id, 'via', { span: span.id });
    expect(checkProject(b.store).problems).toEqual([]);
  });
});

describe('a cue belongs to its claim', () => {
  test('it is created with it, refused to others, and deleted with its slot or claim; undo restores it', async () => {
    const { b, tag, fill, at, spans, call, document } = bench();
    const one = await tag('CLAIM', 'Velmara was ready to reopen the crossing');
    const two = await tag('CLAIM', 'the crossing');
    const { filler: said } = await fill(one.id, 'cue', { mention: { fragments: [at('said')] } });
    expect((await spans()).find(({ id }) => id === said)).toMatchObject({ owner: one.id });
    await expect(fill(two.id, 'cue', { span: said! })).rejects.toThrow(/belongs to another claim/);
    // The same words may be the cue of a second claim, as a second span.
    const { filler: again } = await fill(two.id, 'cue', { mention: { fragments: [at('said')] } });
    expect(again).not.toBe(said);
    await expect(call('spans.update', { id: said!, type: 'PERSON' })).rejects.toThrow(/belongs to a claim/);

    const whole = dump(b);
    const span = (await spans()).find(({ id }) => id === two.id)!;
    await call('slots.remove', { id: slot(span, 'cue')[0]!.id });
    expect((await spans()).some(({ id }) => id === again)).toBe(false);
    expect(checkProject(b.store).problems).toEqual([]);
    await call('history.undo', { document });
    expect(dump(b)).toEqual(whole);

    await call('spans.delete', { ids: [one.id] });
    expect((await spans()).some(({ id }) => id === said)).toBe(false);
    await call('history.undo', { document });
    expect(dump(b)).toEqual(whole);
    // The new type lacks the slot, so the cue is removed too.
    await call('spans.update', { id: one.id, type: 'EVENT-MENTION' });
    expect((await spans()).some(({ id }) => id === said)).toBe(false);
    expect(checkProject(b.store).problems).toEqual([]);
    await call('history.undo', { document });
    expect(dump(b)).toEqual(whole);
  });

  test('a cue without a claim is adopted, and replaced by another', async () => {
    const { tag, fill, at, spans, b } = bench();
    const claim = await tag('CLAIM', 'Velmara was ready to reopen the crossing');
    const free = await tag('CUE', 'said');
    await fill(claim.id, 'cue', { span: free.id });
    expect((await spans()).find(({ id }) => id === free.id)).toMatchObject({ owner: claim.id });
    await fill(claim.id, 'cue', { mention: { fragments: [at('denied')] } }, { replace: true });
    expect((await spans()).filter(({ type }) => type === 'CUE')).toHaveLength(1);
    expect(checkProject(b.store).problems).toEqual([]);
  });
});

test('a filler cannot change to a type that its slot does not allow', async () => {
  const { tag, fill, call } = bench();
  const claim = await tag('CLAIM', 'Velmara was ready to reopen the crossing');
  const ada = await tag('PERSON', 'Ada Veld');
  await fill(claim.id, 'claimer', { span: ada.id });
  await expect(call('spans.update', { id: ada.id, type: 'DATE' })).rejects.toThrow(
    /fills Claimer of a CLAIM, which takes PERSON, ORG, GPE and NORP and not DATE/,
  );
  await call('spans.update', { id: ada.id, type: 'ORG' });
});

test('evidence consists of spans of the same article, and is removed when they are deleted', async () => {
  const { b, tag, fill, call, document, spans, addDocument } = bench();
  const claim = await tag('CLAIM', 'Velmara was ready to reopen the crossing');
  const [ada, place] = [await tag('PERSON', 'Ada Veld'), await tag('GPE', 'Dovran')];
  const { span } = await fill(claim.id, 'claimer', { span: ada.id }, { evidence: [place.id] });
  const filler = slot(span, 'claimer')[0]!;
  const more = await call('slots.evidence', { id: filler.id, evidence: [ada.id, place.id, ada.id] });
  expect(slot(more.span, 'claimer')[0]!.evidence).toEqual([ada.id, place.id].sort());
  const other = addDocument('Cid spoke.', 'b.txt');
  const { span: cid } = await call('spans.create', { document: other, type: 'PERSON', fragments: [[0, 3]] });
  await expect(call('slots.evidence', { id: filler.id, evidence: [cid.id] })).rejects.toThrow(/article/);
  await expect(call('slots.evidence', { id: newUid(), evidence: [] })).rejects.toThrow(/no slot filler/);
  const whole = dump(b);
  await call('spans.delete', { ids: [place.id] });
  expect((await spans()).find(({ id }) => id === claim.id)!.slots[0]!.evidence).toEqual([ada.id]);
  await call('history.undo', { document });
  expect(dump(b)).toEqual(whole);
});

test('a claim with its slots is one change, and starts with values carried over from the previous one', async () => {
  const { b, tag, at, call, document, spans } = bench();
  const empty = dump(b);
  const first = await tag('CLAIM', 'Velmara was ready to reopen the crossing', {
    slots: [
      { name: 'claimer', filler: { mention: { fragments: [at('Ada Veld')] } } },
      { name: 'cue', filler: { mention: { fragments: [at('said')] } } },
      { name: 'location', filler: { mention: { fragments: [at('Dovran')] } } },
      { name: 'time', filler: { empty: 'not stated' } },
    ],
  });
  expect(first.slots.map(({ name }) => name).sort()).toEqual(['claimer', 'cue', 'location', 'time']);
  const next = await tag('CLAIM', 'the crossing', {
    carryFrom: first.id,
    slots: [{ name: 'time', filler: { mention: { fragments: [at('Monday')] } } }],
  });
  expect(slot(next, 'claimer')[0]!.filler).toEqual(slot(first, 'claimer')[0]!.filler);
  expect(slot(next, 'location')[0]!.filler).toEqual(slot(first, 'location')[0]!.filler);
  expect(slot(next, 'cue')).toEqual([]);
  expect(slot(next, 'time')).toHaveLength(1);
  expect((await spans()).filter(({ type }) => type === 'PERSON')).toHaveLength(1);
  expect(checkProject(b.store).problems).toEqual([]);
  await call('history.undo', { document });
  await call('history.undo', { document });
  expect((await spans()).length).toBe(0);
  // The analyst's own set remains; everything else is unchanged.
  expect(dump(b).filter((line) => /^(span|slot) /.test(line))).toEqual(
    empty.filter((line) => /^(span|slot) /.test(line)),
  );
  await expect(
    tag('CLAIM', 'the crossing', { slots: [{ name: 'time', filler: { text: 'soon' } }] }),
  ).rejects.toThrow(/Time cannot be filled by a text/);
  expect(await spans()).toEqual([]);
});

test('suggested entities for a slot are those for mentions, limited to its types', async () => {
  const { tag, call, addDocument } = bench();
  const entity = (name: string, type: string | undefined, aliases: string[] = []) =>
    call('entities.create', { name, ...(type && { type }), aliases });
  await entity('Ayşe Öztürk', 'PERSON');
  await entity('Ayse', 'WEAPON');
  await entity('Ports Authority', 'ORG', ['AYSE']);
  await entity('Aysenür', undefined);
  addDocument('Ayse speaks.', 'ayse.txt');
  const claim = await tag('CLAIM', 'Velmara was ready to reopen the crossing');
  const found = async (slot: string, search: string) => {
    const { entities, documents } = await call('slots.candidates', { span: claim.id, slot, search });
    return [
      ...entities.map(({ entity: { name }, why }) => `${name}: ${why}`),
      ...documents.map(() => 'document'),
    ];
  };
  expect(await found('claimer', 'ayse')).toEqual([
    'Ports Authority: near',
    'Ayşe Öztürk: prefix',
    'Aysenür: prefix',
  ]);
  expect(await found('claimer', 'ozturk')).toEqual(['Ayşe Öztürk: part']);
  expect(await found('object', 'Ayse')).toEqual([
    'Ayse: name',
    'Ports Authority: near',
    'Ayşe Öztürk: prefix',
    'Aysenür: prefix',
  ]);
  expect((await found('via', 'ayse')).at(-1)).toBe('document');
  expect(await found('time', 'ayse')).toEqual([]);
  expect(await found('claimer', ' ')).toEqual([]);
});

test('reordering the fillers of a slot is one undoable change; ranks are reassigned if there is no room', async () => {
  const { b, tag, fill, call, document, spans } = bench();
  const claim = await tag('CLAIM', 'Velmara was ready to reopen the crossing');
  const ids: Uid[] = [];
  for (const words of ['one', 'two', 'three', 'four']) {
    ids.push(newUid());
    await fill(claim.id, 'object', { text: words }, { id: ids.at(-1)! });
  }
  const [one, two, three, four] = ids as [Uid, Uid, Uid, Uid];
  const order = async () =>
    slot(
      (await spans()).find(({ id }) => id === claim.id)!,
      'object',
    ).map(({ filler }) => ('text' in filler ? filler.text : ''));
  const before = dump(b);
  await call('slots.move', { id: three, before: two });
  expect(await order()).toEqual(['one', 'three', 'two', 'four']);
  // Only the moved row was written.
  expect(dump(b).filter((line) => !before.includes(line))).toHaveLength(1);
  await call('history.undo', { document });
  expect(dump(b)).toEqual(before);
  await call('slots.move', { id: one, before: null });
  expect(await order()).toEqual(['two', 'three', 'four', 'one']);
  await call('slots.move', { id: one, before: null });
  expect(await call('history.next', { document })).toMatchObject({ undo: 'Move a filler of Object' });
  await call('history.undo', { document });
  expect(dump(b)).toEqual(before);
  for (let i = 0; i < 30; i++) await call('slots.move', { id: i % 2 ? four : three, before: one });
  expect(await order()).toEqual(['three', 'four', 'one', 'two']);
  // As a file of another program may contain it.
  record(
    b.store,
    b.workspace.settings.actor,
    { command: 'test', label: 'Pack', kind: 'edit' },
    (recorder) => {
      for (const id of ids)
        recorder.put('slot', id, { ...kindOf('slot').read(b.store, id)!.image, rank: 'a0' });
    },
  );
  const packed = await order();
  expect(packed).toEqual(['one', 'two', 'three', 'four']);
  await call('slots.move', { id: four, before: two });
  expect(await order()).toEqual(['one', 'four', 'two', 'three']);
  expect(checkProject(b.store).problems).toEqual([]);
  const { id: reason } = slot((await fill(claim.id, 'time', { empty: 'unclear' })).span, 'time')[0]!;
  await expect(call('slots.move', { id: one, before: reason })).rejects.toThrow(/not in Object/);
  await expect(call('slots.move', { id: reason, before: null })).rejects.toThrow(/is marked as empty/);
  await expect(call('slots.move', { id: newUid(), before: null })).rejects.toThrow(/no slot filler/);
});

test('a derived slot is shown while it has no filler, and stored only with evidence', async () => {
  const { b, tag, fill, call, at, document } = bench();
  const entity = async (name: string, type: string) =>
    (await call('entities.create', { name, type })).entity.id;
  const [ada, union, velmara, office] = [
    await entity('Ada Veld', 'PERSON'),
    await entity('Rail Union', 'ORG'),
    await entity('Velmara', 'GPE'),
    await entity('Speaker', 'TITLE'),
  ];
  for (const to of [velmara, union])
    await call('relations.create', { type: 'affiliated-with', from: ada, to });
  await call('relations.create', { type: 'holds', from: ada, to: office });
  const person = await tag('PERSON', 'Ada Veld');
  const country = await tag('GPE', 'Velmara');
  const claim = await tag('CLAIM', 'was ready to reopen the crossing');
  const derived = async () =>
    (await call('slots.derived', { span: claim.id })).slots.map(
      (each) =>
        `${each.slot}: ${each.fillers.map(({ entity, by }) => `${entity.name} by ${by.name}`).join(', ')}`,
    );
  expect(await derived()).toEqual([]);
  await fill(claim.id, 'claimer', { span: person.id });
  expect(await derived()).toEqual([]);
  await call('mentions.set', { spans: [person.id], entities: [ada] });
  const before = dump(b);
  expect(await derived()).toEqual(['affiliation: Velmara by Ada Veld, Rail Union by Ada Veld']);
  expect(dump(b)).toEqual(before);
  // An entity in place of its mention gives the same result.
  await fill(claim.id, 'claimer', { entity: ada }, { replace: true });
  expect(await derived()).toEqual(['affiliation: Velmara by Ada Veld, Rail Union by Ada Veld']);
  // With evidence it becomes an ordinary filler, which is undone in one step.
  const { span } = await fill(claim.id, 'affiliation', { entity: velmara }, { evidence: [country.id] });
  expect(slot(span, 'affiliation')).toMatchObject([{ filler: { entity: velmara }, evidence: [country.id] }]);
  expect(await derived()).toEqual([]);
  await call('history.undo', { document });
  expect(await derived()).toHaveLength(1);
  await fill(claim.id, 'affiliation', { empty: 'unclear' });
  expect(await derived()).toEqual([]);
  await fill(claim.id, 'affiliation', { mention: { fragments: [at('Velmara')] } });
  expect(await derived()).toEqual([]);
  expect(checkProject(b.store).problems).toEqual([]);
});

test('clients are notified of a claim whose filler was removed', async () => {
  const { workspace, tag, fill, call } = bench();
  const claim = await tag('CLAIM', 'Velmara was ready to reopen the crossing');
  const { span } = await fill(claim.id, 'claimer', { empty: 'author' });
  const told: Span[][] = [];
  workspace.listen((event) => {
    if (event.event === 'changed') told.push(event.notice.patch?.spans ?? []);
  });
  await call('slots.remove', { id: slot(span, 'claimer')[0]!.id });
  expect(told).toMatchObject([[{ id: claim.id, slots: [] }]]);
});

describe('the claims of a project', () => {
  async function several() {
    const bed = bench();
    const { tag, fill, at, entity, call, addDocument } = bed;
    const ada = entity('Ada Veld');
    const ready = await tag('CLAIM', 'Velmara was ready to reopen the crossing', {
      attributes: { gloss: 'Velmara is ready to reopen Çatak', topic: 'border', epistemic: 'true-certain' },
    });
    await fill(ready.id, 'claimer', { entity: ada });
    await fill(ready.id, 'cue', { mention: { fragments: [at('said')] } });
    const implicit = await tag('CLAIM', '', { attributes: { kind: 'evaluation' } });
    await fill(implicit.id, 'claimer', { empty: 'author' });
    const denied = await tag('CLAIM', 'it', { attributes: { epistemic: 'false-certain' } });
    await fill(denied.id, 'claimer', { mention: { fragments: [at('Bo Karst')] } });
    const other = addDocument('Elsewhere, Cid spoke of peace.', 'b.txt');
    await call('documents.setMetadata', { document: other, metadata: { published: '2025-07-09' } });
    const { span: far } = await call('spans.create', {
      document: other,
      type: 'CLAIM',
      fragments: [[11, 29]],
    });
    return { ...bed, ada, ready, implicit, denied, far, other };
  }

  test('are listed, counted, filtered and sorted', async () => {
    const { call, ada, ready, implicit, denied, far, document, other } = await several();
    const ids = async (filter: InputOf<'claims.list'>) =>
      (await call('claims.list', filter)).rows.map(({ id }) => id);
    const all = await call('claims.list', {});
    expect(all).toMatchObject({ total: 4, implicit: 1, withoutClaimer: 2 });
    expect(all.rows.map(({ id }) => id)).toEqual([ready.id, denied.id, implicit.id, far.id]);
    expect(all.rows[0]).toMatchObject({
      claimer: 'Ada Veld',
      cue: 'said',
      content: 'Velmara was ready to reopen the crossing',
      epistemic: 'true-certain',
      kind: 'factual',
      implicit: false,
    });
    expect(all.rows[2]).toMatchObject({ claimer: '', claimerEmpty: 'author', content: '', implicit: true });
    expect(await ids({ document })).toEqual([ready.id, denied.id, implicit.id]);
    expect(await ids({ claimer: ada })).toEqual([ready.id]);
    expect(await ids({ entity: ada, document: other })).toEqual([]);
    expect(await ids({ search: 'catak' })).toEqual([ready.id]);
    expect(await ids({ search: 'CROSSING' })).toEqual([ready.id]);
    expect(await ids({ epistemic: 'false-certain' })).toEqual([denied.id]);
    expect(await ids({ kind: 'evaluation' })).toEqual([implicit.id]);
    expect(await ids({ topic: 'border' })).toEqual([ready.id]);
    expect(await ids({ claimless: true })).toEqual([implicit.id, far.id]);
    expect(await ids({ from: '2025-07', to: '2025-07' })).toEqual([far.id]);
    expect(await ids({ to: '2025-06' })).toEqual([]);
    expect(await ids({ order: 'claimer', descending: true, limit: 2 })).toEqual([denied.id, ready.id]);
    expect((await call('claims.list', { offset: 3, limit: 9 })).rows).toHaveLength(1);
    expect(await call('claims.facets', {})).toMatchObject({
      topics: ['border'],
      claimers: [{ id: ada, name: 'Ada Veld' }],
    });
  });

  test('name the entity first, and beside it the words that are linked to it', async () => {
    const { b, call, tag, fill, entity, denied, ready } = await several();
    const karst = entity('Aron Karst');
    const link = (id: Uid, entities: Uid[]) =>
      record(
        b.store,
        b.workspace.settings.actor,
        { command: 'test', label: 'Link', kind: 'edit' },
        (recorder) => {
          const { image } = kindOf('span').read(b.store, id)!;
          recorder.put('span', id, { ...image, entities });
        },
      );
    const rows = async (filter: InputOf<'claims.list'> = {}) => (await call('claims.list', filter)).rows;
    const claimerOf = async () => {
      const row = (await rows()).find(({ id }) => id === denied.id)!;
      return [row.claimer, row.claimerWords];
    };
    expect(await claimerOf()).toEqual(['Bo Karst', '']);
    const [claimer] = slot(spanByUid(b.store, denied.id)!, 'claimer');
    const mention = (claimer!.filler as { span: Uid }).span;
    link(mention, [karst]);
    expect(await claimerOf()).toEqual(['Aron Karst', 'Bo Karst']);
    // It is sorted and filtered by the entity.
    expect((await rows({ order: 'claimer' })).slice(-2).map(({ claimer: who }) => who)).toEqual([
      'Ada Veld',
      'Aron Karst',
    ]);
    expect((await rows({ claimer: karst })).map(({ id }) => id)).toEqual([denied.id]);
    // The search finds the entity's name and the words in the text, together with words of the claim.
    for (const search of ['aron', 'ARON it', 'bo karst'])
      expect(
        (await rows({ search })).map(({ id }) => id),
        search,
      ).toEqual([denied.id]);
    // A group has all its names; what has the same words as its name has none beside it.
    link(mention, [karst, entity('Bo Karst')]);
    expect(await claimerOf()).toEqual(['Aron Karst, Bo Karst', 'Bo Karst']);
    const place = await tag('GPE', 'Dovran');
    link(place.id, [entity('Dovran')]);
    await fill(ready.id, 'object', { span: place.id });
    await fill(denied.id, 'object', { text: 'the crossing' });
    const objects = (await rows({ order: 'object', descending: true })).map((row) => [
      row.object,
      row.objectWords,
    ]);
    expect(objects.slice(0, 2)).toEqual([
      ['the crossing', ''],
      ['Dovran', ''],
    ]);
    // Defaults that nobody has touched are told from values that somebody has set.
    const [first] = await rows({ order: 'topic', descending: true });
    expect(first).toMatchObject({ id: ready.id, topic: 'border', kind: 'factual' });
    expect(first!.untouched).toContain('kind');
    expect(first!.untouched).not.toContain('epistemic');
  });

  test('are found by an entity mentioned inside the words', async () => {
    const { b, call, tag, entity, ready } = await several();
    const velmara = entity('Velmara');
    const mention = await tag('GPE', 'Velmara');
    record(
      b.store,
      b.workspace.settings.actor,
      { command: 'test', label: 'Link', kind: 'edit' },
      (recorder) => {
        const { image } = kindOf('span').read(b.store, mention.id)!;
        recorder.put('span', mention.id, { ...image, entities: [velmara] });
      },
    );
    const found = await call('claims.list', { entity: velmara });
    expect(found.rows.map(({ id }) => id)).toEqual([ready.id]);
  });

  test('are exported as listed, read back and renamed', async () => {
    const { call, folder, workspace, ready } = await several();
    const out = join(folder, 'claims out');
    const report = await call('claims.export', {
      job: newUid(),
      folder: workspace.files.admit(out).id,
      epistemic: 'true-certain',
    });
    expect(report).toMatchObject({ folder: out, claims: 1 });
    const lines = readFileSync(join(out, 'claims.csv'), 'utf8').trimEnd().split('\n');
    expect(lines).toHaveLength(2);
    expect(lines[1]).toContain(`${ready.id},`);
    expect(lines[1]).toContain(
      'Ada Veld,,,said,Velmara was ready to reopen the crossing,,,factual,true-certain',
    );
    expect(readdirSync(folder).filter((name) => name.endsWith('.partial'))).toEqual([]);
    // For spreadsheets: cells that would run as a formula get an apostrophe, also if they already begin with one.
    const attributes = { gloss: '=1+1', topic: "'@x", kind: 'factual' };
    await call('spans.update', { id: ready.id, attributes });
    const sheet = join(folder, 'sheet');
    const told = await call('claims.export', {
      job: newUid(),
      folder: workspace.files.admit(sheet).id,
      epistemic: 'true-certain',
      spreadsheetSafe: true,
    });
    expect(told.claims).toBe(1);
    const cells = readFileSync(join(sheet, 'claims.csv'), 'utf8');
    expect(cells.startsWith('\ufeffclaim_id,')).toBe(true);
    expect(cells).toContain(",'=1+1,");
    expect(cells).toContain(",''@x,");
    await expect(
      call('claims.export', { job: newUid(), folder: workspace.files.admit(out).id }),
    ).rejects.toThrow(/not empty/);
  });
});

test('slots, evidence, reasons and owners are the same after a Postil JSONL round trip', async () => {
  const { b, tag, fill, at, entity, folder, call, workspace } = bench();
  const ada = entity('Ada Veld');
  const place = await tag('GPE', 'Dovran');
  const claim = await tag('CLAIM', 'Velmara was ready to reopen the crossing');
  await fill(claim.id, 'claimer', { entity: ada }, { evidence: [place.id] });
  await fill(claim.id, 'cue', { mention: { fragments: [at('said')] } });
  await fill(claim.id, 'object', { text: 'the crossing' });
  await fill(claim.id, 'time', { empty: 'unclear' });
  const out = join(folder, 'out');
  await call('exchange.export', { job: newUid(), format: 'jsonl', folder: workspace.files.admit(out).id });
  const two = backend();
  await two.call('exchange.import', {
    job: newUid(),
    files: [two.workspace.files.admit(join(out, 'data.jsonl')).id],
  });
  const lines = (each: Backend) => dump(each).filter((line) => /^(span|slot|entity) /.test(line));
  expect(lines(two)).toEqual(lines(b));
  expect(lines(b).filter((line) => line.startsWith('slot '))).toHaveLength(4);
  expect(checkProject(two.store).problems).toEqual([]);
});

test('check reports invalid slots', async () => {
  const { b, tag, fill, at } = bench();
  const claim = await tag('CLAIM', 'Velmara was ready to reopen the crossing');
  await fill(claim.id, 'cue', { mention: { fragments: [at('said')] } });
  await fill(claim.id, 'time', { empty: 'unclear' });
  const damage = (statement: string) => b.store.db.raw.exec(statement);
  const problems = () =>
    checkProject(b.store)
      .problems.filter(({ area }) => area === 'slots')
      .map(({ message }) => message);
  expect(problems()).toEqual([]);
  damage(
    `UPDATE span SET owner_id = (SELECT id FROM span WHERE owner_id IS NULL) WHERE owner_id IS NOT NULL`,
  );
  damage(
    `UPDATE slot SET slot_id = (SELECT id FROM term WHERE kind = 'slot' AND name = 'actor') WHERE empty_reason IS NOT NULL`,
  );
  expect(problems()).toEqual([expect.stringContaining('does not declare')]);
  damage(
    `UPDATE slot SET slot_id = (SELECT slot_id FROM slot WHERE filler_span IS NOT NULL) WHERE empty_reason IS NOT NULL`,
  );
  expect(problems()).toEqual([expect.stringContaining('why it is empty')]);
  damage(`DELETE FROM slot WHERE filler_span IS NOT NULL`);
  expect(problems()).toEqual([expect.stringContaining('does not hold it')]);
});

test('the command line: claims, and annotate with slots', async () => {
  const { folder, path, document, workspace } = bench();
  workspace.close();
  const run = (...args: string[]) => runCommand(join(folder, 'config'), ...args, '--json');
  const annotate = (type: string, span: string, ...more: string[]) =>
    run('annotate', path, '--document', document, '--type', type, '--span', span, ...more);
  const { id: ada } = (await annotate('PERSON', '11:19')).json['span'] as unknown as { id: string };
  const claimed = await annotate(
    'CLAIM',
    '25:65',
    '--attr',
    'epistemic=true-certain',
    '--slot',
    `claimer=span:${ada}`,
    '--slot',
    'object=text:the crossing',
    '--slot',
    'time=empty:not-stated',
  );
  expect(claimed).toMatchObject({ status: 0 });
  expect(await annotate('CLAIM', '', '--slot', 'claimer=empty:author')).toMatchObject({ status: 0 });
  expect((await run('claims', path)).json).toMatchObject({
    claims: [
      { claimer: 'Ada Veld', epistemic: 'true-certain' },
      { claimerEmpty: 'author', implicit: true },
    ],
    total: 2,
    implicit: 1,
    withoutClaimer: 1,
  });
  expect(await annotate('CLAIM', '25:65', '--slot', 'claimer=text:somebody')).toMatchObject({
    status: 1,
    json: { error: { message: expect.stringContaining('Claimer cannot be filled by a text') } },
  });
  expect(await annotate('CLAIM', '25:65', '--slot', 'claimer')).toMatchObject({ status: 2 });
  expect(await annotate('CLAIM', '25:65', '--slot', 'claimer=empty:lazy')).toMatchObject({ status: 2 });
  expect((await run('claims', path)).json).toMatchObject({ total: 2 });
  expect((await run('undo', path)).status).toBe(0);
  expect((await run('claims', path)).json).toMatchObject({ total: 1 });
  expect((await run('check', path)).json).toMatchObject({ ok: true });
});
