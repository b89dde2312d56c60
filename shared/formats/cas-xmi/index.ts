import { isTypeSystemOf } from '../cas/type-system-xml.ts';
import type { Format } from '../define.ts';
import { options, readXmi } from './read.ts';
import { writeXmi } from './write.ts';

/** UIMA CAS in XMI, as INCEpTION, WebAnno and DKPro write it, with a type system beside it. */
export const casXmi: Format = {
  id: 'cas-xmi',
  label: 'UIMA CAS XMI',
  extensions: ['xmi'],
  offsetUnit: 'utf-16',
  sets: 'one',
  options,
  cannotHold: [
    'gaps: discontinuous spans are cut in several',
    'implicit spans',
    'slots filled by entities, documents or texts; evidence',
    'document labels, notes, status and most metadata',
    'scores, links to entities, owners and origins of spans',
  ],

  sniff(_name, head) {
    const text = new TextDecoder().decode(head.subarray(0, 8000));
    if (!/<(?:\w+:)?XMI[\s>]/.test(text) || !text.includes('http://www.omg.org/XMI')) return 0;
    // Models of UML are XMI too; those of UIMA name its packages.
    return /http:\/\/\/[\w/]+\.ecore/.test(text) ? 1 : 0.3;
  },

  companions: (name, siblings) => siblings.filter((sibling) => isTypeSystemOf(name, sibling)),
  read: readXmi,
  write: writeXmi,
};
