import { md, txt } from './articles.ts';
import { brat } from './brat/index.ts';
import { casJson } from './cas-json/index.ts';
import { casXmi } from './cas-xmi/index.ts';
import { conll } from './conll/index.ts';
import { csv, tsv } from './csv/index.ts';
import type { Format } from './define.ts';
import { docbin } from './docbin/index.ts';
import { docx } from './docx/index.ts';
import { doccano } from './doccano/index.ts';
import { extractions } from './extractions/index.ts';
import { peekJson } from './json-array.ts';
import { html } from './html/index.ts';
import { huggingface } from './huggingface/index.ts';
import { labelStudio } from './label-studio/index.ts';
import { page } from './page/index.ts';
import { parquet } from './parquet/index.ts';
import { postilJsonl } from './postil-jsonl.ts';
import { spacyJsonl } from './spacy-jsonl/index.ts';
import { tables } from './tables/index.ts';
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
  tables,
  csv,
  tsv,
  parquet,
  huggingface,
  html,
  docx,
  page,
  txt,
  md,
];

/** Returns the format with an id, as `--format` gives it. */
export function formatById(id: string): Format | undefined {
  return FORMATS.find((format) => format.id === id);
}

/**
 * Returns the readable format that a file most likely has, by name and first bytes; `undefined` if none recognises it.
 * On a tie the earlier one in the list wins.
 */
export function sniffFormat(name: string, head: Uint8Array): Format | undefined {
  return sniffed(name, head).format;
}

/** A head of this many bytes identifies most files; more is read if it does not contain one whole record. */
const FIRST_HEAD = 64 * 1024;
/** A record longer than this has to be recognised by its beginning. */
const LONGEST_HEAD = 64 * 1024 * 1024;
/** With this confidence from the beginning of a record, the rest of it is not needed. */
const SURE = 0.95;

/**
 * {@link sniffFormat} for a file on disk: reads as much as is needed for one whole record.
 *
 * @param read returns the first bytes of the file, up to that number
 */
export function sniffFile(name: string, read: (length: number) => Uint8Array): Format | undefined {
  for (let length = FIRST_HEAD; ; length *= 4) {
    const head = read(length);
    const { format, confidence } = sniffed(name, head);
    if (head.length < length || confidence >= SURE || length >= LONGEST_HEAD || !isCut(head)) return format;
  }
}

function sniffed(name: string, head: Uint8Array): { format: Format | undefined; confidence: number } {
  let format: Format | undefined;
  let confidence = 0;
  for (const candidate of FORMATS) {
    const found = candidate.read ? candidate.sniff(name, head) : 0;
    if (found > confidence) [format, confidence] = [candidate, found];
    if (confidence === 1) break; // none can be more certain
  }
  return { format, confidence };
}

/** Whether a head ends too early to identify the file: in white space, the first JSON value, or the root tag of XML. */
function isCut(head: Uint8Array): boolean {
  if (peekJson(head).cut) return true;
  const text = new TextDecoder().decode(head).trimStart();
  if (text === '') return true;
  return /^<[?!]/.test(text) && !/<[\p{L}_][^<>]*>/u.test(text.replace(/<!--[^]*?(?:-->|$)/g, ''));
}
