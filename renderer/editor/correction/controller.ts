import { history, redo, undo } from 'prosemirror-history';
import type { Node } from 'prosemirror-model';
import { EditorState, Selection, TextSelection, type Transaction } from 'prosemirror-state';
import { EditorView } from 'prosemirror-view';
import type { Document } from '../../../shared/model/document.ts';
import { correctBlocks } from '../../../shared/text/correct-blocks.ts';
import { EditList } from '../../../shared/text/edits.ts';
import { readSelection } from '../caret.ts';
import { scrollerOf, viewportOf } from '../geometry.ts';
import type { ReadingPlace } from '../reading-place.ts';
import { BLOCKS_PER_SECTION, drawnBlocks, hasWords, SECTION_THRESHOLD } from '../schema.ts';
import { correctionDocument, editsOf, offsetAt, positionAt, textOf } from './document.ts';
import { deleteRange, pasteText, splitBlock, wholeText } from './editing.ts';
import { annotationMarks, type MarkedSpans } from './marks.ts';

export interface CorrectionOptions extends MarkedSpans {
  /** Label of the text for screen readers. */
  readonly label: string;
  /** What was edited in it before. */
  readonly edits?: EditList;
  /** Called after each edit. */
  readonly onChange: () => void;
}

/** The editor of an article whose text is corrected: it writes text, where the other one only annotates it. */
export class CorrectionEditor {
  readonly view: EditorView;
  readonly #page: HTMLElement;
  readonly #original: Node;
  readonly #onChange: () => void;
  #edits: EditList;
  #isLocked = false;

  /** @param mount an empty element inside the element that scrolls */
  constructor(mount: HTMLElement, article: Pick<Document, 'text' | 'blocks'>, options: CorrectionOptions) {
    const { label, edits = new EditList([]), onChange } = options;
    const blocks = drawnBlocks(article);
    const perSection = hasWords(article.text, SECTION_THRESHOLD) ? BLOCKS_PER_SECTION : 0;
    this.#original = correctionDocument(article.text, blocks, perSection);
    this.#edits = edits;
    this.#onChange = onChange;
    let doc = this.#original;
    if (!edits.isEmpty) {
      const after = edits.apply(article.text);
      const left = [...correctBlocks({ text: article.text, blocks }, edits, after)] as Document['blocks'];
      doc = correctionDocument(after, drawnBlocks({ text: after, blocks: left }), perSection);
    }
    this.#page = document.createElement('div');
    this.#page.className = 'editor correcting';
    mount.append(this.#page);
    this.view = new EditorView(this.#page, {
      state: EditorState.create({ doc, plugins: [history(), annotationMarks(doc, options, edits)] }),
      attributes: {
        class: 'text',
        role: 'textbox',
        'aria-multiline': 'true',
        'aria-label': label,
        spellcheck: 'false',
        autocorrect: 'off',
        autocapitalize: 'off',
      },
      dispatchTransaction: (transaction) => this.#dispatch(transaction),
      handleKeyDown: (_, event) => this.#keyDown(event),
      handleDOMEvents: {
        beforeinput: (_, event) => this.#beforeInput(event),
        paste: (_, event) => this.#paste(event),
        copy: (_, event) => this.#copy(event),
        cut: (_, event) => this.#copy(event) && this.#delete(),
        // Text that is dragged would be parsed from the page, which does not know the separators.
        dragstart: swallow,
        drop: swallow,
      },
    });
  }

  /** What the edits so far come to, in offsets of the article’s text. */
  get edits(): EditList {
    return this.#edits;
  }

  get text(): string {
    return textOf(this.view.state.doc);
  }

  /** Whether the text differs from that of the article. */
  get isChanged(): boolean {
    return !this.#edits.isEmpty;
  }

  get isDestroyed(): boolean {
    return this.view.isDestroyed;
  }

  undo(): void {
    if (!this.#isLocked) undo(this.view.state, this.view.dispatch);
  }

  redo(): void {
    if (!this.#isLocked) redo(this.view.state, this.view.dispatch);
  }

  /** Keeps the text from being edited, while it is being saved. */
  lock(isLocked: boolean): void {
    this.#isLocked = isLocked;
  }

  focus(): void {
    if (!this.isDestroyed) this.view.focus();
  }

  /** Selects text by its offsets and shows it. */
  show(start: number, end: number): void {
    const { doc, tr } = this.view.state;
    const selection = TextSelection.create(doc, positionAt(doc, start), positionAt(doc, end));
    this.view.dispatch(tr.setSelection(selection).scrollIntoView());
    this.view.focus();
  }

  /** Where the caret is and what is in view. */
  get place(): ReadingPlace {
    readSelection(this.view);
    const { doc, selection } = this.view.state;
    const scroller = scrollerOf(this.#page);
    const edge = viewportOf(scroller).top;
    const box = this.view.dom.getBoundingClientRect();
    const found =
      box.top < edge ? this.view.posAtCoords({ left: box.left + box.width / 3, top: edge + 24 }) : null;
    return {
      caret: offsetAt(doc, selection.head),
      held: found && { offset: offsetAt(doc, found.pos), top: this.view.coordsAtPos(found.pos).top - edge },
    };
  }

  set place({ caret, held }: ReadingPlace) {
    const { doc, tr } = this.view.state;
    this.view.dispatch(tr.setSelection(TextSelection.near(doc.resolve(positionAt(doc, caret)))));
    if (!held) return;
    const scroller = scrollerOf(this.#page);
    const position = positionAt(doc, held.offset);
    const hold = () => {
      if (this.isDestroyed) return;
      scroller.scrollTop += this.view.coordsAtPos(position).top - viewportOf(scroller).top - held.top;
    };
    hold();
    // Sections that come into view get their true height with the next frame.
    requestAnimationFrame(hold);
  }

  destroy(): void {
    this.view.destroy();
    this.#page.remove();
  }

  #dispatch(transaction: Transaction): void {
    if (transaction.docChanged && this.#isLocked) return;
    const state = this.view.state.apply(transaction);
    if (transaction.docChanged) {
      const edits = this.#edits.compose(editsOf(transaction));
      // What was deleted and typed again is no edit.
      this.#edits = state.doc.eq(this.#original) ? new EditList([]) : edits;
    }
    this.view.updateState(state);
    if (transaction.docChanged) this.#onChange();
  }

  /**
   * Does what the browser is about to do, as a transaction: otherwise ProseMirror reads the paragraph from the page afterwards, where
   * line ends and separators are not verbatim. Only an input method writes into the page.
   */
  #beforeInput(event: InputEvent): boolean {
    const { inputType } = event;
    if (event.isComposing || inputType === 'insertCompositionText' || this.view.composing) return false;
    event.preventDefault();
    if (inputType === 'historyUndo') this.undo();
    else if (inputType === 'historyRedo') this.redo();
    else {
      const made = this.#transactionOf(event);
      if (made) this.view.dispatch(made);
    }
    return true;
  }

  #transactionOf(event: InputEvent): Transaction | undefined {
    const { inputType } = event;
    const { state } = this.view;
    const [from, to] = this.#target(event);
    if (inputType === 'insertParagraph' || inputType === 'insertLineBreak')
      return splitBlock(state, from, to);
    if (inputType === 'insertText' || inputType === 'insertReplacementText') {
      const text = event.data ?? event.dataTransfer?.getData('text/plain') ?? '';
      return text === '' ? undefined : pasteText(state, from, to, text);
    }
    if (!inputType.startsWith('delete')) return undefined;
    if (from < to) return deleteRange(state, from, to);
    return this.#join(from, inputType.endsWith('Forward') ? 1 : -1);
  }

  /** Joins the block at a position with the next (1) or the previous (-1) one. */
  #join(position: number, direction: 1 | -1): Transaction | undefined {
    const { state } = this.view;
    const at = state.doc.resolve(position);
    const edge = state.doc.resolve(direction === 1 ? at.after() : at.before());
    const next = Selection.findFrom(edge, direction, true)?.head;
    return next === undefined
      ? undefined
      : deleteRange(state, Math.min(position, next), Math.max(position, next));
  }

  /** Handles the keys that ProseMirror takes from the browser, so that there is no input event: Enter, and deleting across an edge. */
  #keyDown({ key, ctrlKey, altKey, metaKey }: KeyboardEvent): boolean {
    const { state } = this.view;
    const [from, to] = this.#selected();
    const { parent, parentOffset } = state.doc.resolve(from);
    let made: Transaction | undefined;
    if (key === 'Enter' && !ctrlKey && !altKey && !metaKey) made = splitBlock(state, from, to);
    else if (key !== 'Backspace' && key !== 'Delete') return false;
    else if (from < to) {
      if (parent === state.doc.resolve(to).parent) return false;
      made = deleteRange(state, from, to);
    } else if (parentOffset !== (key === 'Delete' ? parent.content.size : 0)) return false;
    else made = this.#join(from, key === 'Delete' ? 1 : -1);
    if (made) this.view.dispatch(made);
    return true;
  }

  /** The positions that an input is about to replace. */
  #target(event: InputEvent): [from: number, to: number] {
    const [range] = event.getTargetRanges();
    if (!range) return this.#selected();
    const { doc } = this.view.state;
    const at = (node: globalThis.Node, offset: number, side: -1 | 1) => {
      const position = this.view.posAtDOM(node, offset, side);
      return Selection.near(doc.resolve(position), side).head;
    };
    const from = at(range.startContainer, range.startOffset, 1);
    const to = at(range.endContainer, range.endOffset, -1);
    return [Math.min(from, to), Math.max(from, to)];
  }

  #selected(): [from: number, to: number] {
    readSelection(this.view);
    const { doc, selection } = this.view.state;
    const { from, to } = selection instanceof TextSelection ? selection : wholeText(doc);
    return [from, to];
  }

  #paste(event: ClipboardEvent): boolean {
    event.preventDefault();
    const text = event.clipboardData?.getData('text/plain') ?? '';
    if (text !== '') this.view.dispatch(pasteText(this.view.state, ...this.#selected(), text));
    return true;
  }

  #copy(event: ClipboardEvent): boolean {
    event.preventDefault();
    const [from, to] = this.#selected();
    if (from === to) return false;
    event.clipboardData?.setData('text/plain', textOf(this.view.state.doc, from, to));
    return true;
  }

  #delete(): boolean {
    this.view.dispatch(deleteRange(this.view.state, ...this.#selected()));
    return true;
  }
}

function swallow(_: EditorView, event: Event): boolean {
  event.preventDefault();
  return true;
}
