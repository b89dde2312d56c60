import { readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { checkProject } from '../../db/integrity/check.ts';
import { canonicalDump } from '../../db/exports/dump.ts';
import { ensureOwnSet } from '../../db/sets/sets.ts';
import { newUid, type Uid } from '../../shared/model/uid.ts';
import { backend, type Backend } from '../support/backend.ts';
import { anyStep, apply, step } from '../support/random-edits.ts';
import { takeBack } from '../support/take-back.ts';
import { projectCases } from '../support/slow.ts';

const TEXT =
  'Türkiye’s minister said Güvan and Sidhu exchanged views. Felan met Erdoğan in Ankara.\n\n' +
  'Both sides underlined 👩‍👩‍👧 the importance of trade, 北京 agreed.';

const dump = (b: Backend) => [...canonicalDump(b.store)];

async function newest(b: Backend, document: Uid): Promise<Uid> {
  return (await b.call('history.list', { document, limit: 1 })).entries[0]!.change;
}

/** Another analyst takes over the machine. */
function become(b: Backend, name: string, id = newUid()): Uid {
  b.workspace.settings.update({ analyst: { ...b.workspace.settings.value.analyst, id, name } });
  return id;
}

describe('going back', () => {
  test('after random edits restores the document of any earlier point; undo restores everything', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(step, { minLength: 2, maxLength: 30 }),
        fc.nat(),
        fc.boolean(),
        async (steps, pick, twice) => {
          const b = backend();
          const document = b.addDocument(TEXT);
          ensureOwnSet(b.store, b.workspace.settings.actor);
          await b.call('entities.create', { name: 'Ankara' });
          await b.call('entities.create', { name: 'Güvan' });
          const points = [{ change: await newest(b, document), dump: dump(b) }];
          for (const s of steps) {
            await apply(b, document, TEXT, s);
            points.push({ change: await newest(b, document), dump: dump(b) });
          }
          const last = points.at(-1)!.dump;
          for (const to of twice ? [pick, pick * 7 + 3] : [pick]) {
            const point = points[to % points.length]!;
            const planned = await b.call('history.wayBack', { document, change: point.change });
            const done = await b.call('history.goBack', { document, change: point.change });
            expect(done).toEqual(planned);
            expect(done.left).toEqual([]);
            expect(dump(b)).toEqual(point.dump);
          }
          expect(checkProject(b.store).problems).toEqual([]);
          for (let times = twice ? 2 : 1; times > 0 && dump(b).join() !== last.join(); times--)
            await takeBack(b, 'undo', { document });
          expect(dump(b)).toEqual(last);
          b.workspace.dispose();
        },
      ),
      { numRuns: projectCases(25) },
    );
  });

  test('past changes of the scheme does what it plans, leaves the scheme, and is undone', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(anyStep, { minLength: 2, maxLength: 25 }), fc.nat(), async (steps, pick) => {
        const b = backend();
        const document = b.addDocument(TEXT);
        ensureOwnSet(b.store, b.workspace.settings.actor);
        await b.call('entities.create', { name: 'Güvan', type: 'PERSON' });
        const points = [{ change: await newest(b, document), dump: dump(b) }];
        for (const s of steps) {
          await apply(b, document, TEXT, s);
          points.push({ change: await newest(b, document), dump: dump(b) });
        }
        const last = points.at(-1)!.dump;
        const { change, dump: then } = points[pick % points.length]!;
        const scheme = (lines: string[]) => lines.filter((line) => line.startsWith('scheme '));
        const planned = await b.call('history.wayBack', { document, change });
        const done = await b.call('history.goBack', { document, change });
        expect(done).toEqual(planned);
        expect(scheme(dump(b))).toEqual(scheme(last));
        if (scheme(then).join() === scheme(last).join() && done.left.length === 0)
          expect(dump(b)).toEqual(then);
        expect(checkProject(b.store).problems).toEqual([]);
        if (dump(b).join() !== last.join()) await takeBack(b, 'undo', { document });
        expect(dump(b)).toEqual(last);
        b.workspace.dispose();
      }),
      { numRuns: projectCases(6) },
    );
  });

  test('removes rows of later imports and restores rows that they changed', async () => {
    const [b, other] = [backend(), backend()];
    await bring(b, 'resources/sample/sample.jsonl');
    const document = (await b.call('documents.list', {})).rows[0]!.id;
    const word = async (c: Backend, at: number) =>
      c.call('spans.create', { document, type: 'PERSON', fragments: [[at, at + 4]] });
    await word(b, 10);
    const [point, then] = [await newest(b, document), dump(b)];
    // The copy of the same articles of a colleague, with an additional tag.
    await bring(other, 'resources/sample/sample.jsonl');
    await word(other, 20);
    const folder = join(other.folder, 'out');
    await other.call('exchange.export', {
      job: newUid(),
      format: 'jsonl',
      folder: other.workspace.files.admit(folder).id,
    });
    await bring(
      b,
      ...readdirSync(folder)
        .filter((name) => name.endsWith('.jsonl'))
        .map((name) => join(folder, name)),
    );
    const brought = dump(b);
    expect(brought).not.toEqual(then);
    await word(b, 30);
    await b.call('history.goBack', { document, change: point });
    const spans = (c: string[]) => c.filter((line) => line.startsWith('span ') && line.includes(document));
    expect(spans(dump(b))).toEqual(spans(then));
    expect(checkProject(b.store).problems).toEqual([]);
    await takeBack(b, 'undo', { document });
    await takeBack(b, 'undo', { document });
    expect(dump(b)).toEqual(brought);
  });

  test('lists whose changes it reverts, follows merged entities, and leaves out what is no longer possible', async () => {
    const b = backend();
    const document = b.addDocument(TEXT);
    const { entity: kept } = await b.call('entities.create', { name: 'Ankara' });
    const { entity: merged } = await b.call('entities.create', { name: 'Angora' });
    const { entity: gone } = await b.call('entities.create', { name: 'Nobody' });
    const span = async (at: number, entity: Uid) => {
      const { span } = await b.call('spans.create', { document, type: 'GPE', fragments: [[at, at + 6]] });
      await b.call('mentions.set', { spans: [span.id], entities: [entity] });
      return span.id;
    };
    const [one, two] = [await span(78, merged.id), await span(30, gone.id)];
    const { span: claim } = await b.call('spans.create', {
      document,
      type: 'CLAIM',
      fragments: [[0, 56]],
      slots: [{ name: 'claimer', filler: { entity: gone.id } }],
    });
    const point = await newest(b, document);
    become(b, 'Bo');
    await b.call('spans.delete', { ids: [one, two, claim.id] });
    await b.call('entities.merge', { into: kept.id, from: [merged.id] });
    await b.call('entities.delete', { entities: [gone.id] });
    become(b, 'Ada');
    const told = await b.call('history.goBack', { document, change: point });
    expect(told.others).toEqual([{ name: 'Bo', changes: 1 }]);
    expect(told.left).toEqual([{ reason: 'slot: the entity that filled it is gone', count: 1 }]);
    expect(told.counts).toEqual([{ kind: 'span', added: 3, removed: 0, changed: 0 }]);
    const { spans } = await b.call('annotations.get', { document });
    expect(spans.find(({ id }) => id === one)!.entities).toEqual([kept.id]);
    expect(spans.find(({ id }) => id === two)!.entities).toEqual([]);
    expect(checkProject(b.store).problems).toEqual([]);
  });

  test('leaves out types that the scheme no longer has; a point before the document existed is rejected', async () => {
    const b = backend();
    const early = await newest(b, b.addDocument(TEXT, 'other.txt'));
    const document = b.addDocument(TEXT);
    const { span } = await b.call('spans.create', { document, type: 'WEAPON', fragments: [[0, 7]] });
    const point = await newest(b, document);
    await b.call('spans.delete', { ids: [span.id] });
    const { version, scheme } = await b.call('project.scheme', {});
    const without = JSON.parse(JSON.stringify(scheme), (_, value: unknown) =>
      Array.isArray(value)
        ? value.filter((each) => each !== 'WEAPON' && (each as { name?: string }).name !== 'WEAPON')
        : value,
    ) as typeof scheme;
    await b.call('scheme.edit', { base: version, target: { scheme: without } });
    const told = await b.call('history.goBack', { document, change: point });
    expect(told.left).toEqual([{ reason: 'span: the scheme has no type WEAPON any more', count: 1 }]);
    await expect(b.call('history.goBack', { document, change: early })).rejects.toMatchObject({
      code: 'refused',
    });
  });
});

describe('history', () => {
  test('lists who did what and when, for a document and for a span', async () => {
    const b = backend();
    const document = b.addDocument(TEXT);
    const { span } = await b.call('spans.create', { document, type: 'GPE', fragments: [[24, 29]] });
    become(b, 'Bo');
    await b.call('spans.update', { id: span.id, type: 'PERSON' });
    await b.call('spans.update', { id: span.id, fragments: [[24, 39]] });
    await b.call('notes.add', { document, span: span.id, body: 'Both?', question: true });
    await b.call('documents.setStatus', { document, status: 'done' });
    const { entries, more } = await b.call('history.list', { document });
    expect(more).toBe(false);
    expect(entries.map(({ analyst, label }) => [analyst, label])).toEqual([
      ['Bo', 'Mark done'],
      ['Bo', 'Ask: “Both?”'],
      ['Bo', 'Change the bounds of Person “Güvan and Sidhu”'],
      ['Bo', 'Change type to Person “Güvan”'],
      ['Ada', 'Tag Country or city “Güvan”'],
      ['Ada', 'Add article.txt'],
    ]);
    const rows = entries.map((entry) => entry.rows);
    expect(rows[0]).toMatchObject([{ did: 'added', what: 'Status', words: 'done' }]);
    expect(rows[2]![0]!.fields).toEqual([{ name: 'words', from: 'Güvan', to: 'Güvan and Sidhu' }]);
    expect(rows[3]![0]!.fields).toContainEqual({ name: 'type', from: 'GPE', to: 'PERSON' });
    expect(rows[4]![0]).toMatchObject({ did: 'added', what: 'GPE', words: 'Güvan', span: span.id });
    const own = await b.call('history.list', { document, span: span.id });
    expect(own.entries.map(({ label }) => label)).toEqual(entries.slice(1, 5).map(({ label }) => label));
    const page = await b.call('history.list', { document, before: entries[1]!.change, limit: 2 });
    expect(page.entries).toEqual(entries.slice(2, 4));
    expect(page.more).toBe(true);
  });

  test('quotes from an earlier text are taken from that text', async () => {
    const b = backend();
    writeFileSync(join(b.folder, 'a.txt'), ' date 2025-07-09 Ministers met in Dovran.\n\nThey talked.');
    await bring(b, join(b.folder, 'a.txt'));
    const document = (await b.call('documents.list', {})).rows[0]!.id;
    await b.call('spans.create', { document, type: 'GPE', fragments: [[17, 23]] });
    const [point, then] = [await newest(b, document), dump(b)];
    await b.call('documents.restoreHeader', { document });
    const { entries } = await b.call('history.list', { document });
    expect(entries[1]!.rows[0]).toMatchObject({ did: 'added', what: 'GPE', words: 'Dovran' });
    expect(entries[0]!.rows.find(({ kind }) => kind === 'text')!.fields[0]!.to).toContain('date 2025-07-09');
    await b.call('history.goBack', { document, change: point });
    expect(dump(b)).toEqual(then);
  });
});

describe('the trash', () => {
  test('a deleted document is listed with everything on it, and restored completely', async () => {
    const b = backend();
    await bring(b, 'resources/sample/sample.jsonl');
    const [first, second] = (await b.call('documents.list', {})).rows.map(({ id }) => id) as [Uid, Uid];
    await b.call('notes.add', { document: first, body: 'Why?' });
    const claim = (await b.call('claims.list', { document: second })).rows[0];
    if (claim) await b.call('slots.fill', { span: claim.id, slot: 'via', filler: { document: first } });
    const before = dump(b);
    await b.call('documents.delete', { documents: [first, second] });
    expect((await b.call('documents.list', {})).rows.map(({ id }) => id)).not.toContain(first);
    expect(dump(b).filter((line) => line.includes(first))).toEqual([]);
    expect(checkProject(b.store).problems).toEqual([]);
    const trash = await b.call('history.trash', {});
    expect(trash.rows.map(({ id }) => id).sort()).toEqual([first, second].sort());
    expect(trash.rows[0]).toMatchObject({ analyst: 'Ada' });
    b.restart();
    expect(await b.call('history.restore', { documents: [second, first] })).toEqual({
      restored: 2,
      left: [],
    });
    expect(dump(b)).toEqual(before);
    expect(await b.call('history.trash', {})).toEqual({ total: 0, rows: [] });
    // Undoes the restore, then the deletion; the document's history contains both.
    expect((await takeBack(b, 'undo')).label).toBe('Restore 2 documents from the trash');
    expect(await takeBack(b, 'undo')).toMatchObject({ label: 'Delete 2 documents', documents: 2 });
    expect(dump(b)).toEqual(before);
    expect(checkProject(b.store).problems).toEqual([]);
  });

  test('an article with thousands of spans is deleted in a thread, with progress, and restored completely', async () => {
    const b = backend();
    ensureOwnSet(b.store, b.workspace.settings.actor);
    const spans = Array.from({ length: 2500 }, (_, i) => ({ start: 4 * i, end: 4 * i + 3, type: 'PERSON' }));
    const file = join(b.folder, 'many.jsonl');
    writeFileSync(file, JSON.stringify({ text: 'Ada '.repeat(2500), spans }));
    await b.call('exchange.import', { job: newUid(), files: [b.workspace.files.admit(file).id] });
    const before = dump(b);
    const document = (await b.call('documents.list', {})).rows[0]!.id;
    const told: string[] = [];
    b.workspace.listen((event) => event.event === 'progress' && told.push(event.progress.message));
    expect(await b.call('documents.delete', { documents: [document], job: newUid() })).toEqual({
      spans: 2500,
    });
    expect(told).toContain('Deleting; editing waits');
    expect((await b.call('history.trash', {})).rows).toMatchObject([{ id: document, analyst: 'Ada' }]);
    expect(await b.call('history.restore', { documents: [document] })).toEqual({ restored: 1, left: [] });
    expect(dump(b)).toEqual(before);
  });

  test('restoring an existing or unknown document is rejected, and nothing changes', async () => {
    const b = backend();
    const [one, two] = [b.addDocument(TEXT, 'one.txt'), b.addDocument(TEXT, 'two.txt')];
    await b.call('documents.delete', { documents: [one] });
    await expect(b.call('history.restore', { documents: [one, two] })).rejects.toMatchObject({
      code: 'refused',
    });
    await expect(b.call('history.restore', { documents: [newUid()] })).rejects.toMatchObject({
      code: 'not-found',
    });
    expect((await b.call('history.trash', {})).total).toBe(1);
    await expect(b.call('annotations.get', { document: one })).rejects.toMatchObject({ code: 'not-found' });
    await expect(b.call('documents.delete', { documents: [one] })).rejects.toMatchObject({
      code: 'not-found',
    });
  });
});

/** Imports files given by path. */
async function bring(b: Backend, ...paths: string[]) {
  return b.call('exchange.import', {
    job: newUid(),
    files: paths.map((path) => b.workspace.files.admit(path).id),
  });
}
