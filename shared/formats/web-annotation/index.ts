import { TEXT_ONLY, type Format } from '../define.ts';
import { peekJson } from '../json-array.ts';
import { WEB_ANNOTATION_CARRIES } from './carries.ts';
import { ID, OPTIONS } from './options.ts';
import { readWebAnnotations } from './read.ts';
import { textsByName } from './texts.ts';
import { writeWebAnnotations } from './write.ts';

const CONTEXT = /"https?:\/\/www\.w3\.org\/ns\/anno/;

/** Annotations of the W3C model as JSON-LD, with their text in a file beside them. */
export const webAnnotation: Format = {
  id: ID,
  label: 'W3C Web Annotation (JSON-LD)',
  extensions: ['jsonld', 'json'],
  offsetUnit: 'codepoint',
  sets: 'many',
  options: OPTIONS,
  readingOptions: [TEXT_ONLY],
  cannotHold: [
    'the text itself (a .txt beside each page)',
    'attributes and scores (written as an extension that other programs ignore)',
    'implicit spans',
    'endings of file names (a page is called like the document’s file)',
  ],
  carries: () => WEB_ANNOTATION_CARRIES,
  sniff: (_, head) => {
    const { start, records } = peekJson(head);
    if (!/^[\ufeff\s]*[[{]/.test(start)) return 0;
    if (records.some((record) => CONTEXT.test(JSON.stringify(record['@context'] ?? '')))) return 0.97;
    if (/"@context"\s*:\s*(?:\[[^\]]*)?"https?:\/\/www\.w3\.org\/ns\/anno/.test(start)) return 0.97;
    return /"rows"\s*:\s*\[/.test(start) && /"(?:RangeSelector|Text(?:Quote|Position)Selector)"/.test(start)
      ? 0.9
      : 0;
  },
  companions: textsByName,
  read: readWebAnnotations,
  write: writeWebAnnotations,
};
