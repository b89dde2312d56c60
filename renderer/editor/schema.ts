import { Schema, type Node } from 'prosemirror-model';
import type { Block, BlockKind, Document } from '../../shared/model/document.ts';

/** With more words than this, blocks are grouped into sections that the browser may skip while they are off screen. */
export const SECTION_THRESHOLD = 10_000;
/** Blocks in one section. `content-visibility` costs more than it saves for a block, and nothing for a section. */
export const BLOCKS_PER_SECTION = 6;

const block = (tag: string, kind: BlockKind) => ({
  content: 'text*',
  group: 'block',
  marks: '',
  // The text is the source verbatim: the parser must not collapse its white space.
  whitespace: 'pre' as const,
  toDOM: copiesOf(tag, { className: `block ${kind}`, dir: 'auto' }),
  parseDOM: [{ tag: `${tag}.${kind}`, preserveWhitespace: 'full' as const }],
});

/** Returns a `toDOM` that copies one element, which is faster than to make each. */
function copiesOf(tag: string, properties: Partial<HTMLElement>) {
  let made: HTMLElement | undefined;
  return () => {
    made ??= Object.assign(document.createElement(tag), properties);
    const dom = made.cloneNode() as HTMLElement;
    return { dom, contentDOM: dom };
  };
}

/** `doc > (section+ | block+)`; no marks, because annotations are kept outside of the document. */
export const schema = new Schema({
  nodes: {
    doc: { content: 'section+ | block+' },
    section: { content: 'block+', toDOM: copiesOf('section', {}), parseDOM: [{ tag: 'section' }] },
    paragraph: block('p', 'paragraph'),
    headline: block('h2', 'headline'),
    quote: block('blockquote', 'quote'),
    item: block('p', 'item'),
    text: {},
  },
});

/** Whether the text has at least `enough` words, separated by white space; stops counting there. */
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

/** Returns the blocks to draw: those of the document, or one paragraph over the whole text if it has none. */
export function drawnBlocks({ text, blocks }: Pick<Document, 'text' | 'blocks'>): readonly Block[] {
  return blocks.length > 0 ? blocks : [['paragraph', 0, text.length]];
}

/** Nodes are made without a check of their content, which would take longer than to make them: it is right by construction. */
function blockNode(text: string, [kind, start, end]: Block): Node {
  const content = text.slice(start, end);
  return schema.nodes[kind].create(null, content === '' ? undefined : schema.text(content));
}

/** Builds the ProseMirror document with `perSection` blocks in each section; 0 for no sections. */
export function editorDocument(text: string, blocks: readonly Block[], perSection: number): Node {
  const nodes = blocks.map((each) => blockNode(text, each));
  if (perSection === 0) return schema.nodes.doc.create(null, nodes);
  const sections: Node[] = [];
  for (let at = 0; at < nodes.length; at += perSection) {
    sections.push(schema.nodes.section.create(null, nodes.slice(at, at + perSection)));
  }
  return schema.nodes.doc.create(null, sections);
}
