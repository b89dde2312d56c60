import { SaxesParser } from 'saxes';
import { MESSAGES } from '../annotated/messages.ts';
import { ReadSurfaces } from '../annotated/read.ts';
import { formatError, type Bytes, type ReadOptions, type Surface } from '../define.ts';

const BLOCKS = new Set(['headline', 'paragraph', 'quote', 'item']);
/** What stands between the words of an article. */
const MARKERS = new Set(['small', 'a', 'sup']);

/** Reads the words and the rows of tables in a file of this format back. */
export async function* readHtml(input: Bytes, { file }: ReadOptions): AsyncGenerator<Surface> {
  const found = new ReadSurfaces();
  const parser = new SaxesParser();
  parser.on('error', ({ message }) => {
    throw formatError(MESSAGES.damaged(message), { file });
  });
  const open: { name: string; block: boolean; piece: string | undefined }[] = [];
  let markers = 0;
  parser.on('opentag', ({ name, attributes }) => {
    const { class: kind = '', 'data-piece': piece } = attributes as { class?: string; 'data-piece'?: string };
    const block = name === 'p' && BLOCKS.has(kind);
    open.push({ name, block, piece });
    if (block) found.beginBlock();
    else if (name === 'tr') found.beginRow();
    else if (name === 'td') found.beginCell();
    else if (name === 'p') found.beginLine();
    else if (piece !== undefined) found.beginPiece(piece);
    else if (MARKERS.has(name)) markers++;
  });
  parser.on('text', (text) => found.text(text, markers > 0));
  parser.on('closetag', ({ name }) => {
    const closed = open.pop()!;
    if (closed.block) found.endBlock();
    else if (name === 'tr') found.endRow();
    else if (closed.piece !== undefined) found.endPiece(closed.piece);
    else if (MARKERS.has(name)) markers--;
  });
  const decoder = new TextDecoder();
  for await (const bytes of input) {
    parser.write(decoder.decode(bytes, { stream: true }));
    yield* found.taken();
  }
  parser.close();
  yield* found.taken();
}
