import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { checkProject } from '../../db/integrity/check.ts';
import { currentScheme } from '../../db/scheme/scheme.ts';
import { FORMATS } from '../../shared/formats/registry.ts';
import { TermMap } from '../../shared/formats/term-map.ts';
import { newUid } from '../../shared/model/uid.ts';
import type { Scheme } from '../../shared/model/scheme.ts';
import { newsScheme } from '../../shared/presets/news.ts';
import type { SchemeStep } from '../../shared/scheme-edit/steps.ts';
import { backend, type Backend } from '../support/backend.ts';
import { filesBelow } from '../support/formats.ts';

const TEXT = 'Ada met the navy of Sund.';
const SCHEME: Scheme = {
  ...newsScheme,
  labels: newsScheme.labels.map((label) => (label.name === 'topic' ? { ...label, many: true } : label)),
};
const span = (name: string) => ({ kind: 'span', name }) as const;
/** What the scheme has gone through since the files were written. */
const STEPS: SchemeStep[] = [
  { step: 'merge', part: span('ORG'), into: 'GPE' },
  { step: 'rename', part: span('PERSON'), to: 'HUMAN' },
  {
    step: 'mergeValues',
    part: { kind: 'attribute', name: 'mention', owner: span('HUMAN') },
    values: ['nominal'],
    into: 'name',
  },
  { step: 'mergeValues', part: { kind: 'label', name: 'topic' }, values: ['trade'], into: 'economy' },
];

/** The formats that hold annotations and are both written and read. */
const BOTH_WAYS = FORMATS.filter(({ read, write }) => read && write).map(({ id }) => id);

/** Exports a project with a person and an organisation in a format; returns the files. */
async function exported(format: string): Promise<string[]> {
  const b = backend({ scheme: SCHEME });
  const document = b.addDocument(TEXT);
  await b.call('spans.create', {
    document,
    type: 'PERSON',
    fragments: [[0, 3]],
    attributes: { mention: 'nominal' },
  });
  await b.call('spans.create', { document, type: 'ORG', fragments: [[12, 16]] });
  for (const value of ['trade', 'economy']) await b.call('labels.set', { document, name: 'topic', value });
  const out = join(b.folder, 'before');
  mkdirSync(out);
  await b.call('exchange.export', { job: newUid(), format, folder: b.workspace.files.admit(out).id });
  return filesBelow(out);
}

/** Imports files into a new project whose scheme has gone through some steps. */
async function imported(files: readonly string[], format: string, steps: SchemeStep[]) {
  const b = backend({ scheme: SCHEME });
  if (steps.length > 0)
    await b.call('scheme.edit', { base: currentScheme(b.store).number, target: { steps } });
  // A table has no texts.
  if (format === 'csv' || format === 'tsv') b.addDocument(TEXT, 'article.txt');
  const wanted = files.filter((path) => !/manifest|README|\.conf$/i.test(path));
  const report = await b.call('exchange.import', {
    job: newUid(),
    files: wanted.map((path) => b.workspace.files.admit(path).id),
    format,
    // Doccano’s classes of a text are of no label of the scheme.
    ...(format === 'doccano' && {
      map: TermMap.parse({ labels: { cats: null, 'cats 2': null } }),
    }),
  });
  expect(checkProject(b.store).problems).toEqual([]);
  return { b, report, ...(await found(b)) };
}

async function found(b: Backend) {
  const { rows } = await b.call('documents.list', {});
  const { sets } = await b.call('project.info', {});
  const all = await Promise.all(
    rows.flatMap(({ id: document }) =>
      sets.map(({ id: set }) => b.call('annotations.get', { document, set })),
    ),
  );
  return {
    spans: all
      .flatMap(({ spans }) => spans)
      .map(({ type, attributes }) => ({ type, mention: attributes['mention'] })),
    labels: all
      .flatMap(({ labels }) => labels)
      .map(({ name, value }) => `${name} ${String(value)}`)
      .sort(),
  };
}

describe('files from before types and values were merged', () => {
  test.for(BOTH_WAYS)('%s', async (format, { skip }) => {
    const files = await exported(format);
    // What the format brings back at all is what it brings into the scheme that it was written under.
    const same = await imported(files, format, []);
    const after = await imported(files, format, STEPS);
    if (same.spans.length === 0) skip('holds no spans');
    const now: Record<string, string> = { PERSON: 'HUMAN', ORG: 'GPE' };
    expect(same.spans.map(({ type }) => type).sort()).toEqual(['ORG', 'PERSON']);
    expect(after.spans).toEqual(
      same.spans.map(({ type, mention }) => ({
        type: now[type],
        mention: mention === 'nominal' ? 'name' : mention,
      })),
    );
    expect(after.report.unknown).toBeUndefined();
    expect(after.report.notes.map(({ message }) => message).join('\n')).toMatch(/"ORG" as "GPE"/);
    expect(after.labels).toEqual([
      ...new Set(same.labels.map((label) => label.replace('topic trade', 'topic economy'))),
    ]);
  });
});
