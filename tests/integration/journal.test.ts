import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { checkProject } from '../../db/integrity/check.ts';
import { canonicalDump } from '../../db/exports/dump.ts';
import { sql } from '../../db/connection/connection.ts';
import { ensureOwnSet } from '../../db/sets/sets.ts';
import type { Uid } from '../../shared/model/uid.ts';
import { backend, type Backend } from '../support/backend.ts';
import { anyStep, apply, spansOf, step } from '../support/random-edits.ts';
import { takeBack } from '../support/take-back.ts';
import { projectCases } from '../support/slow.ts';

const TEXT =
  'Türkiye’s minister said Güvan and Sidhu exchanged views. Felan met Erdoğan in Ankara.\n\n' +
  'Both sides underlined 👩‍👩‍👧 the importance of trade, 北京 agreed.';

const dump = (b: Backend) => [...canonicalDump(b.store)];

async function all(b: Backend, document: Uid, verb: 'history.undo' | 'history.redo'): Promise<number> {
  for (let n = 0; ; n++) if ((await b.call(verb, { document })).label === null) return n;
}

describe('journal', () => {
  test('random commands, undone and redone, give the same state byte for byte', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 25 }), async (steps) => {
        const b = backend();
        const document = b.addDocument(TEXT);
        ensureOwnSet(b.store, b.workspace.settings.actor); // creates the set as set-up, which undo skips
        const before = dump(b);
        for (const s of steps) await apply(b, document, TEXT, s);
        const after = dump(b);
        const undone = await all(b, document, 'history.undo');
        expect(dump(b)).toEqual(before);
        b.restart();
        expect(await all(b, document, 'history.redo')).toBe(undone);
        expect(dump(b)).toEqual(after);
        expect(checkProject(b.store).problems).toEqual([]);
        b.workspace.dispose();
      }),
      { numRuns: projectCases(25) },
    );
  });

  test('changes of the scheme among them too, over two articles', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(anyStep, { minLength: 1, maxLength: 25 }), fc.nat(), async (steps, cut) => {
        const b = backend();
        const documents = [b.addDocument(TEXT, 'one.txt'), b.addDocument(TEXT, 'two.txt')];
        ensureOwnSet(b.store, b.workspace.settings.actor);
        const states = [dump(b)];
        for (const [i, s] of steps.entries()) {
          await apply(b, documents[i % 2]!, TEXT, s);
          const now = dump(b);
          if (now.join() !== states.at(-1)!.join()) states.push(now);
        }
        expect(checkProject(b.store).problems).toEqual([]);
        for (let at = states.length - 2; at >= 0; at--) {
          if (at === cut % states.length) b.restart();
          await takeBack(b, 'undo');
          expect(dump(b)).toEqual(states[at]);
        }
        expect(checkProject(b.store).problems).toEqual([]);
        b.restart();
        for (const state of states.slice(1)) {
          await takeBack(b, 'redo');
          expect(dump(b)).toEqual(state);
        }
        expect(checkProject(b.store).problems).toEqual([]);
        b.workspace.dispose();
      }),
      { numRuns: projectCases(6) },
    );
  });

  test('a new change after an undo clears the redo stack', async () => {
    const b = backend();
    const document = b.addDocument(TEXT);
    await b.call('spans.create', { document, type: 'GPE', fragments: [[0, 7]] });
    await b.call('spans.create', { document, type: 'PERSON', fragments: [[24, 29]] });
    await b.call('history.undo', { document });
    expect(await b.call('history.next', { document })).toMatchObject({ redo: 'Tag Person “Güvan”' });
    await b.call('spans.create', { document, type: 'ORG', fragments: [[34, 39]] });
    expect(await b.call('history.next', { document })).toEqual({
      undo: 'Tag Organisation “Sidhu”',
      redo: null,
    });
    expect(await b.call('history.redo', { document })).toMatchObject({ label: null, documents: 0 });
  });

  test('undo stacks are separate for each document', async () => {
    const b = backend();
    const [one, two] = [b.addDocument(TEXT, 'one.txt'), b.addDocument(TEXT, 'two.txt')];
    await b.call('spans.create', { document: one, type: 'GPE', fragments: [[0, 7]] });
    await b.call('spans.create', { document: two, type: 'GPE', fragments: [[0, 7]] });
    await b.call('history.undo', { document: one });
    expect(await spansOf(b, one)).toEqual([]);
    expect(await spansOf(b, two)).toHaveLength(1);
  });

  test('undo names the change that blocks it', async () => {
    const b = backend();
    const document = b.addDocument(TEXT);
    const { span } = await b.call('spans.create', { document, type: 'GPE', fragments: [[0, 7]] });
    b.workspace.settings.update({
      analyst: { ...b.workspace.settings.value.analyst, id: document, name: 'Bo' },
    });
    await b.call('spans.update', { id: span.id, type: 'ORG' });
    b.workspace.settings.update({
      analyst: { ...b.workspace.settings.value.analyst, id: span.set, name: 'Ada' },
    });
    const ada = b.store.db.value<Buffer>(sql`SELECT analyst FROM change WHERE command = 'spans.create'`)!;
    b.store.db.run(
      sql`UPDATE change SET analyst = ${Buffer.from(span.set.replaceAll('-', ''), 'hex')} WHERE analyst = ${ada}`,
    );
    await expect(b.call('history.undo', { document })).rejects.toThrow(
      /Cannot undo “Tag Country or city “Türkiye””: “Change type to Organisation/,
    );
    expect((await spansOf(b, document))[0]).toMatchObject({ type: 'ORG' });
  });

  test('every command writes one entry with an increasing clock', async () => {
    const b = backend();
    const document = b.addDocument(TEXT);
    for (let i = 0; i < 5; i++)
      await b.call('spans.create', { document, type: 'GPE', fragments: [[i, i + 3]] });
    const uids = b.store.db.all<{ uid: Buffer; seq: number }>(sql`SELECT uid, seq FROM change ORDER BY id`);
    expect(uids.map((row) => row.seq)).toEqual(uids.map((_, i) => i + 1));
    const hex = uids.map((row) => row.uid.toString('hex'));
    expect([...hex].sort()).toEqual(hex);
  });

  test('check finds a row that changed without a journal entry', async () => {
    const b = backend();
    const document = b.addDocument(TEXT);
    await b.call('spans.create', { document, type: 'GPE', fragments: [[0, 7]] });
    b.store.db.run(sql`UPDATE span SET score = 0.5`);
    expect(checkProject(b.store).problems).toEqual([
      { area: 'journal', message: expect.stringMatching(/Tag Country or city.*is not as it was left/) },
    ]);
  });

  test('check finds a span that no longer covers its quote', async () => {
    const b = backend();
    const document = b.addDocument(TEXT);
    await b.call('spans.create', { document, type: 'GPE', fragments: [[0, 7]] });
    b.store.db.run(sql`UPDATE span SET start = 1`);
    expect(checkProject(b.store).problems).toEqual([
      { area: 'spans', message: expect.stringContaining('covers “ürkiye” but was stored as “Türkiye”') },
      { area: 'journal', message: expect.stringMatching(/Tag Country or city.*is not as it was left/) },
    ]);
  });
});
