import { expect, test } from 'vitest';
import { findDocuments } from '../../db/documents/find.ts';
import { newUid } from '../../shared/model/uid.ts';
import { backend } from '../support/backend.ts';

test('articles are found by their titles first, then by file names, then by their texts, and no more than asked for', async () => {
  const b = backend();
  const { call, store } = b;
  const add = async (name: string, title: string, text: string) => {
    const document = b.addDocument(text, name);
    await call('documents.setMetadata', { document, metadata: { title } });
    return document;
  };
  const ids = {
    text: await add('a.txt', 'The wall', 'Mara Odell left the council.'),
    name: await add('council-notes.txt', 'Notes', 'Nothing happened.'),
    title: await add('c.txt', 'Öffentlicher Council meets', 'Again.'),
    both: await add('council.txt', 'Council of Brightwater', 'The council.'),
    none: await add('e.txt', 'Weather', 'Rain.'),
  };
  const { documents } = await call('documents.find', { search: 'COUNCIL', limit: 10 });
  expect(documents.map(({ id, found }) => [id, found])).toEqual(
    expect.arrayContaining([
      [ids.title, 'title'],
      [ids.both, 'title'],
      [ids.name, 'name'],
      [ids.text, 'text'],
    ]),
  );
  expect(documents.map(({ found }) => found)).toEqual(['title', 'title', 'name', 'text']);
  expect((await call('documents.find', { search: 'offentlicher', limit: 10 })).documents).toHaveLength(1);
  expect((await call('documents.find', { search: 'council', limit: 2 })).documents).toHaveLength(2);
  expect((await call('documents.find', { search: '  ', limit: 2 })).documents).toEqual([]);
  // Signs of the query languages are words like others.
  for (const search of ['100%', '"', 'a_b', 'x* OR y', "';--"])
    expect(findDocuments(store.db, search, 5)).toEqual([]);

  const named = await call('documents.named', { ids: [ids.none, newUid(), ids.text] });
  expect(named.documents).toEqual([
    { id: ids.none, title: 'Weather' },
    { id: ids.text, title: 'The wall' },
  ]);
});
