import { CAS_CARRIES } from '../cas/carries.ts';
import { CAS_CANNOT_HOLD } from '../cas/unheld.ts';
import { TEXT_ONLY, type Format } from '../define.ts';
import { peekJson } from '../json-array.ts';
import { textOnlyOption } from '../unread.ts';
import { readCasJson } from './read.ts';
import { writeCasJson } from './write.ts';

/** UIMA CAS as JSON, version 0.4: types, feature structures and views in one file. */
export const casJson: Format = {
  id: 'cas-json',
  label: 'UIMA CAS JSON',
  extensions: ['json'],
  offsetUnit: 'utf-16',
  sets: 'one',
  options: [textOnlyOption],
  readingOptions: [TEXT_ONLY],
  cannotHold: CAS_CANNOT_HOLD,
  carries: () => CAS_CARRIES,

  sniff(_name, head) {
    const text = new TextDecoder().decode(head).replace(/^\ufeff/, '');
    if (!/^\s*\{/.test(text)) return 0;
    if (/^\s*\{\s*"%(?:HEADER|TYPES|FEATURE_STRUCTURES|VIEWS)"\s*:/.test(text)) return 1;
    if (peekJson(head).records.some((record) => '%FEATURE_STRUCTURES' in record)) return 1;
    // The JSON of UIMA 2 is refused by name, which is clearer than the error of another reader.
    return /^\s*\{\s*"_(?:context|views|referenced_fss)"\s*:/.test(text) ? 0.9 : 0;
  },

  read: readCasJson,
  write: writeCasJson,
};
