import { ownOffsets } from '../annotation-like.ts';
import { TEXT_ONLY, type Format } from '../define.ts';
import { isJsonObject } from '../json.ts';
import { peekJson } from '../json-array.ts';
import { SPACY_CARRIES } from './carries.ts';
import { ID, OPTIONS } from './options.ts';
import { readSpacyJsonl } from './read.ts';
import { writeSpacyJsonl } from './write.ts';

/** Prodigy's JSONL and spaCy's JSON in all their shapes; written as Prodigy's JSONL. */
export const spacyJsonl: Format = {
  id: ID,
  label: 'spaCy / Prodigy JSONL',
  extensions: ['jsonl', 'json'],
  offsetUnit: 'codepoint',
  sets: 'many',
  options: OPTIONS,
  readingOptions: [TEXT_ONLY],
  cannotHold: [
    'fragments of one span as one',
    'spans that cut a token, where tokens are written',
    'implicit spans',
    'statuses other than done, and reasons for skipping',
  ],
  carries: () => SPACY_CARRIES,
  sniff(_, head) {
    const { records, start } = peekJson(head);
    // The text of such a list may be longer than the head.
    if (/^[\ufeff\s]*(?:\[\s*)?\[\s*"/.test(start))
      return LIST_OF_SPACY.test(new TextDecoder().decode(head)) ? 0.9 : 0;
    // A document of the training JSON is longer than any head.
    if (
      /^[\ufeff\s]*\[?\s*\{/.test(start) &&
      /"paragraphs"\s*:\s*\[\s*\{/.test(start) &&
      /"(?:raw|sentences)"\s*:/.test(start) &&
      !records.some(({ text }) => typeof text === 'string')
    )
      return 0.95;
    return Math.max(0, ...records.map(resemblance));
  },
  read: readSpacyJsonl,
  write: writeSpacyJsonl,
};

const LIST_OF_SPACY =
  /"\s*,\s*\{\s*"(?:entities|cats|heads|deps|tags|links|words|spans|pos|lemmas|sent_starts)"\s*:/;

/** Returns how much a record looks like Prodigy's or spaCy's, 0 to 1. */
function resemblance(record: Record<string, unknown>): number {
  const { text, spans, ents, tokens, cats, relations, answer } = record;
  if (typeof text !== 'string' || 'kind' in record || '@context' in record) return 0;
  if (ownOffsets(record)) return 0;
  if ('_input_hash' in record || '_task_hash' in record) return 0.97;
  const fits = (list: unknown): boolean => Array.isArray(list) && list.length > 0 && list.every(isSpan);
  if (fits(spans) || fits(ents)) return 0.95;
  if (isJsonObject(spans) && Object.values(spans).every((list) => Array.isArray(list))) return 0.9;
  const tokenised = Array.isArray(tokens) && tokens.length > 0 && tokens.every(isToken);
  if (tokenised) return 0.9;
  if (
    Array.isArray(relations) &&
    relations.some((item) => isJsonObject(item) && 'head' in item && 'child' in item)
  )
    return 0.9;
  const empty = Array.isArray(spans) && spans.length === 0;
  if (answer === 'accept' || answer === 'reject' || answer === 'ignore') return 0.85;
  if (
    isJsonObject(cats) &&
    Object.values(cats).every((value) => typeof value === 'number' || typeof value === 'boolean')
  )
    return 0.8;
  if (empty || Array.isArray(ents)) return 0.6;
  // Only a text, or a text with its source: Prodigy's input, but also that of other tools.
  return Object.keys(record).every((key) => key === 'text' || key === 'meta') ? 0.4 : 0;
}

function isSpan(value: unknown): boolean {
  if (!isJsonObject(value)) return false;
  const placed = typeof value.start === 'number' || typeof value.token_start === 'number';
  return placed && 'label' in value && !('text_id' in value) && !('labels' in value);
}

function isToken(value: unknown): boolean {
  return isJsonObject(value) && typeof value.start === 'number' && typeof value.end === 'number';
}
