import fc from 'fast-check';
import { expect, test } from 'vitest';
import { differing } from '../../../renderer/features/correction/differing.ts';
import { textDiff } from '../../../renderer/features/correction/text-diff.ts';
import { texts } from '../../support/corrections.ts';

const marked = (pieces: readonly { kind: string; text: string }[]) =>
  pieces.map(({ kind, text }) => (kind === 'same' ? text : `[${kind} ${text}]`)).join('');

test('the words of a changed sentence are marked', () => {
  expect(marked(textDiff('We met in Isl amabad. Nobody came.', 'We met in Islamabad. Nobody came.'))).toBe(
    'We met in [deleted Isl amabad][inserted Islamabad]. Nobody came.',
  );
});

test('a sentence that is elsewhere now has moved, and is neither deleted nor inserted', () => {
  const one = 'The minister spoke first. Nobody came to the quay. The lamps stayed dark.';
  const other = 'Nobody came to the quay. The lamps stayed dark. The minister spoke first.';
  const pieces = textDiff(one, other);
  expect(pieces.filter(({ kind }) => kind === 'moved-away').map(({ text }) => text.trim())).toEqual([
    'The minister spoke first.',
  ]);
  expect(pieces.filter(({ kind }) => kind === 'moved-here').map(({ text }) => text.trim())).toEqual([
    'The minister spoke first.',
  ]);
});

test('what is not deleted is the text after, and what is not inserted the text before', () => {
  fc.assert(
    fc.property(texts, texts, (before, after) => {
      const text = (...kinds: string[]) =>
        textDiff(before, after)
          .filter(({ kind }) => kinds.includes(kind))
          .map((piece) => piece.text)
          .join('');
      const letters = (all: string) => [...all].toSorted().join('');
      expect(letters(text('same', 'deleted', 'moved-away'))).toBe(letters(before));
      expect(letters(text('same', 'inserted', 'moved-here'))).toBe(letters(after));
    }),
  );
});

test('of a corrected word only the letters that differ are marked, and long equal stretches are shortened', () => {
  expect(marked(differing('Isl amabad', 'Islamabad'))).toBe('Isl[deleted  ]amabad');
  expect(marked(differing('in Isl amabad that he', 'in Islamabad that he'))).toBe(
    'in Isl[deleted  ]amabad that he',
  );
  expect(marked(differing('Yusuf Demir said so', 'said so'))).toBe('[deleted Yusuf Demir ]said so');
  const long = 'a long way through many words that nobody has changed at all';
  expect(marked(differing(`${long} Isl amabad`, `${long} Islamabad`))).toBe(
    '…body has changed at all Isl[deleted  ]amabad',
  );
});
