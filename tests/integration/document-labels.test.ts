import { expect, test } from 'vitest';
import { canonicalDump } from '../../db/exports/dump.ts';
import { Scheme } from '../../shared/model/scheme.ts';
import { newUid, type Uid } from '../../shared/model/uid.ts';
import { newsScheme } from '../../shared/presets/news.ts';
import { TermMapper } from '../../shared/formats/term-map.ts';
import { backend } from '../support/backend.ts';

const scheme = Scheme.parse({
  ...newsScheme,
  labels: [
    {
      name: 'topic',
      label: 'Topic',
      group: 'Content',
      many: true,
      value: { kind: 'choice', name: 'value', label: 'Topic', options: ['war', 'aid', 'trade'] },
    },
    { name: 'relevant', label: 'Relevant', value: { kind: 'boolean', name: 'value', label: 'Relevant' } },
  ],
});

test('a label with several values has each as a row: added, removed, for many articles, filtered, undone', async () => {
  const b = backend({ scheme });
  const documents = ['one', 'two', 'three'].map((text) => b.addDocument(text, `${text}.txt`)) as [
    Uid,
    Uid,
    Uid,
  ];
  const [first, second, third] = documents;
  const values = async (document: Uid) =>
    (await b.call('annotations.get', { document })).labels
      .map(({ name, value }) => `${name} ${String(value)}`)
      .sort();
  const set = (document: Uid, name: string, value: string | boolean | null, has = true) =>
    b.call('labels.set', { document, name, value, has });

  await set(first, 'topic', 'war');
  await set(first, 'topic', 'aid');
  await set(first, 'topic', 'aid');
  await set(first, 'relevant', true);
  await set(first, 'relevant', false);
  expect(await values(first)).toEqual(['relevant false', 'topic aid', 'topic war']);
  await expect(set(first, 'topic', 'peace')).rejects.toThrow(/war, aid, trade/);
  await set(first, 'topic', 'war', false);
  expect(await values(first)).toEqual(['relevant false', 'topic aid']);

  // For many: adding changes only those without the value; removing only those with it.
  const before = [...canonicalDump(b.store)];
  expect(await b.call('labels.setAll', { documents, name: 'topic', value: 'aid' })).toEqual({ changed: 2 });
  expect(await values(third)).toEqual(['topic aid']);
  await expect(b.call('labels.setAll', { documents, name: 'topic', value: 'aid' })).rejects.toThrow(
    /already/,
  );
  await b.call('history.undo', {});
  expect([...canonicalDump(b.store)]).toEqual(before);
  await set(second, 'topic', 'aid');
  await set(second, 'topic', 'trade');
  expect(await b.call('labels.setAll', { documents, name: 'topic', value: 'aid', has: false })).toEqual({
    changed: 2,
  });
  expect([await values(first), await values(second)]).toEqual([['relevant false'], ['topic trade']]);

  // The list of articles by a label.
  const listed = async (name: string, value: string | boolean | null) => {
    const { rows } = await b.call('documents.list', { label: { name, value } });
    return rows.map(({ id }) => documents.indexOf(id));
  };
  expect(await listed('topic', 'trade')).toEqual([1]);
  expect(await listed('topic', null)).toEqual([0, 2]);
  expect(await listed('relevant', false)).toEqual([0]);
  expect(await listed('relevant', true)).toEqual([]);

  // One value only is refused while an article has several; all of them go at once.
  await set(second, 'topic', 'war');
  const now = await b.call('project.scheme', {});
  const one = { ...now.scheme, labels: now.scheme.labels.map(({ many: _, ...label }) => label) };
  const target = { scheme: one, renames: [] };
  await expect(b.call('scheme.edit', { base: now.version, target })).rejects.toThrow(/several values/);
  await set(second, 'topic', null);
  expect(await values(second)).toEqual([]);
  await b.call('scheme.edit', { base: now.version, target });
});

test('several values that readers number go into a label with several values', () => {
  const labels = ['topic', 'topic 2', 'relevant 2'].map((name) => ({ id: newUid(), name, value: 'war' }));
  const mapper = new TermMapper(undefined, undefined, scheme.labels);
  const item = mapper.map({
    kind: 'document',
    where: {},
    record: {
      document: { name: 'a', text: 'x' },
      spans: [],
      relations: [],
      labels,
      notes: [],
      statuses: [],
    },
  } as unknown as Parameters<TermMapper['map']>[0]);
  const named = item?.kind === 'document' ? item.record.labels.map(({ name }) => name) : [];
  expect(named).toEqual(['topic', 'topic', 'relevant 2']);
});
