import { countBrat } from './brat.ts';
import { countCasJson, countCasXmi } from './cas.ts';
import { countConll } from './conll.ts';
import type { PlainCounter } from './counts.ts';
import { countDoccano } from './doccano.ts';
import { countLabelStudio } from './label-studio.ts';
import { countSpacy } from './spacy.ts';
import { countWebAnnotation } from './web-annotation.ts';
import { countWebannoTsv } from './webanno-tsv.ts';

/** Plain counts by format id, for every format with real files. */
export const PLAIN_COUNTS: Readonly<Record<string, PlainCounter>> = {
  brat: countBrat,
  'cas-json': countCasJson,
  'cas-xmi': countCasXmi,
  conll: countConll,
  doccano: countDoccano,
  'label-studio': countLabelStudio,
  'spacy-jsonl': countSpacy,
  'web-annotation': countWebAnnotation,
  'webanno-tsv': countWebannoTsv,
};
