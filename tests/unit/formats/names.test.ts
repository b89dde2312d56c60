import { blocksOf } from '../../../shared/guideline/markdown.ts';
import { describe, expect, test } from 'vitest';
import type { Incoming } from '../../../shared/formats/define.ts';
import { extendScheme } from '../../../shared/formats/extend-scheme.ts';
import {
  incomingDocument,
  incomingRelation,
  incomingSlots,
  incomingSpan,
} from '../../../shared/formats/incoming.ts';
import { SchemeNames } from '../../../shared/formats/scheme-names.ts';
import { settleAttributes } from '../../../shared/formats/settle.ts';
import { TermMap, TermMapper } from '../../../shared/formats/term-map.ts';
import { describeUnknown, firstUnknown, unknownTerms } from '../../../shared/formats/unknown-terms.ts';
import { Vocabulary } from '../../../shared/formats/vocabulary.ts';
import { Scheme, spanType } from '../../../shared/model/scheme.ts';
import { blankScheme } from '../../../shared/presets/blank.ts';
import { newsScheme } from '../../../shared/presets/news.ts';

const where = { file: 'f.ann', line: 3 };
const document = (record: ReturnType<typeof incomingDocument>): Incoming => ({
  kind: 'document',
  record,
  where,
});

/** An attack with its attacker, its location, and a person with a grade. */
function sample() {
  const record = incomingDocument('Rebels attacked Oran.', { name: 'a' });
  const who = incomingSpan('PERSON', [[0, 6]], { attributes: { grade: 3, mention: 'robot' } });
  const place = incomingSpan('Location', [[16, 20]]);
  const attack = incomingSpan('Attack', [[7, 15]], {
    slots: incomingSlots([
      ['Agent', { span: who.id }],
      ['Agent', { span: place.id }],
    ]),
    attributes: { negated: true },
  });
  record.spans.push(who, place, attack);
  record.relations.push(incomingRelation('At', attack.id, place.id));
  record.labels.push({ name: 'desk', value: 'world' });
  record.notes.push({ span: place.id, body: 'on the coast' });
  return { record, who, place, attack };
}

const seen = (...items: Incoming[]) => {
  const vocabulary = new Vocabulary();
  for (const item of items) vocabulary.add(item);
  return vocabulary;
};

describe('names that the scheme spells differently', () => {
  test.each([
    ['organization', 'ORG'],
    ['Organisations', 'Organisations'],
    ['person', 'PERSON'],
    ['prize', 'prize'],
  ])('%s is read as %s', (name, expected) =>
    expect(new SchemeNames(newsScheme).of('types', name)).toBe(expected),
  );
});

describe('unknown names', () => {
  test('are listed with counts, an example and the first location; attributes are not included', () => {
    const unknown = unknownTerms(newsScheme, seen(document(sample().record)))!;
    expect(unknown).toEqual({
      types: [
        { name: 'Location', count: 1, example: 'Oran', where },
        { name: 'Attack', count: 1, example: 'attacked', where },
      ],
      relations: [{ name: 'At', count: 1, example: '', where }],
      labels: [{ name: 'desk', count: 1, example: 'world', where }],
      slots: [],
    });
    expect(firstUnknown(unknown)).toEqual(where);
    expect(describeUnknown(unknown)).toBe(
      'types Location (1), Attack (1); relations At (1); document labels desk (1)',
    );
  });

  test('are all known in the extended scheme, which is valid', () => {
    const vocabulary = seen(document(sample().record));
    for (const scheme of [newsScheme, blankScheme]) {
      const extended = extendScheme(scheme, vocabulary);
      expect(unknownTerms(extended.scheme, vocabulary)).toBeNull();
      expect(Scheme.parse(extended.scheme)).toEqual(extended.scheme);
      expect(extendScheme(extended.scheme, vocabulary)).toEqual({ scheme: extended.scheme, added: [] });
    }
  });
});

describe('extending a scheme', () => {
  test('types with slots become events, lists of values become options, numbers and booleans keep their kind', () => {
    const { scheme, added } = extendScheme(newsScheme, seen(document(sample().record)));
    const attack = spanType(scheme, 'Attack')!;
    expect(attack).toMatchObject({
      family: 'event',
      slots: [{ name: 'Agent', many: true, accepts: ['span'] }],
    });
    expect(attack.attributes).toMatchObject([{ kind: 'boolean', name: 'negated' }]);
    const person = spanType(scheme, 'PERSON')!;
    expect(person.attributes.find(({ name }) => name === 'grade')).toMatchObject({ kind: 'number' });
    expect(person.attributes.find(({ name }) => name === 'mention')).toMatchObject({
      options: ['name', 'nominal', 'pronoun', 'robot'],
    });
    expect(added).toEqual(expect.arrayContaining(['Location', 'Attack', 'At', 'desk', 'PERSON.grade']));
  });

  test('a declared type is used as declared, with its key only if it is free', () => {
    const base = spanType(newsScheme, 'PERSON')!;
    const declared: Scheme = {
      ...blankScheme,
      layers: [{ name: 'theirs', label: 'Theirs', visible: true }],
      types: [
        {
          ...base,
          name: 'Location',
          label: 'Place',
          layer: 'theirs',
          guideline: blocksOf('On a map.'),
          slots: [],
          attributes: [],
        },
      ],
    };
    const { scheme } = extendScheme(newsScheme, seen(document(sample().record)), declared);
    const place = spanType(scheme, 'Location')!;
    expect(place).toMatchObject({ label: 'Place', layer: 'theirs', guideline: [{ text: 'On a map.' }] });
    expect(newsScheme.types.map(({ key }) => key)).not.toContain(place.key ?? 'none');
    expect(Scheme.parse(scheme)).toEqual(scheme);
  });
});

describe('a map', () => {
  const map = TermMap.parse({
    types: { Location: 'GPE', Attack: null },
    attributes: { '*.grade': 'rank', 'PERSON.mention': null },
  });

  test('renames, and leaves out what is mapped to nothing with everything that refers to it', () => {
    const mapper = new TermMapper(map);
    const { record, place } = sample();
    const mapped = mapper.map(document(record)) as Extract<Incoming, { kind: 'document' }>;
    expect(mapped.record.spans.map(({ type, attributes }) => [type, attributes])).toEqual([
      ['PERSON', { rank: 3 }],
      ['GPE', {}],
    ]);
    expect(mapped.record.relations).toEqual([]);
    expect(mapped.record.notes).toEqual([{ span: place.id, body: 'on the coast' }]);
    expect(mapper.leftOut()).toEqual(['1 Attack', '1 At', '1 PERSON.mention']);
  });

  test('is rejected with the field if it is invalid', () => {
    expect(TermMap.safeParse({ types: { A: 3 } }).success).toBe(false);
    expect(TermMap.safeParse({ typs: {} }).success).toBe(false);
  });
});

describe('settling attributes', () => {
  test('attributes that do not fit the scheme are kept as foreign, and restored when the scheme allows them', () => {
    const { record } = sample();
    const told: string[] = [];
    const settled = settleAttributes(record, newsScheme, (name) => told.push(name));
    const person = settled.spans[0]!;
    expect(person.attributes).toEqual({});
    expect(person.extra).toEqual({ attributes: { grade: 3, mention: 'robot' } });
    expect(told).toEqual(['PERSON.grade', 'PERSON.mention']);
    const { scheme } = extendScheme(newsScheme, seen(document(record)));
    const back = settleAttributes(settled, scheme, (name) => told.push(name)).spans[0]!;
    expect(back.attributes).toEqual({ grade: 3, mention: 'robot' });
    expect(back.extra).toBeUndefined();
    expect(told).toHaveLength(2);
  });

  test('values of formats that only have text become the kind that the scheme declares', () => {
    const attribute = (kind: 'number' | 'boolean' | 'date', name: string) => ({ kind, name, label: name });
    const options = ['1', '2'];
    const attributes = [
      attribute('number', 'size'),
      attribute('boolean', 'sure'),
      attribute('date', 'day'),
      { kind: 'choice' as const, name: 'grade', label: 'grade', options },
    ];
    const scheme = {
      ...newsScheme,
      types: newsScheme.types.map((type) => ({ ...type, attributes: [...type.attributes, ...attributes] })),
    };
    const values = { size: '-1.5', sure: 'yes', day: 2025, grade: 2 };
    const settled = settleAttributes(sampleOf(values), scheme, () => undefined);
    expect(settled.spans[0]!.attributes).toEqual({ size: -1.5, sure: true, day: '2025', grade: '2' });
    const told: string[] = [];
    const refused = settleAttributes(sampleOf({ size: 'large', sure: 'perhaps' }), scheme, (name) =>
      told.push(name),
    );
    expect(refused.spans[0]!.extra).toEqual({ attributes: { size: 'large', sure: 'perhaps' } });
    expect(told).toEqual(['PERSON.size', 'PERSON.sure']);
  });
});

function sampleOf(attributes: Record<string, string | number>) {
  const { record } = sample();
  return { ...record, relations: [], spans: [{ ...record.spans[0]!, type: 'PERSON', attributes }] };
}
