import fc from 'fast-check';
import type { Bytes, Dataset, Format, Incoming } from '../../../shared/formats/define.ts';
import { LossTally } from '../../../shared/formats/losses.ts';
import type { DocumentRecord, RelationRecord, SpanRecord } from '../../../shared/formats/records.ts';
import type { Entity, Filler, Slot } from '../../../shared/model/annotation.ts';
import type { BlockKind } from '../../../shared/model/document.ts';
import { normaliseFragments } from '../../../shared/model/fragments.ts';
import type { Uid } from '../../../shared/model/uid.ts';
import { newsScheme } from '../../../shared/presets/news.ts';

export const utf8 = (text: string) => new TextEncoder().encode(text);

/** Returns a stream of the bytes in chunks of `size`, so that chunks end inside characters and lines. */
export async function* stream(content: string | Uint8Array, size = 7): Bytes {
  const bytes = typeof content === 'string' ? utf8(content) : content;
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}

export async function readAllOf(
  format: Format,
  content: string | Uint8Array,
  file = 'f.jsonl',
): Promise<Incoming[]> {
  const items: Incoming[] = [];
  if (!format.read) throw new Error(`${format.id} cannot be read`);
  for await (const item of format.read(stream(content, 4096), { file })) items.push(item);
  return items;
}

export async function writeAllOf(
  format: Format,
  dataset: Dataset,
  documents: readonly DocumentRecord[],
  values = {},
): Promise<{ text: string; losses: LossTally }> {
  const losses = new LossTally();
  let text = '';
  if (!format.write) throw new Error(`${format.id} cannot be written`);
  for await (const { chunk } of format.write(dataset, documents, { losses, values })) text += String(chunk);
  return { text, losses };
}

/** Returns a uid that depends only on the number, for golden files and generated records. */
export const uidOf = (n: number) => `01890000-0000-7000-8000-${n.toString(16).padStart(12, '0')}` as Uid;

export const emptyDataset: Dataset = {
  scheme: newsScheme,
  analysts: [],
  sets: [],
  entities: [],
  relations: [],
};

const piece = fc.constantFrom(
  'word',
  ' ',
  '\n',
  '\n\n',
  '👩‍👩‍👧',
  '😀',
  'e\u0301',
  'שלום',
  'مرحبا',
  '\u202e',
  '北京',
  '\u2028',
  '\u0085',
  '"',
  '\\',
  '=1+1',
  ',',
  ';',
  '\t',
  '\ufeff',
  '\u200d',
  '𝒳',
  '\r',
  '\u0007',
  '{"kind":"header"}',
);
export const anyText = fc.array(piece, { minLength: 1, maxLength: 25 }).map((parts) => parts.join(''));

/**
 * Returns the document without carriage returns, which documents in a project do not have: readers turn them into line feeds, and
 * the length stays the same.
 */
export function withoutReturns(document: DocumentRecord): DocumentRecord {
  return {
    ...document,
    text: document.text.replaceAll('\r', '·'),
    title: document.title.replaceAll('\r', '·'),
  };
}

const isBoundary = (text: string, at: number) => !/^[\udc00-\udfff]/.test(text.slice(at, at + 1));

/**
 * A dataset of a few documents with everything that a project can contain: astral characters, nested, crossing, identical,
 * discontinuous, zero-width and implicit spans, slots with every kind of filler, relations, labels, notes.
 */
export const anyDataset: fc.Arbitrary<{ dataset: Dataset; documents: DocumentRecord[] }> = fc
  .tuple(fc.array(anyText, { minLength: 1, maxLength: 3 }), fc.infiniteStream(fc.nat({ max: 1_000_000 })))
  .map(([texts, numbers]) => {
    let id = 0;
    const next = () => uidOf(++id);
    const below = (limit: number): number => (limit <= 0 ? 0 : Number(numbers.next().value) % limit);
    const pick = <T>(items: readonly T[]): T => items[below(items.length)] as T;
    const maybe = <T>(value: T): T | undefined => (below(2) === 0 ? value : undefined);
    /** Without the keys that are undefined, since files have none either. */
    const defined = <T extends object>(value: { [K in keyof T]: T[K] | undefined }): T =>
      Object.fromEntries(Object.entries(value).filter(([, inner]) => inner !== undefined)) as T;

    const analyst = next();
    const sets = [
      { id: next(), name: 'Ada "✓"', kind: 'analyst' as const, analyst },
      {
        id: next(),
        name: 'run 1',
        kind: 'model' as const,
        model: { name: 'm', parameters: { t: 0.5, list: [null, 1] } },
      },
    ];
    const entities: Entity[] = [0, 1].map((i) => ({
      id: next(),
      name: `Entity ${i} ${texts[0]}`,
      aliases: ['x', '別名'],
      type: 'PERSON',
      externalIds: [{ authority: 'wikidata', value: `Q${i}` }],
    }));
    const documents = texts.map((text): DocumentRecord => {
      const point = () => {
        const at = below(text.length + 1);
        return isBoundary(text, at) ? at : at - 1;
      };
      const fragment = (): [number, number] => {
        const [a, b] = [point(), point()];
        return [Math.min(a, b), Math.max(a, b)];
      };
      const spanIds = Array.from({ length: below(6) }, next);
      const document = next();
      const filler = (): Filler =>
        pick<Filler>([
          { span: pick(spanIds) },
          { entity: pick(entities).id },
          { document },
          { text: 'é "x"' },
          { empty: 'not stated' },
        ]);
      const spans = spanIds.map((spanId, i) => {
        const fragments = normaliseFragments(Array.from({ length: below(4) }, fragment));
        return defined<SpanRecord>({
          id: spanId,
          set: pick(sets).name,
          type: pick(['PERSON', 'CLAIM', 'X.y-z']),
          fragments: fragments.map(([start, end]): [number, number] => [start, end]),
          attributes: pick<SpanRecord['attributes']>([
            {},
            { mention: 'name', value: -1.5, yes: true },
            { constructor: '=cmd' },
          ]),
          untouched: pick<string[]>([[], ['mention']]),
          slots:
            below(2) === 0
              ? []
              : [
                  defined<Slot>({
                    id: next(),
                    name: 'claimer',
                    rank: 'a0',
                    filler: filler(),
                    evidence: [pick(spanIds)],
                    score: maybe(0.25),
                  }),
                ],
          entities: pick<Uid[]>([[], entities.map((entity) => entity.id)]),
          score: maybe(0.125),
          owner: i > 0 ? maybe(spanIds[0]) : undefined,
          derivedFrom: maybe(next()),
          extra: maybe({ foreign: [1, { a: null }], prototype: 'inert' }),
          author: maybe('AD'),
        });
      });
      const length = text.length;
      return defined<DocumentRecord>({
        id: document,
        title: text.slice(0, 2).toWellFormed(),
        source: 's',
        url: '',
        byline: '',
        dateline: 'PARIS',
        published: '2025-07',
        language: 'en',
        text,
        blocks: length > 0 ? [['paragraph', 0, length] as [BlockKind, number, number]] : [],
        header: 'Title: …\n\n',
        origin: { name: 'a.txt', encoding: 'utf-8' as const },
        extra: maybe({ Section: 'World' }),
        spans,
        relations: spanIds.length === 0 ? [] : [relation('span', spanIds[0], pick(spanIds))],
        labels: [{ id: next(), set: pick(sets).name, name: 'topic', value: pick(['energy', 3, false]) }],
        statuses: [
          {
            set: pick(sets).name,
            status: pick(['done', 'skipped'] as const),
            reason: pick(['', 'not news']),
          },
        ],
        notes:
          spanIds.length === 0
            ? []
            : [{ id: next(), span: pick(spanIds), analyst, body: text, question: 'open' as const }],
      });
    });
    function relation(ends: 'span' | 'entity', from: Uid | undefined, to: Uid): RelationRecord {
      return {
        id: next(),
        set: pick(sets).name,
        type: 'related',
        ends,
        from: from ?? to,
        to,
        attributes: {},
        untouched: [],
      };
    }
    const first = entities[0]?.id;
    const relations = first ? [relation('entity', first, entities[1]?.id ?? first)] : [];
    const analysts = [{ id: analyst, name: 'Ada', initials: 'A', hue: 12.5 }];
    return { dataset: { scheme: newsScheme, analysts, sets, entities, relations }, documents };
  });
