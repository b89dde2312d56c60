import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { findBlocks } from '../../../shared/text/blocks.ts';
import { cases } from '../../support/slow.ts';

const shape = (text: string, markdown = false) =>
  findBlocks(text, { markdown }).map(([kind, start, end]) => `${kind}: ${text.slice(start, end)}`);
const long = 'This paragraph is long enough that the line above it can be told from it as a headline.';

describe('findBlocks', () => {
  test('paragraphs between blank lines, verbatim', () => {
    expect(shape('One.\n\n  Two\nlines.  \n \n\nThree.\n')).toEqual([
      'paragraph: One.',
      'paragraph:   Two\nlines.  ',
      'paragraph: Three.',
    ]);
  });

  test('without blank lines each line is a paragraph, unless the lines are hard-wrapped', () => {
    expect(shape('One.\nTwo.\nThree.')).toEqual(['paragraph: One.', 'paragraph: Two.', 'paragraph: Three.']);
    const wrapped = `${'word '.repeat(14)}the\n${'word '.repeat(14)}and\n${'word '.repeat(14)}of\nend.`;
    expect(shape(wrapped)).toEqual([`paragraph: ${wrapped}`]);
  });

  test('a headline is recognised only if it is unambiguous', () => {
    expect(shape(`Dockers end strike\n\n${long}`)[0]).toBe('headline: Dockers end strike');
    expect(shape(`It rained all day.\n\n${long}`)[0]).toBe('paragraph: It rained all day.');
    expect(shape('Dockers end strike\n\nShort.')[0]).toBe('paragraph: Dockers end strike');
    expect(shape(`Dockers end\nstrike\n\n${long}`)[0]).toBe('paragraph: Dockers end\nstrike');
    expect(shape(`First.\n\nDockers end strike\n\n${long}`)[1]).toBe('paragraph: Dockers end strike');
  });

  test('Markdown headings, quotes and lists include their marks', () => {
    expect(shape('# Head\nText\nmore\n\n> one\n> two\n\n- a\n  b\n* c\n\nUnder\n=====\nText', true)).toEqual([
      'headline: # Head',
      'paragraph: Text\nmore',
      'quote: > one\n> two',
      'item: - a\n  b',
      'item: * c',
      'headline: Under\n=====',
      'paragraph: Text',
    ]);
    expect(shape('# no heading in plain text\n\n> nor quote')).toEqual([
      'paragraph: # no heading in plain text',
      'paragraph: > nor quote',
    ]);
  });

  test('a quotation must span the whole paragraph without interruption', () => {
    expect(shape('“We will ‘see’.”\n\n“We did,” he said. “We will.”\n\n"Plain."\n\n«Да».')).toEqual([
      'quote: “We will ‘see’.”',
      'paragraph: “We did,” he said. “We will.”',
      'quote: "Plain."',
      'paragraph: «Да».',
    ]);
  });

  test('lines with numbers are items only in a numbered list', () => {
    expect(shape('1. FC Köln won.\n\nThen it rained.')[0]).toBe('paragraph: 1. FC Köln won.');
    expect(shape('Points:\n1. one\n2. two')).toEqual(['paragraph: Points:', 'item: 1. one', 'item: 2. two']);
    expect(shape('• one\n•two\n\nend')).toEqual(['item: • one', 'item: •two', 'paragraph: end']);
  });

  const part = fc.constantFrom(
    '\n',
    '\n\n',
    ' ',
    '# ',
    '> ',
    '- ',
    '1. ',
    '2. ',
    '---',
    '===',
    'word',
    'A sentence.',
    '“',
    '”',
    '"',
    '\u0301',
    '👩‍👩‍👧',
    'עברית',
    '\u2028',
    '\u0085',
    '\v',
    '\u200b',
    '\ufeff',
    '北京',
    '🇹🇷',
  );
  test('blocks are sorted, disjoint, whole lines, contain all characters but white space, and cut no grapheme', () => {
    const segmenter = new Intl.Segmenter(undefined, { granularity: 'grapheme' });
    fc.assert(
      fc.property(fc.array(part, { maxLength: 40 }), fc.boolean(), (parts, markdown) => {
        const text = parts.join('');
        const boundaries = new Set(
          [...segmenter.segment(text)].map(({ index }) => index).concat(text.length),
        );
        let outside = '';
        let last = 0;
        for (const [, start, end] of findBlocks(text, { markdown })) {
          expect(start).toBeGreaterThanOrEqual(last);
          expect(end).toBeGreaterThan(start);
          expect(text[start]).not.toBe('\n');
          expect(text[end - 1]).not.toBe('\n');
          expect(boundaries.has(start) && boundaries.has(end)).toBe(true);
          outside += text.slice(last, start);
          last = end;
        }
        outside += text.slice(last);
        expect(outside.trim()).toBe('');
      }),
      { numRuns: cases(2000) },
    );
  });
});
