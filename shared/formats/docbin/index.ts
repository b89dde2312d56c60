import type { Bytes, Format, ReadOptions, Surface } from '../define.ts';
import { readAll } from '../lines.ts';
import { DOCBIN_CARRIES } from './carries.ts';
import { ATTRIBUTES, unpackGroups, unpackMessage } from './layout.ts';
import { ID, OPTIONS } from './options.ts';
import { stringId } from './strings.ts';
import { writeDocBin } from './write.ts';

/** A file has a limited number of words; a larger one is not ours. */
const MAX_BYTES = 1024 * 1024 * 1024;

/** spaCy's binary format for training: documents with tokens, entities, span groups and categories. */
export const docbin: Format = {
  id: ID,
  label: 'spaCy DocBin (.spacy)',
  extensions: ['spacy'],
  offsetUnit: 'tokens',
  sets: 'one',
  options: OPTIONS,
  cannotHold: [
    'spans that cut a token',
    'fragments of one span as one',
    'implicit spans',
    'document labels other than numbers and truth values, which become names of categories',
  ],
  carries: () => DOCBIN_CARRIES,
  sniff: (name) => (name.toLowerCase().endsWith('.spacy') ? 0.9 : 0),
  write: writeDocBin,
  surfaces: readSurfaces,
};

/** Reads the spans of the groups back, by their words. */
async function* readSurfaces(input: Bytes, { file }: ReadOptions): AsyncGenerator<Surface> {
  const where = { file };
  const message = await unpackMessage(await readAll(input, file, MAX_BYTES), where);
  const names = new Map(message.strings.map((text) => [stringId(text), text]));
  const view = (bytes: Uint8Array) => new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const [tokens, lengths] = [view(message.tokens), view(message.lengths)];
  const width = message.attrs.length;
  const orth = message.attrs.indexOf(ATTRIBUTES.ORTH);
  let row = 0;
  for (const [document, groups] of message.span_groups.entries()) {
    const length = lengths.getInt32(4 * document, true);
    const word = (i: number) => {
      const text = names.get(tokens.getBigUint64(8 * ((row + i) * width + orth), true)) ?? '';
      return message.spaces[row + i] === 1 ? `${text} ` : text;
    };
    for (const { start, end } of unpackGroups(groups, where)) {
      let text = '';
      for (let i = start; i < end; i++) text += word(i);
      const last = message.spaces[row + end - 1] === 1;
      yield { document: String(document), span: '', text: last ? text.slice(0, -1) : text };
    }
    row += length;
  }
}
