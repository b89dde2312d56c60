import { readFileSync, writeFileSync } from 'node:fs';
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

/** Labels of six articles by two analysts; the second one’s come from a file. */
async function labelled() {
  const b = backend();
  const { scheme, version } = await b.call('project.scheme', {});
  const options = ['war', 'trade', 'aid'];
  const value = { name: 'value', label: 'Value', kind: 'choice' as const, options };
  const labels = [
    { name: 'beat', label: 'Beat', guideline: '', value },
    { name: 'tags', label: 'Tags', many: true, guideline: '', value },
    { name: 'unused', label: 'Unused', guideline: '', value },
  ];
  await b.call('scheme.edit', { base: version, target: { scheme: { ...scheme, labels } } });
  const texts = Array.from({ length: 6 }, (_, i) => `Article ${i}.`);
  const documents = texts.map((text, i) => b.addDocument(text, `${i}.txt`));
  const mine = ['war', 'war', 'trade', 'aid', 'aid', null];
  const theirs = ['war', 'trade', 'trade', 'aid', null, 'war'];
  const myTags = [['war'], ['war', 'aid'], [], [], ['aid'], []];
  const theirTags = [['war'], ['war'], [], ['trade'], [], []];
  for (const [i, document] of documents.entries()) {
    if (mine[i]) await b.call('labels.set', { document, name: 'beat', value: mine[i] });
    for (const tag of myTags[i]!) await b.call('labels.set', { document, name: 'tags', value: tag });
    // The last two are not finished: without a value, the tags of the last one are missing.
    if (i < 4) await b.call('documents.setStatus', { document, status: 'done' });
  }
  const source = newUid();
  const header = {
    kind: 'header',
    format: 'postil-jsonl',
    version: 1,
    sets: [{ id: source, name: 'colleague', kind: 'import' }],
  };
  const lines = documents.map((id, i) => ({
    kind: 'document',
    id,
    text: texts[i],
    labels: [
      ...(theirs[i] ? [{ id: newUid(), set: 'colleague', name: 'beat', value: theirs[i] }] : []),
      ...theirTags[i]!.map((tag) => ({ id: newUid(), set: 'colleague', name: 'tags', value: tag })),
    ],
  }));
  const file = join(b.folder, 'colleague.jsonl');
  writeFileSync(file, [header, ...lines].map((each) => JSON.stringify(each)).join('\n'));
  await b.call('exchange.import', { job: newUid(), files: [b.workspace.files.admit(file).id] });
  const { sets, ownSet } = await b.call('project.info', {});
  expect(sets.map(({ spans, labelled: has }) => ({ spans, has }))).toEqual([
    { spans: 0, has: true },
    { spans: 0, has: true },
  ]);
  return { b, source, target: ownSet!, documents };
}

test('document labels are compared, also without a single span', async () => {
  const { b, source, target } = await labelled();
  const scores = await compare(b, source, target);
  expect(scores.documents).toEqual({ compared: 0, both: 0, sourceOnly: 0, targetOnly: 0, left: 6 });
  const { beat, tags, ...rest } = scores.labels;
  expect(rest).toEqual({});
  // Four articles have a beat of both: war war, trade war, trade trade, aid aid. κ = (4·3 − 5) / (16 − 5).
  expect(beat!.documents).toEqual({ both: 4, agreed: 3, sourceOnly: 1, targetOnly: 1 });
  expect(beat!.measures.cohenKappa!.value).toBeCloseTo(7 / 11, 12);
  // Of eight values, 3 war, 3 trade, 2 aid: α = 1 − 7·2 / (64 − 9 − 9 − 4).
  expect(beat!.measures.alphaNominal!.value).toBeCloseTo(1 - 14 / 42, 12);
  // The import has annotated all but none is missing there: it labelled each article except the fifth. So the tags of the first
  // four count; both have {war}, then {war} and {war, aid}, then both none, then {trade} and none.
  expect(tags!.documents).toEqual({ both: 4, agreed: 2, sourceOnly: 0, targetOnly: 1 });
  expect(tags!.measures.jaccard!.value).toBeCloseTo((1 + 0.5 + 1 + 0) / 4, 12);
  const narrowed = await compare(b, source, target, 'target');
  expect(narrowed.labels['beat']!.documents).toEqual({ both: 4, agreed: 3, sourceOnly: 0, targetOnly: 1 });
});

test('the figures of a label lead to its documents', async () => {
  const { b, source, target, documents } = await labelled();
  const found = async (label: NonNullable<Parameters<typeof allExamples>[1]['filter']['label']>) =>
    (await allExamples(b, { source, target, filter: { label }, limit: 1 })).map(({ document, fillers }) => [
      documents.indexOf(document!.id),
      fillers!.source,
      fillers!.target,
    ]);
  expect(await found({ name: 'beat' })).toEqual([[1, 'trade', 'war']]);
  expect(await found({ name: 'beat', pair: { source: 'war', target: 'war' } })).toEqual([[0, 'war', 'war']]);
  expect(await found({ name: 'tags' })).toEqual([
    [1, 'war', 'aid, war'],
    [3, 'trade', null],
  ]);
  expect(await found({ name: 'tags', value: 'aid' })).toEqual([[1, 'war', 'aid, war']]);
});

test('labels are in the export and on the command line', async () => {
  const { b, source, target } = await labelled();
  const { labels } = await compare(b, source, target);
  const { folder, files } = await b.call('comparison.export', { job: newUid(), source, target });
  expect(files).toEqual(expect.arrayContaining(['labels.csv', 'label-values.csv', 'label-confusion.csv']));
  const rows = readFileSync(join(folder, 'labels.csv'), 'utf8').split('\n');
  expect(rows).toContainEqual(
    expect.stringMatching(new RegExp(`^beat,cohenKappa,${labels['beat']!.measures.cohenKappa!.value},`)),
  );
  expect(readFileSync(join(folder, 'label-confusion.csv'), 'utf8')).toContain('\nbeat,war,trade,1\n');
  b.workspace.dispose();
  const run = (label: string, ...words: string[]) =>
    runCommand(
      join(b.folder, 'cli-config'),
      ...['agreement', b.path, '--source', source, '--target', target, '--label', label, ...words],
    );
  expect((await run('beat', '--json')).json).toMatchObject({ label: 'beat', ...labels['beat'] });
  expect((await run('beat')).said).toMatch(/Cohen’s κ +0\.636 \(.*\), n = 4/);
  const unused = (await run('unused', '--json')).json as unknown as (typeof labels)[string];
  expect(unused.measures.cohenKappa).toEqual({
    value: null,
    low: null,
    high: null,
    n: 0,
    reason: 'nothing-shared',
  });
  expect((await run('unused')).said).toContain('No value: no document has the label in both sets.');
  const unknown = await run('nobody', '--json');
  expect(unknown.status).toBe(1);
  expect(unknown.out + unknown.said).toContain('There is no document label “nobody”');
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
