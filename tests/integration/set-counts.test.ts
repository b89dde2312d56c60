import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { countSets, keptCounts, spansIn, type CountsBySet } from '../../db/sets/set-counts.ts';
import { openStore } from '../../db/connection/open.ts';
import { record } from '../../db/journal/record.ts';
import { newUid } from '../../shared/model/uid.ts';
import { backend, type Backend } from '../support/backend.ts';
import { anyStep, apply, spansOf } from '../support/random-edits.ts';
import { takeBack } from '../support/take-back.ts';
import { projectCases } from '../support/slow.ts';

const TEXT = 'Türkiye’s minister said Güvan and Sidhu exchanged views. Felan met Erdoğan in Ankara.';

/** Leaves out zeros: subtracting leaves entries that counting from scratch does not make. */
const seen = (sets: CountsBySet) =>
  [...sets]
    .filter(([, counts]) => spansIn(counts) > 0)
    .map(([id, { types, owned, documents }]) => ({
      id,
      types: [...types].filter(([, spans]) => spans > 0).sort(([a], [b]) => a - b),
      owned,
      documents,
    }))
    .sort((a, b) => a.id - b.id);

const expectKept = ({ store }: Backend) =>
  expect(store.db.snapshot(() => seen(keptCounts(store)))).toEqual(seen(countSets(store.db)));

const undo = async (b: Backend, times = 1) => {
  for (let i = 0; i < times; i++) {
    await takeBack(b, 'undo');
    expectKept(b);
  }
};

describe('stored counts of sets', () => {
  test('equal a fresh count after every change, undo and redo', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(anyStep, { maxLength: 20 }), fc.nat(1), async (steps, odd) => {
        const b = backend();
        const documents = [b.addDocument(TEXT, 'one.txt'), b.addDocument(TEXT, 'two.txt')];
        expectKept(b);
        for (const [i, s] of steps.entries()) {
          await apply(b, documents[i % 2]!, TEXT, s);
          if (i % 3 !== odd) expectKept(b);
        }
        await undo(b, Math.min(4, steps.length));
        await takeBack(b, 'redo');
        expectKept(b);
        b.workspace.dispose();
      }),
      { numRuns: projectCases(15) },
    );
  });

  test('follow imports, deleted articles, and their undo', async () => {
    const b = backend();
    const document = b.addDocument(TEXT);
    await b.call('spans.create', { document, type: 'GPE', fragments: [[0, 7]] });
    expectKept(b);
    await b.call('exchange.import', {
      job: newUid(),
      files: [b.workspace.files.admit('resources/sample/sample.jsonl').id],
    });
    expectKept(b);
    await b.call('spans.create', { document, type: 'PERSON', fragments: [[24, 29]] });
    expectKept(b);
    await b.call('documents.delete', { documents: [document] });
    expectKept(b);
    await undo(b, 3);
    for (let i = 0; i < 3; i++) {
      await takeBack(b, 'redo');
      expectKept(b);
    }
  });

  test('exclude spans that belong to another span', async () => {
    const b = backend();
    const document = b.addDocument(TEXT);
    const { span: claim } = await b.call('spans.create', { document, type: 'CLAIM', fragments: [[34, 55]] });
    expectKept(b);
    const cue = { mention: { fragments: [[18, 22]] as [number, number][] } };
    await b.call('slots.fill', { span: claim.id, slot: 'cue', filler: cue });
    expectKept(b);
    expect(seen(keptCounts(b.store))).toMatchObject([{ owned: 1 }]);
    await undo(b);
  });

  test('follow changes of another program without reading spans', async () => {
    const b = backend();
    const document = b.addDocument(TEXT);
    await b.call('spans.create', { document, type: 'GPE', fragments: [[0, 7]] });
    expectKept(b);
    const [span] = await spansOf(b, document);
    const other = openStore(b.path, { program: 'another' });
    record(
      other,
      b.workspace.settings.actor,
      { command: 'test.remove', label: 'Remove', kind: 'edit' },
      (recorder) => recorder.remove('span', span!.id),
    );
    other.close();
    expect(seen(keptCounts(b.store))).toEqual([]);
    // A change outside of the journal is not noticed, which proves that the counts come from the journal.
    await b.call('spans.create', { document, type: 'GPE', fragments: [[0, 7]] });
    b.store.db.raw.exec('UPDATE span SET owner_id = id');
    expect(seen(keptCounts(b.store))).toMatchObject([{ owned: 0, documents: 1 }]);
  });
});
