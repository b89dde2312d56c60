import { TEXT_ONLY, UNIT_OPTION, type Format } from '../define.ts';
import { CLAIM_TYPE, CLAIMER_TYPE, ID, MENTION_TYPE, OBJECT_TYPE, OPTIONS } from './options.ts';
import { readExtractions } from './read.ts';
import { sniffExtractions } from './sniff.ts';

/** Output of language models and extraction libraries: quotes with or without offsets, claims, relations, scores. */
export const extractions: Format = {
  id: ID,
  label: 'Extractions of a model (JSON)',
  extensions: ['jsonl', 'json'],
  offsetUnit: 'stated',
  sets: 'one',
  options: OPTIONS,
  readingOptions: [UNIT_OPTION, CLAIM_TYPE, CLAIMER_TYPE, OBJECT_TYPE, MENTION_TYPE, TEXT_ONLY],
  cannotHold: ['anything: it is read, and not written; Postil JSONL holds a model’s set whole'],
  sniff: sniffExtractions,
  read: readExtractions,
};
