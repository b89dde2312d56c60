import type { Span } from '../../../shared/model/annotation.ts';
import { emptyMetadata, type Document } from '../../../shared/model/document.ts';
import type { Fragment } from '../../../shared/model/fragments.ts';
import type { Uid } from '../../../shared/model/uid.ts';
import { newsScheme } from '../../../shared/presets/news.ts';
import { Marker, type Mark } from './marks.ts';
import { prose, type Paragraph, type Word } from './prose.ts';
import { Random } from './random.ts';

/**
 * The measured sizes. Real news articles are between W1 and W2 (PolNeAR: median 76 annotations per article, maximum 850);
 * bundles and books reach W3 and W4.
 */
export const SIZES = {
  W1: { words: 380, spans: 60 },
  W2: { words: 5_000, spans: 1_000 },
  W3: { words: 50_000, spans: 10_000 },
  W4: { words: 200_000, spans: 40_000 },
} as const;
export type SizeName = keyof typeof SIZES;

/** A document with its spans, all in one set, in reading order. */
export interface Workload {
  readonly document: Document;
  readonly spans: readonly Span[];
  readonly words: readonly Word[];
}

export interface WorkloadOptions {
  readonly seed?: number;
  /** The set that the spans belong to; created from the seed if absent. */
  readonly set?: Uid;
}

const CLAIMS = namesOf('claim');
const MENTIONS = namesOf('mention');

/** Creates a workload, the same for the same size and seed. Takes about a second for W4. */
export function workload(size: SizeName, { seed = 1, set }: WorkloadOptions = {}): Workload {
  const { words, spans: wanted } = SIZES[size];
  const random = new Random(Math.imul(seed, 0x9e3779b1) ^ words);
  const { text, blocks, paragraphs } = prose(random, words);
  const document: Document = {
    ...emptyMetadata,
    id: seededUid(random),
    title: text.slice(blocks[0]![1], blocks[0]![2]),
    language: 'en',
    text,
    blocks: blocks.map(([kind, start, end]) => [kind, start, end]),
    header: '',
    origin: { name: `${size.toLowerCase()}-${seed}.txt` },
  };
  const own = set ?? seededUid(random);
  const spans = marksOf(random, paragraphs, wanted).map(({ claim, fragment }): Span => ({
    ...spanAt(document.id, own, fragment, random.pick(claim ? CLAIMS : MENTIONS)),
    id: seededUid(random),
  }));
  spans.sort((a, b) => a.fragments[0]![0] - b.fragments[0]![0] || b.fragments[0]![1] - a.fragments[0]![1]);
  return { document, spans, words: paragraphs.flatMap((paragraph) => paragraph.words) };
}

/** Returns `count` single words for tagging, spread evenly over the document; none has a span with exactly its bounds. */
export function freeWords({ words, spans }: Workload, count: number): Fragment[] {
  const taken = new Set(spans.map(({ fragments: [first] }) => String(first)));
  const step = words.length / count;
  return Array.from({ length: count }, (_, i) => {
    const from = Math.floor((i + 0.5) * step);
    const free = words.slice(from).find((word) => !taken.has(String(word))) ?? words[from]!;
    return [free[0], free[1]];
  });
}

/** Returns a span over a fragment, as the editor creates it; its id is derived from the position. */
export function spanAt(document: Uid, set: Uid, fragment: Fragment, type: string): Span {
  return {
    id: seededUid(new Random(fragment[0] * 31 + fragment[1])),
    document,
    set,
    type,
    fragments: [[fragment[0], fragment[1]]],
    attributes: {},
    untouched: [],
    slots: [],
    entities: [],
  };
}

function namesOf(family: 'claim' | 'mention'): string[] {
  return newsScheme.types.filter((type) => type.family === family).map(({ name }) => name);
}

interface Drawn {
  readonly fragment: Fragment;
  readonly claim: boolean;
}

/** Distributes the spans over the paragraphs by length; those that do not fit in one paragraph go to others. */
function marksOf(random: Random, paragraphs: readonly Paragraph[], wanted: number): Drawn[] {
  const marker = new Marker(random);
  const total = paragraphs.reduce((sum, { words }) => sum + words.length, 0);
  const marked: Mark[][] = paragraphs.map(() => []);
  let words = 0;
  let made = 0;
  for (const [i, paragraph] of paragraphs.entries()) {
    words += paragraph.words.length;
    marked[i] = marker.mark(paragraph, Math.round((wanted * words) / total) - made);
    made += marked[i].length;
  }
  for (let round = 0; made < wanted && round < 20; round++) {
    for (const [i, paragraph] of paragraphs.entries()) {
      if (made === wanted) break;
      const more = marker.mark(paragraph, 1, marked[i]);
      marked[i]!.push(...more);
      made += more.length;
    }
  }
  if (made !== wanted) throw new Error(`only ${made} of ${wanted} spans found room`);
  return paragraphs.flatMap(({ words: own }, i) =>
    marked[i]!.map(({ first, last, claim }) => ({ fragment: [own[first]![0], own[last]![1]], claim })),
  );
}

/** Returns a well-formed version 7 uid from the seed, so that two runs store the same bytes. */
function seededUid(random: Random): Uid {
  const hex = (digits: number) =>
    Math.floor(random.next() * 16 ** digits)
      .toString(16)
      .padStart(digits, '0');
  return `0190${hex(4)}-${hex(4)}-7${hex(3)}-8${hex(3)}-${hex(8)}${hex(4)}` as Uid;
}
