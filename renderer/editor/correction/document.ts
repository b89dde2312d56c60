import { Schema, type Node, type NodeSpec } from 'prosemirror-model';
import type { Transaction } from 'prosemirror-state';
import type { Block } from '../../../shared/model/document.ts';
import { EditList, type TextEdit } from '../../../shared/text/edits.ts';
import { schema as readerSchema } from '../schema.ts';

/** What stands between two paragraphs of an article in which no two are separated by a line break. */
const USUAL_SEPARATOR = '\n\n';

const BLOCKS = ['paragraph', 'headline', 'quote', 'item'] as const;

/**
 * A document that is edited. It stands for a text: each block for the separator before it, verbatim, and its own characters; the
 * document for what follows the last block. So each token of the document stands for a piece of the text, and a step that
 * replaces tokens is an edit that replaces the pieces.
 */
export function correctionDocument(text: string, blocks: readonly Block[], perSection: number): Node {
  const { nodes } = correctionSchema(commonestSeparator(text, blocks));
  let at = 0;
  const children = blocks.map(([kind, start, end]) => {
    const content = text.slice(start, end);
    const node = nodes[kind]!.create(
      { before: text.slice(at, start) },
      content === '' ? undefined : nodes['text']!.schema.text(content),
    );
    at = end;
    return node;
  });
  const after = { after: text.slice(at) };
  if (perSection === 0) return nodes['doc']!.create(after, children);
  const sections: Node[] = [];
  for (let first = 0; first < children.length; first += perSection)
    sections.push(nodes['section']!.create(null, children.slice(first, first + perSection)));
  return nodes['doc']!.create(after, sections);
}

/** Returns the schema of the reader with separators; a new block gets `separator`. */
function correctionSchema(separator: string): Schema {
  const { nodes } = readerSchema.spec;
  let found = nodes as unknown as {
    get: (name: string) => NodeSpec;
    update: (name: string, spec: NodeSpec) => typeof found;
  };
  for (const name of BLOCKS)
    found = found.update(name, { ...found.get(name), attrs: { before: { default: separator } } });
  found = found.update('doc', { ...found.get('doc'), attrs: { after: { default: '' } } });
  return new Schema({ nodes: found as unknown as typeof nodes });
}

/** Returns the separator with a line break that stands between the most blocks. */
function commonestSeparator(text: string, blocks: readonly Block[]): string {
  const counts = new Map<string, number>();
  let commonest = USUAL_SEPARATOR;
  blocks.slice(1).forEach(([, start], i) => {
    const separator = text.slice(blocks[i]![2], start);
    if (!separator.includes('\n')) return;
    const count = (counts.get(separator) ?? 0) + 1;
    counts.set(separator, count);
    if (count > (counts.get(commonest) ?? 0)) commonest = separator;
  });
  return commonest;
}

function separatorBefore(block: Node): string {
  return block.attrs['before'] as string;
}

/** Lengths of sections and blocks. Nodes are immutable, so only those on the way to a changed block are measured again. */
const lengths = new WeakMap<Node, number>();

/** Returns the length of the text that a block or section stands for. */
function lengthOf(node: Node): number {
  let length = lengths.get(node);
  if (length === undefined) {
    length = 0;
    if (node.isTextblock) length = separatorBefore(node).length + node.content.size;
    else node.forEach((child) => (length! += lengthOf(child)));
    lengths.set(node, length);
  }
  return length;
}

/** Returns the offset in the text of a position in the document. A position between two blocks is at the end of the first. */
export function offsetAt(doc: Node, position: number): number {
  let [node, offset, rest] = [doc, 0, position];
  while (!node.isTextblock) {
    let inside: Node | undefined;
    for (const child of node.children) {
      if (rest < child.nodeSize) {
        inside = child;
        break;
      }
      rest -= child.nodeSize;
      offset += lengthOf(child);
    }
    if (!inside || rest === 0) return offset;
    if (inside.isTextblock) offset += separatorBefore(inside).length;
    node = inside;
    rest -= 1;
  }
  return offset + rest;
}

/** Returns the position of an offset; an offset in a separator is at the end of the block before it. */
export function positionAt(doc: Node, offset: number): number {
  let [node, position, rest] = [doc, 0, offset];
  /** The end of the text of the last block before. */
  let end: number | undefined;
  while (!node.isTextblock) {
    let inside: Node | undefined;
    for (const child of node.children) {
      if (rest <= lengthOf(child) || child === node.lastChild) {
        inside = child;
        break;
      }
      rest -= lengthOf(child);
      position += child.nodeSize;
      end = position - (child.isTextblock ? 1 : 2);
    }
    if (!inside) return position;
    if (inside.isTextblock) {
      const separator = separatorBefore(inside).length;
      if (rest < separator && end !== undefined) return end;
      rest = Math.max(0, rest - separator);
    }
    node = inside;
    position += 1;
  }
  return position + Math.min(rest, node.content.size);
}

/** Returns the text that a document stands for, or a part of it by positions. */
export function textOf(doc: Node, from?: number, to: number = doc.content.size): string {
  let text = '';
  doc.nodesBetween(from ?? 0, to, (node, position) => {
    if (node.isTextblock && position >= (from ?? 0)) text += separatorBefore(node);
    if (node.isText)
      text += node.text!.slice(Math.max(0, (from ?? 0) - position), Math.max(0, to - position));
    return true;
  });
  return from === undefined ? text + (doc.attrs['after'] as string) : text;
}

/** Returns what a transaction does to the text. */
export function editsOf(transaction: Transaction): EditList {
  const { docs, steps } = transaction;
  return steps.reduce((composed, step, i) => {
    const before = docs[i]!;
    const after = docs[i + 1] ?? transaction.doc;
    const edits: TextEdit[] = [];
    step.getMap().forEach((oldStart, oldEnd, newStart, newEnd) => {
      const start = offsetAt(before, oldStart);
      const end = offsetAt(before, oldEnd);
      edits.push({ start, end, text: textOf(after, newStart, newEnd) });
    });
    return composed.compose(new EditList(edits));
  }, new EditList([]));
}
