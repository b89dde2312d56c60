import fc from 'fast-check';
import { expect, test } from 'vitest';
import { sql } from '../../db/connection/connection.ts';
import { canonicalDump } from '../../db/exports/dump.ts';
import { checkProject } from '../../db/integrity/check.ts';
import { toUid } from '../../db/connection/uid.ts';
import { newUid } from '../../shared/model/uid.ts';
import { backend, type Backend } from '../support/backend.ts';
import { apply, step } from '../support/random-edits.ts';
import { rowStep } from '../support/random-row-steps.ts';
import { projectCases } from '../support/slow.ts';
import { takeBack } from '../support/take-back.ts';

const TEXT = 'Türkiye’s minister said Güler and Sidhu exchanged views. Fidan met Erdoğan in Ankara.';

const dump = (b: Backend) => [...canonicalDump(b.store)];

/** What an analyst sees of every span: its type, its values and its slots. */
async function seen(b: Backend): Promise<Map<string, string>> {
  const spans = new Map<string, string>();
  for (const uid of b.store.db.column<Buffer>(sql`SELECT uid FROM document`))
    for (const { id, type, attributes, slots } of (await b.call('annotations.get', { document: toUid(uid) }))
      .spans)
      spans.set(
        id,
        JSON.stringify([type, Object.entries(attributes).sort(), slots.map(({ name }) => name).sort()]),
      );
  return spans;
}

test('a dry run counts what happens; undo restores every byte, also after a restart; twice is once', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(step, { minLength: 4, maxLength: 25 }),
      rowStep,
      fc.boolean(),
      async (edits, row, restarts) => {
        const b = backend();
        const documents = [b.addDocument(TEXT, 'one.txt'), b.addDocument(TEXT, 'two.txt')];
        await b.call('entities.create', { name: 'Fidan', type: 'PERSON' });
        for (const [i, edit] of edits.entries()) await apply(b, documents[i % 2]!, TEXT, edit);
        const job = newUid();
        const before = dump(b);
        const spans = await seen(b);
        const { effects } = await b.call('scheme.apply', { job, steps: [row], dryRun: true });
        const effect = effects[0]!;
        expect(dump(b)).toEqual(before);

        await b.call('scheme.apply', { job, steps: [row], lose: true });
        const after = dump(b);
        const now = await seen(b);
        const types = [...now.values()].map((each) => (JSON.parse(each) as [string])[0]);
        if (row.step === 'split' || row.step === 'typeToAttribute') {
          // Types that others have too are not among the new ones of a split.
          for (const { to, count } of effect.outcomes)
            if (to !== null && row.step === 'split')
              expect([to, types.filter((type) => type === to).length]).toEqual([to, count]);
          expect([...now].filter(([id, each]) => typeIn(spans.get(id)!) !== typeIn(each))).toHaveLength(
            effect.count,
          );
        }
        if (row.step === 'convert')
          expect([...now].filter(([id, each]) => spans.get(id) !== each)).toHaveLength(effect.count);
        if (row.step === 'remove' && row.part.kind === 'span')
          expect([...spans.values()].filter((each) => typeIn(each) === row.part.name)).toHaveLength(
            effect.count,
          );
        expect(checkProject(b.store).problems).toEqual([]);

        if (row.step !== 'remove') {
          await b.call('scheme.apply', { job, steps: [row], lose: true });
          expect(dump(b)).toEqual(after);
        }
        if (restarts) b.restart();
        if (after.join() !== before.join()) {
          const { label } = await takeBack(b, 'undo');
          expect(label).toMatch(/^Scheme: /);
          expect(dump(b)).toEqual(before);
          await takeBack(b, 'redo');
          expect(dump(b)).toEqual(after);
        }
        b.workspace.dispose();
      },
    ),
    { numRuns: projectCases(12) },
  );
});

function typeIn(seen: string): string {
  return (JSON.parse(seen) as [string])[0];
}
