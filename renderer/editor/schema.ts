import { Schema, type Node } from 'prosemirror-model';
import type { Block, BlockKind, Document } from '../../shared/model/document.ts';

/** Above this many words blocks are grouped into sections that the browser may skip while off screen. */
export const SECTION_THRESHOLD = 10_000;
/** Blocks in one section. Per block, `content-visibility` costs more than it saves; per section it is free. */
export const BLOCKS_PER_SECTION = 6;

const block = (tag: string, kind: BlockKind) => ({
  content: 'text*',
  group: 'block',
  marks: '',
  // The text is the source verbatim: the parser must not fold its white space either.
  whitespace: 'pre' as const,
  toDOM: () => [tag, { class: `block ${kind}`, dir: 'auto' }, 0] as const,
  parseDOM: [{ tag: `${tag}.${kind}`, preserveWhitespace: 'full' as const }],
});

/** `doc > (section+ | block+)`; no marks, since annotations live beside the document and not in it. */
export const schema = new Schema({
  nodes: {
    doc: { content: 'section+ | block+' },
    section: { content: 'block+', toDOM: () => ['section', 0], parseDOM: [{ tag: 'section' }] },
    paragraph: block('p', 'paragraph'),
    headline: block('h2', 'headline'),
    quote: block('blockquote', 'quote'),
    item: block('p', 'item'),
    text: {},
  },
});

/** How many words the text has, as white space tells; counting stops at `enough`. */
export function hasWords(text: string, enough: number): boolean {
  if (text.length < enough) return false;
  const word = /\S+/g;
  let words = 0;
  // Scripts without spaces would count as one word: a word longer than 20 units counts by its length.
  for (let match = word.exec(text); match; match = word.exec(text)) {
    words += Math.max(1, Math.floor(match[0].length / 20));
    if (words > enough) return true;
  }
  return false;
}

/** The blocks to draw: those of the document, or one paragraph over all of it where it states none. */
export function drawnBlocks({ text, blocks }: Pick<Document, 'text' | 'blocks'>): readonly Block[] {
  return blocks.length > 0 ? blocks : [['paragraph', 0, text.length]];
}

function blockNode(text: string, [kind, start, end]: Block): Node {
  const content = text.slice(start, end);
  return schema.node(kind, null, content === '' ? undefined : schema.text(content));
}

/** Builds the ProseMirror document; `perSection` blocks in each section, 0 for none. */
export function editorDocument(text: string, blocks: readonly Block[], perSection: number): Node {
  const nodes = blocks.map((each) => blockNode(text, each));
  if (perSection === 0) return schema.node('doc', null, nodes);
  const sections: Node[] = [];
  for (let at = 0; at < nodes.length; at += perSection) {
    sections.push(schema.node('section', null, nodes.slice(at, at + perSection)));
  }
  return schema.node('doc', null, sections);
}
