import { join } from 'node:path';
import { expect, test } from 'vitest';
import { checkProject } from '../../db/integrity/check.ts';
import { canonicalDump } from '../../db/exports/dump.ts';
import { newUid, type Uid } from '../../shared/model/uid.ts';
import { backend } from '../support/backend.ts';
import { runCommand } from '../support/command-line.ts';
import { takeBack } from '../support/take-back.ts';

type Backend = ReturnType<typeof backend>;

const dump = (b: Backend) => [...canonicalDump(b.store)];
const sound = (b: Backend) => expect(checkProject(b.store).problems).toEqual([]);
const ankara = { text: 'Ankara', type: 'GPE', scope: 'project' as const };

/** Three articles; in the first one, the first occurrence of Ankara is tagged. */
async function articles() {
  const b = backend();
  const texts = [
    'Ankara said that ANKARA would. Ankara’s envoy left Ankara.',
    'In Ankaralılar and Ankara University; pro-Ankara voices.',
    'Nothing to see.',
  ];
  const [one, two, three] = texts.map((text, i) => b.addDocument(text, `${i}.txt`)) as [Uid, Uid, Uid];
  const { span } = await b.call('spans.create', { document: one, type: 'GPE', fragments: [[0, 6]] });
  return { b, one, two, three, span, texts };
}

const spansOf = async (b: Backend, document: Uid) =>
  (await b.call('annotations.get', { document })).spans.map(
    ({ fragments, type }) => `${type} ${String(fragments)}`,
  );

test('the preview groups by exact, folded, inside a word and overlap, with counts and context', async () => {
  const { b, one, two } = await articles();
  await b.call('spans.create', { document: two, type: 'ORG', fragments: [[19, 36]] });
  const before = dump(b);
  const preview = await b.call('propagation.preview', { job: newUid(), ...ankara });
  expect(preview).toMatchObject({ searched: 3, identical: 1, chosen: { created: 3, documents: 2 } });
  expect(
    preview.groups.map(({ id, ticked, count, documents }) => ({ id, ticked, count, documents })),
  ).toEqual([
    { id: 'exact', ticked: true, count: 3, documents: 2 },
    { id: 'folded', ticked: false, count: 1, documents: 1 },
    { id: 'inside', ticked: false, count: 1, documents: 1 },
    { id: 'overlap', ticked: false, count: 1, documents: 1 },
  ]);
  expect(preview.groups[0]!.rows[0]).toEqual({
    document: one,
    documentTitle: expect.stringContaining('Ankara said') as unknown,
    start: 31,
    end: 37,
    before: 'Ankara said that ANKARA would. ',
    text: 'Ankara',
    after: '’s envoy left Ankara.',
  });
  expect(preview.groups[3]!.rows).toMatchObject([{ start: 19, overlaps: 'ORG' }]);
  const few = await b.call('propagation.preview', { job: newUid(), ...ankara, rows: 1, groups: ['folded'] });
  expect(few.groups[0]).toMatchObject({ count: 3, rows: [{}] });
  expect(few.chosen).toEqual({ created: 1, linked: 0, documents: 1 });
  expect(dump(b)).toEqual(before);
});

test('with entities to link to, what is tagged but not linked is a group of its own, and is linked in the same change', async () => {
  const { b, one, two, span } = await articles();
  const entity = (await b.call('entities.create', { name: 'Ankara', type: 'GPE', mentions: [span.id] }))
    .entity.id;
  const other = (await b.call('entities.create', { name: 'Ankara, Virginia', type: 'GPE' })).entity.id;
  const tagged = async (document: Uid, start: number) =>
    (await b.call('spans.create', { document, type: 'GPE', fragments: [[start, start + 6]] })).span.id;
  const unlinked = await tagged(one, 31);
  await b.call('spans.update', { id: unlinked, attributes: { mention: 'nominal' } });
  const elsewhere = await tagged(two, 19);
  await b.call('mentions.set', { spans: [elsewhere], entities: [other] });
  const before = dump(b);

  const without = await b.call('propagation.preview', { job: newUid(), ...ankara });
  expect(without.groups.map(({ id }) => id)).not.toContain('unlinked');
  const preview = await b.call('propagation.preview', { job: newUid(), ...ankara, entities: [entity] });
  expect(preview.groups).toMatchObject([
    { id: 'exact', count: 2 },
    { id: 'folded' },
    { id: 'unlinked', ticked: true, count: 1, documents: 1, rows: [{ document: one, start: 31 }] },
    { id: 'inside' },
  ]);
  // The span itself, and the one that is linked to something else.
  expect(preview.identical).toBe(2);
  expect(preview.chosen).toEqual({ created: 2, linked: 1, documents: 2 });

  const done = await b.call('propagation.apply', {
    job: newUid(),
    ...ankara,
    groups: ['exact', 'unlinked'],
    entities: [entity],
    from: one,
  });
  expect(done).toEqual({ created: 2, linked: 1, documents: 2 });
  const { spans } = await b.call('annotations.get', { document: one });
  expect(spans.find(({ id }) => id === unlinked)).toMatchObject({
    entities: [entity],
    attributes: { mention: 'nominal' },
  });
  const there = (await b.call('annotations.get', { document: two })).spans;
  expect(there.find(({ id }) => id === elsewhere)?.entities).toEqual([other]);
  sound(b);
  await takeBack(b, 'undo');
  expect(dump(b)).toEqual(before);
});

test('applying tags the chosen groups without the exceptions, in one entry that is undone as a whole', async () => {
  const { b, one, two, three } = await articles();
  const entity = (await b.call('entities.create', { name: 'Ankara', type: 'GPE' })).entity.id;
  const before = dump(b);
  const done = await b.call('propagation.apply', {
    job: newUid(),
    ...ankara,
    groups: ['exact', 'folded', 'inside'],
    except: [{ document: one, start: 51 }],
    attributes: { mention: 'name' },
    entities: [entity],
    from: one,
  });
  expect(done).toEqual({ created: 5, linked: 0, documents: 2 });
  expect(await spansOf(b, one)).toEqual(['GPE 0,6', 'GPE 17,23', 'GPE 31,37']);
  expect(await spansOf(b, two)).toEqual(['GPE 3,9', 'GPE 19,25', 'GPE 42,48']);
  const { spans } = await b.call('annotations.get', { document: two });
  expect(spans[0]).toMatchObject({
    entities: [entity],
    attributes: { mention: 'name', role: 'place' },
    untouched: ['role'],
  });
  // Tagging a string in an article does not mark it as read.
  const { rows } = await b.call('documents.list', {});
  expect(rows.map(({ status }) => status)).toEqual(['in progress', 'new', 'new']);
  sound(b);
  const after = dump(b);
  expect(await takeBack(b, 'undo', { document: two })).toMatchObject({
    label: 'Tag every “Ankara” as Country or city',
    documents: 2,
  });
  expect(dump(b)).toEqual(before);
  await takeBack(b, 'redo', { document: one });
  expect(dump(b)).toEqual(after);
  expect(await spansOf(b, three)).toEqual([]);
  // A second time: everything except the exception is tagged already.
  expect(await b.call('propagation.apply', { job: newUid(), ...ankara, groups: ['exact'] })).toEqual({
    created: 1,
    linked: 0,
    documents: 1,
  });
});

test('started in an article without another occurrence, it can still be undone there', async () => {
  const { b, two, three } = await articles();
  await b.call('propagation.apply', { job: newUid(), ...ankara, groups: ['exact'], from: three });
  await takeBack(b, 'undo', { document: three });
  expect(await spansOf(b, two)).toEqual([]);
});

test('the same string in another role is treated separately', async () => {
  const { b, one, span } = await articles();
  await b.call('spans.update', { id: span.id, attributes: { role: 'government' } });
  const ask = (role: string) =>
    b.call('propagation.preview', {
      job: newUid(),
      ...ankara,
      scope: { document: one },
      attributes: { role },
    });
  expect(await ask('government')).toMatchObject({
    identical: 1,
    groups: [{ id: 'exact' }, { id: 'folded' }],
  });
  const place = await ask('place');
  expect(place).toMatchObject({ identical: 0, searched: 1 });
  expect(place.groups.at(-1)).toMatchObject({
    id: 'role:government',
    ticked: false,
    count: 1,
    rows: [{ start: 0 }],
  });
  await b.call('propagation.apply', {
    job: newUid(),
    ...ankara,
    scope: { document: one },
    groups: ['exact'],
  });
  expect(await spansOf(b, one)).toEqual(['GPE 0,6', 'GPE 31,37', 'GPE 51,57']);
});

test('other sets are neither considered nor changed', async () => {
  const { b, one } = await articles();
  b.workspace.settings.update({
    analyst: { ...b.workspace.settings.value.analyst, id: newUid(), name: 'Bo' },
  });
  expect(
    await b.call('propagation.apply', {
      job: newUid(),
      ...ankara,
      groups: ['exact'],
      scope: { document: one },
    }),
  ).toEqual({
    created: 3,
    linked: 0,
    documents: 1,
  });
});

test('text tagged while the articles were read is not tagged twice', async () => {
  const { b, one } = await articles();
  let tagged: Promise<unknown> | undefined;
  b.workspace.listen((event) => {
    if (event.event === 'progress')
      tagged ??= b.call('spans.create', { document: one, type: 'GPE', fragments: [[31, 37]] });
  });
  const done = await b.call('propagation.apply', { job: newUid(), ...ankara, groups: ['exact'] });
  await tagged;
  expect(done).toEqual({ created: 3, linked: 0, documents: 2 });
  expect(await spansOf(b, one)).toEqual(['GPE 0,6', 'GPE 31,37', 'GPE 51,57']);
});

test('cancelling leaves nothing behind', async () => {
  const b = backend();
  for (let i = 0; i < 200; i++) b.addDocument(`Ankara ${i}`, `${i}.txt`);
  const before = dump(b);
  const job = newUid();
  b.workspace.listen((event) => {
    if (event.event === 'progress' && event.progress.done > 100) void b.call('exchange.cancel', { job });
  });
  await expect(b.call('propagation.apply', { ...ankara, job, groups: ['exact'] })).rejects.toMatchObject({
    code: 'cancelled',
  });
  expect(dump(b)).toEqual(before);
});

test.each([
  ['an unknown type', { type: 'ALIEN' }, 'refused'],
  ['an attribute the type has not', { attributes: { size: 'big' } }, 'invalid-input'],
  ['white space', { text: ' \n' }, 'invalid-input'],
  ['a document that is not there', { scope: { document: newUid() } }, 'not-found'],
  ['an entity that is not there', { entities: [newUid()] }, 'not-found'],
])('%s is rejected', async (_, wrong, code) => {
  const { b } = await articles();
  const before = dump(b);
  await expect(
    b.call('propagation.apply', { job: newUid(), ...ankara, groups: ['exact'], ...wrong }),
  ).rejects.toMatchObject({ code });
  expect(dump(b)).toEqual(before);
});

test.each([
  ['Iran', 'Le plan de l’Iran et d’Iran.', 2],
  ['Ankara', "Ankara’da, Ankara'nın, Ankara’ya, Ankara ve Ankaralılar.", 4],
  ['Ostbie', 'Le ministre de l’Ostbie. Ona’s plan d’Ostbie.', 2],
  ['北京', '他住在北京市。去北京的路很长。', 2],
])('%s is found at word boundaries: %s', async (string, text, count) => {
  const b = backend();
  const document = b.addDocument(text, 'a.txt');
  const preview = await b.call('propagation.preview', {
    job: newUid(),
    text: string,
    type: 'GPE',
    scope: { document },
  });
  expect(preview.chosen).toEqual({ created: count, linked: 0, documents: 1 });
});

test('the command line: a dry run changes nothing and shows what is then tagged', async () => {
  const { b } = await articles();
  await b.call('entities.create', { name: 'Ankara', type: 'GPE' });
  const before = dump(b);
  b.workspace.close();
  const run = async (...args: string[]) => {
    const query = ['--string', 'Ankara', '--type', 'GPE'];
    const config = join(b.folder, 'config');
    return (await runCommand(config, 'propagate', b.path, ...query, ...args, '--json')).json;
  };
  expect(await run('--dry-run')).toEqual({ created: 4, documents: 2 });
  expect(await run('--dry-run', '--folded')).toEqual({ created: 5, documents: 2 });
  expect(await run('--dry-run', '--set', 'Other')).toEqual({ created: 5, documents: 2 });
  b.restart();
  expect(dump(b)).toEqual(before);
  b.workspace.close();
  expect(await run('--document', '0.txt', '--entity', 'Ankara')).toEqual({ created: 2, documents: 1 });
  expect(await run()).toEqual({ created: 2, documents: 1 });
  expect(await run()).toEqual({ created: 0, documents: 0 });
});
