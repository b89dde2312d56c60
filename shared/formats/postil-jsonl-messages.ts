import { FORMAT_NAME, FORMAT_VERSION } from './postil-jsonl-lines.ts';
import { show } from './show.ts';

/** Sentences of errors and notes of Postil JSONL. */
export const MESSAGES = {
  // Lines and the header
  unknownLine: (kind: string) => `There is no kind of line called ${kind}.`,
  knownLines: 'Known: header, entity, document, relation.',
  otherTool: (tool: string) => `This looks like ${tool}, not Postil JSONL.`,
  secondHeader: 'The file has a second header.',
  otherFormat: (format: unknown) =>
    `The header names the format ${show(String(format))}, not "${FORMAT_NAME}".`,
  otherVersion: (version: unknown) =>
    `The file is in version ${show(String(version))} of the format; this program reads version ${FORMAT_VERSION}.`,
  newerPostil: 'A newer Postil can read it.',
  setTwice: (name: string) => `The header names the set ${show(name)} twice.`,
  unknownSet: (name: string) => `The header lists no set called ${show(name)}.`,

  // Records
  noText: 'The record has no “text”.',
  keysFound: (keys: string) => `It has ${keys || 'nothing'}.`,
  absentReference: (what: string, id: string) => `${what} ${id} is not in this record.`,
  entityRelation: (id: string) => `Relation ${id} links entities; it must be on a line of its own.`,
  outsideOfText: (what: string, number: number, start: number, end: number) =>
    `${what} ${number} [${start}, ${end}) lies outside of the text or out of order.`,
  otherLength: (column: string, count: number, tokens: number) =>
    `The column ${show(column)} has ${count} values for ${tokens} tokens.`,
  blockOutsideOfText: (number: number, kind: string, start: number, end: number) =>
    `Block ${number} (${kind}, [${start}, ${end})) lies outside of the text, cuts a character or overlaps the one before.`,

  // Notes
  recordSkipped: 'The record has no text; skipped.',
  fragmentsJoined: (count: number) => `${count} spans had unsorted or touching fragments; joined.`,
} as const;
