import { expect, test } from 'vitest';
import { sql } from '../../db/connection/connection.ts';
import { toUid } from '../../db/connection/uid.ts';
import { canonicalDump } from '../../db/exports/dump.ts';
import { checkProject } from '../../db/integrity/check.ts';
import { record } from '../../db/journal/record.ts';
import { kindOf } from '../../db/rows/index.ts';
import { currentScheme } from '../../db/scheme/scheme.ts';
import { newUid, type Uid } from '../../shared/model/uid.ts';
import type { SchemeStep } from '../../shared/scheme-edit/steps.ts';
import { backend, type Backend } from '../support/backend.ts';
import { takeBack } from '../support/take-back.ts';

const NAMES = ['Ministry of Tides', 'Gull Works Ltd', 'Quayside Circle', 'Lantern Society', 'Pilot Guild'];
const TEXT = NAMES.map((name) => `A word came from the ${name} on Monday.`).join('\n\n');

const dump = (b: Backend) => [...canonicalDump(b.store)];
const apply = (b: Backend, ...steps: SchemeStep[]) => b.call('scheme.apply', { job: newUid(), steps });

const split: SchemeStep = {
  step: 'split',
  part: { kind: 'span', name: 'ORG' },
  by: {
    list: [
      { type: 'MINISTRY', words: ['ministry'], match: 'starts' },
      { type: 'FIRM', words: ['ltd'], match: 'contains' },
    ],
  },
  types: [
    { name: 'MINISTRY', label: 'Ministry' },
    { name: 'FIRM', label: 'Firm' },
  ],
  rest: 'queue',
};

async function organisations(): Promise<{ b: Backend; document: Uid }> {
  const b = backend();
  const document = b.addDocument(TEXT);
  for (const name of NAMES) {
    const at = TEXT.indexOf(name);
    await b.call('spans.create', { document, type: 'ORG', fragments: [[at, at + name.length]] });
  }
  return { b, document };
}

/** Returns the newest change. */
const latest = ({ store }: Backend) =>
  toUid(store.db.value<Buffer>(sql`SELECT uid FROM change ORDER BY id DESC LIMIT 1`)!);

test('after its queue was worked, a split names the decision in the way of its undo, and each decision is one undo', async () => {
  const { b, document } = await organisations();
  const states = [dump(b)];
  await apply(b, split);
  states.push(dump(b));
  const change = latest(b);
  const { rows } = await b.call('scheme.leftovers', { type: 'ORG' });
  expect(rows).toHaveLength(3);
  for (const [spans, type] of [
    [[rows[0]!.span], 'MINISTRY'],
    [[rows[1]!.span, rows[2]!.span], 'FIRM'],
  ] as const) {
    await b.call('scheme.decide', { spans: [...spans], type });
    states.push(dump(b));
  }
  b.restart();

  // A decision is named, with its change for the window to show.
  await expect(b.call('history.undo', { change })).rejects.toMatchObject({
    code: 'conflict',
    message: expect.stringMatching(
      /Cannot undo “Scheme: split ORG.*“Split Organisation: .*needs the scheme as it is now/,
    ) as string,
    where: { change: expect.stringMatching(/-/) as string, first: 'undo', document },
  });
  expect(dump(b)).toEqual(states.at(-1));

  // One undo for each change, the newest first, and the same for redo.
  for (const state of states.slice(0, -1).reverse()) {
    await takeBack(b, 'undo');
    expect(dump(b)).toEqual(state);
  }
  b.restart();
  for (const state of states.slice(1)) {
    await takeBack(b, 'redo');
    expect(dump(b)).toEqual(state);
  }
  expect(checkProject(b.store).problems).toEqual([]);
});

test('a type that was added is not taken back by undo while an annotation has it, which is named', async () => {
  const b = backend();
  const document = b.addDocument(TEXT);
  await apply(b, { step: 'rename', part: { kind: 'span', name: 'ORG' }, to: 'BODY' });
  const { key: _, name: __, ...fields } = currentScheme(b.store).scheme.types.find((t) => t.name === 'BODY')!;
  await apply(b, { step: 'add', part: { kind: 'span', name: 'SHIP' }, fields: fields });
  const added = latest(b);
  const { span } = await b.call('spans.create', { document, type: 'SHIP', fragments: [[0, 6]] });
  await expect(b.call('history.undo', { change: added })).rejects.toMatchObject({
    message: expect.stringMatching(
      /: “Tag .* “A word”” in “article.txt” .* needs the scheme as it is now/,
    ) as string,
    where: { first: 'undo', document },
  });
  await b.call('spans.delete', { ids: [span.id] });
  await b.call('history.undo', { change: added });
  expect(currentScheme(b.store).scheme.types.some(({ name }) => name === 'SHIP')).toBe(false);
});

test('a split of many that is cancelled, or a conversion, leaves nothing half done', async () => {
  const { b, document } = await organisations();
  const { actor } = b.workspace.settings;
  const [first] = (await b.call('annotations.get', { document })).spans;
  record(b.store, actor, { command: 'test', label: 'Tag', kind: 'bulk' }, (recorder) => {
    const { image } = kindOf('span').read(b.store, first!.id)!;
    for (let i = 0; i < 1200; i++) recorder.put('span', newUid(), image);
  });
  const before = dump(b);
  const changes = () => b.store.db.value<number>(sql`SELECT count(*) FROM change`);
  const count = changes();
  const steps: SchemeStep[][] = [
    [split],
    [
      {
        step: 'typeToAttribute',
        part: { kind: 'span', name: 'ORG' },
        into: 'GPE',
        attribute: 'was',
        value: 'org',
      },
    ],
    // The first step is done completely before the second is cancelled.
    [
      { step: 'rename', part: { kind: 'span', name: 'ORG' }, to: 'BODY' },
      { ...split, part: { kind: 'span', name: 'BODY' } },
    ],
  ];
  for (const each of steps) {
    const job = newUid();
    const told: number[] = [];
    const stop = b.workspace.listen((event) => {
      if (event.event !== 'progress' || event.progress.job !== job) return;
      told.push(event.progress.done);
      // In the middle: more than one slice has been written.
      if (event.progress.done >= 400) void b.call('exchange.cancel', { job });
    });
    await expect(b.call('scheme.apply', { job, steps: each })).rejects.toMatchObject({ code: 'cancelled' });
    stop();
    expect(told.length).toBeGreaterThan(3);
    expect(Math.max(...told)).toBeLessThan(1200);
    expect(dump(b)).toEqual(before);
    expect(changes()).toBe(count);
  }
  // Nothing is left of it in memory either: the terms are those of the scheme in force, and editing goes on.
  await b.call('spans.create', { document, type: 'ORG', fragments: [[0, 1]] });
  await b.call('history.undo', {});
  await expect(
    b.call('spans.create', { document, type: 'MINISTRY', fragments: [[0, 1]] }),
  ).rejects.toMatchObject({ name: 'PostilError' });
  expect(dump(b)).toEqual(before);
  await apply(b, split);
  expect((await b.call('scheme.counts', {})).span).toMatchObject({ MINISTRY: 1201, FIRM: 1, ORG: 3 });
  b.restart();
  await takeBack(b, 'undo');
  expect(dump(b)).toEqual(before);
  expect(checkProject(b.store).problems).toEqual([]);
});
