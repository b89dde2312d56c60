import { Fragment, Slice, type Node } from 'prosemirror-model';
import { Selection, TextSelection, type EditorState, type Transaction } from 'prosemirror-state';

/** Replaces a range by text without line breaks. */
export function replaceText(state: EditorState, from: number, to: number, text: string): Transaction {
  const transaction = state.tr;
  if (text === '') transaction.delete(from, to);
  else transaction.replaceWith(from, to, state.schema.text(text));
  return caretAt(transaction, transaction.mapping.map(to));
}

/** Deletes a range. Where that joins two blocks and nothing else, one space is left between their words. */
export function deleteRange(state: EditorState, from: number, to: number): Transaction {
  const [start, end] = [state.doc.resolve(from), state.doc.resolve(to)];
  const joins =
    !start.sameParent(end) &&
    start.parentOffset === start.parent.content.size &&
    end.parentOffset === 0 &&
    state.doc.textBetween(from, to) === '';
  const left = start.parent.textContent;
  const right = end.parent.textContent;
  const transaction = state.tr.delete(from, to);
  if (joins && /\S$/u.test(left) && /^\S/u.test(right)) transaction.insertText(' ', from);
  return caretAt(transaction, from);
}

/** Splits the block at a position, after what is selected was deleted. */
export function splitBlock(state: EditorState, from: number, to: number): Transaction {
  const transaction = state.tr.delete(from, to);
  const { parent } = transaction.doc.resolve(from);
  transaction.split(from, 1, [{ type: typeAfter(parent) }]);
  return caretAt(transaction, from + 2);
}

/** Replaces a range by pasted plain text, whose line breaks separate blocks. */
export function pasteText(state: EditorState, from: number, to: number, pasted: string): Transaction {
  const lines = pasted
    .replace(/^[\r\n]+|[\r\n]+$/gu, '')
    .split(/[^\S\r\n]*(?:\r\n?|\n)\s*/u)
    .filter((line, _, all) => line !== '' || all.length === 1);
  if (lines.length <= 1) return replaceText(state, from, to, lines[0] ?? '');
  const { parent } = state.doc.resolve(from);
  const type = typeAfter(parent);
  const blocks = lines.map((line) => type.create(null, state.schema.text(line)));
  const transaction = state.tr.replace(from, to, new Slice(Fragment.from(blocks), 1, 1));
  return caretAt(transaction, transaction.mapping.map(to));
}

/** The type of a block that begins where a line of another ends. */
function typeAfter(block: Node) {
  const { headline, paragraph } = block.type.schema.nodes;
  return block.type === headline ? paragraph! : block.type;
}

function caretAt(transaction: Transaction, position: number): Transaction {
  return transaction.setSelection(TextSelection.near(transaction.doc.resolve(position), -1)).scrollIntoView();
}

/** Returns a selection of the whole text, from its first to its last character: the first block remains when it is deleted. */
export function wholeText(doc: Node): TextSelection {
  return TextSelection.create(doc, Selection.atStart(doc).from, Selection.atEnd(doc).to);
}
