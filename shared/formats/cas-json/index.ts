import { CAS_CANNOT_HOLD } from '../cas/unheld.ts';
import type { Format } from '../define.ts';
import { readCasJson } from './read.ts';
import { writeCasJson } from './write.ts';

/** UIMA CAS as JSON in version 0.4: types, feature structures and views in one file. */
export const casJson: Format = {
  id: 'cas-json',
  label: 'UIMA CAS JSON',
  extensions: ['json'],
  offsetUnit: 'utf-16',
  sets: 'one',
  options: [],
  cannotHold: CAS_CANNOT_HOLD,

  sniff(_name, head) {
    const text = new TextDecoder().decode(head).replace(/^\ufeff/, '');
    if (!/^\s*\{/.test(text)) return 0;
    if (/^\s*\{\s*"%(?:HEADER|TYPES|FEATURE_STRUCTURES|VIEWS)"\s*:/.test(text)) return 1;
    // The JSON of UIMA 2 is refused by name, which says more than another reader would.
    return /^\s*\{\s*"_(?:context|views|referenced_fss)"\s*:/.test(text) ? 0.9 : 0;
  },

  read: readCasJson,
  write: writeCasJson,
};
