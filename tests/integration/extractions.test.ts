import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { checkProject } from '../../db/integrity/check.ts';
import { canonicalDump } from '../../db/exports/dump.ts';
import { listSets } from '../../db/sets/sets.ts';
import { newUid, type Uid } from '../../shared/model/uid.ts';
import { TermMap } from '../../shared/formats/term-map.ts';
import { readableQuote } from '../../shared/model/fragments.ts';
import { backend } from '../support/backend.ts';
import { takeBack } from '../support/take-back.ts';

/** Without the analyst's row, which is added by the first change and stays when that is undone. */
const dump = (b: Backend) => [...canonicalDump(b.store)].filter((line) => !line.startsWith('analyst '));

type Backend = ReturnType<typeof backend>;

const TEXT =
  'Karim Hosseini met the council in Veld. “We will not yield,” said Hosseini.\n\nVeld was calm. The council denied it.';

const RECORD = {
  document_id: 'a.txt',
  entities: [
    { id: 'k', text: 'Karim Husseini', type: 'PERSON', score: 0.9, explanation: 'a name', wikidata: 'Q77' },
    { id: 'v', text: 'Veld', type: 'GPE', start: 40, end: 44 },
    { id: 'z', text: 'Zoran Industries', type: 'ORG', score: 0.2, wikidata: 'Q78' },
  ],
  claims: [
    {
      id: 'c',
      claimer: 'Karim Husseini',
      content: 'We will not yield',
      cue: 'said',
      kind: 'commitment',
      score: 0.7,
    },
    { id: 'd', claimer: 'the governor', content: 'it', cue: 'denied' },
    {
      id: 'l',
      claimer: 'The council',
      content: 'Nothing of this kind was agreed',
      object: 'Veld',
      cue: 'denied',
      medium: 'a letter',
    },
  ],
  relations: [
    { type: 'refutes', from: 'd', to: 'c' },
    { type: 'related', from: 'l', to: 'c', score: 0.4 },
    { type: 'affiliated-with', from: 'k', to: 'z' },
    { type: 'supports', from: 'k', to: 'c' },
  ],
};

async function bring(b: Backend, content: unknown, more: object = {}, name = 'run.json') {
  const path = join(b.folder, name);
  writeFileSync(path, typeof content === 'string' ? content : JSON.stringify(content));
  return b.call('exchange.import', { job: newUid(), files: [b.workspace.files.admit(path).id], ...more });
}

function start() {
  const b = backend();
  const document = b.addDocument(TEXT, 'a.txt');
  const words = async (set?: string) => {
    const of = listSets(b.store).find(({ name }) => name === set);
    const { spans } = await b.call('annotations.get', { document, ...(of && { set: of.id }) });
    return spans.map(({ type, fragments }) => `${type} ${readableQuote(TEXT, fragments)}`);
  };
  const well = () => expect(checkProject(b.store).problems).toEqual([]);
  const open = async () => (await b.call('quarantine.list', { state: 'open' })).rows;
  const item = async (of: string) =>
    (await b.call('quarantine.list', {})).rows.find(({ body }) => body.text === of || body.type === of)!;
  const at = (text: string, from = 0): [number, number][] => {
    const begin = TEXT.indexOf(text, from);
    return [[begin, begin + text.length]];
  };
  return { b, document, words, well, open, item, at };
}

test('a run becomes a separate set; importing the same file twice changes nothing; a newer run supersedes it', async () => {
  const { b, document, words, well, open } = start();
  const before = dump(b);
  const report = await bring(b, { model: 'gist', version: '1', prompt: 'Extract.', ...RECORD });
  expect(report).toMatchObject({ documents: 0, matched: 1, spans: 4, cues: 2, relations: 1, quarantined: 6 });
  const [set] = listSets(b.store);
  expect(set).toMatchObject({
    name: 'gist',
    kind: 'model',
    model: { name: 'gist', version: '1', parameters: { prompt: 'Extract.' } },
  });
  expect(set!.model!.fileSha256).toMatch(/^[0-9a-f]{64}$/);
  expect(set!.model!.date).toMatch(/^\d{4}-\d\d-\d\d$/);
  expect(await words('gist')).toEqual(
    [
      'PERSON Karim Hosseini',
      'CLAIM We will not yield',
      'CUE said',
      'CLAIM it',
      'CUE denied',
      'GPE Veld',
    ].sort((a, c) => TEXT.indexOf(a.replace(/^\w+ /, '')) - TEXT.indexOf(c.replace(/^\w+ /, ''))),
  );
  const { spans } = await b.call('annotations.get', { document });
  const person = spans.find(({ type }) => type === 'PERSON')!;
  expect(person).toMatchObject({
    score: 0.9,
    extra: {
      extraction: { grounding: { method: 'approximate', quote: 'Karim Husseini' }, explanation: 'a name' },
    },
  });
  expect(person.entities).toHaveLength(1);
  expect(
    (await open()).map(({ kind, body, reason }) => [kind, body.type, body.text, reason.slice(0, 30)]),
  ).toEqual(
    [
      ['span', 'ORG', 'Zoran Industries', 'No similar text found in the a'],
      ['span', 'PERSON', 'the governor', 'This text fills the slot claime'],
      ['claim', 'CLAIM', 'Nothing of this kind was agreed', 'No similar text found in the a'],
      ['relation', 'related', '', 'One end of this relation is in'],
      ['relation', 'affiliated-with', '', 'One end of this relation is in'],
      ['relation', 'supports', '', '“supports” starts at CLAIM, not'],
    ].map(([kind, type, text, reason]) => [kind, type, text, reason!.slice(0, 30)]),
  );
  well();
  const after = dump(b);
  const again = await bring(
    b,
    { model: 'gist', version: '1', prompt: 'Extract.', ...RECORD },
    {},
    'other-name.json',
  );
  expect(again).toMatchObject({ spans: 0, quarantined: 0, skipped: 1 });
  expect(again.notes[0]!.message).toContain('was imported before, as the set “gist”');
  expect(dump(b)).toEqual(after);

  const lost = (await open()).find(({ body }) => body.text === 'Zoran Industries')!;
  await b.call('quarantine.dismiss', { ids: [lost.id] });
  const newer = await bring(b, { model: 'gist', version: '2', run: 'july', ...RECORD });
  // Dismissed items are recognised and stay dismissed.
  expect(newer).toMatchObject({ spans: 4, cues: 2, quarantined: 5 });
  const [first, second] = listSets(b.store);
  expect(second).toMatchObject({ name: 'gist 2 july', supersedes: first!.id });
  expect((await bring(b, { model: 'gist', version: '2', run: 'july', ...RECORD, extra: 1 })).spans).toBe(4);
  expect(listSets(b.store).map(({ name }) => name)).toEqual(['gist', 'gist 2 july', 'gist 2 july 2']);
  well();
  for (let i = 0; i < 4; i++) await takeBack(b, 'undo');
  expect(dump(b)).toEqual(before);
});

test('placing a span, a claim with slots, or a part of a claim from quarantine also releases relations; each is one undo', async () => {
  const { b, document, words, well, open, item, at } = start();
  await bring(b, { model: 'gist', ...RECORD });
  const before = dump(b);

  const claim = await b.call('quarantine.place', {
    id: (await item('Nothing of this kind was agreed')).id,
    fragments: at('Veld was calm'),
  });
  expect(claim.freed).toBe(1);
  const { relations, ...got } = await b.call('annotations.get', { document });
  let { spans } = got;
  const made = spans.find(({ id }) => id === claim.result)!;
  const fillers = made.slots.map(({ name, filler }) => {
    const span = 'span' in filler ? spans.find(({ id }) => id === filler.span) : undefined;
    return [name, span ? `${span.type} ${readableQuote(TEXT, span.fragments)}` : filler];
  });
  expect(fillers.sort()).toEqual([
    ['claimer', 'PERSON The council'],
    ['cue', 'CUE denied'],
    ['medium', { text: 'a letter' }],
    ['object', 'TOPIC Veld'],
  ]);
  expect(relations.map(({ type, score }) => [type, score])).toContainEqual(['related', 0.4]);
  expect(await item('related')).toMatchObject({ state: 'placed' });
  well();
  await takeBack(b, 'undo', { document });
  expect(dump(b)).toEqual(before);
  await takeBack(b, 'redo', { document });
  expect(await item('related')).toMatchObject({ state: 'placed' });

  const governor = await item('the governor');
  const part = await b.call('quarantine.place', { id: governor.id, fragments: at('The council') });
  ({ spans } = await b.call('annotations.get', { document }));
  const denied = spans.find(({ id }) => id === governor.body.fills!.claim)!;
  expect(denied.slots.find(({ name }) => name === 'claimer')?.filler).toEqual({ span: part.result });

  // The relation waits for the organisation and is then created between the two entities.
  const org = await b.call('quarantine.place', {
    id: (await item('Zoran Industries')).id,
    fragments: at('the council'),
  });
  expect(org.freed).toBe(1);
  const listed = await b.call('relations.list', {});
  expect(listed.rows.map(({ relation }) => [relation.type, relation.ends])).toContainEqual([
    'affiliated-with',
    'entity',
  ]);
  expect(await words('gist')).toContain('ORG the council');
  well();

  expect((await open()).map(({ body }) => body.type)).toEqual(['supports']);
  const unfit = await item('supports');
  await expect(b.call('quarantine.place', { id: unfit.id })).rejects.toMatchObject({ code: 'refused' });
  await b.call('quarantine.dismiss', { ids: [unfit.id] });
  expect(await open()).toEqual([]);
  await b.call('quarantine.reopen', { ids: [unfit.id] });
  await takeBack(b, 'undo');
  expect(await item('supports')).toMatchObject({ state: 'dismissed' });

  await expect(b.call('quarantine.place', { id: unfit.id, fragments: at('Veld') })).rejects.toMatchObject({
    code: 'refused',
  });
  await expect(b.call('quarantine.reopen', { ids: [governor.id] })).rejects.toMatchObject({
    code: 'refused',
  });
  await b.call('spans.delete', { ids: [part.result] });
  await b.call('quarantine.reopen', { ids: [governor.id] });
  expect(await item('the governor')).toMatchObject({ state: 'open' });
  await expect(b.call('quarantine.place', { id: governor.id, fragments: [[0, 9999]] })).rejects.toMatchObject(
    { code: 'invalid-input' },
  );
  await expect(b.call('quarantine.place', { id: governor.id })).rejects.toMatchObject({
    code: 'invalid-input',
  });
  await expect(b.call('quarantine.place', { id: newUid() })).rejects.toMatchObject({
    code: 'not-found',
  });
  well();
});

test('a newer run finds a span that was placed by hand in the previous one', async () => {
  const { b, words, well, item, at } = start();
  await bring(b, { model: 'gist', run: '1', ...RECORD });
  const { result } = await b.call('quarantine.place', {
    id: (await item('Zoran Industries')).id,
    fragments: at('the council'),
  });
  const report = await bring(b, { model: 'gist', run: '2', ...RECORD });
  expect(report).toMatchObject({ quarantined: 5 });
  expect(await words('gist 2')).toContain('ORG the council');
  const [newer] = (await b.call('quarantine.list', { state: 'placed' })).rows.filter(
    ({ set }) => set.name === 'gist 2',
  );
  expect(newer).toMatchObject({ body: { text: 'Zoran Industries' }, state: 'placed' });
  expect(newer!.result).not.toBe(result);
  // The relation is ready now, but is created only on request.
  const waiting = (await b.call('quarantine.list', { state: 'open' })).rows.find(
    ({ body, set }) => body.type === 'affiliated-with' && set.name === 'gist 2',
  )!;
  await b.call('quarantine.place', { id: waiting.id });
  well();
  for (let i = 0; i < 2; i++) await takeBack(b, 'undo');
  expect(await words('gist')).toContain('ORG the council');
  well();
});

test('words inside other words, or with another meaning, stay in quarantine with a guess and a reason', async () => {
  const b = backend();
  const text = 'Romania said taxes will not rise. The court has not approved it.';
  b.addDocument(text, 'a.txt');
  await bring(b, {
    model: 'gist',
    document_id: 'a.txt',
    entities: [{ text: 'Roma', type: 'GPE' }],
    claims: [
      { content: 'taxes will … rise', cue: 'Roma' },
      { content: 'The court has approved it', kind: 'factual' },
    ],
  });
  const [set] = listSets(b.store);
  const { spans } = await b.call('annotations.get', {
    document: (await b.call('documents.list', {})).rows[0]!.id,
    set: set!.id,
  });
  expect(spans.map(({ type, fragments }) => [type, readableQuote(text, fragments)])).toEqual([
    [
      'CLAIM',
      readableQuote(text, [
        [13, 23],
        [28, 32],
      ]),
    ],
  ]);
  const { rows } = await b.call('quarantine.list', {});
  const guessOf = async (id: Uid) => (await b.call('quarantine.guesses', { id })).guesses[0];
  const waiting = await Promise.all(
    rows.map(async ({ id, kind, body, reason }) => [kind, body.text, reason, await guessOf(id)]),
  );
  const inside = { start: 0, end: 4, text: 'Roma', within: 'Romania', score: 0.571 };
  expect(waiting).toEqual([
    ['span', 'Roma', 'The article contains this text only inside other words.', inside],
    [
      'span',
      'Roma',
      'This text fills the slot cue of a claim. The article contains this text only inside other words.',
      inside,
    ],
    [
      'claim',
      'The court has approved it',
      expect.stringContaining('a negation') as string,
      expect.objectContaining({ text: 'The court has not approved it' }) as object,
    ],
  ]);
});

test('guesses may be below the threshold, and quarantined items are exported as in the file', async () => {
  const { b, item } = start();
  await bring(b, {
    model: 'gist',
    document_id: 'a.txt',
    entities: [{ text: 'Hussain Karimi met a council', type: 'EVENT', note: 7 }],
  });
  const { guesses } = await b.call('quarantine.guesses', { id: (await item('EVENT')).id });
  expect(guesses[0]).toMatchObject({ text: expect.stringContaining('met the council') as string });
  const { folder, items } = await b.call('quarantine.export', { job: newUid() });
  expect(items).toBe(1);
  expect(JSON.parse(readFileSync(join(folder, 'quarantine.jsonl'), 'utf8'))).toMatchObject({
    set: 'gist',
    kind: 'span',
    state: 'open',
    text: 'Hussain Karimi met a council',
    given: { text: 'Hussain Karimi met a council', type: 'EVENT', note: 7 },
  });
});

test('unknown documents and types are reported with file and record, and nothing is partly imported', async () => {
  const { b } = start();
  b.addDocument('Another text.', 'twice.txt');
  b.addDocument('Yet another text.', 'twice.txt');
  const before = dump(b);
  const good = { document_id: 'a.txt', entities: [{ text: 'Veld', type: 'GPE' }] };
  const record = (more: object) => `${JSON.stringify(good)}\n${JSON.stringify(more)}\n`;
  for (const [more, reason] of [
    [{ document_id: 'nowhere.txt', entities: [] }, 'no document "nowhere.txt"'],
    [{ document_id: 'twice.txt', entities: [] }, 'Several documents'],
    [{ document_id: 'a.txt', entities: [{ text: 'Veld' }] }, 'has no type'],
  ] as const)
    await expect(bring(b, record(more), { strict: true }, 'run.jsonl')).rejects.toMatchObject({
      code: 'refused',
      message: expect.stringContaining(reason) as string,
      where: { file: 'run.jsonl', record: 2, line: 2 },
    });
  const odd = {
    document_id: 'a.txt',
    entities: [
      { text: 'Veld', type: 'Town' },
      { text: 'Nowhere', type: 'Village' },
    ],
  };
  await expect(bring(b, record(odd), {}, 'run.jsonl')).rejects.toMatchObject({
    where: { file: 'run.jsonl', record: 2 },
  });
  const asked = await bring(b, record(odd), { ask: true }, 'run.jsonl');
  expect(asked.unknown?.types.map(({ name, example }) => [name, example])).toEqual([
    ['Town', 'Veld'],
    ['Village', 'Nowhere'],
  ]);
  expect(dump(b)).toEqual(before);
  const map = { types: { Town: 'GPE', Village: null }, relations: {}, labels: {}, attributes: {}, slots: {} };
  expect(await bring(b, record(odd), { map }, 'run.jsonl')).toMatchObject({ spans: 1, quarantined: 0 });
  await takeBack(b, 'undo');
  expect(await bring(b, record(odd), { extendScheme: true }, 'run.jsonl')).toMatchObject({
    spans: 2,
    quarantined: 1,
  });
  expect(checkProject(b.store).problems).toEqual([]);
});

test('any format imported with a model name becomes a set of that run, even if the spans exist already', async () => {
  const { b, document, words, well } = start();
  const own = await b.call('spans.create', { document, type: 'GPE', fragments: [[34, 38]] });
  const lines = [
    {
      kind: 'header',
      format: 'postil-jsonl',
      version: 1,
      sets: [{ id: own.span.set, name: 'Ada', kind: 'analyst' }],
    },
    {
      kind: 'document',
      id: document,
      text: TEXT,
      spans: [{ ...own.span, document: undefined, author: undefined, set: 'Ada', score: 0.25 }],
    },
  ];
  const content = lines.map((line) => JSON.stringify(line)).join('\n');
  const model = { name: 'spanner', version: '3', parameters: { t: 0 } };
  const report = await bring(b, content, { model }, 'spans.jsonl');
  expect(report).toMatchObject({ documents: 0, matched: 1, spans: 1 });
  expect(await words('spanner')).toEqual(['GPE Veld']);
  expect(listSets(b.store).find(({ name }) => name === 'spanner')).toMatchObject({
    kind: 'model',
    model,
    spans: 1,
  });
  expect(await bring(b, content, { model }, 'spans.jsonl')).toMatchObject({ spans: 0, skipped: 1 });
  expect(await words('Ada')).toEqual(['GPE Veld']);
  well();
});

test('types and relations are matched despite other spellings; a map has priority; unknown ones are asked for', async () => {
  const { b, words } = start();
  const run = {
    document_id: 'a.txt',
    entities: [
      { text: 'Karim Hosseini', label: 'Person' },
      { text: 'Hosseini', label: 'person' },
      { text: 'Veld', label: 'location' },
      { text: 'The council', label: 'Organisation' },
    ],
    relations: [{ type: 'Same_As', from: 'Karim Hosseini', to: 'Hosseini' }],
  };
  const report = await bring(b, run, {
    model: { name: 'm' },
    map: TermMap.parse({ types: { location: 'GPE' } }),
  });
  expect((await words('m')).sort()).toEqual([
    'GPE Veld',
    'ORG The council',
    'PERSON Hosseini',
    'PERSON Karim Hosseini',
  ]);
  expect(report).toMatchObject({ spans: 4, relations: 1 });
  expect(report.notes.map(({ message }) => message)).toContain(
    'Read as the scheme calls them: "Person" as PERSON, "person" as PERSON, "Organisation" as ORG, "Same_As" as same-as.',
  );
  const other = { document_id: 'a.txt', entities: [{ text: 'Veld', label: 'town' }] };
  await expect(bring(b, other, {}, 'other.json')).rejects.toMatchObject({
    message: expect.stringContaining('types town (1)') as string,
  });
});

test('a file without text belongs to the article of the same name, in the project or the folder', async () => {
  const { b } = start();
  const list = [{ start: 32, end: 36, text: 'Veld', label: 'GPE', score: 0.5 }];
  expect(await bring(b, list, {}, 'a.json')).toMatchObject({ documents: 0, matched: 1, spans: 1 });
  writeFileSync(join(b.folder, 'b.txt'), 'Veld is far.');
  const own = [{ start: 0, end: 4, text: 'Veld', label: 'GPE', score: 0.5 }];
  expect(await bring(b, own, {}, 'b.json')).toMatchObject({ documents: 1, spans: 1 });
  await expect(bring(b, own, {}, 'c.json')).rejects.toMatchObject({
    message: expect.stringContaining('annotations but no text, and names no document') as string,
  });
});
