import { PostilError } from '../../../shared/contract/errors.ts';
import { decodeUtf8 } from '../../../shared/text/decode.ts';
import { MESSAGES } from '../messages.ts';

/** The text of a page, its encoding, and a note if the bytes are not what the page declares. */
export interface DecodedPage {
  readonly html: string;
  /** A label of the WHATWG Encoding Standard, in lower case. */
  readonly encoding: string;
  readonly note: string | null;
}

/** A declaration must stand within this many bytes (HTML Standard, “Determining the character encoding”). */
const PRESCAN = 1024;

/**
 * Decodes the bytes of a page: by its byte order mark, else as UTF-8 if they are valid, else by the encoding that the page declares,
 * else as windows-1252, which the HTML Standard prescribes for pages that declare nothing. The note names every case in which the
 * page does not declare what it is.
 * @throws PostilError `refused` for bytes that are not valid in the declared encoding.
 */
export function decodePage(bytes: Uint8Array, file: string): DecodedPage {
  const marked = markOf(bytes);
  if (marked) return { html: decode(bytes, marked, file), encoding: marked, note: null };
  const declared = declaredEncoding(bytes);
  const utf8 = decodeUtf8(bytes);
  if (utf8 !== null) {
    const isOther = declared !== null && declared !== 'utf-8' && !/^[\0-\x7f]*$/.test(utf8);
    return {
      html: utf8,
      encoding: 'utf-8',
      note: isOther ? MESSAGES.declaredOther(declared, 'UTF-8') : null,
    };
  }
  // Not valid UTF-8, whatever the page declares.
  const label = declared === null || declared === 'utf-8' ? 'windows-1252' : declared;
  const note = declared === label ? null : MESSAGES.notDeclared(declared, label);
  return { html: decode(bytes, label, file), encoding: label, note };
}

function markOf(bytes: Uint8Array): string | null {
  if (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf) return 'utf-8';
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le';
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return 'utf-16be';
  return null;
}

/** Returns the encoding that a page declares; `null` if it declares none or one that does not exist. */
function declaredEncoding(bytes: Uint8Array): string | null {
  const head = new TextDecoder('latin1').decode(bytes.subarray(0, PRESCAN)).replace(/<!--[^]*?-->/g, '');
  const label = /<meta\b[^>]*?\bcharset\s*=\s*["']?\s*([\w:.-]+)/i.exec(head)?.[1];
  const known = label === undefined ? null : encodingOf(label);
  // A page whose declaration can be read as ASCII is not in UTF-16.
  return known?.startsWith('utf-16') ? 'utf-8' : known;
}

function encodingOf(label: string): string | null {
  try {
    return new TextDecoder(label).encoding;
  } catch {
    return null;
  }
}

function decode(bytes: Uint8Array, label: string, file: string): string {
  try {
    return new TextDecoder(label, { fatal: true }).decode(bytes);
  } catch {
    throw new PostilError('refused', MESSAGES.notInEncoding(label), { file });
  }
}
