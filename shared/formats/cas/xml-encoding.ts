import { decodeText, MAX_ARTICLE_BYTES, problemOfCharacters } from '../../text/decode.ts';
import { formatError } from '../define.ts';
import { COMMON } from '../messages.ts';
import { MESSAGES } from './messages.ts';

/** The XML declaration at the beginning of a file, up to the name of its encoding. */
const DECLARATION = /^<\?xml\s[^>]*?encoding\s*=\s*(["'])([A-Za-z][\w.:-]*)\1/;
/** Names for ASCII. Browsers treat them as windows-1252, but a byte above 127 shows that the name is wrong. */
const ASCII =
  /^(?:us-?ascii|ascii|ansi_x3\.4-19\d\d|iso-?646(?:-us|\.irv:1991)?|iso-ir-6|cp?367|ibm367|us)$/i;

/**
 * Returns the text of an XML file: decoded by its byte order mark, else by the bytes of "<?", else in the declared
 * encoding, which may be any that browsers support. The default is UTF-8.
 *
 * @throws PostilError `refused`, naming the encoding or the invalid byte.
 */
export function decodeXml(bytes: Uint8Array, file: string): string {
  const wide = utf16Of(bytes);
  if (wide !== null && bytes.length <= MAX_ARTICLE_BYTES) return decodeAs(wide, wide, bytes, file);
  const declared = declaredEncoding(bytes);
  // Bytes that are not UTF-16 are read as UTF-8, because a file that was saved again may still declare UTF-16.
  if (declared === null || hasMark(bytes) || /^utf-?(?:8|16)(?:[bl]e)?$/i.test(declared))
    return decodeText(bytes, file).text;
  if (bytes.length > MAX_ARTICLE_BYTES) return decodeText(bytes, file).text;
  if (ASCII.test(declared)) return decodeAscii(declared, bytes, file);
  return decodeAs(declared, declared, bytes, file);
}

/** Returns the beginning of an XML file as text, for recognising it; invalid bytes are omitted. */
export function peekXml(head: Uint8Array): string {
  const mark =
    head[0] === 0xff && head[1] === 0xfe
      ? 'utf-16le'
      : head[0] === 0xfe && head[1] === 0xff
        ? 'utf-16be'
        : null;
  return new TextDecoder(mark ?? utf16Of(head) ?? 'utf-8').decode(head);
}

function hasMark([first, second, third]: Uint8Array): boolean {
  return (
    (first === 0xff && second === 0xfe) ||
    (first === 0xfe && second === 0xff) ||
    (first === 0xef && second === 0xbb && third === 0xbf)
  );
}

/** UTF-16 without a mark begins with "<" in two bytes, because every XML file begins with it. */
function utf16Of([first, second, third, fourth]: Uint8Array): 'utf-16le' | 'utf-16be' | null {
  if (first === 0x3c && second === 0 && third !== 0 && fourth === 0) return 'utf-16le';
  return first === 0 && second === 0x3c && third === 0 && fourth !== 0 ? 'utf-16be' : null;
}

function declaredEncoding(bytes: Uint8Array): string | null {
  const head = String.fromCharCode(...bytes.subarray(0, 200));
  return DECLARATION.exec(head)?.[2] ?? null;
}

function decodeAscii(declared: string, bytes: Uint8Array, file: string): string {
  const byte = bytes.findIndex((each) => each > 0x7f);
  if (byte >= 0)
    throw formatError(
      MESSAGES.invalidByte(declared, bytes[byte]!.toString(16)),
      { file, byte },
      MESSAGES.saveAndDeclareUtf8,
    );
  return decodeText(bytes, file).text;
}

function decodeAs(label: string, declared: string, bytes: Uint8Array, file: string): string {
  let decoder: TextDecoder;
  try {
    decoder = new TextDecoder(label, { fatal: true });
  } catch {
    throw formatError(MESSAGES.unreadableEncoding(declared), { file }, COMMON.saveAsUtf8);
  }
  let text: string;
  try {
    text = decoder.decode(bytes);
  } catch {
    throw formatError(MESSAGES.invalidBytes(declared), { file }, COMMON.saveAsUtf8);
  }
  // ISO-8859-1 means windows-1252, as in every browser; Node before version 24 decodes the differing bytes wrongly.
  if (decoder.encoding === 'windows-1252') text = text.replace(/[\u0080-\u009f]/g, windows1252);
  const problem = problemOfCharacters(text);
  if (problem) throw formatError(MESSAGES.probablyNotXml(problem.reason), { file });
  return text;
}

/** The characters of windows-1252 from 0x80 to 0x9f; five bytes are undefined and stay unchanged. */
const WINDOWS_1252 = '€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008dŽ\u008f\u0090‘’“”•–—˜™š›œ\u009džŸ';

function windows1252(control: string): string {
  return WINDOWS_1252[control.charCodeAt(0) - 0x80]!;
}
