import { describe, expect, test } from 'vitest';
import { canonicalDump } from '../../db/exports/dump.ts';
import { checkProject } from '../../db/integrity/check.ts';
import { record } from '../../db/journal/record.ts';
import { currentScheme } from '../../db/scheme/scheme.ts';
import { newUid, type Uid } from '../../shared/model/uid.ts';
import type { QuarantineKind } from '../../shared/model/review.ts';
import type { SchemeStep } from '../../shared/scheme-edit/steps.ts';
import { backend, type Backend } from '../support/backend.ts';
import { modelSet } from '../support/model.ts';
import { takeBack } from '../support/take-back.ts';

const TEXT = 'The ministry left the harbour at dawn, and Acme left by noon.';
/** Without the analyst’s row, which is added by the first change and stays when that is undone. */
const dump = (b: Backend) => [...canonicalDump(b.store)].filter((line) => !line.startsWith('analyst '));
const span = (name: string) => ({ kind: 'span', name }) as const;
const claimPart = <Kind extends 'attribute' | 'slot'>(kind: Kind, name: string) => ({
  kind,
  name,
  owner: span('CLAIM'),
});
const apply = (b: Backend, steps: SchemeStep[], more: object = {}) =>
  b.call('scheme.apply', { job: newUid(), steps, base: currentScheme(b.store).number, lose: true, ...more });
const at = (words: string): [number, number][] => [[TEXT.indexOf(words), TEXT.indexOf(words) + words.length]];

/** A project with a document and a set of a model with proposals in quarantine. */
function project(...bodies: readonly { kind?: QuarantineKind; type: string; [field: string]: unknown }[]) {
  const b = backend();
  const document = b.addDocument(TEXT);
  const { set } = modelSet(b, 'tagger', new Map([[document, [{ type: 'GPE', words: 'harbour' }]]]));
  const ids: Uid[] = [];
  record(
    b.store,
    b.workspace.settings.actor,
    { command: 'test', label: 'Import', kind: 'edit' },
    (recorder) => {
      for (const { kind = 'span', ...body } of bodies) {
        const id = newUid();
        ids.push(id);
        recorder.put('quarantine', id, {
          set,
          document,
          kind,
          state: 'open',
          reason: 'not found',
          body: { text: 'Acme', given: body, ...body },
        });
      }
    },
  );
  return { b, document, set, ids };
}

const items = async (b: Backend) => (await b.call('quarantine.list', {})).rows;

/** Applies steps after a dry run, checks the project, and undoes them byte for byte. Returns the counts of the dry run. */
async function applyAndBack(b: Backend, ...steps: SchemeStep[]): Promise<number[]> {
  const before = dump(b);
  const { effects } = await apply(b, steps, { dryRun: true });
  expect(dump(b)).toEqual(before);
  await apply(b, steps);
  expect(checkProject(b.store).problems).toEqual([]);
  const after = dump(b);
  await takeBack(b, 'undo');
  expect(dump(b)).toEqual(before);
  await takeBack(b, 'redo');
  expect(dump(b)).toEqual(after);
  return effects.map((effect) => effect?.quarantined ?? 0);
}

describe('proposals in quarantine', () => {
  test('have the names that a rename or merge gives their type, values and slots, and can be placed', async () => {
    const { b, document, set, ids } = project(
      { type: 'ORG', attributes: { mention: 'nominal' } },
      {
        kind: 'claim',
        type: 'CLAIM',
        text: 'left by noon',
        parts: [{ slot: 'object', text: 'Acme', type: 'ORG' }],
      },
      { kind: 'relation', type: 'supports', text: '' },
    );
    const mention = { kind: 'attribute', name: 'mention', owner: span('GPE') } as const;
    const counts = await applyAndBack(
      b,
      { step: 'merge', part: span('ORG'), into: 'GPE' },
      { step: 'rename', part: span('GPE'), to: 'PLACE' },
      {
        step: 'mergeValues',
        part: { ...mention, owner: span('PLACE') },
        values: ['nominal'],
        into: 'name',
      },
      { step: 'rename', part: claimPart('slot', 'object'), to: 'about' },
      { step: 'merge', part: { kind: 'relation', name: 'supports' }, into: 'refutes' },
    );
    expect(counts).toEqual([1, 0, 0, 0, 1]);
    const [org, claim, relation] = await items(b);
    expect(org!.body).toMatchObject({ type: 'PLACE', attributes: { mention: 'name' } });
    expect(claim!.body.parts).toMatchObject([{ slot: 'about', type: 'PLACE' }]);
    expect(relation!.body.type).toBe('refutes');
    await b.call('quarantine.place', { id: ids[0]!, fragments: at('Acme') });
    await b.call('quarantine.place', { id: ids[1]!, fragments: at('left by noon') });
    const { spans } = await b.call('annotations.get', { document, set });
    const placed = spans.find(({ fragments }) => fragments[0]?.[0] === TEXT.indexOf('Acme'));
    expect(placed).toMatchObject({ type: 'PLACE', attributes: { mention: 'name' } });
    expect(spans.find(({ type }) => type === 'CLAIM')!.slots).toMatchObject([{ name: 'about' }]);
    // Undoing the merge gives the ones that are left their first names again.
    for (let n = 0; n < 3; n++) await takeBack(b, 'undo');
    expect((await items(b)).map(({ body }) => body.type)).toEqual(['ORG', 'CLAIM', 'supports']);
  });

  test('follow a conversion by its table; what it says nothing about stays', async () => {
    const { b } = project(
      ...['asserts', 'denies', 'wonders'].map((epistemic) => ({
        kind: 'claim' as const,
        type: 'CLAIM',
        attributes: { sure: epistemic },
      })),
    );
    await apply(b, [
      {
        step: 'add',
        part: claimPart('attribute', 'sure'),
        fields: { kind: 'text', label: 'Sure' },
      },
    ]);
    const counts = await applyAndBack(b, {
      step: 'convert',
      part: claimPart('attribute', 'sure'),
      to: { kind: 'choice', name: 'sure', label: 'Sure', options: ['yes', 'no'] },
      table: [
        { from: 'asserts', to: 'yes' },
        { from: 'denies', to: null },
      ],
    });
    expect(counts).toEqual([2]);
    expect((await items(b)).map(({ body }) => body.attributes)).toEqual([
      { sure: 'yes' },
      {},
      { sure: 'wonders' },
    ]);
  });

  test('lose a part that is deleted, and are dismissed with the reason if they propose nothing else', async () => {
    const { b } = project(
      { type: 'ORG' },
      {
        kind: 'claim',
        type: 'CLAIM',
        attributes: { modality: 'x' },
        parts: [{ slot: 'object', text: 'Acme', type: 'ORG' }],
      },
      { kind: 'relation', type: 'supports', text: '' },
    );
    await apply(b, [
      { step: 'add', part: claimPart('attribute', 'modality'), fields: { kind: 'text', label: 'M' } },
    ]);
    expect(await applyAndBack(b, { step: 'remove', part: claimPart('attribute', 'modality') })).toEqual([1]);
    expect((await items(b))[1]!.body.attributes).toEqual({});
    expect(await applyAndBack(b, { step: 'remove', part: claimPart('slot', 'object') })).toEqual([1]);
    expect((await items(b))[1]!.body.parts).toEqual([]);
    expect(await applyAndBack(b, { step: 'remove', part: { kind: 'relation', name: 'supports' } })).toEqual([
      1,
    ]);
    expect((await items(b))[2]).toMatchObject({
      state: 'dismissed',
      reason: 'The relation supports was deleted from the scheme.',
    });
  });
});

describe('decisions about proposals', () => {
  test('hold for the same words in a later run that names the type which theirs was merged into', async () => {
    const b = backend();
    const document = b.addDocument(TEXT);
    const run = (type: string, supersedes?: Uid) =>
      modelSet(
        b,
        'tagger',
        new Map([
          [
            document,
            [
              { type, words: 'Acme' },
              { type, words: 'ministry' },
            ],
          ],
        ]),
        {
          relations: [{ type: 'same-as', from: 'Acme', to: 'ministry' }],
          ...(supersedes && { supersedes }),
        },
      );
    const first = run('ORG');
    const { review } = await b.call('review.open', { job: newUid() });
    await b.call('review.decide', {
      review,
      ids: [first.ids.get('Acme')!, first.relations[0]!],
      decision: 'reject',
    });
    await apply(b, [{ step: 'merge', part: span('ORG'), into: 'GPE' }]);
    const second = run('GPE', first.set);
    // One was never decided.
    expect(await b.call('review.open', { job: newUid() })).toMatchObject({ added: 3, repeated: 2 });
    for (const id of [second.ids.get('Acme')!, second.relations[0]!])
      expect((await b.call('review.case', { review, id })).decision).toMatchObject({
        verdict: 'rejected',
        repeated: true,
      });
    expect(
      (await b.call('review.case', { review, id: second.ids.get('ministry')! })).decision,
    ).toBeUndefined();
    expect(checkProject(b.store).problems).toEqual([]);
    // And in the run after that one, once more.
    run('GPE', second.set);
    expect(await b.call('review.open', { job: newUid() })).toMatchObject({ repeated: 2 });
  });
});

describe('conditions, filters and searches that were kept', () => {
  const byNames = (b: Backend, review: Uid) => async (where: string) =>
    (await b.call('review.queue', { review, where })).rows.map(({ text }) => text).sort();

  test('find a type, relation or label by the name that it had, and name one that was deleted', async () => {
    const b = backend();
    const document = b.addDocument(TEXT);
    modelSet(
      b,
      'tagger',
      new Map([
        [
          document,
          [
            { type: 'ORG', words: 'Acme' },
            { type: 'GPE', words: 'harbour' },
            { type: 'PERSON', words: 'ministry' },
          ],
        ],
      ]),
      { relations: [{ type: 'same-as', from: 'Acme', to: 'harbour' }] },
    );
    const { review } = await b.call('review.open', { job: newUid() });
    const queue = byNames(b, review);
    await b.call('labels.set', { document, name: 'topic', value: 'trade' });
    const topic = { kind: 'label', name: 'topic' } as const;
    await apply(b, [
      { step: 'change', part: span('PERSON'), fields: { parent: 'GPE' } },
      { step: 'merge', part: span('ORG'), into: 'GPE' },
      { step: 'rename', part: span('GPE'), to: 'PLACE' },
      { step: 'rename', part: { kind: 'relation', name: 'same-as' }, to: 'equals' },
      { step: 'mergeValues', part: topic, values: ['trade'], into: 'economy' },
      { step: 'rename', part: topic, to: 'subject' },
    ]);
    // By any name it includes the types below it.
    for (const name of ['ORG', 'GPE', 'PLACE'])
      expect(await queue(`type = ${name}`)).toEqual(['Acme', 'harbour', 'ministry']);
    for (const name of ['same-as', 'equals']) expect(await queue(`type = ${name}`)).toHaveLength(1);
    const { total } = await b.call('relations.list', { type: 'same-as' });
    expect(total).toBe(1);
    for (const [name, value] of [
      ['topic', 'trade'],
      ['topic', 'economy'],
      ['subject', 'trade'],
    ] as const)
      expect((await b.call('documents.list', { label: { name, value } })).total).toBe(1);
    expect((await b.call('documents.list', { label: { name: 'topic', value: 'sport' } })).total).toBe(0);
    await apply(b, [{ step: 'remove', part: { kind: 'relation', name: 'equals' } }]);
    await expect(queue('type = same-as')).rejects.toThrow(/has no type or relation “same-as”/);
    await expect(queue('type = NOWHERE')).rejects.toThrow(/Change the condition/);
  });
});
