import { expect, test } from 'vitest';
import { Scheme } from '../../../shared/model/scheme.ts';
import { PRESETS, presetById } from '../../../shared/presets/index.ts';
import { newsScheme } from '../../../shared/presets/news.ts';

test.each(PRESETS.map((preset) => [preset.id, preset] as const))('%s is a valid scheme', (id, preset) => {
  expect(Scheme.parse(preset.scheme)).toEqual(preset.scheme);
  expect(presetById(id)).toBe(preset);
  for (const type of preset.scheme.types) {
    expect(type.key, `${type.name} has a key`).toBeDefined();
    expect(type.guideline).not.toEqual([]);
  }
});

test.each(PRESETS.map((preset) => [preset.id, preset.scheme] as const))(
  'hues of %s differ',
  (_, { types }) => {
    const hues = types.filter(({ family }) => family === 'mention').map(({ hue }) => hue);
    for (const [i, a] of hues.entries())
      for (const b of hues.slice(i + 1)) {
        const apart = Math.abs(a - b);
        expect(Math.min(apart, 360 - apart)).toBeGreaterThanOrEqual(8);
      }
  },
);

test('a derived slot refers to an existing slot and relation', () => {
  const withDerived = (derived: object, more: object = {}) =>
    Scheme.safeParse({
      ...newsScheme,
      types: newsScheme.types.map((type) => ({
        ...type,
        slots: type.slots.map((slot) => (slot.name === 'affiliation' ? { ...slot, ...more, derived } : slot)),
      })),
    }).error?.issues.map(({ message }) => message);
  expect(withDerived({ slot: 'claimer', relation: 'holds' })).toBeUndefined();
  expect(withDerived({ slot: 'affiliation', relation: 'holds' })).toEqual([
    'there is no other slot "affiliation"',
  ]);
  expect(withDerived({ slot: 'speaker', relation: 'supports' })).toEqual([
    'there is no other slot "speaker"',
    'there is no relation "supports" between entities',
  ]);
  expect(withDerived({ slot: 'claimer', relation: 'holds' }, { accepts: ['span'] })).toEqual([
    'the slot does not accept entities',
  ]);
});

test('the News scheme has the documented types and slots', () => {
  const { layers, types, relations, labels } = newsScheme;
  expect(layers.map(({ name, visible }) => [name, visible])).toEqual([
    ['entities', true],
    ['claims', true],
    ['events', false],
  ]);
  const entities = types.filter(({ layer }) => layer === 'entities');
  expect(entities).toHaveLength(16);
  for (const { attributes } of entities)
    expect(attributes[0]).toMatchObject({
      name: 'mention',
      options: ['name', 'nominal', 'pronoun'],
      default: 'name',
    });
  const claim = types.find(({ name }) => name === 'CLAIM');
  expect(claim?.slots.map(({ name }) => name)).toEqual([
    'claimer',
    'cue',
    'object',
    'affiliation',
    'via',
    'location',
    'time',
    'medium',
  ]);
  expect(claim?.attributes.map(({ name }) => name)).toEqual([
    'gloss',
    'topic',
    'kind',
    'epistemic',
    'sentiment',
    'check-worthy',
  ]);
  expect(relations.map(({ name }) => name)).toEqual([
    'supports',
    'refutes',
    'identical',
    'related',
    'affiliated-with',
    'holds',
    'located-in',
    'part-of',
    'same-as',
  ]);
  expect(labels.map(({ name }) => name)).toEqual(['topic', 'genre', 'reliability']);
});
