import type { Format } from '../define.ts';
import { unitOption } from '../units.ts';
import { WEBANNO_CARRIES } from './carries.ts';
import { readWebannoTsv, WEBANNO_TSV } from './read.ts';
import { olderVersion } from './rows.ts';
import { writeWebannoTsv } from './write.ts';

/** The table of WebAnno and INCEpTION: one row per token, one column per feature, one file per document. */
export const webannoTsv: Format = {
  id: WEBANNO_TSV,
  label: 'WebAnno TSV 3',
  extensions: ['tsv'],
  offsetUnit: 'utf-16',
  sets: 'one',
  options: [unitOption('utf-16')],
  cannotHold: [
    'gaps: discontinuous spans are cut in several',
    'implicit spans, and spans of blanks between words',
    'slots filled by entities, documents or texts; evidence and scores of slots',
    'endings of file names (a document is called like its file)',
    'whether a value is a text or a number',
  ],
  carries: () => WEBANNO_CARRIES,

  sniff(_name, head) {
    const text = new TextDecoder().decode(head.subarray(0, 2000)).replace(/^\ufeff/, '');
    if (/^\s*#FORMAT=WebAnno TSV /.test(text)) return 1;
    // Versions 1 and 2 are refused by name, which is clearer than the error of another reader.
    const first = text.slice(0, (text.indexOf('\n') + 1 || text.length + 1) - 1);
    return olderVersion(first) !== null && /^#text=/m.test(text) ? 0.9 : 0;
  },

  read: readWebannoTsv,
  write: writeWebannoTsv,
};
