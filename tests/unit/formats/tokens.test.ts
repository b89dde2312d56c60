import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { incomingDocument, incomingSpan } from '../../../shared/formats/incoming.ts';
import type { DocumentRecord } from '../../../shared/formats/records.ts';
import { formatById } from '../../../shared/formats/registry.ts';
import { rebuildText, tokenRange, tokensOf } from '../../../shared/formats/tokens.ts';
import { unitOf } from '../../../shared/formats/units.ts';
import { UNIT_OPTION } from '../../../shared/formats/define.ts';
import { offsetsOf, OFFSET_UNITS } from '../../../shared/text/offsets.ts';
import { writeToMemory } from '../../support/formats.ts';
import { cases } from '../../support/slow.ts';
import { anyText, emptyDataset, uidOf } from './support.ts';

const word = fc.stringMatching(/^[a-zé😀]{1,5}$/u);
const sentences = fc.array(
  fc.array(fc.record({ text: word, spaceAfter: fc.boolean() }), { minLength: 1, maxLength: 6 }),
  { maxLength: 4 },
);

describe('tokens', () => {
  test('a rebuilt text contains exactly the tokens, in their sentences', () => {
    fc.assert(
      fc.property(sentences, (input) => {
        const { text, tokens, sentences: found } = rebuildText(input);
        expect(tokens.map(([start, end]) => text.slice(start, end))).toEqual(input.flat().map((t) => t.text));
        expect(found).toHaveLength(input.length);
        const segmentation = { tokens, sentences: found, columns: {} };
        const again = tokensOf({ text, blocks: [], segmentation });
        expect(again.sentences.map(([first, end]) => end - first)).toEqual(input.map((s) => s.length));
      }),
    );
  });

  test('without a segmentation the tokens cover all text but white space, in order, each in one sentence', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const { tokens, sentences: found } = tokensOf(incomingDocument(text, { name: 'a' }));
        let last = 0;
        for (const [start, end] of tokens) {
          expect(start).toBeGreaterThanOrEqual(last);
          expect(end).toBeGreaterThan(start);
          expect(text.slice(last, start).trim()).toBe('');
          last = end;
        }
        expect(text.slice(last).trim()).toBe('');
        expect(
          found.flatMap(([first, end]) => Array.from({ length: end - first }, (_, i) => first + i)),
        ).toEqual(tokens.map((_, i) => i));
      }),
    );
  });

  test('simple text is divided as Unicode divides it', () => {
    const segmenter = new Intl.Segmenter('en', { granularity: 'word' });
    const pieces = fc.array(
      fc.oneof(
        fc.stringMatching(/^[A-Za-z0-9]{1,4}$/),
        fc.constantFrom(' ', '  ', '\n', ...'!"#$%&()*+,-./:;<=>?@[\\]^`{|}~'),
      ),
      { maxLength: 12 },
    );
    fc.assert(
      fc.property(pieces, (all) => {
        const text = all.join('');
        const { tokens } = tokensOf({ text, blocks: [['paragraph', 0, text.length]] });
        const words = [...new Intl.Segmenter('en', { granularity: 'sentence' }).segment(text)]
          .flatMap(({ segment }) => [...segmenter.segment(segment)])
          .map(({ segment }) => segment)
          // Words with marks within are divided further where a blank is missing between sentences.
          .filter((segment) => segment.trim() !== '');
        fc.pre(!words.some((segment) => /[a-z]\.[A-Z]/.test(segment)));
        expect(tokens.map(([start, end]) => text.slice(start, end))).toEqual(words);
      }),
      { numRuns: cases(2000) },
    );
  });

  test.each([
    ['Türkiye’s plan', 'Türkiye|’s|plan'],
    ["I don’t, we'll", "I|do|n’t|,|we|'ll"],
    ['de l’Iran, dell’Ostbia', 'de|l’|Iran|,|dell’|Ostbia'],
    ["İstanbul’da, Ankara'nın", "İstanbul|’da|,|Ankara|'nın"],
    ['Sana’a, O’Brien', 'Sana’a|,|O’Brien'],
    ['in Iran.The _end_', 'in|Iran|.|The|_|end|_'],
  ])('words with an apostrophe are split: %s', (text, expected) => {
    const { tokens } = tokensOf(incomingDocument(text, { name: 'a' }));
    expect(tokens.map((token) => text.slice(...token)).join('|')).toBe(expected);
  });

  test.each(['conll', 'webanno-tsv', 'spacy-jsonl', 'docbin', 'huggingface'])(
    '%s stores a name before or after an apostrophe exactly',
    async (id) => {
      const record = incomingDocument('Türkiye’s plan, l’Iran, Ankara’da', { name: 'a.txt' });
      const spans = [
        [0, 7],
        [18, 22],
        [24, 30],
      ].map(([start, end], i) => ({
        ...incomingSpan('GPE', [[start!, end!]]),
        id: uidOf(i + 2),
        set: 's',
      }));
      const document = { ...record, id: uidOf(1), spans } as DocumentRecord;
      const { losses, wrote } = await writeToMemory(formatById(id)!, emptyDataset, [document]);
      expect(losses.list().filter(({ kind }) => kind.includes('token'))).toEqual([]);
      expect(wrote.toSorted()).toEqual(['Ankara', 'Iran', 'Türkiye']);
    },
  );

  test.each([
    [[0, 3], { first: 0, end: 1, aligned: true }],
    [[4, 11], { first: 1, end: 3, aligned: true }],
    [[5, 7], { first: 1, end: 2, aligned: false }],
    [[3, 4], null],
    [[4, 4], null],
  ] as const)('the range of %j', ([start, end], expected) => {
    const tokens = [
      [0, 3],
      [4, 7],
      [8, 11],
    ] as const;
    expect(tokenRange(tokens, [start, end])).toEqual(expected);
  });
});

describe('the unit of offsets', () => {
  const text = '😀 Ada met Bob 👩‍👩‍👧 in Çorum';
  const at = text.indexOf('Çorum');

  test.each(OFFSET_UNITS)(
    '%s is detected from the quoted words, and reported if it is not the usual unit',
    (unit) => {
      const offsets = offsetsOf(text, unit);
      const range = { start: offsets.fromUtf16(at)!, end: offsets.fromUtf16(at + 5)!, text: 'Çorum' };
      const found = unitOf(text, [range], 'codepoint', undefined, {});
      expect(found.unit).toBe(unit);
      expect(found.told === null).toBe(unit === 'codepoint');
    },
  );

  test('a forced unit is always used; an unknown unit is rejected', () => {
    const range = { start: at, end: at + 5, text: 'Çorum' };
    expect(unitOf(text, [range], 'codepoint', { [UNIT_OPTION]: 'byte' }, {})).toEqual({
      unit: 'byte',
      told: null,
    });
    expect(() => unitOf(text, [range], 'codepoint', { [UNIT_OPTION]: 'furlong' }, {})).toThrow('furlong');
  });
});
