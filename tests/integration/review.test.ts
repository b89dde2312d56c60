import { copyFileSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import Database from 'better-sqlite3';
import { caseKey, occurrenceOf } from '../../db/review/key.ts';
import { sql } from '../../db/connection/connection.ts';
import { checkProject } from '../../db/integrity/check.ts';
import { canonicalDump } from '../../db/exports/dump.ts';
import type { Correction, Decision } from '../../shared/contract/review.ts';
import { newUid, type Uid } from '../../shared/model/uid.ts';
import { backend, type Backend } from '../support/backend.ts';
import { renamePart, validated } from '../../shared/scheme-edit/edit.ts';
import { makeOldProject } from '../faults/old-project.ts';
import { modelSet, type Proposal } from '../support/model.ts';
import { takeBack } from '../support/take-back.ts';

const dump = (b: Backend) => [...canonicalDump(b.store)];
const sound = (b: Backend) => expect(checkProject(b.store).problems).toEqual([]);
const TEXT = 'Ada Lind met Bo Stark in Oslo. “Trade will grow,” Lind said on Monday. Oslo agreed.';

/** Makes one article for which a model proposes five names, one with a wrong type and one with wrong bounds. */
async function proposed(proposals: readonly Proposal[] = NAMES, supersedes?: Uid) {
  const b = backend();
  const document = b.addDocument(TEXT);
  const model = modelSet(b, 'tagger', new Map([[document, proposals]]), supersedes ? { supersedes } : {});
  const { review, added } = await b.call('review.open', { job: newUid() });
  return { b, document, review, added, ...model };
}

const NAMES: readonly Proposal[] = [
  { type: 'PERSON', words: 'Ada Lind', score: 0.95 },
  { type: 'ORG', words: 'Bo Stark', score: 0.4 },
  { type: 'GPE', words: 'Oslo', score: 0.9 },
  { type: 'PERSON', words: 'Lind said', score: 0.55, from: 50 },
  { type: 'GPE', words: 'Oslo agreed', score: 0.7 },
];

const own = async (b: Backend, document: Uid) => {
  const { target } = await b.call('review.overview', {});
  const { spans } = await b.call('annotations.get', { document, set: target! });
  return spans;
};
const places = async (b: Backend, document: Uid) =>
  (await own(b, document)).map(
    ({ type, fragments }) => `${type} ${b.textOf(document).slice(...fragments[0]!)}`,
  );
const queue = async (
  b: Backend,
  review: Uid,
  where = '',
  order: 'worst' | 'uncertain' | 'document' = 'worst',
) => (await b.call('review.queue', { review, where, order })).rows.map(({ text }) => text);
const decide = (b: Backend, review: Uid, id: Uid, decision: Decision, correction?: Correction) =>
  b.call('review.decide', { review, ids: [id], decision, ...(correction && { correction }) });

test('the queue contains every proposal once, sorted and filtered, and opening it again adds nothing', async () => {
  const { b, review, added } = await proposed();
  expect(added).toBe(5);
  expect(await b.call('review.open', { job: newUid() })).toMatchObject({ review, added: 0, repeated: 0 });
  expect(await queue(b, review)).toEqual(['Bo Stark', 'Lind said', 'Oslo agreed', 'Oslo', 'Ada Lind']);
  expect(await queue(b, review, '', 'document')).toEqual([
    'Ada Lind',
    'Bo Stark',
    'Oslo',
    'Lind said',
    'Oslo agreed',
  ]);
  expect(await queue(b, review, '', 'uncertain')).toEqual([
    'Lind said',
    'Bo Stark',
    'Oslo agreed',
    'Oslo',
    'Ada Lind',
  ]);
  expect(await queue(b, review, 'type = PERSON and score >= 0.9')).toEqual(['Ada Lind']);
  expect(await queue(b, review, 'text ~ oslo and not text = Oslo')).toEqual(['Oslo agreed']);
  expect(await queue(b, review, 'model = tagger and kind = mention and length > 8')).toEqual([
    'Lind said',
    'Oslo agreed',
  ]);
  expect(await queue(b, review, 'state = accepted')).toEqual([]);
  expect(await queue(b, review, 'status = new and document = "article.txt"')).toHaveLength(5);
  expect(await b.call('review.count', { review, where: 'type in (GPE, ORG)' })).toEqual({
    cases: 3,
    documents: 1,
  });
  sound(b);
});

test('accepting copies a proposal to the analyst’s set with its provenance; undo reopens the case', async () => {
  const { b, document, review, ids } = await proposed();
  const before = dump(b);
  const { created, results } = await decide(b, review, ids.get('Oslo')!, 'accept');
  expect(created).toBe(1);
  const [span] = await own(b, document);
  expect(span).toMatchObject({ id: results[0], type: 'GPE', derivedFrom: ids.get('Oslo') });
  expect(await queue(b, review)).not.toContain('Oslo');
  const detail = await b.call('review.case', { review, id: ids.get('Oslo')! });
  expect(detail).toMatchObject({ state: 'accepted', decision: { verdict: 'accepted', result: span!.id } });
  await takeBack(b, 'undo');
  expect(await own(b, document)).toEqual([]);
  expect(await queue(b, review)).toContain('Oslo');
  expect(dump(b)).toEqual(before);
  sound(b);
});

test('an annotation that the analyst’s set already has is used, not copied again', async () => {
  const { b, document, review, ids } = await proposed();
  const at = TEXT.indexOf('Oslo');
  const { span } = await b.call('spans.create', { document, type: 'GPE', fragments: [[at, at + 4]] });
  const { created, results } = await decide(b, review, ids.get('Oslo')!, 'accept');
  expect([created, results]).toEqual([0, [span.id]]);
  expect(await places(b, document)).toEqual(['GPE Oslo']);
});

test('changes of type and boundaries are corrections, kept as pairs', async () => {
  const { b, document, review, ids } = await proposed();
  await decide(b, review, ids.get('Bo Stark')!, 'accept', { type: 'PERSON' });
  const start = TEXT.indexOf('Lind said');
  await decide(b, review, ids.get('Lind said')!, 'accept', { fragments: [[start, start + 4]] });
  await decide(b, review, ids.get('Oslo agreed')!, 'reject');
  await decide(b, review, ids.get('Ada Lind')!, 'skip');
  expect(await places(b, document)).toEqual(['PERSON Bo Stark', 'PERSON Lind']);
  const out = b.workspace.files.admit(join(b.folder, 'pairs'));
  const { pairs, file } = await b.call('review.exportCorrections', { job: newUid(), review, folder: out.id });
  expect(pairs).toBe(3);
  const lines = readFileSync(join(out.path, file), 'utf8').trim().split('\n');
  expect(lines.map((line) => JSON.parse(line) as unknown)).toMatchObject([
    {
      decision: 'corrected',
      proposed: { type: 'ORG', text: 'Bo Stark', score: 0.4 },
      corrected: { type: 'PERSON' },
    },
    { decision: 'corrected', proposed: { text: 'Lind said' }, corrected: { text: 'Lind' } },
    { decision: 'rejected', proposed: { text: 'Oslo agreed' }, corrected: null },
  ]);
});

test('a new decision reverts the effects of the earlier one', async () => {
  const { b, document, review, ids } = await proposed();
  await decide(b, review, ids.get('Oslo')!, 'accept');
  await decide(b, review, ids.get('Oslo')!, 'reject');
  expect(await places(b, document)).toEqual([]);
  expect(await queue(b, review, 'state = rejected')).toEqual(['Oslo']);
  await decide(b, review, ids.get('Oslo')!, 'reopen');
  expect(await queue(b, review)).toContain('Oslo');
  sound(b);
});

test('deciding many at once: a dry run previews the result, and one undo reverts all', async () => {
  const { b, document, review, ids } = await proposed();
  await decide(b, review, ids.get('Bo Stark')!, 'reject');
  const before = dump(b);
  const where = 'score >= 0.55';
  const counts = await b.call('review.tryBulk', { review, where, decision: 'accept' });
  expect(counts).toEqual({
    cases: 4,
    documents: 1,
    created: 4,
    byType: [
      { type: 'PERSON', cases: 2 },
      { type: 'GPE', cases: 2 },
    ],
  });
  expect(dump(b)).toEqual(before);
  const done = await b.call('review.bulk', { job: newUid(), review, where, decision: 'accept' });
  expect(done).toMatchObject({ decided: 4, created: 4 });
  expect(await places(b, document)).toHaveLength(4);
  await takeBack(b, 'undo');
  expect(dump(b)).toEqual(before);
  sound(b);
});

/** Renames a part of the scheme. */
async function rename(b: Backend, part: Parameters<typeof renamePart>[1], name: string): Promise<void> {
  const { version, scheme } = await b.call('project.scheme', {});
  const edited = renamePart(scheme, part, name);
  await b.call('scheme.edit', {
    base: version,
    target: { scheme: validated(edited.scheme), renames: [...edited.renames] },
  });
}
const renameGpe = (b: Backend) => rename(b, { kind: 'span', name: 'GPE' }, 'PLACE');

const nextRun = (b: Backend, document: Uid, set: Uid) =>
  modelSet(b, 'tagger', new Map([[document, [{ type: 'PLACE', words: 'Oslo', score: 0.9 }]]]), {
    supersedes: set,
  });

test('the next run recognises decisions made before a type was renamed', async () => {
  const { b, document, review, ids, set } = await proposed();
  await decide(b, review, ids.get('Oslo')!, 'accept');
  await renameGpe(b);
  const next = nextRun(b, document, set);
  expect(await b.call('review.open', { job: newUid() })).toMatchObject({ added: 1, repeated: 1 });
  const detail = await b.call('review.case', { review, id: next.ids.get('Oslo')! });
  expect(detail.decision).toMatchObject({ verdict: 'accepted', repeated: true });
  sound(b);
});

/**
 * Closes the project of `b` and makes it one of version 8, whose keys hashed the names of types. Returns the number of keys.
 * `forget` deletes the cases of rejected spans, which the queue creates again: then only their decisions record what
 * was proposed.
 */
function toVersion8(b: Backend, document: Uid, { forget }: { forget: boolean }): number {
  const { path } = b;
  b.workspace.close();
  makeOldProject(path, `${path}.old`, 8);
  copyFileSync(`${path}.old`, path);
  const raw = new Database(path);
  const formerKey = (type: string, words: string, start: number) =>
    caseKey({ document, type, text: words, occurrence: occurrenceOf(TEXT, words, start) });
  const former = new Map<string, Buffer>();
  const replaceKey = (id: number, key: Buffer, by: Buffer) => {
    former.set(key.toString('hex'), by);
    raw.prepare('UPDATE review_case SET case_key = ? WHERE id = ?').run(by, id);
  };
  const spanCases = raw.prepare(
    `SELECT c.id, c.case_key AS key, t.name AS type, u.text AS words, c.start FROM review_case c
       JOIN term t ON t.id = c.type_id JOIN surface u ON u.id = c.surface_id WHERE c.span_id IS NOT NULL`,
  );
  for (const { id, key, type, words, start } of spanCases.all() as {
    id: number;
    key: Buffer;
    type: string;
    words: string;
    start: number;
  }[])
    replaceKey(id, key, formerKey(type, words, start));
  const relationCases = raw.prepare(
    `SELECT c.id, c.case_key AS key, t.name AS type,
         ft.name AS fromType, fu.text AS fromWords, f.start AS fromStart,
         tt.name AS toType, tu.text AS toWords, o.start AS toStart
       FROM review_case c JOIN term t ON t.id = c.type_id JOIN relation r ON r.id = c.relation_id
       JOIN span f ON f.id = r.from_span JOIN term ft ON ft.id = f.type_id JOIN surface fu ON fu.id = f.surface_id
       JOIN span o ON o.id = r.to_span JOIN term tt ON tt.id = o.type_id JOIN surface tu ON tu.id = o.surface_id`,
  );
  for (const row of relationCases.all() as {
    id: number;
    key: Buffer;
    type: string;
    fromType: string;
    fromWords: string;
    fromStart: number;
    toType: string;
    toWords: string;
    toStart: number;
  }[]) {
    const ends = [
      formerKey(row.fromType, row.fromWords, row.fromStart),
      formerKey(row.toType, row.toWords, row.toStart),
    ].map((key) => key.toString('hex'));
    replaceKey(row.id, row.key, caseKey({ document, type: row.type, text: ends.join(' '), occurrence: 0 }));
  }
  for (const [key, by] of former) {
    raw.prepare('UPDATE decision SET case_key = ? WHERE case_key = ?').run(by, Buffer.from(key, 'hex'));
    raw
      .prepare(`UPDATE change_row SET after = replace(after, ?, ?) WHERE kind = 'decision'`)
      .run(key, by.toString('hex'));
  }
  if (forget) raw.prepare(`DELETE FROM review_case WHERE state = 3`).run();
  raw.close();
  return former.size;
}

const decisionKeys = (b: Backend) =>
  b.store.db.all(sql`SELECT hex(case_key) AS key FROM decision ORDER BY id`);

test('decisions in a version 8 project, which stored type names, are recognised after a rename', async () => {
  const { b, document, review, ids, set } = await proposed();
  await decide(b, review, ids.get('Oslo')!, 'accept');
  await decide(b, review, ids.get('Bo Stark')!, 'reject');
  const before = { dump: dump(b), keys: decisionKeys(b) };
  expect(toVersion8(b, document, { forget: true })).toBe(5);
  b.restart();
  expect({ dump: dump(b), keys: decisionKeys(b) }).toEqual(before);
  sound(b);
  await renameGpe(b);
  nextRun(b, document, set);
  expect(await b.call('review.open', { job: newUid() })).toMatchObject({ repeated: 1 });
  sound(b);
});

test('decisions about relations in a version 8 project are recognised after renaming the relation and an end', async () => {
  const b = backend();
  const document = b.addDocument(TEXT);
  const run = (place: string, relation: string, supersedes?: Uid) =>
    modelSet(
      b,
      'tagger',
      new Map([
        [
          document,
          [
            { type: 'PERSON', words: 'Ada Lind' },
            // The second of two, so that the key of an end depends on which one it is.
            { type: place, words: 'Oslo', from: TEXT.lastIndexOf('Oslo') },
          ],
        ],
      ]),
      {
        relations: [{ type: relation, from: 'Ada Lind', to: 'Oslo' }],
        ...(supersedes && { supersedes }),
      },
    );
  const { set, ids, relations } = run('GPE', 'same-as');
  const { review } = await b.call('review.open', { job: newUid() });
  for (const id of [ids.get('Ada Lind')!, ids.get('Oslo')!, relations[0]!])
    await decide(b, review, id, 'accept');
  const before = { dump: dump(b), keys: decisionKeys(b) };
  expect(toVersion8(b, document, { forget: false })).toBe(3);
  b.restart();
  expect({ dump: dump(b), keys: decisionKeys(b) }).toEqual(before);
  sound(b);
  await rename(b, { kind: 'span', name: 'GPE' }, 'PLACE');
  await rename(b, { kind: 'relation', name: 'same-as' }, 'equals');
  const next = run('PLACE', 'equals', set);
  expect(await b.call('review.open', { job: newUid() })).toMatchObject({ added: 3, repeated: 3 });
  const detail = await b.call('review.case', { review, id: next.relations[0]! });
  expect(detail.decision).toMatchObject({ verdict: 'accepted', repeated: true });
  sound(b);
});

test('the next run recognises decisions, and proposals missing from it leave the queue', async () => {
  const { b, document, review, ids, set } = await proposed();
  await decide(b, review, ids.get('Oslo')!, 'accept');
  await decide(b, review, ids.get('Bo Stark')!, 'reject');
  const next = modelSet(
    b,
    'tagger',
    new Map([[document, [NAMES[1]!, NAMES[2]!, { type: 'DATE', words: 'Monday', score: 0.8 }]]]),
    { supersedes: set },
  );
  expect(await b.call('review.open', { job: newUid() })).toMatchObject({ added: 3, repeated: 2 });
  expect(await queue(b, review)).toEqual(['Monday']);
  expect(await queue(b, review, 'state = superseded')).toHaveLength(3);
  const detail = await b.call('review.case', { review, id: next.ids.get('Oslo')! });
  expect(detail.decision).toMatchObject({ verdict: 'accepted', repeated: true });
  expect(await places(b, document)).toEqual(['GPE Oslo']);
  const { sources } = await b.call('review.overview', {});
  expect(sources.map(({ name, open, decided, superseded }) => ({ name, open, decided, superseded }))).toEqual(
    [
      { name: 'tagger', open: 0, decided: 2, superseded: true },
      { name: 'tagger 2', open: 1, decided: 2, superseded: false },
    ],
  );
  sound(b);
});

const CLAIM: readonly Proposal[] = [
  { type: 'PERSON', words: 'Lind', from: 45, score: 0.8 },
  {
    type: 'CLAIM',
    words: 'Trade will grow',
    score: 0.6,
    slots: { claimer: { words: 'Lind' }, cue: { words: 'said' } },
  },
  { type: 'CUE', words: 'said', cueOf: 'Trade will grow' },
];

test('a claim is accepted with its slot fillers and its own cue', async () => {
  const { b, document, review, ids } = await proposed(CLAIM);
  const { created } = await decide(b, review, ids.get('Trade will grow')!, 'accept');
  expect(created).toBe(2);
  const spans = await own(b, document);
  const claim = spans.find(({ type }) => type === 'CLAIM')!;
  const person = spans.find(({ type }) => type === 'PERSON')!;
  const cue = spans.find(({ type }) => type === 'CUE')!;
  expect(cue.owner).toBe(claim.id);
  expect(claim.slots).toMatchObject([
    { name: 'claimer', filler: { span: person.id } },
    { name: 'cue', filler: { span: cue.id } },
  ]);
  expect(await queue(b, review)).toEqual([]);
  expect(await queue(b, review, 'state = accepted')).toHaveLength(2);
  await takeBack(b, 'undo');
  expect(await queue(b, review)).toHaveLength(2);
  sound(b);
});

test('a slot that was not chosen, or whose filler was rejected, stays empty and is reported', async () => {
  const { b, document, review, ids } = await proposed(CLAIM);
  await decide(b, review, ids.get('Lind')!, 'reject');
  const { notes } = await decide(b, review, ids.get('Trade will grow')!, 'accept');
  expect(notes).toHaveLength(1);
  expect((await own(b, document)).flatMap(({ slots }) => slots.map(({ name }) => name))).toEqual(['cue']);
  await decide(b, review, ids.get('Trade will grow')!, 'accept', { slots: [] });
  expect(await queue(b, review, 'state = corrected')).toEqual(['Trade will grow']);
});

test('chosen slots are added to the matching claim in the analyst’s set', async () => {
  const { b, document, review, ids } = await proposed(CLAIM);
  const { span } = await b.call('spans.create', { document, type: 'CLAIM', fragments: [[31, 46]] });
  await decide(b, review, ids.get('Trade will grow')!, 'accept', { into: span.id, slots: ['claimer'] });
  const claims = (await own(b, document)).filter(({ type }) => type === 'CLAIM');
  expect(claims).toHaveLength(1);
  expect(claims[0]!.slots.map(({ name }) => name)).toEqual(['claimer']);
});

test('decisions about relations depend on their ends', async () => {
  const b = backend();
  const document = b.addDocument(TEXT);
  const events: Proposal[] = [
    { type: 'PERSON', words: 'Ada Lind' },
    { type: 'PERSON', words: 'Lind', from: 45 },
  ];
  const { ids, relations } = modelSet(b, 'tagger', new Map([[document, events]]), {
    relations: [{ type: 'same-as', from: 'Lind', to: 'Ada Lind' }],
  });
  const { review } = await b.call('review.open', { job: newUid() });
  expect(await queue(b, review, 'kind = relation')).toEqual(['Lind → Ada Lind']);
  await decide(b, review, ids.get('Ada Lind')!, 'reject');
  await expect(decide(b, review, relations[0]!, 'accept')).rejects.toThrow(/end of this .* was rejected/);
  const inArticle = async () => {
    const { relations: found } = await b.call('review.inDocument', { document });
    return found.map(({ id, from, to }) => [id, from, to]);
  };
  // A relation with a rejected end is not shown in the article; an undecided end is shown as the proposal itself.
  expect(await inArticle()).toEqual([[relations[0], ids.get('Lind'), ids.get('Ada Lind')]]);
  const { results } = await decide(b, review, ids.get('Ada Lind')!, 'accept');
  expect(await inArticle()).toEqual([[relations[0], ids.get('Lind'), results[0]]]);
  // The analyst's own equal span takes the place of the other end.
  const { spans } = await b.call('annotations.get', { document });
  const { fragments } = spans.find(({ id }) => id === ids.get('Lind'))!;
  const { span: mine } = await b.call('spans.create', { document, type: 'PERSON', fragments });
  await decide(b, review, ids.get('Lind')!, 'skip');
  expect(await inArticle()).toEqual([[relations[0], mine.id, results[0]]]);
  await decide(b, review, relations[0]!, 'accept');
  expect(await inArticle()).toEqual([]);
  const { target } = await b.call('review.overview', {});
  const kept = await b.call('annotations.get', { document, set: target! });
  expect(kept.relations).toMatchObject([{ type: 'same-as', derivedFrom: relations[0] }]);
  expect(kept.spans).toHaveLength(2);
  sound(b);
});

test('proposals in blind articles are hidden until the article is done; both rates are reported', async () => {
  const { b, document, review } = await proposed();
  await b.call('review.setBlind', { review, share: 1 });
  expect(await queue(b, review)).toEqual([]);
  expect(await b.call('review.inDocument', { document })).toMatchObject({ blind: true, spans: [] });
  const at = TEXT.indexOf('Oslo');
  await b.call('spans.create', { document, type: 'GPE', fragments: [[at, at + 4]] });
  await b.call('documents.setStatus', { document, status: 'done' });
  expect(await queue(b, review)).toHaveLength(5);
  expect((await b.call('review.honesty', { review })).blind).toEqual({
    documents: 1,
    done: 1,
    annotated: 1,
    proposed: 5,
    agreed: 1,
  });
});

test('calibration reports how proposals of each score were decided', async () => {
  const { b, review, ids } = await proposed();
  await decide(b, review, ids.get('Oslo')!, 'accept');
  await decide(b, review, ids.get('Oslo agreed')!, 'reject');
  const { types } = await b.call('review.scores', { review });
  expect(types.find(({ type }) => type === 'GPE')!.bins).toEqual([
    { score: 0.7, open: 0, right: 0, wrong: 1 },
    { score: 0.9, open: 0, right: 1, wrong: 0 },
  ]);
});

test('the article lists open cases, and a case lists other annotations and decisions on the same words', async () => {
  const { b, document, review, ids } = await proposed();
  const at = TEXT.indexOf('Oslo');
  await b.call('spans.create', { document, type: 'ORG', fragments: [[at, at + 4]] });
  await b.call('review.open', { job: newUid() });
  expect((await b.call('review.inDocument', { document })).spans).toHaveLength(5);
  const detail = await b.call('review.case', { review, id: ids.get('Oslo')! });
  expect(detail).toMatchObject({ disagreement: 1, contextStart: 0, context: TEXT });
  expect(detail.rivals).toMatchObject([{ text: 'Oslo', same: false, span: { type: 'ORG' } }]);
  expect(await queue(b, review, 'disagreement > 0')).toEqual(['Oslo']);
});

test('an invalid condition is reported with the position', async () => {
  const { b, review } = await proposed();
  await expect(b.call('review.queue', { review, where: 'colour = red' })).rejects.toThrow(
    /“colour” is no field/,
  );
});
