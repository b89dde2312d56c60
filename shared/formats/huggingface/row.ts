import type { Fragment } from '../../model/fragments.ts';
import { offsetsOf } from '../../text/offsets.ts';
import { METADATA_FIELDS, type DocumentMetadata } from '../../model/document.ts';
import type { LossTally } from '../losses.ts';
import type { DocumentRecord } from '../records.ts';
import { tokenRange, tokensOf } from '../tokens.ts';

/** A range of text with its label; offsets count code points, as in Python. */
export interface LabelledSpan {
  readonly start: number;
  readonly end: number;
  readonly label: string;
  readonly text: string;
}

/** A document as one row of the dataset. */
export interface Row extends DocumentMetadata {
  readonly id: string;
  /** Name of the file that the document came from. */
  readonly file: string;
  readonly text: string;
  readonly tokens: readonly string[];
  /** One tag per token, in IOB2. */
  readonly ner_tags: readonly string[];
  readonly spans: readonly LabelledSpan[];
}

export const OUTSIDE = 'O';

/** Converts a document to its row, and counts what tags cannot express: one label per token, whole tokens. */
export function rowOf(document: DocumentRecord, losses: LossTally, wrote?: (surface: string) => void): Row {
  const { id, text } = document;
  const { tokens } = tokensOf(document);
  const points = offsetsOf(text, 'codepoint');
  const pieces = document.spans.flatMap(({ type, fragments }) =>
    fragments.map((fragment) => ({ type, fragment })),
  );
  const spans = pieces.map(({ type, fragment: [start, end] }) => {
    const words = text.slice(start, end);
    wrote?.(words);
    return { start: points.fromUtf16(start) ?? 0, end: points.fromUtf16(end) ?? 0, label: type, text: words };
  });
  const metadata = Object.fromEntries(METADATA_FIELDS.map((field) => [field, document[field]]));
  return {
    id,
    file: document.origin.name,
    ...(metadata as DocumentMetadata),
    text,
    tokens: tokens.map(([start, end]) => text.slice(start, end)),
    ner_tags: tagsOf(pieces, tokens, text, losses),
    spans,
  };
}

/**
 * Returns the tags. The longest span comes first, as the outermost of nested ones; spans without tags are still in
 * `spans`.
 */
function tagsOf(
  pieces: readonly { readonly type: string; readonly fragment: Fragment }[],
  tokens: readonly Fragment[],
  text: string,
  losses: LossTally,
): string[] {
  const tags = tokens.map(() => OUTSIDE);
  const longestFirst = [...pieces].sort(
    ({ fragment: a }, { fragment: b }) => b[1] - b[0] - (a[1] - a[0]) || a[0] - b[0],
  );
  for (const { type, fragment } of longestFirst) {
    const example = `${type}: ${text.slice(...fragment).slice(0, 60)}`;
    const range = tokenRange(tokens, fragment);
    if (!range) {
      losses.add('spans without a tag: they cover no token', example);
      continue;
    }
    if (tags.slice(range.first, range.end).some((tag) => tag !== OUTSIDE)) {
      losses.add('spans without a tag: a longer one has their tokens', example);
      continue;
    }
    if (!range.aligned) losses.add('spans whose tags cover whole tokens', example);
    for (let at = range.first; at < range.end; at++) tags[at] = `${at === range.first ? 'B' : 'I'}-${type}`;
  }
  return tags;
}
