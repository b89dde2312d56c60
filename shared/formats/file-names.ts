import type { DocumentRecord } from './records.ts';

/** Names that Windows reserves for devices, with any extension. */
const RESERVED = /^(?:con|prn|aux|nul|com\d|lpt\d)(?:\.|$)/i;
const MAX_LENGTH = 80;
/** File systems allow 255 bytes; extensions, numbers and the temporary name of a file are added to this. */
const MAX_BYTES = 180;

/**
 * Makes the names for an export of many files: from the name in the document's origin, else from its title; safe on
 * every system, and unique even if case is ignored.
 */
export class FileNames {
  readonly #taken = new Set<string>();

  /** Returns a name without extension for a document. */
  of({ origin, title }: Pick<DocumentRecord, 'origin' | 'title'>): string {
    // A record of a file is named "data.jsonl:12".
    const from = origin.name
      .replace(/^.*[/\\]/, '')
      .replace(/\.[a-z\d]{1,8}(?=$|:)/i, '')
      .replaceAll(':', '-');
    return this.take(safeName(from) || safeName(title) || 'document');
  }

  /** Returns the name, with a number added if it is taken. */
  take(name: string): string {
    let free = name;
    for (let n = 2; this.#taken.has(free.toLowerCase()); n++) free = `${name}-${n}`;
    this.#taken.add(free.toLowerCase());
    return free;
  }
}

function safeName(text: string): string {
  const characters = [...text.normalize('NFC').replace(/[^\p{L}\p{M}\p{N}._-]+/gu, '_')];
  const encoder = new TextEncoder();
  let bytes = 0;
  const fits = characters.findIndex((character) => (bytes += encoder.encode(character).length) > MAX_BYTES);
  const name = characters
    .slice(0, Math.min(MAX_LENGTH, fits < 0 ? MAX_LENGTH : fits))
    .join('')
    .replace(/^[._-]+|[._-]+$/g, '');
  return isReserved(name) ? `${name}_` : name;
}

/** Whether Windows reserves the name for a device. */
export function isReserved(name: string): boolean {
  return RESERVED.test(name);
}
