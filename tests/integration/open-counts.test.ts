import fc from 'fast-check';
import { expect, test } from 'vitest';
import { keptOpenCounts, openCounts } from '../../db/annotations/open-counts.ts';
import { idOf } from '../../db/rows/ids.ts';
import type { Scheme } from '../../shared/model/scheme.ts';
import { newUid, type Uid } from '../../shared/model/uid.ts';
import { newsScheme } from '../../shared/presets/news.ts';
import { backend, type Backend } from '../support/backend.ts';
import { apply, step } from '../support/random-edits.ts';
import { rowStep } from '../support/random-row-steps.ts';
import { schemeStep } from '../support/random-steps.ts';
import { projectCases } from '../support/slow.ts';
import { takeBack } from '../support/take-back.ts';

const TEXT = 'Türkiye’s minister said Güler and Sidhu exchanged views. Fidan met Erdoğan in Ankara.';

/** Calls a function with each part of the scheme that can be required, and makes it so where it returns true. */
function demanding(isRequired: (name: string) => boolean): Scheme {
  const required = <Part extends { readonly name: string }>(parts: readonly Part[]) =>
    parts.map((part) => ({ ...part, required: isRequired(part.name) }));
  return {
    ...newsScheme,
    labels: newsScheme.labels.map((label) => ({
      ...label,
      value: { ...label.value, required: isRequired(label.name) },
    })),
    types: newsScheme.types.map((type) => ({
      ...type,
      attributes: required(type.attributes),
      slots: required(type.slots),
    })),
    relations: newsScheme.relations.map((type) => ({ ...type, attributes: required(type.attributes) })),
  };
}

/** Compares the three counts of every document in every set; returns their sum. */
async function compare(b: Backend, documents: readonly Uid[]): Promise<number> {
  const { sets } = await b.call('project.info', {});
  let sum = 0;
  for (const { id: set } of sets) {
    const kept = keptOpenCounts(b.store, set);
    const ids = documents.map((document) => idOf(b.store.db, 'document', document));
    const counted = openCounts(b.store, set, ids);
    const list = await b.call('documents.list', { set, order: 'open items', descending: true });
    const open = await b.call('documents.ids', { set, openItems: true, limit: 100 });
    expect(list.rows.map(({ openItems }) => openItems)).toEqual(
      list.rows.map(({ openItems }) => openItems).toSorted((x, y) => y - x),
    );
    for (const [i, document] of documents.entries()) {
      const { items } = await b.call('documents.openItems', { document, set });
      const here = items.length;
      sum += here;
      const row = list.rows.find(({ id }) => id === document);
      expect([kept.of(ids[i]!), counted.of(ids[i]!), row?.openItems, open.ids.includes(document)]).toEqual([
        here,
        here,
        here,
        here > 0,
      ]);
    }
  }
  return sum;
}

test('SQL counts the open items that are listed, after changes of annotations and of the scheme, and their undo', async () => {
  let sum = 0;
  const change = fc.oneof(
    { weight: 6, arbitrary: step.map((edit) => ({ edit })) },
    { weight: 1, arbitrary: fc.oneof(rowStep, schemeStep).map((scheme) => ({ scheme })) },
    { weight: 2, arbitrary: fc.constant('undo' as const) },
  );
  await fc.assert(
    fc.asyncProperty(
      fc.array(change, { minLength: 4, maxLength: 25 }),
      fc.array(fc.boolean(), { minLength: 7, maxLength: 7 }),
      async (changes, flags) => {
        let asked = 0;
        const b = backend({ scheme: demanding(() => flags[asked++ % flags.length]!) });
        const documents = [b.addDocument(TEXT, 'one.txt'), b.addDocument(TEXT, 'two.txt')];
        await b.call('entities.create', { name: 'Fidan', type: 'PERSON' });
        for (const [i, each] of changes.entries()) {
          const document = documents[i % 2]!;
          if (each === 'undo') await takeBack(b, 'undo').catch(() => undefined);
          else if ('edit' in each) await apply(b, document, TEXT, each.edit);
          // Some are impossible, which is no matter here.
          else
            await b
              .call('scheme.apply', { job: newUid(), steps: [each.scheme], lose: true })
              .catch(() => undefined);
          sum += await compare(b, documents);
        }
        b.workspace.dispose();
      },
    ),
    { numRuns: projectCases(12) },
  );
  expect(sum).toBeGreaterThan(200);
}, 120_000);
