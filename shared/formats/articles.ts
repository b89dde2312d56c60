import { MAX_ARTICLE_BYTES } from '../text/decode.ts';
import { readArticle } from '../text/intake.ts';
import type { Bytes, Format, Incoming, ReadOptions } from './define.ts';
import { sniffBrat } from './brat/sniff.ts';
import { unannotated } from './incoming.ts';
import { peekJson } from './json-array.ts';
import { readAll } from './lines.ts';

async function* readOne(input: Bytes, { file }: ReadOptions): AsyncGenerator<Incoming> {
  const { document, notes } = readArticle(await readAll(input, file, MAX_ARTICLE_BYTES), file);
  for (const { message, where } of notes) yield { kind: 'note', message, where };
  if (!document) return;
  yield { kind: 'document', record: unannotated(document), where: { file } };
}

/** Whether the content of a file is data made by programs, whatever its name: JSON, XML, labelled words. */
function isData(head: Uint8Array): boolean {
  const { records, start } = peekJson(head);
  if (records.length > 0 || /^[\ufeff\s]*<(?:\?xml|\w+:XMI)[\s>]/.test(start)) return true;
  return sniffBrat('', head) > 0 || isTagged(start);
}

/** HTML tags, which an article may contain. */
const HTML =
  /^(?:ABBR|BLOCKQUOTE|BODY|CITE|CODE|DIV|FONT|HEAD|HTML|IMG|LINK|PRE|SCRIPT|SMALL|SPAN|STRONG|STYLE|SUB|SUP|TABLE|TITLE)$/i;

/** Whether the words of a text are labelled: `Ada/PERSON walked/O`, `<PERSON>Ada</PERSON>`. */
function isTagged(text: string): boolean {
  const tokens = text.split(/\s+/).filter((token) => token !== '');
  // The last one may be cut off.
  if (tokens.length > 3) tokens.pop();
  const slashed = tokens.filter((token) => /^\S+[/_](?:O|[A-Z][A-Z-]+)$/.test(token)).length;
  if (slashed > 1 && slashed >= tokens.length * 0.95 && tokens.some((token) => /[/_]O$/.test(token)))
    return true;
  const marked = [...text.matchAll(/<([A-Z]{3,}\w*)(?:\s[^<>]*)?>[^<>]+<\/\1>/g)];
  return marked.filter(([, name]) => !HTML.test(name!)).length > 1;
}

const article = (id: string, label: string, extensions: readonly string[]): Format => ({
  id,
  label,
  extensions,
  offsetUnit: 'none',
  sets: 'one',
  options: [],
  cannotHold: ['annotations'],
  // By name, because any bytes may be text; bytes that are not text are refused with a reason on reading.
  sniff: (name, head) =>
    extensions.some((extension) => name.toLowerCase().endsWith(`.${extension}`)) && !isData(head) ? 0.6 : 0,
  read: readOne,
});

/** One article per file: plain text. */
export const txt: Format = article('txt', 'Text article', ['txt', 'text']);
/** One article per file: Markdown. Its marks stay in the text and identify headings, quotes and lists. */
export const md: Format = article('md', 'Markdown article', ['md', 'markdown', 'mdown']);

/** Whether a format is one of articles without annotations. */
export function isArticleFormat({ id }: Pick<Format, 'id'>): boolean {
  return id === txt.id || id === md.id;
}
