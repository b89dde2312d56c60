import fc from 'fast-check';
import { expect, test } from 'vitest';
import { checkProject } from '../../db/integrity/check.ts';
import { sql } from '../../db/connection/connection.ts';
import { canonicalDump } from '../../db/exports/dump.ts';
import { rootOf } from '../../db/journal/choose.ts';
import { ensureOwnSet } from '../../db/sets/sets.ts';
import { toUid } from '../../db/connection/uid.ts';
import { PostilError } from '../../shared/contract/errors.ts';
import type { Uid } from '../../shared/model/uid.ts';
import { backend, type Backend } from '../support/backend.ts';
import { projectCases } from '../support/slow.ts';

const TEXT = 'Ada said trade grew. Bo said it shrank.';
const dump = (b: Backend) => [...canonicalDump(b.store)];

const nth = fc.nat(1000);
const step = fc.oneof(
  { weight: 3, arbitrary: fc.record({ do: fc.constant('tag' as const), in: fc.nat(1), at: fc.nat(30) }) },
  { weight: 3, arbitrary: fc.record({ do: fc.constant('relate' as const), from: nth, to: nth }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('new entity' as const), of: nth }) },
  fc.record({ do: fc.constant('link' as const), span: nth, entity: nth }),
  fc.record({ do: fc.constant('fill' as const), span: nth, with: nth }),
  fc.record({ do: fc.constant('retype' as const), span: nth }),
  { weight: 2, arbitrary: fc.record({ do: fc.constant('delete span' as const), span: nth }) },
  fc.record({ do: fc.constant('delete relation' as const), relation: nth }),
  fc.record({ do: fc.constant('delete entity' as const), entity: nth }),
  fc.record({ do: fc.constant('merge' as const), into: nth, from: nth }),
  { weight: 2, arbitrary: fc.record({ do: fc.constant('undo' as const), in: fc.option(fc.nat(1)) }) },
  fc.record({ do: fc.constant('redo' as const), in: fc.option(fc.nat(1)) }),
  { weight: 3, arbitrary: fc.record({ do: fc.constant('by name' as const), change: nth }) },
);
type Step = typeof step extends fc.Arbitrary<infer Value> ? Value : never;

/** Returns the uids of a table's rows. */
function all(b: Backend, table: 'span' | 'relation' | 'entity'): Uid[] {
  const query = {
    span: sql`SELECT uid FROM span WHERE owner_id IS NULL ORDER BY id`,
    relation: sql`SELECT uid FROM relation ORDER BY id`,
    entity: sql`SELECT uid FROM entity WHERE merged_into IS NULL ORDER BY id`,
  }[table];
  return b.store.db.column<Buffer>(query).map(toUid);
}

const pick = <Item>(items: readonly Item[], at: number): Item | undefined => items[at % items.length];

/** Returns the changes that can be targeted, with whether they are undone. */
function changes(b: Backend): { change: Uid; undone: boolean }[] {
  return b.store.db
    .all<{ uid: Buffer; undone: number }>(
      sql`SELECT uid, undone FROM change WHERE undoes_id IS NULL AND kind <> 'setup' ORDER BY id`,
    )
    .map(({ uid, undone }) => ({ change: toUid(uid), undone: undone === 1 }));
}

/** Performs a step; a step that is impossible at the moment is skipped. */
async function take(b: Backend, documents: readonly Uid[], s: Step): Promise<void> {
  const [spans, relations, entities] = [all(b, 'span'), all(b, 'relation'), all(b, 'entity')];
  const span = 'span' in s ? pick(spans, s.span) : undefined;
  const entity = 'entity' in s ? pick(entities, s.entity) : undefined;
  const refused = (error: unknown) => {
    if (!(error instanceof PostilError) || !['refused', 'invalid-input'].includes(error.code)) throw error;
  };
  const document = documents['in' in s ? (s.in ?? 0) : 0]!;
  switch (s.do) {
    case 'tag':
      await b.call('spans.create', { document, type: 'CLAIM', fragments: [[s.at, s.at + 4]] });
      break;
    case 'relate': {
      const [from, to] = [pick(spans, s.from), pick(spans, s.to)];
      if (from && to && from !== to)
        await b.call('relations.create', { type: 'supports', from, to }).catch(refused);
      break;
    }
    case 'new entity': {
      const of = pick(spans, s.of);
      await b.call('entities.create', { name: `E${entities.length}`, mentions: of ? [of] : [] });
      break;
    }
    case 'link':
      if (span && entity) await b.call('mentions.set', { spans: [span], entities: [entity] });
      break;
    case 'fill': {
      const filler = pick(spans, s.with);
      if (span && filler && span !== filler)
        await b.call('slots.fill', { span, slot: 'object', filler: { span: filler } }).catch(refused);
      break;
    }
    case 'retype':
      if (span) await b.call('spans.update', { id: span, attributes: { kind: 'denies' } }).catch(refused);
      break;
    case 'delete span':
      if (span) await b.call('spans.delete', { ids: [span] });
      break;
    case 'delete relation': {
      const relation = pick(relations, s.relation);
      if (relation) await b.call('relations.delete', { ids: [relation] });
      break;
    }
    case 'delete entity':
      if (entity) await b.call('entities.delete', { entities: [entity] });
      break;
    case 'merge': {
      const [into, from] = [pick(entities, s.into), pick(entities, s.from)];
      if (into && from && into !== from) await b.call('entities.merge', { into, from: [from] });
      break;
    }
    case 'undo':
    case 'redo':
      await b
        .call(`history.${s.do}`, s.in === null ? {} : { document })
        .catch((error: unknown) => explained(b, error));
      break;
    case 'by name': {
      const named = pick(changes(b), s.change);
      if (named)
        await b
          .call(`history.${named.undone ? 'redo' : 'undo'}`, { change: named.change })
          .catch((error: unknown) => explained(b, error));
    }
  }
}

const ID = /[0-9a-f]{8}-[0-9a-f]{4}-/;

/** A refusal must name a change that can be undone first, and undoing it must lead further. */
async function explained(b: Backend, error: unknown): Promise<void> {
  if (!(error instanceof PostilError)) throw error;
  // Only changes such as an import or a merge remain, which must be named.
  if (error.code === 'refused') return expect(error.where?.change).toBeDefined();
  expect(error.code).toBe('conflict');
  expect(error.message).not.toMatch(ID);
  expect(error.message).not.toContain('is not in the project');
  const { change, first } = error.where ?? {};
  expect(error.message).toContain(`“${rootOf(b.store.db, change!)!.label}”`);
  await clear(b, first!, change!, 0);
}

async function clear(b: Backend, verb: 'undo' | 'redo', change: Uid, depth: number): Promise<void> {
  expect(depth, 'obstacles come to an end').toBeLessThan(60);
  for (let tries = 0; ; tries++) {
    expect(tries, 'obstacles are cleared').toBeLessThan(60);
    try {
      await b.call(`history.${verb}`, { change });
      return;
    } catch (error) {
      if (!(error instanceof PostilError)) throw error;
      expect(error.message).not.toMatch(ID);
      expect(error.code, error.message).toBe('conflict');
      const { change: other, first } = error.where ?? {};
      expect(other, error.message).toBeDefined();
      await clear(b, first!, other!, depth + 1);
    }
  }
}

test('a blocked undo across two documents names the blocking change, and works after that is undone', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 5, maxLength: 30 }), async (steps) => {
      const b = backend();
      const documents = [b.addDocument(TEXT, 'one.txt'), b.addDocument(TEXT, 'two.txt')];
      ensureOwnSet(b.store, b.workspace.settings.actor);
      for (const s of steps) await take(b, documents, s);
      expect(checkProject(b.store).problems).toEqual([]);
      b.workspace.dispose();
    }),
    { numRuns: projectCases(40) },
  );
});

test('an undo reports that its other end was deleted in another document, and where', async () => {
  const b = backend();
  const [one, two] = [b.addDocument(TEXT, 'one.txt'), b.addDocument(TEXT, 'two.txt')];
  const claim = async (document: Uid) =>
    (await b.call('spans.create', { document, type: 'CLAIM', fragments: [[9, 19]] })).span.id;
  const [from, to] = [await claim(one), await claim(two)];
  const { relation } = await b.call('relations.create', { type: 'supports', from, to });
  await b.call('relations.delete', { ids: [relation.id] });
  const before = dump(b);
  await b.call('spans.delete', { ids: [to] });
  const error: unknown = await b.call('history.undo', { document: one }).catch((reason: unknown) => reason);
  expect(error).toMatchObject({ code: 'conflict', where: { document: two, first: 'undo' } });
  const { message, where } = error as PostilError;
  expect(message).toMatch(
    /^Cannot undo “Delete .*”: “Delete Claim “trade grew”” in “two\.txt” \(\d{4}-\d\d-\d\d \d\d:\d\d UTC\) has taken away a span that is needed for it\. Undo that first\.$/,
  );
  await b.call('history.undo', { change: where!.change! });
  expect(dump(b)).toEqual(before);
  await b.call('history.undo', { document: one });
  expect((await b.call('annotations.get', { document: two })).relations).toHaveLength(1);
});

test('links to an entity are not restored while it is merged into another', async () => {
  const b = backend();
  const document = b.addDocument(TEXT, 'one.txt');
  const { span } = await b.call('spans.create', { document, type: 'PERSON', fragments: [[0, 3]] });
  const { entity } = await b.call('entities.create', { name: 'Ada', mentions: [span.id] });
  const { entity: into } = await b.call('entities.create', { name: 'Ada K.' });
  await b.call('spans.delete', { ids: [span.id] });
  await b.call('entities.merge', { into: into.id, from: [entity.id] });
  await expect(b.call('history.undo', {})).rejects.toMatchObject({
    code: 'conflict',
    message: expect.stringMatching(/“Merge “Ada” into “Ada K\.””.* has merged an entity that is needed/),
    where: { first: 'undo' },
  });
  expect(checkProject(b.store).problems).toEqual([]);
});
