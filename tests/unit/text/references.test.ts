import { describe, expect, it } from 'vitest';
import { recentEntities } from '../../../renderer/commands/references.ts';
import type { Span } from '../../../shared/model/annotation.ts';
import { newUid, type Uid } from '../../../shared/model/uid.ts';
import { countryNames } from '../../../shared/text/demonyms.ts';
import { referenceNumber } from '../../../shared/text/references.ts';

describe('words that name nobody', () => {
  it.each([
    ['She', 'one'],
    ['their', 'several'],
    ['Both sides', 'several'],
    ['die beiden', 'several'],
    ['elle', 'one'],
    ['ambos países', 'several'],
    ['İki taraf', 'several'],
    ['обе стороны', 'several'],
    ['الطرفان', 'several'],
    ['Tresk', null],
    ['the Defence Ministry', null],
    ['', null],
  ] as const)('“%s” points at %s', (words, number) => {
    expect(referenceNumber(words)).toBe(number);
  });
});

describe('what such words may stand for', () => {
  const [document, set, tresk, haldoren, velmara, ostrava] = Array.from({ length: 6 }, () => newUid()) as [
    Uid,
    Uid,
    Uid,
    Uid,
    Uid,
    Uid,
  ];
  const span = (type: string, start: number, entities: Uid[]): Span => ({
    id: newUid(),
    document,
    set,
    type,
    fragments: [[start, start + 4]],
    attributes: {},
    untouched: [],
    slots: [],
    entities,
  });
  const spans = [
    span('PERSON', 0, [tresk]),
    span('GPE', 10, [velmara]),
    span('PERSON', 20, [haldoren]),
    span('GPE', 30, [ostrava]),
    span('PERSON', 90, [tresk]),
  ];

  it('are the entities mentioned before, the nearest of the type first, never one mentioned after', () => {
    expect(recentEntities(span('PERSON', 50, []), spans, 'one')).toEqual([[haldoren], [tresk], [ostrava]]);
    expect(recentEntities(span('PERSON', 5, []), spans, 'one')).toEqual([[tresk]]);
    expect(recentEntities(span('PERSON', 0, []), spans, 'one')).toEqual([]);
  });

  it('are groups first where the words point at several: one linked before, then the last two', () => {
    const both = [ostrava, velmara].sort();
    expect(recentEntities(span('GPE', 50, []), spans, 'several')[0]).toEqual(both);
    const group = span('GPE', 40, [velmara, tresk].sort());
    expect(recentEntities(span('GPE', 50, []), [...spans, group], 'several').slice(0, 2)).toEqual([
      group.entities,
      both,
    ]);
  });

  it('are the two of the type mentioned last before a group of another type', () => {
    const group = span('GPE', 40, [velmara, ostrava].sort());
    expect(recentEntities(span('PERSON', 50, []), [...spans, group], 'several').slice(0, 2)).toEqual([
      [haldoren, tresk].sort(),
      group.entities,
    ]);
  });

  it('are none of another set', () => {
    expect(recentEntities({ ...span('PERSON', 50, []), set: newUid() }, spans, 'one')).toEqual([]);
  });
});

it.each([
  ['Pakistani', 'pakistan'],
  ['Italian', 'ital'],
  ['Chinese', 'chin'],
  ['Ukrainians', 'ukrain'],
  ['Velmaran', 'velmar'],
  ['Iraqi', 'iraq'],
])('the country of %s may begin with %s', (people, beginning) => {
  expect(countryNames(people).beginnings).toContain(beginning);
});

it('countries that begin differently are listed', () => {
  expect(countryNames('French').names).toEqual(['france']);
  expect(countryNames('Germans').names).toEqual(['germany']);
  expect(countryNames('Poles').names).toEqual(['poland']);
  expect(countryNames('Muslim')).toEqual({ names: [], beginnings: [] });
});
