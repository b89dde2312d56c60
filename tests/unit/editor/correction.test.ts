import fc from 'fast-check';
import { history, redo, undo } from 'prosemirror-history';
import { EditorState, TextSelection, type Transaction } from 'prosemirror-state';
import { describe, expect, test } from 'vitest';
import {
  correctionDocument,
  editsOf,
  offsetAt,
  positionAt,
  textOf,
} from '../../../renderer/editor/correction/document.ts';
import {
  deleteRange,
  pasteText,
  replaceText,
  splitBlock,
} from '../../../renderer/editor/correction/editing.ts';
import type { Block } from '../../../shared/model/document.ts';
import { EditList } from '../../../shared/text/edits.ts';
import { blocksOf } from './support.ts';

const articles = fc
  .array(
    fc.record({
      kind: fc.constantFrom('headline' as const, 'paragraph' as const, 'item' as const, 'quote' as const),
      part: fc.constantFrom('', 'a', 'hello there', 'two\r\nlines', '👍🏽 e\u0301', 'شَ', '北京 '),
      gap: fc.constantFrom('', '\n', '\n\n', '\n\n', ' \r\n', ' — '),
    }),
    { minLength: 1, maxLength: 12 },
  )
  .map((parts) => {
    let text = '\n';
    const blocks: Block[] = [];
    for (const { kind, part, gap } of parts) {
      blocks.push([kind, text.length, text.length + part.length]);
      text += part + gap;
    }
    return { text, blocks };
  });

const place = fc.nat(1_000_000);
const acts = fc.array(
  fc.oneof(
    fc.record({
      does: fc.constantFrom('type', 'paste'),
      from: place,
      length: fc.nat(30),
      text: fc.constantFrom('x', ' ', 'Islamabad', 'one\n\ntwo', '\n', 'a\r\nb\r\nc', '👩‍👩‍👧'),
    }),
    fc.record({
      does: fc.constantFrom('delete', 'split', 'join'),
      from: place,
      length: fc.nat(30),
      text: fc.constant(''),
    }),
    fc.record({
      does: fc.constantFrom('undo', 'redo'),
      from: place,
      length: fc.nat(1),
      text: fc.constant(''),
    }),
  ),
  { maxLength: 20 },
);

/** Edits a document as the editor does; `list` is composed of what each transaction did. */
class Session {
  readonly before: string;
  state: EditorState;
  list = new EditList([]);

  constructor({ text, blocks }: { text: string; blocks: readonly Block[] }, perSection = 0) {
    this.before = text;
    this.state = EditorState.create({
      doc: correctionDocument(text, blocks, perSection),
      plugins: [history({ newGroupDelay: 0 })],
    });
  }

  get text(): string {
    return textOf(this.state.doc);
  }

  readonly apply = (transaction: Transaction): void => {
    this.list = this.list.compose(editsOf(transaction));
    this.state = this.state.apply(transaction);
  };

  /** The nearest places in the text of a wanted position and of one behind it. */
  range(from: number, length: number): [number, number] {
    const { doc } = this.state;
    const at = (position: number) =>
      TextSelection.near(doc.resolve(Math.min(doc.content.size, position)), 1).head;
    const start = at(from % (doc.content.size + 1));
    return [start, Math.max(start, at(start + length))];
  }

  act({ does, from, length, text }: { does: string; from: number; length: number; text: string }): void {
    if (does === 'undo') return void undo(this.state, this.apply);
    if (does === 'redo') return void redo(this.state, this.apply);
    const [start, end] = this.range(from, length);
    if (does === 'type') this.apply(replaceText(this.state, start, end, text.replaceAll(/\s/gu, '')));
    else if (does === 'paste') this.apply(pasteText(this.state, start, end, text));
    else if (does === 'split') this.apply(splitBlock(this.state, start, end));
    else if (does === 'join') {
      const block = this.state.doc.resolve(start);
      const next = this.range(block.end() + 1, 0)[0];
      if (next > block.end()) this.apply(deleteRange(this.state, block.end(), next));
    } else this.apply(deleteRange(this.state, start, end));
  }
}

describe.each([0, 1, 3])('a document that is corrected, with %i blocks in a section', (perSection) => {
  test('is the text', () => {
    fc.assert(
      fc.property(articles, ({ text, blocks }) => {
        const doc = correctionDocument(text, blocks, perSection);
        expect(textOf(doc)).toBe(text);
        for (const [, start, end] of blocks)
          for (let offset = start; offset <= end; offset++)
            expect(offsetAt(doc, positionAt(doc, offset))).toBe(offset);
      }),
    );
  });

  test('composes the edits of every transaction into those that lead to its text', () => {
    fc.assert(
      fc.property(articles, acts, (article, edits) => {
        const session = new Session(article, perSection);
        for (const edit of edits) {
          session.act(edit);
          expect(session.list.apply(session.before)).toBe(session.text);
          session.state.doc.check();
        }
      }),
    );
  });

  test('leaves no edit when everything was undone', () => {
    fc.assert(
      fc.property(articles, acts, (article, edits) => {
        const session = new Session(article, perSection);
        const original = session.state.doc;
        for (const edit of edits) session.act(edit);
        while (undo(session.state, session.apply));
        expect(session.text).toBe(article.text);
        expect(session.state.doc.eq(original)).toBe(true);
      }),
    );
  });
});

describe('paragraphs', () => {
  const article = blocksOf('Title|One two|Three', '\n\n\n');

  const session = () => new Session(article);
  const at = ({ state }: Session, words: string) => positionAt(state.doc, textOf(state.doc).indexOf(words));

  test('are split with the commonest separator, and a headline gives a paragraph', () => {
    const one = session();
    one.apply(splitBlock(one.state, at(one, 'two'), at(one, 'two')));
    expect(one.list.edits).toEqual([{ start: 12, end: 12, text: '\n\n\n' }]);
    one.apply(splitBlock(one.state, at(one, 'tle'), at(one, 'tle')));
    expect(one.text).toBe('Ti\n\n\ntle\n\n\nOne \n\n\ntwo\n\n\nThree');
    expect(one.state.doc.children.map(({ type }) => type.name)).toEqual([
      'headline',
      'paragraph',
      'paragraph',
      'paragraph',
      'paragraph',
    ]);
  });

  test('leave one space when they are joined, unless there is one', () => {
    const one = session();
    const end = at(one, ' two') + 4;
    one.apply(deleteRange(one.state, end, at(one, 'Three')));
    expect(one.text).toBe('Title\n\n\nOne two Three');
    expect(one.list.edits).toEqual([{ start: 15, end: 18, text: ' ' }]);
    const two = session();
    const behind = at(two, ' two') + 4;
    two.apply(replaceText(two.state, behind, behind, ' '));
    two.apply(deleteRange(two.state, behind + 1, at(two, 'Three')));
    expect(two.text).toBe('Title\n\n\nOne two Three');
  });

  test('come of the line breaks of pasted text', () => {
    const one = session();
    const start = at(one, 'One');
    one.apply(pasteText(one.state, start, start + 3, 'A\r\n\r\n  B\nC\n'));
    expect(one.text).toBe('Title\n\n\nA\n\n\nB\n\n\nC two\n\n\nThree');
  });
});
