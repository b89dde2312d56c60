import { describe, expect, test } from 'vitest';
import { problemOfValue } from '../../../shared/model/attributes/index.ts';
import { valueLabel } from '../../../shared/model/attributes/value-label.ts';
import { Scheme } from '../../../shared/model/scheme.ts';
import { newsScheme } from '../../../shared/presets/news.ts';
import { diffSchemes, summaryOf } from '../../../shared/scheme-edit/diff.ts';
import {
  addPart,
  changePart,
  freeKeys,
  holderOf,
  movePart,
  Refused,
  removePart,
  renamePart,
  validated,
} from '../../../shared/scheme-edit/edit.ts';
import { partsOf, type PartName } from '../../../shared/scheme-edit/names.ts';
import { readSchemeText } from '../../../shared/scheme-edit/read.ts';

const span = (name: string): PartName => ({ kind: 'span', name });
const inClaim = (kind: 'slot' | 'attribute', name: string): PartName => ({
  kind,
  name,
  owner: { kind: 'span', name: 'CLAIM' },
});
const slotOf = (scheme: Scheme, name: string) =>
  scheme.types.find((type) => type.name === 'CLAIM')!.slots.find((slot) => slot.name === name)!;
const words = (
  before: Scheme,
  { scheme, renames }: { scheme: Scheme; renames: Parameters<typeof diffSchemes>[2] },
) =>
  diffSchemes(before, scheme, renames).map(({ verb, subject, text }) =>
    verb === 'changed' ? `${subject}: ${text}` : text,
  );

describe('value labels', () => {
  const attribute = inClaim('attribute', 'epistemic');

  test('can be changed without affecting annotations', () => {
    const edited = changePart(newsScheme, attribute, { optionLabels: { 'true-certain': 'Says so' } });
    expect(words(newsScheme, edited)).toEqual(['CLAIM · epistemic: labels of the values changed']);
    expect(diffSchemes(newsScheme, edited.scheme, []).flatMap(({ stakes }) => stakes)).toEqual([]);
    expect(diffSchemes(newsScheme, Scheme.parse(edited.scheme), [])).toHaveLength(1);
  });

  test('are shown instead of the values, which do not change', () => {
    const declared = newsScheme.types
      .find(({ name }) => name === 'CLAIM')!
      .attributes.find(({ name }) => name === 'epistemic')!;
    expect(valueLabel(declared, 'false-uncertain')).toBe('Claimer denies, unsure');
    expect(valueLabel(declared, 'unknown')).toBe('unknown');
    expect(valueLabel(undefined, true)).toBe('yes');
    const { optionLabels: _, ...early } = declared as Extract<typeof declared, { kind: 'choice' }>;
    expect(valueLabel(early, 'false-certain'), 'a scheme from before values had labels').toBe(
      'Claimer denies',
    );
    expect(valueLabel({ ...early, optionLabels: {} }, 'false-certain'), 'labels removed').toBe(
      'false-certain',
    );
    expect(valueLabel({ ...early, name: 'other' }, 'false-certain')).toBe('false-certain');
    expect(problemOfValue(declared, 'false-uncertain')).toBeNull();
    expect(problemOfValue(declared, 'Claimer denies, unsure')).toMatch(/^must be one of/);
  });
});

describe('renaming', () => {
  test('a type updates all references to it and is one difference', () => {
    const edited = renamePart(newsScheme, span('PERSON'), 'HUMAN');
    const scheme = Scheme.parse(edited.scheme);
    expect(JSON.stringify(scheme)).not.toContain('"PERSON"');
    expect(slotOf(scheme, 'claimer').types).toContain('HUMAN');
    expect(words(newsScheme, edited)).toEqual(['HUMAN: type renamed from PERSON to HUMAN']);
  });

  test('a slot or relation updates the slots derived from it', () => {
    const slot = renamePart(newsScheme, inClaim('slot', 'claimer'), 'speaker');
    expect(slotOf(Scheme.parse(slot.scheme), 'affiliation').derived?.slot).toBe('speaker');
    expect(words(newsScheme, slot)).toEqual(['CLAIM · speaker: slot renamed from claimer to speaker']);
    const relation = renamePart(newsScheme, { kind: 'relation', name: 'affiliated-with' }, 'member-of');
    expect(slotOf(Scheme.parse(relation.scheme), 'affiliation').derived?.relation).toBe('member-of');
    expect(words(newsScheme, relation)).toEqual([
      'member-of: relation renamed from affiliated-with to member-of',
    ]);
  });

  test('a layer leaves the layer of each type unchanged', () => {
    const edited = renamePart(newsScheme, { kind: 'layer', name: 'entities' }, 'things');
    expect(words(newsScheme, { ...edited, scheme: Scheme.parse(edited.scheme) })).toEqual([
      'things: layer renamed from entities to things',
    ]);
  });

  test('a part to an existing name is rejected', () => {
    expect(() => renamePart(newsScheme, span('PERSON'), 'ORG')).toThrow(
      new Refused('There is already one called “ORG”.'),
    );
  });

  test('a part counts as a removal and an addition if it is not listed', () => {
    const { scheme } = renamePart(newsScheme, span('WEAPON'), 'ARM');
    expect(words(newsScheme, { scheme, renames: [] })).toEqual([
      'type ARM added',
      'CLAIM · object: types: ARM added, WEAPON removed',
      'type WEAPON removed',
      'part-of: from: ARM added, WEAPON removed; to: ARM added, WEAPON removed',
      'same-as: from: ARM added, WEAPON removed; to: ARM added, WEAPON removed',
    ]);
  });
});

describe('removing', () => {
  test('a type removes it from the lists of allowed types', () => {
    const { scheme } = removePart(newsScheme, span('NORP'));
    expect(slotOf(Scheme.parse(scheme), 'claimer').types).not.toContain('NORP');
  });

  test('the only allowed type of a list is rejected', () => {
    expect(() => removePart(newsScheme, span('CUE'))).toThrow(
      'It is the only type that CLAIM · cue allows. Change that first.',
    );
  });

  test('a layer with types, the last layer, or the source of a derived slot is rejected', () => {
    expect(() => removePart(newsScheme, { kind: 'layer', name: 'events' })).toThrow(
      /^EVENT-MENTION is in it/,
    );
    const one = validated({ name: 'x', layers: [{ name: 'a', label: 'A' }], types: [] });
    expect(() => removePart(one, { kind: 'layer', name: 'a' })).toThrow('A scheme has at least one layer.');
    expect(() => removePart(newsScheme, inClaim('slot', 'claimer'))).toThrow(
      'CLAIM · affiliation follows from it. Change that first.',
    );
  });
});

test('every new part is valid and has a new name, also when added repeatedly', () => {
  const claim = { kind: 'span', name: 'CLAIM' } as const;
  const relation = { kind: 'relation', name: 'supports' } as const;
  const kinds = [
    { kind: 'span' },
    { kind: 'relation' },
    { kind: 'label' },
    { kind: 'layer' },
    { kind: 'attribute', owner: claim },
    { kind: 'attribute', owner: relation },
    { kind: 'slot', owner: claim },
  ] as const;
  let scheme: Scheme = newsScheme;
  for (const kind of [...kinds, ...kinds]) {
    const before = scheme;
    const added = addPart(before, kind);
    scheme = validated(added.scheme);
    expect(diffSchemes(before, scheme).map(({ verb }) => verb)).toEqual(['added']);
    expect(partsOf(scheme)).toContainEqual(added.part);
  }
  expect(partsOf(scheme)).toHaveLength(partsOf(newsScheme).length + 14);
});

test('a key used twice is reported, and free letters begin with those of the name', () => {
  expect(holderOf(newsScheme, 'p')?.name).toBe('PERSON');
  const free = freeKeys(newsScheme, 'Xylophone');
  expect(free).not.toContain('p');
  expect(free[0]).toBe([...'xylophone'].find((letter) => !holderOf(newsScheme, letter)));
  expect(() => validated(changePart(newsScheme, span('ORG'), { key: 'p' }).scheme)).toThrow(
    'The key "p" is used twice.',
  );
});

test('types move within their layer', () => {
  const order = (scheme: Scheme) => scheme.types.map(({ name }) => name).slice(0, 3);
  const down = movePart(newsScheme, span('PERSON'), 1);
  expect(order(down.scheme)).toEqual(['ORG', 'PERSON', 'GPE']);
  expect(words(newsScheme, down)).toEqual(['Scheme: order of the types changed']);
  expect(movePart(newsScheme, span('PERSON'), -1).scheme).toEqual(newsScheme);
});

describe('descriptions of differences', () => {
  test('name the changed values of an attribute', () => {
    const after = {
      kind: 'choice',
      name: 'kind',
      label: 'Kind',
      options: ['factual', 'evaluation', 'question'],
      default: 'factual',
      required: true,
    };
    const edited = changePart(newsScheme, inClaim('attribute', 'kind'), after);
    const [change] = diffSchemes(newsScheme, validated(edited.scheme));
    expect(change?.subject).toBe('CLAIM · kind');
    expect(change?.text).toContain('value question added; values commitment, demand removed');
    expect(change?.stakes.map(({ about }) => about)).toEqual(['values']);
  });

  test('include a stake if a slot allows less, but not if it allows more', () => {
    const less = changePart(newsScheme, inClaim('slot', 'claimer'), { many: false });
    const more = changePart(newsScheme, inClaim('slot', 'claimer'), { types: [] });
    expect(diffSchemes(newsScheme, less.scheme).flatMap(({ stakes }) => stakes)).toHaveLength(1);
    expect(diffSchemes(newsScheme, more.scheme).flatMap(({ stakes }) => stakes)).toEqual([]);
  });

  test('name whether names of a type want an entity', () => {
    const edited = changePart(newsScheme, span('PERSON'), { wantsEntity: false });
    const [change] = diffSchemes(newsScheme, validated(edited.scheme));
    expect(change?.text).toContain('names want no entity');
    expect(diffSchemes(validated(edited.scheme), newsScheme)[0]?.text).toContain('names want an entity');
  });

  test('are summarised in one line for the history', () => {
    const edited = renamePart(newsScheme, span('PERSON'), 'HUMAN');
    const more = changePart(edited.scheme, span('HUMAN'), { label: 'Human', key: undefined });
    const changes = diffSchemes(newsScheme, validated(more.scheme), edited.renames);
    expect(summaryOf(changes)).toBe('Scheme: HUMAN: type renamed from PERSON to HUMAN, and 1 more change');
    expect(changes[1]?.text).toBe('label Person → Human; no key any more');
  });

  test('are empty for equal schemes, regardless of the order of keys', () => {
    const turned = JSON.parse(JSON.stringify(newsScheme), (_, value: unknown) =>
      typeof value === 'object' && value !== null && !Array.isArray(value)
        ? Object.fromEntries(Object.entries(value).reverse())
        : value,
    ) as unknown;
    expect(diffSchemes(newsScheme, validated(turned))).toEqual([]);
  });
});

test('the error for an invalid scheme file names the position', () => {
  expect(() => readSchemeText('{"name": ', 'x.json')).toThrow(/^The scheme is not valid JSON: /);
  expect(() => readSchemeText(JSON.stringify({ ...newsScheme, types: [{ name: 'A' }] }), 'x.json')).toThrow(
    /^The scheme is not valid: types\.0\.label: /,
  );
  expect(readSchemeText(`\uFEFF${JSON.stringify(newsScheme)}`, 'x.json')).toEqual(newsScheme);
});
