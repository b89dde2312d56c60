import fc from 'fast-check';
import { closeSync, openSync, readFileSync, readSync } from 'node:fs';
import { basename, dirname, relative, sep } from 'node:path';
import { describe, expect, test } from 'vitest';
import { PostilError } from '../../../shared/contract/errors.ts';
import { canRead, canWrite, type ReadableFormat } from '../../../shared/formats/define.ts';
import type { DocumentRecord } from '../../../shared/formats/records.ts';
import { FORMATS, sniffFormat } from '../../../shared/formats/registry.ts';
import { describeCorpus } from '../../support/beside.ts';
import { fateOf, FOREIGN_SHAPES } from '../../support/foreign-shapes.ts';
import {
  filesBelow,
  picture,
  readFile,
  readFromMemory,
  readSurfaces,
  records,
  writeToMemory,
} from '../../support/formats.ts';
import { allAttributes } from '../../../shared/formats/foreign.ts';
import { KINDS, type Kind } from '../../support/plain-counts/counts.ts';
import { PLAIN_COUNTS } from '../../support/plain-counts/index.ts';
import { anyDataset, withoutReturns } from './support.ts';
import { cases } from '../../support/slow.ts';

describe('every format', () => {
  test('has a unique id, label and file extension, and declares what it cannot store', () => {
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
    '%s: any dataset is read back with the same words, and losses are reported',
    async (_, format) => {
      await fc.assert(
        fc.asyncProperty(anyDataset, async ({ dataset, documents: all }) => {
          // Documents in a project have no carriage returns.
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
        { numRuns: cases(25) },
      );
    },
  );
});

describeCorpus([], (root) => {
  const files = filesBelow(root).filter((path) => !/(?:MANIFEST|SOURCES)\.\w+$/.test(path));
  const sniffed = new Map(files.map((path) => [path, sniff(path)]));

  test('the format of each is recognised', () => {
    const table = new Map<string, number>();
    const wrong: string[] = [];
    for (const [path, format] of sniffed) {
      const name = relative(root, path).split(sep).join('/');
      const line = `${name.split('/').slice(0, 2).join('/')} *.${basename(path).split('.').at(-1)}: ${format?.id ?? 'none'}`;
      table.set(line, (table.get(line) ?? 0) + 1);
      if (!mayBe(name, path).includes(format?.id ?? 'none')) wrong.push(`${name}: ${format?.id ?? 'none'}`);
    }
    console.info([...table].map(([line, count]) => `${line} (${count})`).join('\n'));
    expect(wrong).toEqual([]);
  });

  test('each valid file is read completely and is unchanged after writing and reading', async () => {
    const rows = new Map<string, Row>();
    const wrong: string[] = [];
    for (const [path, format] of sniffed) {
      if (
        !format ||
        !canRead(format) ||
        format.id === 'txt' ||
        format.id === 'md' ||
        format.id === 'page' ||
        format.id === 'jsonl'
      )
        continue;
      const source = relative(root, dirname(path)).split(sep).slice(0, 2).join('/');
      const key = `${format.id} ${source}`;
      const row = rows.get(key) ?? new Row();
      rows.set(key, row);
      try {
        await row.take(format, path, (reason) => wrong.push(`${relative(root, path)}: ${reason}`));
      } catch (error) {
        if (!(error instanceof PostilError)) throw error;
        const why = error.message.replaceAll(basename(path), 'the file');
        row.refused.set(why, (row.refused.get(why) ?? 0) + 1);
      }
    }
    const told = new Map<string, string>();
    for (const [id, shapes] of Object.entries(FOREIGN_SHAPES)) {
      const fates = await Promise.all(shapes.map((shape) => fateOf(id, shape)));
      const silent = shapes.filter((_, i) => fates[i] === 'silent').map(({ what }) => what);
      if (silent.length > 0) wrong.push(`${id}: neither read nor told: ${silent.join('; ')}`);
      const read = fates.filter((fate) => fate === 'read').length;
      told.set(id, `${shapes.length - silent.length - read}/${shapes.length - read}`);
    }
    // Formats without a file in the corpora have a line too.
    for (const id of told.keys())
      if (![...rows.keys()].some((key) => key.startsWith(`${id} `))) rows.set(`${id} –`, new Row());
    const lines = [...rows].map(([key, row]) => [key, ...row.cells(told.get(key.split(' ', 1)[0]!) ?? '–')]);
    console.info(table([HEADER, ...lines]));
    for (const [key, { refused, uncounted }] of rows) {
      for (const [why, files] of refused) console.info(`${key}: ${files} refused: ${why}`);
      for (const [why, files] of uncounted) console.info(`${key}: ${files} not counted: ${why}`);
    }
    expect(wrong).toEqual([]);
  }, 120_000);
});

const HEADER = [
  'format source',
  'files',
  'refused',
  ...KINDS,
  'same again',
  'shapes not read are told',
  'losses',
];

/**
 * One line of the conformance table. For each kind: the number read and, after a slash, the number counted; after a plus the
 * number read from files in which it could not be counted; a dash if the format does not have it. Then, of the foreign shapes of
 * the format (`FOREIGN_SHAPES`) that it does not read, how many were reported.
 */
class Row {
  files = 0;
  /** The number of files, by reason. */
  readonly refused = new Map<string, number>();
  /** By kind, what was read and counted, and what was read from files in which it could not be counted. */
  readonly #sums = new Map<Kind, { read: number; counted: number; others: number }>();
  /** By kind, the number of files in which it was not counted, and why. */
  readonly uncounted = new Map<string, number>();
  #round = 0;
  readonly #lost = new Set<string>();

  async take(format: ReadableFormat, path: string, tell: (reason: string) => void): Promise<void> {
    this.files++;
    const { dataset, documents } = await records(() => readFile(format, path));
    const sets = new Set(documents.flatMap(({ spans }) => spans.map(({ set }) => set)));
    const counted = PLAIN_COUNTS[format.id]?.(path) ?? 'there is no plain count of this format';
    const reasons = new Map<string, Kind[]>();
    for (const [kind, read] of Object.entries(amounts(documents)) as [Kind, number][]) {
      // A kind that the format does not support must not be read.
      const plain = typeof counted === 'string' ? counted : (counted[kind] ?? (read > 0 ? 0 : undefined));
      if (plain === undefined) continue;
      const sums = this.#sums.get(kind) ?? { read: 0, counted: 0, others: 0 };
      this.#sums.set(kind, sums);
      if (typeof plain === 'string') {
        sums.others += read;
        reasons.set(plain, [...(reasons.get(plain) ?? []), kind]);
      } else {
        sums.read += read;
        sums.counted += plain;
        if (plain !== read) tell(`${read} of ${plain} ${kind} were read`);
      }
    }
    for (const [reason, kinds] of reasons) {
      const why = `${kinds.join(' and ')}: ${reason}`;
      this.uncounted.set(why, (this.uncounted.get(why) ?? 0) + 1);
    }
    if (!canWrite(format) || (format.sets === 'one' && sets.size > 1)) return;
    const written = await writeToMemory(format, dataset, documents);
    for (const { kind } of written.losses.list()) this.#lost.add(kind);
    const again = await records(() => readFromMemory(format, written.files));
    const pictures = (list: typeof documents, entities: typeof dataset.entities) =>
      list
        .map((document) => JSON.stringify(picture(document, { entities })))
        // A file with one set does not contain its name.
        .map((text) =>
          format.sets === 'one' ? text.replaceAll(/"set":"(?:[^"\\]|\\.)*"/g, '"set":""') : text,
        )
        .sort();
    const [before, after] = [
      pictures(documents, dataset.entities),
      pictures(again.documents, again.dataset.entities),
    ];
    if (written.losses.list().length === 0 && before.join('\n') !== after.join('\n'))
      tell('differs after a round trip');
    if (before.join('\n') === after.join('\n')) this.#round++;
  }

  cells(told: string): string[] {
    const kinds = KINDS.map((kind) => {
      const sums = this.#sums.get(kind);
      if (!sums) return '–';
      return `${sums.read}/${sums.counted}${sums.others > 0 ? ` +${sums.others}?` : ''}`;
    });
    const lost = this.#lost.size > 0 ? [...this.#lost].join('; ') : 'none';
    return [
      `${this.files}`,
      `${[...this.refused.values()].reduce((sum, n) => sum + n, 0)}`,
      ...kinds,
      `${this.#round}`,
      told,
      lost,
    ];
  }
}

/** Counts what was read of each kind. */
function amounts(documents: readonly DocumentRecord[]): Record<Kind, number> {
  const sum = (of: (document: DocumentRecord) => number) =>
    documents.reduce((total, document) => total + of(document), 0);
  const sumOf = <Item>(items: readonly Item[], of: (item: Item) => number) =>
    items.reduce((total, item) => total + of(item), 0);
  const attributes = (item: Parameters<typeof allAttributes>[0]) => Object.keys(allAttributes(item)).length;
  return {
    documents: documents.length,
    spans: sum(({ spans }) => spans.length),
    relations: sum(({ relations }) => relations.length),
    slots: sum(({ spans }) => sumOf(spans, ({ slots }) => slots.length)),
    attributes: sum(({ spans, relations }) => sumOf(spans, attributes) + sumOf(relations, attributes)),
    labels: sum(({ labels }) => labels.length),
    links: sum(({ spans }) => sumOf(spans, ({ entities }) => entities.length)),
    notes: sum(({ notes }) => notes.length),
  };
}

/** Aligns columns; the last may be long. */
function table(rows: readonly (readonly string[])[]): string {
  const widths = HEADER.map((_, i) => Math.max(...rows.map((row) => row[i]!.length)));
  return rows
    .map((row) => row.map((cell, i) => (i === row.length - 1 ? cell : cell.padEnd(widths[i]!))).join('  '))
    .join('\n');
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

/** Returns the formats that a corpus file may be recognised as, by its folder and name. */
function mayBe(name: string, path: string): readonly string[] {
  const [kind = ''] = name.split('/');
  const ending = name.split('.').at(-1)?.toLowerCase() ?? '';
  if (ending === 'md') return ['md'];
  if (ending === 'html') return ['page'];
  if (ending === 'ann')
    return /^\d+\t|^[A-Z]+\t/.test(readFileSync(path, 'utf8').replace(/^[TREAMN#*].*\n/gm, ''))
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
