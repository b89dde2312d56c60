import { SaxesParser } from 'saxes';
import { MESSAGES } from '../annotated/messages.ts';
import { ReadSurfaces } from '../annotated/read.ts';
import { formatError, type Bytes, type ReadOptions, type Surface } from '../define.ts';
import { readAll } from '../lines.ts';
import { Zipped } from '../zip/read.ts';

/** Exported files are read back whole, compressed. */
const MAX_BYTES = 1024 * 1024 * 1024;
const BLOCKS = new Set(['Headline', 'Paragraph', 'Quote', 'Item']);
/** What stands between the words of an article. */
const MARKERS = new Set(['TypeName', 'Number']);
const BREAKS: Readonly<Record<string, string>> = { 'w:br': '\n', 'w:tab': '\t' };

/** Reads the words and the rows of tables in a file of this format back. */
export async function* readDocx(input: Bytes, { file }: ReadOptions): AsyncGenerator<Surface> {
  const zipped = new Zipped(await readAll(input, file, MAX_BYTES), file);
  const found = new ReadSurfaces();
  const parser = new SaxesParser();
  parser.on('error', ({ message }) => {
    throw formatError(MESSAGES.damaged(message), { file });
  });
  let isBlock = false;
  let isHead = false;
  let isMarker = false;
  let isText = false;
  parser.on('opentag', ({ name, attributes }) => {
    const {
      'w:val': value = '',
      'w:id': id = '',
      'w:name': called = '',
    } = attributes as Record<string, string>;
    if (name === 'w:pStyle' && BLOCKS.has(value)) {
      isBlock = true;
      found.beginBlock();
    } else if (name === 'w:tr') found.beginRow();
    else if (name === 'w:tblHeader') isHead = true;
    else if (name === 'w:tc' && !isHead) found.beginCell();
    else if (name === 'w:p') found.beginLine();
    else if (name === 'w:bookmarkStart' && called.startsWith('_piece')) found.beginPiece(id);
    else if (name === 'w:bookmarkEnd') found.endPiece(id);
    else if (name === 'w:rStyle') isMarker = MARKERS.has(value);
    else if (name === 'w:t') isText = true;
    else if (BREAKS[name] !== undefined) found.text(BREAKS[name], isMarker);
  });
  parser.on('text', (text) => {
    if (isText) found.text(text, isMarker);
  });
  parser.on('closetag', ({ name }) => {
    if (name === 'w:t') isText = false;
    else if (name === 'w:r') isMarker = false;
    else if (name === 'w:p' && isBlock) {
      isBlock = false;
      found.endBlock();
    } else if (name === 'w:tr') {
      isHead = false;
      found.endRow();
    }
  });
  for (const piece of zipped.text('word/document.xml')) {
    parser.write(piece);
    yield* found.taken();
  }
  parser.close();
  yield* found.taken();
}
