import { md, txt } from './articles.ts';
import { brat } from './brat/index.ts';
import { casJson } from './cas-json/index.ts';
import { casXmi } from './cas-xmi/index.ts';
import { conll } from './conll/index.ts';
import { csv, tsv } from './csv/index.ts';
import type { Format } from './define.ts';
import { docbin } from './docbin/index.ts';
import { doccano } from './doccano/index.ts';
import { extractions } from './extractions/index.ts';
import { huggingface } from './huggingface/index.ts';
import { labelStudio } from './label-studio/index.ts';
import { parquet } from './parquet/index.ts';
import { postilJsonl } from './postil-jsonl.ts';
import { spacyJsonl } from './spacy-jsonl/index.ts';
import { webAnnotation } from './web-annotation/index.ts';
import { webannoTsv } from './webanno-tsv/index.ts';

/** Every format, in the order in which screens list them. To add one: its file, a line here, its golden file. */
export const FORMATS: readonly Format[] = [
  postilJsonl,
  brat,
  conll,
  webannoTsv,
  casXmi,
  casJson,
  spacyJsonl,
  docbin,
  doccano,
  extractions,
  labelStudio,
  webAnnotation,
  csv,
  tsv,
  parquet,
  huggingface,
  txt,
  md,
];

/** Finds a format by its id, as `--format` gives it. */
export function formatById(id: string): Format | undefined {
  return FORMATS.find((format) => format.id === id);
}

/**
 * The readable format a file most likely has, by name and first bytes; `undefined` when none recognises it.
 * On a tie the earlier in the list wins.
 */
export function sniffFormat(name: string, head: Uint8Array): Format | undefined {
  let best: Format | undefined;
  let confidence = 0;
  for (const format of FORMATS) {
    const found = format.read ? format.sniff(name, head) : 0;
    if (found > confidence) [best, confidence] = [format, found];
    if (confidence === 1) break; // none can be surer
  }
  return best;
}
