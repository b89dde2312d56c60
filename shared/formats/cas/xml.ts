import { SaxesParser, type SaxesTagNS } from 'saxes';
import { MAX_ARTICLE_BYTES } from '../../text/decode.ts';
import { formatError, type Bytes } from '../define.ts';
import { readAll } from '../lines.ts';
import { MESSAGES } from './messages.ts';
import { decodeXml } from './xml-encoding.ts';

/** References like "&#10;" in one file: more than the line ends of any text, fewer than would stall the parser. */
const MAX_REFERENCES = 500_000;
/** Depth of nested elements. The formats read here have four levels. */
const MAX_DEPTH = 64;

export interface XmlElement {
  readonly name: string;
  /** Namespace; empty for none. */
  readonly uri: string;
  readonly line: number;
  readonly attributes: readonly { readonly name: string; readonly uri: string; readonly value: string }[];
}

export interface XmlHandlers {
  open(element: XmlElement, depth: number): void;
  /** `text` is the text of the element outside of its children. */
  close(text: string, depth: number): void;
}

/**
 * Parses an XML file from an untrusted source: no DOCTYPE, so no entities except XML's own, and nothing is ever loaded.
 *
 * @throws PostilError `refused` with line and column.
 */
export async function readXml(input: Bytes, file: string, handlers: XmlHandlers): Promise<void> {
  const text = decodeXml(await readAll(input, file, MAX_ARTICLE_BYTES), file);
  let references = 0;
  for (let at = text.indexOf('&#'); at >= 0; at = text.indexOf('&#', at + 2)) {
    if (++references > MAX_REFERENCES)
      throw formatError(MESSAGES.tooManyReferences(MAX_REFERENCES), { file });
  }
  const parser = new SaxesParser({ xmlns: true });
  const fail = (reason: string): never => {
    throw formatError(MESSAGES.notWellFormed(parser.line, parser.column, reason), {
      file,
      line: parser.line,
    });
  };
  const texts: string[] = [];
  parser.on('doctype', () => fail(MESSAGES.doctype));
  parser.on('error', ({ message }) => fail(`Not well-formed XML: ${message.replace(/^\d+:\d+: /, '')}`));
  parser.on('opentag', (tag: SaxesTagNS) => {
    texts.push('');
    if (texts.length > MAX_DEPTH) fail(MESSAGES.tooDeep(MAX_DEPTH));
    const attributes = Object.values(tag.attributes)
      .filter(({ prefix, name }) => prefix !== 'xmlns' && name !== 'xmlns')
      .map(({ local, uri, value }) => ({ name: local, uri, value }));
    handlers.open({ name: tag.local, uri: tag.uri, line: parser.line, attributes }, texts.length);
  });
  const add = (piece: string) => {
    const open = texts.pop();
    if (open !== undefined) texts.push(open + piece);
  };
  parser.on('text', add);
  parser.on('cdata', add);
  parser.on('closetag', () => handlers.close(texts.pop() ?? '', texts.length + 1));
  parser.write(text).close();
}

/** Characters that XML 1.0 cannot contain, but XML 1.1 can. */
const NEEDS_11 = /[\u0001-\u0008\u000b\u000c\u000e-\u001f]/;
/** Characters that no version of XML can contain. */
const IMPOSSIBLE = /[\u0000\ufffe\uffff]/g;
const ESCAPES = /[&<>"\t\n\r]/g;
/** In XML 1.1 these are line ends, or must be escaped. */
const ESCAPES_11 = /[&<>"\u0001-\u001f\u007f-\u009f\u2028]/g;
const NAMED: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

/** Writes values into XML so that they are read back exactly; the XML version depends on the values. */
export class XmlText {
  #version: '1.0' | '1.1' = '1.0';
  readonly #replaced: (value: string) => void;

  /** `replaced` is called with a value that has characters XML cannot contain; they become U+FFFD. */
  constructor(replaced: (value: string) => void) {
    this.#replaced = replaced;
  }

  /** Registers a value that will be written. Call it for all values before the first one is written. */
  consider(value: string): void {
    if (NEEDS_11.test(value)) this.#version = '1.1';
  }

  get declaration(): string {
    return `<?xml version="${this.#version}" encoding="UTF-8"?>`;
  }

  escape(value: string): string {
    const possible = value.toWellFormed().replace(IMPOSSIBLE, '\ufffd');
    if (possible !== value) this.#replaced(value);
    return possible.replace(
      this.#version === '1.0' ? ESCAPES : ESCAPES_11,
      (sign) => NAMED[sign] ?? `&#${sign.charCodeAt(0)};`,
    );
  }
}
