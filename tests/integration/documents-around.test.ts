import { expect, test } from 'vitest';
import type { InputOf } from '../../shared/contract/index.ts';
import { newUid } from '../../shared/model/uid.ts';
import { backend } from '../support/backend.ts';

test('the position of a document and its neighbours are those of the list, with each filter and order', async () => {
  const { call, addDocument } = backend();
  const texts = [
    'Mara Odell stayed.',
    'Ilse Brandt left the quay at noon.',
    'The quay was empty.',
    'Nobody came.',
  ];
  const ids = texts.map((text, i) => addDocument(text, `${'dbca'[i]}.txt`));
  await call('documents.setStatus', { document: ids[1]!, status: 'done' });
  const lists: Omit<InputOf<'documents.around'>, 'document'>[] = [
    {},
    { descending: true },
    { order: 'title' },
    { order: 'length', descending: true },
    { status: ['new'] },
    { search: 'quay' },
    { search: 'nowhere' },
  ];
  for (const list of lists) {
    const { rows } = await call('documents.list', list);
    const found = rows.map(({ id }) => id);
    for (const document of [...ids, newUid()]) {
      const at = found.indexOf(document);
      expect(await call('documents.around', { ...list, document }), JSON.stringify(list)).toEqual({
        at: at === -1 ? null : at,
        previous: found[at - 1] ?? null,
        next: found[at + 1] ?? null,
      });
    }
  }
});
