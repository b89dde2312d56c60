import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { canonicalDump } from '../../db/exports/dump.ts';
import { checkProject } from '../../db/integrity/check.ts';
import { sql } from '../../db/connection/connection.ts';
import { currentScheme } from '../../db/scheme/scheme.ts';
import { ensureOwnSet } from '../../db/sets/sets.ts';
import type { Uid } from '../../shared/model/uid.ts';
import { newsScheme } from '../../shared/presets/news.ts';
import type { SchemeStep } from '../../shared/scheme-edit/steps.ts';
import { backend, type Backend } from '../support/backend.ts';
import { apply, spansOf, step } from '../support/random-edits.ts';
import { schemeStep } from '../support/random-steps.ts';
import { projectCases } from '../support/slow.ts';

const TEXT =
  'Türkiye’s minister said Güler and Sidhu exchanged views. Fidan met Erdoğan in Ankara.\n\n' +
  'Both sides underlined 👩‍👩‍👧 the importance of trade, 北京 agreed.';
const dump = (b: Backend) => [...canonicalDump(b.store)];
const span = (name: string) => ({ kind: 'span', name }) as const;
const part = (owner: string, name: string) =>
  ({ kind: 'attribute', name, owner: { kind: 'span', name: owner } }) as const;
const merge = (from: string, into: string, more: object = {}): SchemeStep => ({
  step: 'merge',
  part: span(from),
  into,
  ...more,
});
const edit = (b: Backend, steps: SchemeStep[], once?: boolean) =>
  b.call('scheme.edit', {
    base: currentScheme(b.store).number,
    target: { steps, ...(once !== undefined && { once }) },
  });

/** A project in which a document has a span of each of some types. */
async function project(types: readonly string[]) {
  const b = backend();
  const document = b.addDocument(TEXT);
  const ids: Uid[] = [];
  for (const [i, type] of types.entries())
    ids.push((await b.call('spans.create', { document, type, fragments: [[4 * i, 4 * i + 3]] })).span.id);
  return { b, document, ids };
}

describe('merging types', () => {
  test('writes no row, counts as one everywhere, and undo returns to what was, byte for byte', async () => {
    const { b, document, ids } = await project(['ORG', 'GPE', 'ORG']);
    await b.call('spans.update', { id: ids[0]!, attributes: { mention: 'nominal' } });

    const [before, rows] = [dump(b), b.store.db.value(sql`SELECT count(*) FROM change_row`)];
    const { steps } = await b.call('scheme.plan', { target: { steps: [merge('ORG', 'GPE')] } });
    expect(steps).toMatchObject([{ count: 2, documents: 1, duplicates: 0, undecided: false }]);
    expect(steps[0]!.examples.map(({ quote }) => quote)).toEqual([TEXT.slice(0, 3), TEXT.slice(8, 11)]);
    await edit(b, [merge('ORG', 'GPE')]);
    // The version of the scheme alone.
    expect(b.store.db.value(sql`SELECT count(*) FROM change_row`)).toBe(Number(rows) + 1);
    expect(dump(b).filter((line) => !line.startsWith('scheme'))).toEqual(
      before.filter((line) => !line.startsWith('scheme')),
    );
    const spans = await spansOf(b, document);
    expect(spans.map(({ type }) => type)).toEqual(['GPE', 'GPE', 'GPE']);
    expect(spans[0]!.attributes).toMatchObject({ mention: 'nominal' });
    expect((await b.call('scheme.counts', {})).span).toEqual({ GPE: 3 });
    expect((await b.call('scheme.uses', { part: span('GPE') })).uses.count).toBe(3);
    expect(checkProject(b.store).problems).toEqual([]);
    b.restart();
    expect((await spansOf(b, document)).map(({ type }) => type)).toEqual(['GPE', 'GPE', 'GPE']);
    await b.call('history.undo', {});
    expect(dump(b)).toEqual(before);
    expect((await spansOf(b, document)).map(({ type }) => type)).toEqual(['ORG', 'GPE', 'ORG']);
    await b.call('history.redo', {});
    expect((await spansOf(b, document)).map(({ type }) => type)).toEqual(['GPE', 'GPE', 'GPE']);
    expect(checkProject(b.store).problems).toEqual([]);
  });

  test('the name is free again, and annotations of the new type are others', async () => {
    const { b, document } = await project(['ORG', 'GPE']);
    await edit(b, [merge('ORG', 'GPE')]);
    await edit(b, [
      {
        step: 'add',
        part: span('ORG'),
        fields: { ...newsScheme.types.find(({ name }) => name === 'ORG')!, key: null },
      },
    ]).catch(async () => {
      const { key: _, name: __, ...fields } = newsScheme.types.find(({ name }) => name === 'ORG')!;
      await edit(b, [{ step: 'add', part: span('ORG'), fields: fields }]);
    });
    await b.call('spans.create', { document, type: 'ORG', fragments: [[30, 34]] });
    expect((await spansOf(b, document)).map(({ type }) => type)).toEqual(['GPE', 'GPE', 'ORG']);
    expect((await b.call('scheme.counts', {})).span).toEqual({ GPE: 2, ORG: 1 });
    expect(checkProject(b.store).problems).toEqual([]);
  });

  test('two spans on the same words are asked about, and one can be kept', async () => {
    const { b, document, ids } = await project(['ORG', 'GPE', 'PERSON']);
    const [org, gpe, person] = ids as [Uid, Uid, Uid];
    await b.call('spans.update', { id: org, fragments: [[4, 7]] });
    await b.call('spans.update', { id: org, attributes: { mention: 'nominal' } });
    await b.call('relations.create', { type: 'same-as', from: org, to: person });
    await b.call('notes.add', { document, span: org, body: 'why?' });
    const before = dump(b);
    const { steps } = await b.call('scheme.plan', { target: { steps: [merge('ORG', 'GPE')] } });
    expect(steps).toMatchObject([{ count: 1, duplicates: 1, undecided: true }]);
    await expect(edit(b, [merge('ORG', 'GPE')])).rejects.toThrow(/1 place/);
    await edit(b, [merge('ORG', 'GPE', { duplicates: 'both' })]);
    expect(await spansOf(b, document)).toHaveLength(3);
    await b.call('history.undo', {});
    await edit(b, [merge('ORG', 'GPE', { duplicates: 'one' })]);
    const left = await spansOf(b, document);
    expect(left.map(({ id }) => id).sort()).toEqual([gpe, person].sort());
    const { relations, notes } = await b.call('annotations.get', { document });
    expect(relations).toMatchObject([{ from: gpe, to: person }]);
    expect(notes).toMatchObject([{ span: gpe }]);
    expect(checkProject(b.store).problems).toEqual([]);
    await b.call('history.undo', {});
    expect(dump(b)).toEqual(before);
  });
});

describe('merging values', () => {
  test('is read in every list and undone byte for byte', async () => {
    const { b, document, ids } = await project(['PERSON', 'PERSON', 'PERSON']);
    await b.call('spans.update', { id: ids[0]!, attributes: { mention: 'nominal' } });
    await b.call('spans.update', { id: ids[1]!, attributes: { mention: 'name' } });
    const before = dump(b);
    const steps: SchemeStep[] = [
      { step: 'mergeValues', part: part('PERSON', 'mention'), values: ['nominal'], into: 'name' },
    ];
    const plan = await b.call('scheme.plan', { target: { steps } });
    expect(plan.steps).toMatchObject([{ count: 1 }]);
    expect(plan.changes.filter(({ refusal }) => refusal !== null)).toEqual([]);
    await edit(b, steps);
    const values = (await spansOf(b, document)).map(({ attributes }) => attributes['mention']);
    expect(values.slice(0, 2)).toEqual(['name', 'name']);
    expect(
      (await b.call('scheme.uses', { part: span('PERSON') })).values.filter(
        ({ attribute, value }) => attribute === 'mention' && value === 'nominal',
      ),
    ).toEqual([]);
    expect(checkProject(b.store).problems).toEqual([]);
    await expect(
      edit(b, [
        {
          step: 'change',
          part: part('PERSON', 'mention'),
          fields: { options: ['name', 'nominal', 'pronominal'] },
        },
      ]),
    ).rejects.toThrow(/was merged into “name”/);
    await b.call('history.undo', {});
    expect(dump(b)).toEqual(before);
  });
});

describe('properties of steps', () => {
  test('what the dry run counts happens, undo returns to what was, and a migration applies once', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(step, { minLength: 1, maxLength: 15 }),
        fc.array(schemeStep, { minLength: 1, maxLength: 3 }),
        async (edits, wanted) => {
          const b = backend();
          const document = b.addDocument(TEXT);
          ensureOwnSet(b.store, b.workspace.settings.actor);
          for (const each of edits) await apply(b, document, TEXT, each);
          for (const each of wanted) {
            const before = dump(b);
            const was = (await b.call('scheme.counts', {})).span;
            const planned = await b
              .call('scheme.plan', { target: { steps: [each] } })
              .catch((error: unknown) => {
                if ((error as Error).name !== 'PostilError') throw error;
              });
            if (!planned || planned.changes.some(({ refusal }) => refusal !== null)) {
              await expect(edit(b, [each])).rejects.toThrow();
              expect(dump(b)).toEqual(before);
              continue;
            }
            await edit(b, [each]);
            expect(checkProject(b.store).problems).toEqual([]);
            const after = dump(b);
            const is = (await b.call('scheme.counts', {})).span;
            if (each.step === 'merge' && each.part.kind === 'span') {
              const { count, duplicates } = planned.steps[0]!;
              const gone = each.duplicates === 'one' ? duplicates : 0;
              expect(is[each.into] ?? 0).toBe((was[each.into] ?? 0) + count - gone);
              expect(is[each.part.name]).toBeUndefined();
            }
            expect((await edit(b, [each], true)).skipped).toHaveLength(1);
            expect(dump(b)).toEqual(after);
            await b.call('history.undo', {});
            expect(dump(b)).toEqual(before);
            await b.call('history.redo', {});
            expect(dump(b)).toEqual(after);
          }
          b.workspace.dispose();
        },
      ),
      { numRuns: projectCases(8) },
    );
  });
});
