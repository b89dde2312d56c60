import { expect, test } from 'vitest';
import type { Uid } from '../../shared/model/uid.ts';
import { backend } from '../support/backend.ts';

test('the values that were chosen in a set are counted; untouched defaults and other sets are not', async () => {
  const b = backend();
  const documents = [b.addDocument('One claim.', '1.txt'), b.addDocument('Two claims.', '2.txt')];
  const claim = async (document: Uid, attributes: Record<string, string>, set?: Uid) =>
    b.call('spans.create', { document, type: 'CLAIM', fragments: [[0, 3]], attributes, ...(set && { set }) });
  expect((await b.call('spans.values', { type: 'CLAIM' })).attributes).toEqual([]);

  await claim(documents[0]!, { kind: 'demand', epistemic: 'true-certain' });
  await claim(documents[1]!, { kind: 'demand' });
  await claim(documents[1]!, { kind: 'factual', epistemic: 'false-certain' });
  await claim(documents[1]!, {});
  const { attributes } = await b.call('spans.values', { type: 'CLAIM' });
  const counted = Object.fromEntries(
    attributes.map(({ name, values }) => [name, values.map(({ value, count }) => `${value} ${count}`)]),
  );
  expect(counted).toEqual({
    kind: ['factual 1', 'demand 2'],
    epistemic: ['true-certain 1', 'false-certain 1'],
    sentiment: [],
    'check-worthy': [],
  });
  // A type without such spans has none, and a set that does not exist, too.
  expect(
    (await b.call('spans.values', { type: 'PERSON' })).attributes.flatMap(({ values }) => values),
  ).toEqual([]);
  await expect(b.call('spans.values', { type: 'NOTHING' })).rejects.toThrow();
});
