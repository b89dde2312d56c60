import type { Node } from 'prosemirror-model';
import type { Span } from '../../../shared/model/annotation.ts';
import type { Block, BlockKind } from '../../../shared/model/document.ts';
import type { Fragments } from '../../../shared/model/fragments.ts';
import { Scheme } from '../../../shared/model/scheme.ts';
import { newUid, type Uid } from '../../../shared/model/uid.ts';
import { Positions, type BlockRange } from '../../../renderer/editor/positions.ts';
import { editorDocument } from '../../../renderer/editor/schema.ts';
import { SpanStore } from '../../../renderer/editor/span-store.ts';
import { TypeTable } from '../../../renderer/editor/types.ts';

const document = newUid();
const set = newUid();

export const scheme = Scheme.parse({
  name: 'Test',
  layers: [
    { name: 'entities', label: 'Entities' },
    { name: 'claims', label: 'Claims' },
  ],
  types: [
    { name: 'PERSON', label: 'Person', layer: 'entities', hue: 250 },
    { name: 'CLAIM', label: 'Claim', layer: 'claims', family: 'claim', hue: 285 },
    { name: 'CUE', label: 'Cue', layer: 'claims', family: 'cue', hue: 285 },
  ],
});
export const types = new TypeTable(scheme);

/** Splits a text at `|` into blocks; the `|` becomes the separator. */
export function blocksOf(source: string, separator = '\n\n'): { text: string; blocks: Block[] } {
  const blocks: Block[] = [];
  let text = '';
  for (const part of source.split('|')) {
    if (blocks.length > 0) text += separator;
    const kind: BlockKind = blocks.length === 0 ? 'headline' : 'paragraph';
    blocks.push([kind, text.length, text.length + part.length]);
    text += part;
  }
  return { text, blocks };
}

export function span(type: string, fragments: Fragments, id: Uid = newUid()): Span {
  return {
    id,
    document,
    set,
    type,
    fragments: fragments.map(([start, end]) => [start, end] as [number, number]),
    attributes: {},
    untouched: [],
    slots: [],
    entities: [],
  };
}

export interface Laid {
  text: string;
  blocks: Block[];
  positions: Positions;
  doc: Node;
}

export function lay(source: string, perSection = 0): Laid {
  const { text, blocks } = blocksOf(source);
  return {
    text,
    blocks,
    positions: new Positions(blocks, perSection),
    doc: editorDocument(text, blocks, perSection),
  };
}

export const store = (laid: Laid, spans: readonly Span[], shown?: BlockRange) =>
  SpanStore.create(laid.positions, types, spans, shown);
