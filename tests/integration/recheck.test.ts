import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { blocksOf } from '../../shared/guideline/markdown.ts';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { sql } from '../../db/connection/connection.ts';
import { toBytes, toUid } from '../../db/connection/uid.ts';
import { record } from '../../db/journal/record.ts';
import { kindOf } from '../../db/rows/index.ts';
import { countRecheck, keptRecheckCounts } from '../../db/recheck/counts.ts';
import { currentScheme } from '../../db/scheme/scheme.ts';
import type { Scheme } from '../../shared/model/scheme.ts';
import { newUid, type Uid } from '../../shared/model/uid.ts';
import { backend, type Backend } from '../support/backend.ts';
import { runCommand } from '../support/command-line.ts';

const WORDS = 'Mara Odell said the council of Brightwater knew of it. '.repeat(40);

async function tag(at: Backend, document: Uid, type: string, start: number): Promise<Uid> {
  const id = newUid();
  await at.call('spans.create', { id, document, type, fragments: [[start, start + 4]] });
  return id;
}

/** Writes another guideline for a type, as a change of its meaning or not. */
async function reguide(at: Backend, type: string, text: string, meaning: boolean): Promise<void> {
  const { number, scheme } = currentScheme(at.store);
  const guideline = blocksOf(text);
  const changed: Scheme = {
    ...scheme,
    types: scheme.types.map((each) => (each.name === type ? { ...each, guideline } : each)),
  };
  await at.call('scheme.edit', {
    base: number,
    target: { scheme: changed },
    ...(meaning && { meaning: [{ kind: 'span', name: type }] }),
  });
}

const spansOf = ({ store }: Backend) =>
  store.db.column<Buffer>(sql`SELECT uid FROM span ORDER BY start, id`).map((uid) => toUid(uid));
const total = async (at: Backend) => (await at.call('recheck.counts', {})).total;
const list = async (at: Backend) => (await at.call('recheck.list', { limit: 500 })).rows.map(({ id }) => id);

test('340 claims are to be re-checked after a change of meaning, and 20 confirmed leave 320', async () => {
  const at = backend();
  const documents = Array.from({ length: 34 }, (_, i) => at.addDocument(WORDS, `${i}.txt`));
  await tag(at, documents[0]!, 'PERSON', 600);
  const { actor } = at.workspace.settings;
  record(at.store, actor, { command: 'test', label: 'Tag', kind: 'bulk' }, (recorder) => {
    const { image } = kindOf('span').read(at.store, spansOf(at)[0]!)!;
    const type = at.store.terms.find('span', 'CLAIM')!.uid;
    for (const document of documents)
      for (let i = 0; i < 10; i++)
        recorder.put('span', newUid(), { ...image, document, type, fragments: [[i * 55, i * 55 + 4]] });
  });
  expect(await total(at)).toBe(0);
  await reguide(at, 'CLAIM', 'Something that somebody is reported to say.', false);
  expect(await total(at)).toBe(0);
  await reguide(at, 'CLAIM', 'Only what can be true or false.', true);
  const { total: all, sets } = await at.call('recheck.counts', {});
  expect(all).toBe(340);
  expect(sets).toMatchObject([
    { name: 'Ada', count: 340, types: [{ kind: 'span', name: 'CLAIM', count: 340 }] },
  ]);
  expect((await at.call('scheme.versions', {})).versions[0]).toMatchObject({ meaning: ['CLAIM'] });
  const first = (await list(at)).slice(0, 20);
  for (const id of first) expect(await at.call('recheck.confirm', { ids: [id] })).toEqual({ confirmed: 1 });
  expect(await total(at)).toBe(320);
  const row = at.store.db.get<{ at: string; analyst: Buffer; number: number }>(sql`
    SELECT at, analyst, v.number FROM confirmation k JOIN scheme_version v ON v.id = k.version_id
      JOIN span s ON s.id = k.span_id WHERE s.uid = ${toBytes(first[0]!)}`)!;
  expect(row.number).toBe(currentScheme(at.store).number);
  expect(Math.abs(Date.parse(row.at) - Date.now())).toBeLessThan(600_000);
  // One that is confirmed already is skipped, and nothing is written.
  expect(await at.call('recheck.confirm', { ids: [first[0]!] })).toEqual({ confirmed: 0 });
  at.restart();
  expect(await total(at)).toBe(320);
  await at.call('history.undo', {});
  expect(await total(at)).toBe(321);
  // The rest at once, and one undo.
  expect(await at.call('recheck.confirmAll', { job: newUid(), document: documents[33]! })).toEqual({
    confirmed: 10,
  });
  expect(await total(at)).toBe(311);
  await at.call('history.undo', {});
  expect(await total(at)).toBe(321);
  expect((await at.call('recheck.groups', {})).groups.reduce((sum, { count }) => sum + count, 0)).toBe(321);
  const { rows } = await at.call('documents.list', { recheck: true });
  expect(rows.map(({ name }) => name)).toEqual(documents.slice(1).map((_, i) => `${i + 1}.txt`));
});

test('changing, retyping and deleting take an annotation off the list, corrections and merges do not', async () => {
  const at = backend();
  const document = at.addDocument('Mara Odel said that Brightwater knew. Bo Stark left.');
  const person = await tag(at, document, 'PERSON', 0);
  const claim = newUid();
  await at.call('spans.create', { id: claim, document, type: 'CLAIM', fragments: [[20, 36]] });
  const claims = (await list(at)).length;
  expect(claims).toBe(0);
  await reguide(at, 'PERSON', 'Names of people.', true);
  await reguide(at, 'CLAIM', 'Claims.', true);
  expect(await list(at)).toEqual([person, claim]);
  // A letter within the words of the mention: the row is rewritten, but nobody looked at the annotation.
  await at.call('texts.correct', { document, edits: [[1, 2, 'o']] });
  expect(await list(at)).toEqual([person, claim]);
  await at.call('history.undo', {});
  expect(await list(at)).toEqual([person, claim]);
  await at.call('spans.update', { id: person, type: 'ORG' });
  expect(await list(at)).toEqual([claim]);
  await at.call('history.undo', {});
  expect(await list(at)).toEqual([person, claim]);
  await at.call('spans.delete', { ids: [claim] });
  expect(await list(at)).toEqual([person]);
  expect(await at.call('recheck.confirm', { ids: [person] })).toEqual({ confirmed: 1 });
  expect(await total(at)).toBe(0);
  // The confirmation goes with its annotation, and returns with it.
  await at.call('spans.delete', { ids: [person] });
  await at.call('history.undo', {});
  expect(await total(at)).toBe(0);
});

test('after a merge, both types are re-checked when what they mean changes, and what was confirmed for either counts', async () => {
  const at = backend();
  const document = at.addDocument(WORDS);
  const org = await tag(at, document, 'ORG', 0);
  const checked = await tag(at, document, 'ORG', 20);
  const place = await tag(at, document, 'GPE', 55);
  // The meaning of ORG changes before the merge; one is confirmed.
  await reguide(at, 'ORG', 'Organisations.', true);
  await at.call('recheck.confirm', { ids: [checked] });
  expect(await list(at)).toEqual([org]);
  const merge = { step: 'merge', part: { kind: 'span', name: 'ORG' }, into: 'GPE' } as const;
  await at.call('scheme.apply', { job: newUid(), steps: [merge] });
  // A merge changes no meaning by itself: nobody has to look again, and no row was written.
  const merged = await list(at);
  expect(merged).toEqual([]);
  await reguide(at, 'GPE', 'Places and who governs them.', true);
  expect(await list(at)).toEqual([org, checked, place]);
  const { sets } = await at.call('recheck.counts', {});
  expect(sets).toMatchObject([{ count: 3, types: [{ name: 'GPE', count: 3 }] }]);
  expect(await at.call('recheck.confirm', { ids: [org, place] })).toEqual({ confirmed: 2 });
  expect(await list(at)).toEqual([checked]);
  const kept = () => [...keptRecheckCounts(at.store)].map(([set, counts]) => [set, counts]);
  expect(kept()).toEqual([...countRecheck(at.store)].map(([set, counts]) => [set, counts]));
  // One made under the new guideline is not old, nor is one that is written anew as the merged type.
  await tag(at, document, 'GPE', 75);
  expect(await list(at)).toEqual([checked]);
  at.restart();
  // Undo: the confirmations, the meaning, the merge; then the state before it is back.
  for (const expected of [[checked], [org, checked, place], merged, [org]]) {
    await at.call('history.undo', {});
    expect(await list(at)).toEqual(expected);
  }
});

test('an undo of the change, and a return to an earlier version, take it back', async () => {
  const at = backend();
  const document = at.addDocument(WORDS);
  const old = await tag(at, document, 'CLAIM', 0);
  const { number: first } = currentScheme(at.store);
  await reguide(at, 'CLAIM', 'Other claims.', true);
  expect(await list(at)).toEqual([old]);
  await at.call('history.undo', {});
  expect(await list(at)).toEqual([]);
  // Made while the change was undone.
  const between = await tag(at, document, 'CLAIM', 55);
  // A redo of the scheme, which is no longer the last undo.
  const undo = at.store.db.value<Buffer>(sql`
    SELECT u.uid FROM change u JOIN change c ON c.id = u.undoes_id WHERE c.command = 'scheme.edit' ORDER BY u.id LIMIT 1`)!;
  await at.call('history.redo', { change: toUid(undo) });
  expect(await list(at)).toEqual([old, between]);
  const young = await tag(at, document, 'CLAIM', 110);
  expect(await list(at)).toEqual([old, between]);
  await at.call('scheme.edit', { base: currentScheme(at.store).number, target: { version: first } });
  expect(await list(at)).toEqual([young]);
});

test('a file that was written under an earlier version brings old annotations, one of the present version does not', async () => {
  const [at, other] = [backend(), backend()];
  const exported = async (name: string) => {
    const path = join(other.folder, name);
    const folder = other.workspace.files.admit(path).id;
    await other.call('exchange.export', { job: newUid(), format: 'jsonl', folder });
    const files = readdirSync(path).filter((file) => file.endsWith('.jsonl'));
    return files.map((file) => at.workspace.files.admit(join(path, file)).id);
  };
  const document = other.addDocument(WORDS);
  await tag(other, document, 'CLAIM', 0);
  const before = await exported('before');
  const manifest = (name: string) =>
    JSON.parse(readFileSync(join(other.folder, name, 'manifest.json'), 'utf8')) as object;
  expect(manifest('before')).not.toHaveProperty('recheck');
  await reguide(at, 'CLAIM', 'Other claims.', true);
  await reguide(other, 'CLAIM', 'Other claims.', true);
  await exported('old');
  expect(manifest('old')).toMatchObject({ recheck: [{ set: 'Ada', count: 1, types: [{ name: 'CLAIM' }] }] });
  expect(await at.call('exchange.import', { job: newUid(), files: before })).toMatchObject({ spans: 1 });
  expect((await at.call('recheck.counts', {})).sets).toMatchObject([{ count: 1 }]);
  await other.call('spans.delete', { ids: [spansOf(other)[0]!] });
  await tag(other, document, 'CLAIM', 55);
  const after = await exported('after');
  expect(await at.call('exchange.import', { job: newUid(), files: after })).toMatchObject({ spans: 1 });
  expect(await total(at)).toBe(1);
  await at.call('history.undo', {});
  expect(await total(at)).toBe(1);
});

test('the command line marks a change of meaning, lists and confirms', async () => {
  const at = backend();
  const config = join(at.folder, 'config');
  const document = at.addDocument(WORDS);
  for (let i = 0; i < 3; i++) await tag(at, document, 'CLAIM', i * 55);
  const { scheme } = currentScheme(at.store);
  at.workspace.close();
  const file = join(at.folder, 'new.json');
  const types = scheme.types.map((each) =>
    each.name === 'CLAIM' ? { ...each, guideline: blocksOf('Only facts.') } : each,
  );
  writeFileSync(file, JSON.stringify({ ...scheme, types }));
  const run = (...args: string[]) => runCommand(config, ...args);
  expect(await run('scheme', at.path, '--meaning', 'CLAIM')).toMatchObject({ status: 2 });
  expect(await run('scheme', at.path, '--replace', file, '--meaning', 'CLAIMS')).toMatchObject({ status: 2 });
  expect(
    (await run('scheme', at.path, '--replace', file, '--meaning', 'CLAIM', '--json')).json,
  ).toMatchObject({
    recheck: 3,
  });
  expect((await run('scheme', at.path, '--versions')).said).toContain('another meaning: CLAIM');
  expect((await run('info', at.path)).said).toContain('Ada: 3 to re-check (CLAIM 3)');
  const listed = await run('recheck', at.path, '--json');
  expect(listed.json).toMatchObject({ annotations: 3, documents: 1, sets: [{ name: 'Ada', count: 3 }] });
  expect((await run('recheck', at.path, '--limit', '1')).said).toContain('and 2 more');
  expect((await run('recheck', at.path, '--groups', '--json')).json).toMatchObject({
    groups: [{ type: 'CLAIM', text: 'Mara', count: 3, documents: 1 }],
  });
  const confirmed = await run('recheck', at.path, '--type', 'CLAIM', '--confirm', '--json');
  expect(confirmed.json).toEqual({ confirmed: 3, left: 0 });
  expect((await run('recheck', at.path)).said).toContain('Nothing to re-check.');
  expect((await run('check', at.path)).status).toBe(0);
});

test('the counts that are kept are those of a walk over the journal', async () => {
  const types = ['PERSON', 'ORG', 'CLAIM'] as const;
  const step = fc.oneof(
    fc.record({ do: fc.constant('tag' as const), type: fc.constantFrom(...types) }),
    fc.record({ do: fc.constant('retype' as const), nth: fc.nat(9), type: fc.constantFrom(...types) }),
    fc.record({ do: fc.constant('delete' as const), nth: fc.nat(9) }),
    fc.record({ do: fc.constant('confirm' as const), nth: fc.nat(9) }),
    fc.record({ do: fc.constant('meaning' as const), type: fc.constantFrom(...types) }),
    fc.record({ do: fc.constant('guideline' as const), type: fc.constantFrom(...types) }),
    fc.record({ do: fc.constant('correct' as const), nth: fc.nat(9) }),
    fc.record({ do: fc.constant('back' as const), nth: fc.nat(9) }),
    fc.record({ do: fc.constant('undo' as const) }),
    fc.record({ do: fc.constant('redo' as const) }),
  );
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 25 }), async (steps) => {
      const at = backend();
      const document = at.addDocument(WORDS);
      let made = 0;
      let guideline = 0;
      for (const each of steps) {
        const nth = 'nth' in each ? spansOf(at)[each.nth] : undefined;
        try {
          if (each.do === 'tag') await tag(at, document, each.type, made++ * 10);
          else if (each.do === 'retype' && nth) await at.call('spans.update', { id: nth, type: each.type });
          else if (each.do === 'delete' && nth) await at.call('spans.delete', { ids: [nth] });
          else if (each.do === 'confirm' && nth) await at.call('recheck.confirm', { ids: [nth] });
          else if (each.do === 'meaning') await reguide(at, each.type, `g${guideline++}`, true);
          else if (each.do === 'guideline') await reguide(at, each.type, `g${guideline++}`, false);
          else if (each.do === 'correct')
            await at.call('texts.correct', {
              document,
              edits: [[each.nth * 10 + 1, each.nth * 10 + 2, 'x']],
            });
          else if (each.do === 'back')
            await at.call('scheme.edit', {
              base: currentScheme(at.store).number,
              target: { version: (each.nth % currentScheme(at.store).number) + 1 },
            });
          else if (each.do === 'undo') await at.call('history.undo', {});
          else if (each.do === 'redo') await at.call('history.redo', {});
        } catch {
          // Nothing to undo, the same text again, a type that stands there already.
        }
        expect(plain(keptRecheckCounts(at.store))).toEqual(walk(at));
        expect(plain(countRecheck(at.store))).toEqual(walk(at));
      }
      at.workspace.dispose();
    }),
    { numRuns: 12 },
  );
});

type Plain = Record<string, number>;

function plain(counts: ReturnType<typeof countRecheck>): Plain {
  return Object.fromEntries(
    [...counts].flatMap(([set, types]) =>
      [...types].filter(([, n]) => n > 0).map(([type, n]) => [`${set} ${type}`, n]),
    ),
  );
}

/**
 * The counts by another way: from the first change on, which version of the scheme was in force, who changed which annotation, and
 * what was confirmed; an annotation is old if its type had another guideline epoch at all of these.
 */
function walk(at: Backend): Plain {
  const { db } = at.store;
  interface Held {
    set: number;
    type: number;
    change: number;
  }
  const epochs = new Map(
    db
      .all<{ id: number; body: string }>(sql`SELECT id, body FROM scheme_version`)
      .map(({ id, body }) => [
        id,
        (JSON.parse(body) as { meaning?: { term: Uid; since: Uid }[] }).meaning ?? [],
      ]),
  );
  const epoch = (version: number, term: Uid) =>
    epochs.get(version)!.find((each) => each.term === term)?.since ?? null;
  const now = db.value<number>(sql`
    SELECT v.id FROM meta m JOIN scheme_version v ON v.uid = unhex(replace(m.value, '-', '')) WHERE m.key = 'scheme'`)!;
  // The version in force at each change, from the project's own rows.
  const forced: { change: number; version: number }[] = db.all(sql`
    SELECT r.change_id AS change, v.id AS version FROM change_row r
      JOIN scheme_version v ON v.uid = unhex(replace(r.after ->> 'scheme', '-', '')) WHERE r.kind = 'project' ORDER BY 1`);
  const inForce = (change: number) => forced.findLast((each) => each.change < change)?.version ?? 1;
  const counts: Plain = {};
  for (const { id, uid, set, type, change } of db.all<Held & { id: number; uid: Buffer }>(
    sql`SELECT id, uid, set_id AS "set", type_id AS type, change_id AS change FROM span`,
  )) {
    const term = at.store.terms.byId(type).uid;
    let of = change;
    for (;;) {
      const kind = db.value<string>(sql`SELECT kind FROM change WHERE id = ${of}`)!;
      if (!['correction', 'migration', 'merge'].includes(kind)) break;
      of = db.value<number>(
        sql`SELECT before_change FROM change_row WHERE change_id = ${of} AND uid = ${uid} ORDER BY ordinal LIMIT 1`,
      )!;
    }
    const confirmed = db.value<number>(sql`SELECT version_id FROM confirmation WHERE span_id = ${id}`);
    const current = epoch(now, term);
    const fresh =
      epoch(inForce(of), term) === current || (confirmed !== undefined && epoch(confirmed, term) === current);
    if (!fresh) counts[`${set} ${type}`] = (counts[`${set} ${type}`] ?? 0) + 1;
  }
  return counts;
}
