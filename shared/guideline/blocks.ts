import { v5 } from 'uuid';
import * as z from 'zod';
import { Uid } from '../model/uid.ts';

/** What a block of a guideline is. An example shows what to mark, a counter-example what not to mark. */
export const BLOCK_KINDS = [
  'definition',
  'mark',
  'do-not-mark',
  'example',
  'counter-example',
  'note',
] as const;
export type BlockKind = (typeof BLOCK_KINDS)[number];
export type ExampleKind = Extract<BlockKind, 'example' | 'counter-example'>;

const Snippet = z.string().max(2000);

/**
 * The annotation that an example shows. The words are those that it had when it became an example, so that it stays readable when the
 * annotation is changed or deleted. Of a document that was deleted for good, and in a guideline of another project, nothing else is left.
 */
export const ExampleLink = z.strictObject({
  kind: z.enum(['span', 'relation']),
  annotation: Uid,
  /** `null` of a relation across documents. */
  document: Uid.nullable(),
  /** The name of its type at that time. */
  type: z.string().max(200),
  /** The name of the document. */
  title: z.string().max(500),
  before: Snippet,
  quote: Snippet,
  after: Snippet,
  /** Whether the words were removed because the document was deleted for good. */
  erased: z.literal(true).optional(),
});
export type ExampleLink = z.infer<typeof ExampleLink>;

/** One block of a guideline: Markdown, and for examples the annotation that they show. */
export const GuidelineBlock = z.strictObject({
  uid: Uid,
  kind: z.enum(BLOCK_KINDS),
  text: z.string().max(20_000),
  example: ExampleLink.optional(),
});
export type GuidelineBlock = z.infer<typeof GuidelineBlock>;
export type Guideline = readonly GuidelineBlock[];

export function isExample(kind: BlockKind): kind is ExampleKind {
  return kind === 'example' || kind === 'counter-example';
}

const NAMESPACE = '5c1a3a0e-6a0c-5d0b-9a53-6f5a1d2e7b44';

/** Gives blocks that were read from a text the uids that follow from their content, so that the same text always has the same blocks. */
export function withDerivedUids(blocks: readonly Omit<GuidelineBlock, 'uid'>[]): GuidelineBlock[] {
  const seen = new Map<string, number>();
  return blocks.map((block) => {
    const content = JSON.stringify([block.kind, block.text]);
    const before = seen.get(content) ?? 0;
    seen.set(content, before + 1);
    return { uid: v5(`${before} ${content}`, NAMESPACE) as Uid, ...block };
  });
}

/** Whether a uid follows from the content of the block, which was then read from a text. */
export function isDerived({ uid }: GuidelineBlock): boolean {
  return uid.charAt(14) === '5';
}

/** Returns the definition of a guideline, for where there is room for little. */
export function definitionOf(guideline: Guideline): string {
  return guideline.find(({ kind }) => kind === 'definition')?.text ?? '';
}
