import { ANNOTATED_CARRIES } from '../annotated/carries.ts';
import { LOSSES } from '../annotated/messages.ts';
import { OPTIONS } from '../annotated/options.ts';
import { writeAnnotated, type PageForm } from '../annotated/write.ts';
import type { Format } from '../define.ts';
import { DocxPages } from './page.ts';
import { readDocx } from './read.ts';

const FORM: PageForm = {
  extension: 'docx',
  open: (view, title, names) => new DocxPages(view, title, names),
};

/** Articles with their annotations for word processors. */
export const docx: Format = {
  id: 'docx',
  label: 'Annotated article (Word)',
  extensions: ['docx'],
  offsetUnit: 'none',
  sets: 'one',
  options: OPTIONS,
  cannotHold: [
    'lines under words around other marked words (they stand between brackets)',
    ...Object.values(LOSSES),
  ],
  carries: () => ANNOTATED_CARRIES,
  sniff: () => 0,
  write: (dataset, documents, options) => writeAnnotated(FORM, dataset, documents, options),
  surfaces: readDocx,
};
