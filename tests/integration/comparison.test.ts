import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { canonicalDump } from '../../db/exports/dump.ts';
import type { OutputOf } from '../../shared/contract/index.ts';
import { newUid, type Uid } from '../../shared/model/uid.ts';
import { backend } from '../support/backend.ts';
import { runCommand } from '../support/command-line.ts';
import { MODEL, modelOutput, SAMPLE } from '../support/model-output.ts';

type Backend = ReturnType<typeof backend>;

/** A project with the sample articles, annotated by an analyst and by a model. */
async function sampled() {
  const b = backend();
  const file = join(b.folder, 'model.jsonl');
  writeFileSync(file, modelOutput());
  await b.call('exchange.import', { job: newUid(), files: [b.workspace.files.admit(SAMPLE).id] });
  await b.call('exchange.import', { job: newUid(), files: [b.workspace.files.admit(file).id] });
  const { sets } = await b.call('project.info', {});
  const source = sets.find(({ name }) => name === MODEL)!.id;
  const target = sets.find(({ kind }) => kind === 'analyst')!.id;
  return { b, source, target };
}

const compare = (b: Backend, source: Uid, target: Uid, scope: 'all' | 'target' = 'all') =>
  b.call('comparison.scores', { job: newUid(), source, target, scope });

/** Returns the spans of both sets as plain strings, one list per document. */
async function plainSpans(b: Backend, source: Uid, target: Uid) {
  const { rows } = await b.call('documents.list', {});
  return Promise.all(
    rows.map(async ({ id }) => {
      const of = async (set: Uid) =>
        (await b.call('annotations.get', { document: id, set })).spans
          .filter(({ owner }) => owner === undefined)
          .map(({ type, fragments }) => `${type} ${JSON.stringify(fragments)}`);
      return [await of(source), await of(target)] as const;
    }),
  );
}

test('exact scores equal a simple count of identical spans', async () => {
  const { b, source, target } = await sampled();
  const [found, truth, right] = [
    new Map<string, number>(),
    new Map<string, number>(),
    new Map<string, number>(),
  ];
  const count = (map: Map<string, number>, span: string) => {
    const type = span.split(' ')[0]!;
    map.set(type, (map.get(type) ?? 0) + 1);
  };
  for (const [mine, theirs] of await plainSpans(b, source, target)) {
    const left = [...theirs];
    for (const span of mine) {
      count(found, span);
      const at = left.indexOf(span);
      if (at === -1) continue;
      left.splice(at, 1);
      count(right, span);
    }
    for (const span of theirs) count(truth, span);
  }
  const scores = await compare(b, source, target);
  const sum = (map: Map<string, number>) => [...map.values()].reduce((a, n) => a + n, 0);
  expect(sum(right)).toBeGreaterThan(50);
  expect(scores.exact.micro).toMatchObject({
    correct: sum(right),
    source: sum(found),
    target: sum(truth),
    precision: sum(right) / sum(found),
    recall: sum(right) / sum(truth),
  });
  for (const [type, score] of Object.entries(scores.exact.types)) {
    expect(score.correct, type).toBe(right.get(type) ?? 0);
    expect(score.source, type).toBe(found.get(type) ?? 0);
    expect(score.target, type).toBe(truth.get(type) ?? 0);
  }
  expect(scores.type.micro.f1).toBeGreaterThan(scores.exact.micro.f1);
  expect(scores.overlap.micro.f1).toBeGreaterThan(scores.exact.micro.f1);
  expect(scores.intervals!.measures.exact.micro.f1[0]).toBeLessThanOrEqual(scores.exact.micro.f1);
  expect(scores.calibration!.all.count).toBe(sum(found));
  expect(scores.slots.exact.micro.target).toBeGreaterThan(10);
  expect(scores.relations.exact.micro.correct).toBeGreaterThan(0);
  expect(scores.documents).toEqual({ compared: 3, both: 3, sourceOnly: 0, targetOnly: 0, left: 2 });
});

test('the number of examples equals the figure, for any page size', async () => {
  const { b, source, target } = await sampled();
  const scores = await compare(b, source, target);
  for (const cell of scores.confusion.cells) {
    const filter = { source: cell.source, target: cell.target };
    const examples = await allExamples(b, { source, target, filter, limit: 1 });
    expect(examples, JSON.stringify(cell)).toHaveLength(cell.count);
    for (const { source: mine, target: theirs } of examples) {
      expect(mine?.type ?? null).toBe(cell.source);
      expect(theirs?.type ?? null).toBe(cell.target);
    }
  }
  const agreed = await allExamples(b, { source, target, filter: { verdicts: ['agreed'] } });
  expect(agreed).toHaveLength(scores.agreement.agreed);
  const [bin] = scores.calibration!.all.bins.filter(({ count }) => count > 0);
  const binned = await allExamples(b, {
    source,
    target,
    filter: { score: { from: bin!.from, to: bin!.to } },
  });
  expect(binned).toHaveLength(bin!.count);
});

test('claims that differ in a slot list its fillers in both sets', async () => {
  const { b, source, target } = await sampled();
  const scores = await compare(b, source, target);
  for (const [slot, { correct, source: found, target: expected }] of Object.entries(
    scores.slots.exact.types,
  )) {
    const examples = await allExamples(b, { source, target, filter: { slot } });
    const sides = (side: 'source' | 'target') =>
      examples.filter(({ fillers }) => fillers![side] !== null).length;
    expect(sides('source'), slot).toBe(found - correct);
    expect(sides('target'), slot).toBe(expected - correct);
    for (const { fillers } of examples) expect(fillers!.source ?? fillers!.target).not.toBe('');
  }
});

test('relations that differ list their ends in both sets', async () => {
  const { b, source, target } = await sampled();
  const { relations } = await compare(b, source, target);
  let seen = 0;
  for (const [relation, { correct, source: found, target: expected }] of Object.entries(
    relations.exact.types,
  )) {
    const examples = await allExamples(b, { source, target, filter: { relation } });
    const of = (side: 'source' | 'target') =>
      examples.filter(({ fillers }) => fillers![side]?.includes(` → ${relation} → `)).length;
    expect(of('source'), relation).toBe(found - correct);
    expect(of('target'), relation).toBe(expected - correct);
    for (const { fillers } of examples) expect(fillers!.source ?? fillers!.target).not.toMatch(/^ →|→ $/);
    seen += examples.length;
  }
  expect(seen).toBeGreaterThan(0);
});

async function allExamples(b: Backend, input: Parameters<typeof b.router.call<'comparison.examples'>>[1]) {
  const examples: OutputOf<'comparison.examples'>['examples'] = [];
  for (let after: number | null = 0; after !== null;) {
    const page: OutputOf<'comparison.examples'> = await b.call('comparison.examples', { ...input, after });
    examples.push(...page.examples);
    after = page.next;
  }
  return examples;
}

test('documents without any work can be excluded', async () => {
  const b = backend();
  const [one, two, three] = ['Ada left. Bo stayed.', 'Ada left.', 'Nobody left.'].map((text, i) =>
    b.addDocument(text, `${i}.txt`),
  ) as [Uid, Uid, Uid];
  const make = (document: Uid, set: Uid | undefined, start: number, end: number) =>
    b.call('spans.create', { document, type: 'PERSON', fragments: [[start, end]], ...(set && { set }) });
  const { span } = await make(one, undefined, 0, 3);
  const file = join(b.folder, 'other.jsonl');
  const source = newUid();
  const line = (document: Uid, text: string) => ({
    kind: 'document',
    id: document,
    text,
    spans: [{ id: newUid(), set: 'other', type: 'PERSON', start: 0, end: 3, text: text.slice(0, 3) }],
  });
  const header = {
    kind: 'header',
    format: 'postil-jsonl',
    version: 1,
    sets: [{ id: source, name: 'other', kind: 'model', model: { name: 'other' } }],
  };
  const lines = [
    header,
    line(one, 'Ada left. Bo stayed.'),
    line(two, 'Ada left.'),
    line(three, 'Nobody left.'),
  ];
  writeFileSync(file, lines.map((each) => JSON.stringify(each)).join('\n'));
  await b.call('exchange.import', { job: newUid(), files: [b.workspace.files.admit(file).id] });
  expect((await compare(b, source, span.set)).exact.micro.precision).toBeCloseTo(1 / 3, 12);
  const worked = await compare(b, source, span.set, 'target');
  expect(worked.exact.micro.precision).toBe(1);
  expect(worked.documents).toEqual({ compared: 1, both: 1, sourceOnly: 0, targetOnly: 0, left: 2 });
  // An analyst read the article and found nothing.
  await b.call('documents.setStatus', { document: three, status: 'done' });
  expect((await compare(b, source, span.set, 'target')).exact.micro.precision).toBe(0.5);
});

test('comparing a set with itself or with a missing set is rejected', async () => {
  const { b, source } = await sampled();
  await expect(compare(b, source, source)).rejects.toThrow('cannot be compared with itself');
  await expect(compare(b, source, newUid())).rejects.toThrow('no annotation set');
});

test('a comparison can be cancelled, and changes nothing', async () => {
  const { b, source, target } = await sampled();
  const job = newUid();
  const before = [...canonicalDump(b.store)];
  b.workspace.listen((event) => {
    if (event.event === 'progress' && event.progress.job === job) b.workspace.jobs.abort(job);
  });
  await expect(b.call('comparison.scores', { job, source, target })).rejects.toThrow('cancelled');
  expect([...canonicalDump(b.store)]).toEqual(before);
});

test('the command line prints the same scores, by the names in the list of sets', async () => {
  const { b, source, target } = await sampled();
  const scores = await compare(b, source, target);
  b.workspace.dispose();
  const run = (...words: string[]) => runCommand(join(b.folder, 'cli-config'), ...words);
  const { sets } = (await run('list', b.path, 'sets', '--json')).json as unknown as {
    sets: { name: string; kind: string }[];
  };
  const name = sets.find(({ kind }) => kind === 'analyst')!.name;
  const review = await run('agreement', b.path, '--source', MODEL, '--target', name, '--json');
  expect(review.status).toBe(0);
  expect(review.json).toEqual(scores);
  const words = await run('agreement', b.path, '--source', MODEL, '--target', name);
  expect(words.status).toBe(0);
  expect(words.said).toMatch(/exact +P \d+\.\d % +R \d+\.\d % +F1 \d+\.\d %/);
  const unknown = await run('agreement', b.path, '--source', 'nobody', '--target', name, '--json');
  expect(unknown.status).toBe(1);
  expect(unknown.out + unknown.said).toContain('There is no set “nobody”');
  expect((await run('agreement', b.path, '--source', MODEL)).status).toBe(2);
});
