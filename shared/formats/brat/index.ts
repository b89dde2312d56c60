import type { Format } from '../define.ts';
import { unitOption } from '../units.ts';
import { companionsOf, isConfig } from './files.ts';
import { readBrat } from './read.ts';
import { sniffBrat } from './sniff.ts';
import { writeBrat } from './write.ts';

/** brat's standoff: a text, its annotations beside it, and a configuration for the folder. */
export const brat: Format = {
  id: 'brat',
  label: 'brat standoff',
  extensions: ['ann', 'a1', 'a2'],
  offsetUnit: 'codepoint',
  sets: 'one',
  options: [unitOption('codepoint')],
  cannotHold: [
    'title, source, date and the other fields of articles',
    'implicit spans, and spans over the end of a line in one piece',
    'slot fillers that are no spans: entities, documents, texts, reasons for none',
    'relations between entities and across documents',
    'aliases and notes of entities, and those without an id elsewhere',
    'document labels and status',
    'notes on documents; who wrote a note, and whether it is a question',
    'attributes that say no, and numbers other than as text',
    'scores, owners and origins of spans, and which attributes are untouched defaults',
    'tokens and sentences',
  ],
  sniff: sniffBrat,
  companions: companionsOf,
  isOfFolder: isConfig,
  read: readBrat,
  write: writeBrat,
};
