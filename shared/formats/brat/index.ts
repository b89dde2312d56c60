import type { Format } from '../define.ts';
import { unitOption } from '../units.ts';
import { BRAT_CARRIES } from './carries.ts';
import { companionsOf, isConfig } from './files.ts';
import { readBrat } from './read.ts';
import { sniffBrat } from './sniff.ts';
import { writeBrat } from './write.ts';

/** brat's standoff format: a text, an annotation file beside it, and a configuration for the folder. */
export const brat: Format = {
  id: 'brat',
  label: 'brat standoff',
  extensions: ['ann', 'a1', 'a2'],
  offsetUnit: 'codepoint',
  sets: 'one',
  options: [unitOption('codepoint')],
  cannotHold: [
    'implicit spans, and spans across a line end in one piece',
    'slot fillers that are not spans: entities, documents, texts, reasons for leaving a slot empty',
    'entities that no mention names, and those without an id elsewhere',
    'attributes with the value no, and numbers other than as text',
    'endings of file names (a document is called like its .txt)',
  ],
  carries: () => BRAT_CARRIES,
  sniff: sniffBrat,
  companions: companionsOf,
  isOfFolder: isConfig,
  read: readBrat,
  write: writeBrat,
};
