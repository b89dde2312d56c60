import { ANNOTATED_CARRIES } from '../annotated/carries.ts';
import { LOSSES } from '../annotated/messages.ts';
import { OPTIONS } from '../annotated/options.ts';
import { writeAnnotated, type PageForm } from '../annotated/write.ts';
import type { Format } from '../define.ts';
import { HtmlPages } from './page.ts';
import { readHtml } from './read.ts';

const FORM: PageForm = {
  extension: 'html',
  open: (view, title, names) => new HtmlPages(view, title, names),
};

/** Articles with their annotations as a page to read, print and hand on. */
export const html: Format = {
  id: 'html',
  label: 'Annotated article (HTML)',
  extensions: ['html'],
  offsetUnit: 'none',
  sets: 'one',
  options: OPTIONS,
  cannotHold: Object.values(LOSSES),
  carries: () => ANNOTATED_CARRIES,
  sniff: () => 0,
  write: (dataset, documents, options) => writeAnnotated(FORM, dataset, documents, options),
  surfaces: readHtml,
};
