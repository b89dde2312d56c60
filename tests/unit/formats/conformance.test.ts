import fc from 'fast-check';
import { closeSync, openSync, readFileSync, readSync } from 'node:fs';
import { basename, dirname, relative, sep } from 'node:path';
import { describe, expect, test } from 'vitest';
import { PostilError } from '../../../shared/contract/errors.ts';
import { canRead, canWrite, type ReadableFormat } from '../../../shared/formats/define.ts';
import { FORMATS, sniffFormat } from '../../../shared/formats/registry.ts';
import {
  corpus,
  filesBelow,
  picture,
  readFile,
  readFromMemory,
  readSurfaces,
  records,
  writeToMemory,
} from '../../support/formats.ts';
import { PLAIN_COUNTS } from '../../support/plain-counts.ts';
import { anyDataset, withoutReturns } from './support.ts';

const ROOT = corpus();

describe('every format', () => {
  test('has an id, a label and an ending of its own, and says what it cannot hold', () => {
    expect(new Set(FORMATS.map(({ id }) => id)).size).toBe(FORMATS.length);
    expect(new Set(FORMATS.map(({ label }) => label)).size).toBe(FORMATS.length);
    for (const format of FORMATS) {
      expect(format.extensions.length, format.id).toBeGreaterThan(0);
      if (canWrite(format) && format.id !== 'jsonl')
        expect(format.cannotHold.length, format.id).toBeGreaterThan(0);
      expect(new Set(format.options.map(({ name }) => name)).size, format.id).toBe(format.options.length);
    }
  });

  test.each(FORMATS.filter(canWrite).map((format) => [format.id, format] as const))(
    '%s: what is written of any dataset reads back with the same words, and what is not is told',
    async (_, format) => {
      await fc.assert(
        fc.asyncProperty(anyDataset, async ({ dataset, documents: all }) => {
          // Documents of a project have no carriage returns.
          const documents = all.map(withoutReturns);
          const [set] = dataset.sets;
          const chosen =
            format.sets === 'many'
              ? documents
              : documents.map((document) => ({
                  ...document,
                  spans: document.spans
                    .filter((span) => span.set === set?.name)
                    .map(({ owner: __, ...span }) => ({ ...span, slots: [] })),
                  relations: [],
                  labels: document.labels.filter((label) => label.set === set?.name),
                  statuses: [],
                  notes: [],
                }));
          const { files, losses, wrote } = await writeToMemory(format, dataset, chosen);
          const surfaces = await readSurfaces(format, files);
          const spans = chosen.reduce((sum, document) => sum + document.spans.length, 0);
          if (wrote.length > 0) expect(surfaces.sort()).toEqual(wrote.sort());
          if (wrote.length < spans && surfaces.length < spans) expect(losses.list()).not.toEqual([]);
        }),
        { numRuns: 25 },
      );
    },
  );
});

describe.skipIf(ROOT === null)('real files (skipped without the corpora)', () => {
  const files =
    ROOT === null ? [] : filesBelow(ROOT).filter((path) => !/(?:MANIFEST|SOURCES)\.\w+$/.test(path));
  const sniffed = new Map(files.map((path) => [path, sniff(path)]));

  test('each is taken for what it is', () => {
    const table = new Map<string, number>();
    const wrong: string[] = [];
    for (const [path, format] of sniffed) {
      const name = relative(ROOT!, path).split(sep).join('/');
      const line = `${name.split('/').slice(0, 2).join('/')} *.${basename(path).split('.').at(-1)}: ${format?.id ?? 'none'}`;
      table.set(line, (table.get(line) ?? 0) + 1);
      if (!mayBe(name).includes(format?.id ?? 'none')) wrong.push(`${name}: ${format?.id ?? 'none'}`);
    }
    console.info([...table].map(([line, count]) => `${line} (${count})`).join('\n'));
    expect(wrong).toEqual([]);
  });

  test('each that is well-formed is read whole, and goes out and comes in again as it was', async () => {
    const rows = new Map<string, Row>();
    const wrong: string[] = [];
    for (const [path, format] of sniffed) {
      if (!format || !canRead(format) || format.id === 'txt' || format.id === 'md' || format.id === 'jsonl')
        continue;
      const source = relative(ROOT!, dirname(path)).split(sep).slice(0, 2).join('/');
      const key = `${format.id} ${source}`;
      const row = rows.get(key) ?? new Row();
      rows.set(key, row);
      try {
        await row.take(format, path, (reason) => wrong.push(`${relative(ROOT!, path)}: ${reason}`));
      } catch (error) {
        if (!(error instanceof PostilError)) throw error;
        row.refused.push(error.message);
      }
    }
    console.info(
      [
        'format source: files, refused, documents, spans (counted), relations (counted), slots, attributes, labels, notes, round trips, kinds of losses',
      ]
        .concat([...rows].map(([key, row]) => `${key}: ${row.toString()}`))
        .join('\n'),
    );
    expect(wrong).toEqual([]);
  }, 120_000);
});

/** One line of the conformance table. */
class Row {
  files = 0;
  readonly refused: string[] = [];
  readonly #sums = { documents: 0, spans: 0, relations: 0, slots: 0, attributes: 0, labels: 0, notes: 0 };
  readonly #counted = { spans: 0, relations: 0 };
  readonly #plain = { spans: 0, relations: 0 };
  #round = 0;
  readonly #lost = new Set<string>();

  async take(format: ReadableFormat, path: string, tell: (reason: string) => void): Promise<void> {
    this.files++;
    const { dataset, documents } = await records(() => readFile(format, path));
    const sum = (of: (document: (typeof documents)[number]) => number) =>
      documents.reduce((total, document) => total + of(document), 0);
    const read = {
      documents: documents.length,
      spans: sum(({ spans }) => spans.length),
      relations: sum(({ relations }) => relations.length),
      slots: sum(({ spans }) => spans.reduce((n, { slots }) => n + slots.length, 0)),
      attributes: sum(({ spans }) =>
        spans.reduce((n, { attributes }) => n + Object.keys(attributes).length, 0),
      ),
      labels: sum(({ labels }) => labels.length),
      notes: sum(({ notes }) => notes.length),
    };
    for (const name of Object.keys(read) as (keyof typeof read)[]) this.#sums[name] += read[name];
    const sets = new Set(documents.flatMap(({ spans }) => spans.map(({ set }) => set)));
    // The files of several annotators of one text are read together: more than this file has.
    const counted = sets.size > 1 ? null : PLAIN_COUNTS[format.id]?.(path);
    for (const name of ['spans', 'relations'] as const) {
      const plain = counted?.[name];
      if (plain === undefined) continue;
      this.#counted[name] += read[name];
      this.#plain[name] += plain;
      if (plain !== read[name]) tell(`${read[name]} of ${plain} ${name} were read`);
    }
    if (!canWrite(format) || (format.sets === 'one' && sets.size > 1)) return;
    const written = await writeToMemory(format, dataset, documents);
    for (const { kind } of written.losses.list()) this.#lost.add(kind);
    const again = await records(() => readFromMemory(format, written.files));
    const pictures = (list: typeof documents, entities: typeof dataset.entities) =>
      list.map((document) => JSON.stringify(picture(document, { entities }))).sort();
    const [before, after] = [
      pictures(documents, dataset.entities),
      pictures(again.documents, again.dataset.entities),
    ];
    if (written.losses.list().length === 0 && before.join('\n') !== after.join('\n'))
      tell('differs after a round trip');
    if (before.join('\n') === after.join('\n')) this.#round++;
  }

  toString(): string {
    const { documents, spans, relations, slots, attributes, labels, notes } = this.#sums;
    const of = (name: 'spans' | 'relations') =>
      this.#plain[name] > 0 ? ` (${this.#counted[name]} of ${this.#plain[name]})` : '';
    const lost = this.#lost.size > 0 ? [...this.#lost].join('; ') : 'none';
    return `${this.files}, ${this.refused.length}, ${documents}, ${spans}${of('spans')}, ${relations}${of('relations')}, ${slots}, ${attributes}, ${labels}, ${notes}, ${this.#round} identical, ${lost}`;
  }
}

function sniff(path: string) {
  const handle = openSync(path, 'r');
  try {
    const head = Buffer.alloc(64 * 1024);
    return sniffFormat(basename(path), head.subarray(0, readSync(handle, head, 0, head.length, 0)));
  } finally {
    closeSync(handle);
  }
}

/** The formats that a file of the corpora may be taken for, by where it lies and what it is called. */
function mayBe(name: string): readonly string[] {
  const [kind = ''] = name.split('/');
  const ending = name.split('.').at(-1)?.toLowerCase() ?? '';
  if (ending === 'md') return ['md'];
  if (ending === 'ann')
    return /^\d+\t|^[A-Z]+\t/.test(readFileSync(corpus(name)!, 'utf8').replace(/^[TREAMN#*].*\n/gm, ''))
      ? ['none', 'brat']
      : ['brat', 'none'];
  const byKind: Record<string, readonly string[]> = {
    articles: ['txt', 'none', 'conll'],
    brat: ['txt', 'brat', 'none'],
    'ner-conll': ['conll', 'txt', 'spacy-jsonl', 'jsonl', 'none'],
    'webanno-tsv': ['webanno-tsv', 'cas-xmi', 'txt', 'none'],
    'uima-cas': ['cas-xmi', 'cas-json', 'none'],
    'label-studio': ['label-studio', 'none'],
    doccano: ['doccano', 'conll', 'txt', 'csv', 'none'],
    'prodigy-spacy': ['spacy-jsonl', 'jsonl', 'csv', 'none'],
    'web-annotation': ['web-annotation', 'none'],
    'gate-tei': ['conll', 'txt', 'none'],
    'other-standoff': ['conll', 'txt', 'none'],
    'claims-attribution': ['txt', 'none'],
  };
  return byKind[kind] ?? [];
}
