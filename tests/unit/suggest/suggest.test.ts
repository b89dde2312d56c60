import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Span } from '../../../shared/model/annotation.ts';
import { hull, type Fragment } from '../../../shared/model/fragments.ts';
import { newUid } from '../../../shared/model/uid.ts';
import { CUE_WORDS } from '../../../shared/presets/cue-words.ts';
import { newsScheme } from '../../../shared/presets/news.ts';
import { suggestFillers, type Suggestion } from '../../../shared/suggest/suggest.ts';
import { findWords } from '../../../shared/suggest/words.ts';
import { findBlocks } from '../../../shared/text/blocks.ts';
import { uidOf } from '../formats/support.ts';

const TEXT = [
  'Velmara’s Trade Ministry said on Monday that Ada Veld and Cid Orlo had met in Dovran.',
  ' According to Bo Karst, the crossing would reopen, Ada Veld added.',
  '\n\nKarsovia voiced doubts about the crossing.',
].join('');

function article(text = TEXT, language = '') {
  const document = { text, blocks: findBlocks(text), language };
  const spans: Span[] = [];
  const at = (words: string, nth = 0): Fragment => {
    let start = -1;
    for (let i = 0; i <= nth; i++) start = text.indexOf(words, start + 1);
    expect(start, words).toBeGreaterThanOrEqual(0);
    return [start, start + words.length];
  };
  const tag = (type: string, words: string | null, more: Partial<Span> = {}, nth = 0): Span => {
    const span: Span = {
      id: newUid(),
      document: uidOf(1),
      set: uidOf(2),
      type,
      fragments: words === null ? [] : [[...at(words, nth)]],
      attributes: {},
      untouched: [],
      slots: [],
      entities: [],
      ...more,
    };
    spans.push(span);
    return span;
  };
  const shown = (suggestions: readonly Suggestion[]) =>
    suggestions.map((each) => {
      const range =
        each.kind === 'text' ? each.fragment : hull(spans.find(({ id }) => id === each.id)!.fragments)!;
      return text.slice(...range);
    });
  const suggest = (claim: Span, slot: string) =>
    shown(suggestFillers(newsScheme, document, spans, claim, slot));
  const kinds = (claim: Span, slot: string) =>
    suggestFillers(newsScheme, document, spans, claim, slot).map(({ kind }) => kind);
  return { document, spans, at, tag, suggest, kinds };
}

function filled(span: Span, name: string, filler: Span): Span {
  return {
    ...span,
    slots: [{ id: newUid(), name, rank: 'a0', filler: { span: filler.id }, evidence: [] }],
  };
}

describe('claimers', () => {
  test('are before the words in the same sentence; persons and organisations before countries', () => {
    const { tag, suggest } = article();
    tag('GPE', 'Velmara');
    tag('ORG', 'Trade Ministry');
    tag('DATE', 'Monday');
    tag('PERSON', 'Ada Veld');
    tag('PERSON', 'Bo Karst');
    tag('GPE', 'Dovran');
    const claim = tag('CLAIM', 'Ada Veld and Cid Orlo had met in Dovran');
    expect(suggest(claim, 'claimer')).toEqual(['Trade Ministry', 'Velmara', 'Bo Karst']);
  });

  test('may follow the words', () => {
    const { tag, suggest } = article();
    tag('PERSON', 'Bo Karst');
    tag('PERSON', 'Ada Veld', {}, 1);
    const claim = tag('CLAIM', 'the crossing would reopen');
    expect(suggest(claim, 'claimer')).toEqual(['Bo Karst', 'Ada Veld']);
  });

  test('exclude current fillers and spans of other sets and documents', () => {
    const { tag, suggest } = article();
    const bo = tag('PERSON', 'Bo Karst');
    tag('PERSON', 'Ada Veld', { set: uidOf(9) });
    tag('PERSON', 'Ada Veld', { document: uidOf(9) });
    const claim = tag('CLAIM', 'the crossing would reopen');
    expect(suggest(claim, 'claimer')).toEqual(['Bo Karst']);
    expect(suggest(filled(claim, 'claimer', bo), 'claimer')).toEqual([]);
  });

  test('for a claim without words are in the order of the document', () => {
    const { tag, suggest } = article();
    tag('PERSON', 'Bo Karst');
    tag('PERSON', 'Ada Veld');
    expect(suggest(tag('CLAIM', null), 'claimer')).toEqual(['Ada Veld', 'Bo Karst']);
  });
});

describe('cues', () => {
  test('are known words near the claim that are not tagged', () => {
    const { tag, suggest, kinds } = article();
    const claim = tag('CLAIM', 'the crossing would reopen');
    expect(suggest(claim, 'cue')).toEqual(['According to', 'added', 'said']);
    tag('CUE', 'According to', { owner: uidOf(7) });
    // A cue with the same words as another claim's cue is offered, but after a free one.
    expect(suggest(claim, 'cue')).toEqual(['added', 'According to', 'said']);
    // A tagged free cue is a span, and the nearest spans come first.
    tag('CUE', 'added');
    expect(suggest(claim, 'cue')).toEqual(['added', 'According to', 'said']);
    expect(kinds(claim, 'cue')).toEqual(['span', 'text', 'text']);
  });

  test('are never inside the words of the claim', () => {
    const { tag, suggest } = article();
    const claim = tag('CLAIM', 'Velmara’s Trade Ministry said on Monday that Ada Veld and Cid Orlo had met');
    expect(suggest(claim, 'cue')).toEqual(['According to', 'added']);
  });

  test('may be in the gap of a claim with two parts', () => {
    const text = 'The crossing, said Ada Veld, would reopen.';
    const { tag, suggest, at } = article(text);
    const claim = tag('CLAIM', null, { fragments: [[...at('The crossing')], [...at('would reopen')]] });
    tag('PERSON', 'Ada Veld');
    expect(suggest(claim, 'cue')).toEqual(['said']);
    expect(suggest(claim, 'claimer')).toEqual(['Ada Veld']);
  });

  test.each([
    ['tr', 'Ada, sınırın açılacağını öne sürdü.', 'sınırın açılacağını', ['öne sürdü']],
    ['de', 'Die Grenze werde geöffnet, erklärte Ada.', 'Die Grenze werde geöffnet', ['erklärte']],
    ['fr-CA', 'La frontière rouvrira, a déclaré Ada.', 'La frontière rouvrira', ['a déclaré']],
    ['en-GB', 'Ada emphasised that it opens.', 'it opens', ['emphasised']],
    ['', 'Ada, sınırın açılacağını öne sürdü.', 'sınırın açılacağını', ['öne sürdü']],
    ['fr', 'Ada said that it opens.', 'it opens', []],
  ])('are searched in the language of the document: %s', (language, text, content, cues) => {
    const { tag, suggest } = article(text, language);
    expect(suggest(tag('CLAIM', content), 'cue')).toEqual(cues);
  });
});

test('objects inside the claim come first, in reading order', () => {
  const { tag, suggest } = article();
  tag('PERSON', 'Cid Orlo');
  tag('GPE', 'Dovran');
  tag('ORG', 'Trade Ministry');
  tag('PERSON', 'Ada Veld');
  const claim = tag('CLAIM', 'Ada Veld and Cid Orlo had met in Dovran');
  expect(suggest(claim, 'object')).toEqual(['Ada Veld', 'Cid Orlo', 'Dovran', 'Trade Ministry']);
});

test('events have suggestions too, and a slot without rules suggests the nearest spans', () => {
  const { tag, suggest, document, spans } = article();
  tag('PERSON', 'Ada Veld');
  tag('PERSON', 'Cid Orlo');
  const event = tag('EVENT-MENTION', 'met');
  expect(suggest(event, 'actor')).toEqual(['Cid Orlo', 'Ada Veld']);
  const bare = {
    types: newsScheme.types.map((type) => ({
      ...type,
      slots: type.slots.map((slot) => ({ ...slot, suggest: [] })),
    })),
  };
  expect(suggestFillers(bare, document, spans, event, 'actor')).toHaveLength(2);
  expect(suggestFillers(bare, document, spans, event, 'no such slot')).toEqual([]);
});

test('the shipped cue words include common verbs of attribution, without duplicates', () => {
  for (const words of Object.values(CUE_WORDS)) expect(new Set(words).size).toBe(words.length);
  for (const word of [
    'said',
    'says',
    'told',
    'claimed',
    'emphasized',
    'emphasised',
    'expressed',
    'underlined',
    'reaffirmed',
    'according to',
    'alleged',
    'denied',
    'warned',
    'insisted',
    'called for',
    'voiced',
    'accused',
    'denying',
  ])
    expect(CUE_WORDS['en']).toContain(word);
});

test('words of any characters are found only as whole words', () => {
  fc.assert(
    fc.property(
      fc.array(fc.constantFrom('said', 'said that', 'a.b', '(x)', 'ı', 'ünal'), { minLength: 1 }),
      fc.array(fc.constantFrom('said', 'that', 'aXb', 'a.b', '(x)', 'ünal', 'unsaid', '😀')),
      (words, pieces) => {
        const text = pieces.join(' ');
        for (const [start, end] of findWords(text, [0, text.length], words)) {
          expect(words).toContain(text.slice(start, end));
          expect(text.slice(end, end + 1)).not.toMatch(/[\p{L}\p{N}]/u);
          expect(text.slice(Math.max(0, start - 1), start)).not.toMatch(/[\p{L}\p{N}]/u);
        }
      },
    ),
  );
});

test('suggestions have allowed types, are outside the claim’s words, and repeat neither themselves nor a filler', () => {
  const { document } = article();
  const types = newsScheme.types.map(({ name }) => name);
  const fragment = fc
    .tuple(fc.nat(TEXT.length), fc.nat(30))
    .map(([start, width]): [number, number] => [start, Math.min(TEXT.length, start + width)]);
  const spans = fc.array(fc.tuple(fc.constantFrom(...types), fragment), { maxLength: 25 });
  fc.assert(
    fc.property(
      spans,
      fragment,
      fc.constantFrom('claimer', 'cue', 'time', 'location'),
      (made, content, slot) => {
        const all = made.map(([type, range]): Span => ({
          id: newUid(),
          document: uidOf(1),
          set: uidOf(2),
          type,
          fragments: [range],
          attributes: {},
          untouched: [],
          slots: [],
          entities: [],
        }));
        const first = all[0];
        const claim: Span = {
          ...(first ?? all[0]!),
          id: newUid(),
          document: uidOf(1),
          set: uidOf(2),
          type: 'CLAIM',
          fragments: [content],
          attributes: {},
          untouched: [],
          entities: [],
          slots: first
            ? [{ id: newUid(), name: slot, rank: 'a0', filler: { span: first.id }, evidence: [] }]
            : [],
        };
        const allowed = newsScheme.types
          .find(({ name }) => name === 'CLAIM')!
          .slots.find(({ name }) => name === slot)!.types;
        const found = suggestFillers(newsScheme, document, [...all, claim], claim, slot);
        const keys = found.map((each) => (each.kind === 'span' ? each.id : each.fragment.join()));
        expect(new Set(keys).size).toBe(keys.length);
        expect(found.length).toBeLessThanOrEqual(8);
        for (const each of found) {
          const span = each.kind === 'span' ? all.find(({ id }) => id === each.id)! : undefined;
          const [start, end] = each.kind === 'text' ? each.fragment : hull(span!.fragments)!;
          expect(allowed).toContain(each.kind === 'text' ? each.type : span!.type);
          expect(end <= content[0] || start >= content[1]).toBe(true);
          expect(span?.id).not.toBe(first?.id ?? 'none');
        }
      },
    ),
  );
});
