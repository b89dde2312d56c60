import { MAX_ARTICLE_BYTES } from '../text/decode.ts';
import { readArticle } from '../text/intake.ts';
import type { Bytes, Format, Incoming, ReadOptions } from './define.ts';
import { readAll } from './lines.ts';

async function* readOne(input: Bytes, { file }: ReadOptions): AsyncGenerator<Incoming> {
  const { document, notes } = readArticle(await readAll(input, file, MAX_ARTICLE_BYTES), file);
  for (const { message, where } of notes) yield { kind: 'note', message, where };
  if (!document) return;
  const record = { ...document, spans: [], relations: [], labels: [], statuses: [], notes: [] };
  yield { kind: 'document', record, where: { file } };
}

const article = (id: string, label: string, extensions: readonly string[]): Format => ({
  id,
  label,
  extensions,
  offsetUnit: 'none',
  sets: 'one',
  options: [],
  cannotHold: ['annotations'],
  // By name alone: any bytes may be text, and bytes that are not are refused with a reason on reading.
  sniff: (name) => (extensions.some((extension) => name.toLowerCase().endsWith(`.${extension}`)) ? 0.6 : 0),
  read: readOne,
});

/** One article a file: plain text. */
export const txt: Format = article('txt', 'Text article', ['txt', 'text']);
/** One article a file: Markdown, whose marks stay in the text and tell headings, quotes and lists. */
export const md: Format = article('md', 'Markdown article', ['md', 'markdown', 'mdown']);
