import { PostilError } from '../../contract/errors.ts';
import { emptyMetadata, type BlockKind } from '../../model/document.ts';
import { MAX_ARTICLE_BYTES } from '../../text/decode.ts';
import type { Bytes, Format, Incoming, ReadOptions } from '../define.ts';
import { EXTRACTED_KEY } from '../extracted.ts';
import { unannotated } from '../incoming.ts';
import { readAll } from '../lines.ts';
import { MESSAGES } from './messages.ts';

async function* readPage(input: Bytes, { file, extract }: ReadOptions): AsyncGenerator<Incoming> {
  if (!extract) throw new PostilError('refused', MESSAGES.cannotExtract, { file });
  const bytes = await readAll(input, file, MAX_ARTICLE_BYTES);
  const { text, blocks, metadata, candidates, extractor, notes } = await extract('page', bytes, file);
  const where = { file };
  for (const message of notes) yield { kind: 'note', message, where };
  const record = unannotated({
    ...emptyMetadata,
    ...metadata,
    text,
    blocks: blocks.map(([kind, start, end]): [BlockKind, number, number] => [kind, start, end]),
    header: '',
    origin: { name: file },
    extra: { [EXTRACTED_KEY]: { extractor, candidates } },
  });
  yield { kind: 'document', record, where };
}

/** Web pages as browsers save them, one article each. Postil's own pages of annotated articles are recognised by their generator. */
export const page: Format = {
  id: 'page',
  label: 'Web page (HTML)',
  extensions: ['html', 'htm', 'xhtml'],
  offsetUnit: 'none',
  sets: 'one',
  options: [],
  cannotHold: ['annotations'],
  sniff: (name, head) => {
    const start = new TextDecoder().decode(head.subarray(0, 4096)).replace(/^\ufeff/, '');
    if (/^(?:\s|<\?xml[^>]*>|<!--[^]*?-->)*<(?:!doctype\s+html|html)\b/i.test(start)) return 0.9;
    return /\.(?:html?|xhtml)$/i.test(name) && /<(?:head|body|div|p|article)\b/i.test(start) ? 0.7 : 0;
  },
  read: readPage,
};
