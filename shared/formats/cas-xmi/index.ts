import { CAS_CARRIES } from '../cas/carries.ts';
import { CAS_CANNOT_HOLD } from '../cas/unheld.ts';
import { TYPE_SYSTEM_FILE, typeSystemsOf } from '../cas/type-system-xml.ts';
import { peekXml } from '../cas/xml-encoding.ts';
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
  cannotHold: CAS_CANNOT_HOLD,
  carries: () => CAS_CARRIES,

  sniff(_name, head) {
    // Sniff the whole start: comments and dozens of namespaces may precede what identifies the format.
    const text = peekXml(head);
    if (!/<(?:\w+:)?XMI[\s>]/.test(text) || !text.includes('http://www.omg.org/XMI')) return 0;
    // UML models are XMI too; those of UIMA have its package names.
    return /http:\/\/\/[\w/]+\.ecore/.test(text) ? 1 : 0.3;
  },

  companions: typeSystemsOf,
  isOfFolder: (name) => name === TYPE_SYSTEM_FILE,
  read: readXmi,
  write: writeXmi,
};
