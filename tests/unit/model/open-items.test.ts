import { describe, expect, test } from 'vitest';
import type { Span } from '../../../shared/model/annotation.ts';
import { openItemsIn } from '../../../shared/model/open-items.ts';
import type { Scheme } from '../../../shared/model/scheme.ts';
import { newUid } from '../../../shared/model/uid.ts';
import { newsScheme } from '../../../shared/presets/news.ts';

const TEXT = 'Ida Marsh said the dredging was never paid on Tuesday.';
const [document, set] = [newUid(), newUid()];

function span(type: string, words: string, rest: Partial<Span> = {}): Span {
  const start = TEXT.indexOf(words);
  return {
    id: newUid(),
    document,
    set,
    type,
    fragments: words === '' ? [] : [[start, start + words.length]],
    attributes: {},
    untouched: [],
    slots: [],
    entities: [],
    ...rest,
  };
}

const lacks = (spans: Span[], { scheme = newsScheme } = {}) =>
  openItemsIn(scheme, { text: TEXT, spans, relations: [], labels: [] }).map(({ what, type, words, name }) =>
    [what, type, words, name].filter(Boolean).join(' '),
  );

describe('what is left', () => {
  test('a claim lacks its required slots until they are filled or a reason is given', () => {
    const claim = span('CLAIM', 'the dredging was never paid');
    expect(lacks([claim])).toEqual([
      'slot CLAIM the dredging was never paid claimer',
      'slot CLAIM the dredging was never paid object',
    ]);
    const slot = (name: string, filler: Span['slots'][number]['filler']) => ({
      id: newUid(),
      name,
      rank: 'a',
      filler,
      evidence: [],
    });
    const slots = [slot('claimer', { empty: 'not stated' }), slot('object', { text: 'dredging' })];
    expect(lacks([{ ...claim, slots }])).toEqual([]);
  });

  test('names of types that want an entity are open until they have one; nominals and dates are not', () => {
    expect(lacks([span('DATE', 'Tuesday'), span('PERSON', 'Ida Marsh')])).toEqual([
      'entity PERSON Ida Marsh',
    ]);
    expect(lacks([span('PERSON', 'Ida Marsh', { attributes: { mention: 'nominal' } })])).toEqual([]);
    expect(lacks([span('PERSON', 'Ida Marsh', { entities: [newUid()] })])).toEqual([]);
    const types = newsScheme.types.map(({ wantsEntity: _, ...type }) => type);
    expect(lacks([span('PERSON', 'Ida Marsh')], { scheme: { ...newsScheme, types } })).toEqual([]);
  });

  test('required attributes, labels first, then in the order of the text, implicit ones last', () => {
    const scheme: Scheme = {
      ...newsScheme,
      labels: newsScheme.labels.map((label) => ({ ...label, value: { ...label.value, required: true } })),
      types: newsScheme.types.map((type) => ({ ...type, slots: [] })),
    };
    const spans = [
      span('EVENT-MENTION', ''),
      span('EVENT-MENTION', 'dredging'),
      span('EVENT-MENTION', 'said', { attributes: { category: 'ACCUSE' } }),
    ];
    const found = lacks(spans, { scheme });
    expect(found.slice(0, scheme.labels.length)).toEqual(scheme.labels.map(({ name }) => `label ${name}`));
    expect(found.slice(scheme.labels.length)).toEqual([
      'attribute EVENT-MENTION dredging category',
      'attribute EVENT-MENTION category',
    ]);
  });
});
