import { describe, expect, test } from 'vitest';
import type { SpanType } from '../../../shared/model/scheme.ts';
import { newsScheme } from '../../../shared/presets/news.ts';
import { applyStep } from '../../../shared/scheme-edit/apply.ts';
import { freeKeys, Refused, validated } from '../../../shared/scheme-edit/edit.ts';
import { partsOf, type PartName } from '../../../shared/scheme-edit/names.ts';
import { isRowStep, SchemeStep } from '../../../shared/scheme-edit/steps.ts';

const span = (name: string) => ({ kind: 'span', name }) as const;
const mentions = newsScheme.types.filter(({ family }) => family === 'mention');
const [first, second] = mentions as [SpanType, SpanType];
const choice = partsOf(newsScheme).find(
  (part) =>
    part.kind === 'attribute' &&
    newsScheme.types
      .find(({ name }) => name === part.owner!.name)
      ?.attributes.some((each) => each.name === part.name && each.kind === 'choice'),
)! as PartName & { kind: 'attribute' };
const optionsOf = (scheme: typeof newsScheme) => {
  const found = scheme.types
    .find(({ name }) => name === choice.owner!.name)!
    .attributes.find(({ name }) => name === choice.name)!;
  return found.kind === 'choice' ? found.options : [];
};

describe('steps', () => {
  test('a merged type is followed wherever the scheme names it, once', () => {
    const { scheme, redirects } = applyStep(newsScheme, {
      step: 'merge',
      part: span(first.name),
      into: second.name,
    });
    expect(validated(scheme).types.map(({ name }) => name)).not.toContain(first.name);
    expect(redirects[0]).toEqual({ from: span(first.name), to: span(second.name) });
    expect(JSON.stringify(scheme)).not.toContain(JSON.stringify(first.name));
    for (const slot of scheme.types.flatMap(({ slots }) => slots))
      expect(new Set(slot.types).size).toBe(slot.types.length);
  });

  test('attributes of a merged type go on to those of the same name, others are lost or adopted', () => {
    const declared = (kind: 'text' | 'boolean', name: string) => ({ kind, name, label: name });
    const scheme = {
      ...newsScheme,
      types: newsScheme.types.map((type) => {
        if (type.name === first.name)
          return {
            ...type,
            attributes: [declared('text', 'note'), declared('text', 'own'), declared('text', 'odd')],
          };
        if (type.name === second.name)
          return { ...type, attributes: [declared('text', 'note'), declared('boolean', 'odd')] };
        return type;
      }),
    };
    const of = (name: string, owner: string) => ({ kind: 'attribute', name, owner: span(owner) });
    const step = { step: 'merge', part: span(first.name), into: second.name } as const;
    const plain = applyStep(scheme, step);
    expect(plain.redirects).toContainEqual({ from: of('note', first.name), to: of('note', second.name) });
    expect(plain.lost).toEqual([of('own', first.name), of('odd', first.name)]);
    const adopted = applyStep(scheme, { ...step, adopt: true });
    expect(adopted.redirects).toContainEqual({ from: of('own', first.name), to: of('own', second.name) });
    expect(adopted.lost).toEqual([of('odd', first.name)]);
  });

  test('types of two families cannot be merged', () => {
    expect(() => applyStep(newsScheme, { step: 'merge', part: span('CLAIM'), into: first.name })).toThrow(
      Refused,
    );
  });

  test('merged values leave the choice and point on', () => {
    const [a, b] = optionsOf(newsScheme) as [string, string];
    const { scheme, values } = applyStep(newsScheme, {
      step: 'mergeValues',
      part: choice,
      values: [a],
      into: b,
    });
    expect(optionsOf(validated(scheme))).toEqual(optionsOf(newsScheme).filter((each) => each !== a));
    expect(values).toEqual([{ part: choice, from: a, to: b }]);
  });

  test('a split adds types beside the one it divides, which stays while there is a queue', () => {
    const step = SchemeStep.parse({
      step: 'split',
      part: span(first.name),
      by: { list: [{ type: 'A', words: ['x'], match: 'whole' }] },
      types: [
        { name: 'A', label: 'A' },
        { name: 'B', label: 'B' },
      ],
      rest: 'queue',
    });
    expect(isRowStep(step)).toBe(true);
    const names = validated(applyStep(newsScheme, step).scheme).types.map(({ name }) => name);
    expect(names.slice(names.indexOf(first.name), names.indexOf(first.name) + 3)).toEqual([
      first.name,
      'A',
      'B',
    ]);
    const all = applyStep(newsScheme, { ...step, rest: { type: 'B' } } as SchemeStep);
    expect(validated(all.scheme).types.map(({ name }) => name)).not.toContain(first.name);
  });

  test('new types of a split never share a key, whatever their names begin with', () => {
    const types = ['NEW', 'OTHER', 'NUO', 'OWN', 'E'].map((name) => ({ name, label: name }));
    const free = freeKeys(newsScheme, 'OTHER')[0]!;
    const step = { step: 'split', part: span(first.name), by: { hand: true }, types, rest: 'queue' };
    const keyed = {
      ...step,
      types: types.map((each) => (each.name === 'E' ? { ...each, key: free } : each)),
    };
    for (const each of [step, keyed]) {
      const after = validated(applyStep(newsScheme, SchemeStep.parse(each)).scheme);
      const made = types.flatMap(({ name }) => after.types.find((type) => type.name === name)!.key ?? []);
      expect(new Set(made).size).toBe(made.length);
      expect(made).toHaveLength(Math.min(types.length, freeKeys(newsScheme, '').length));
    }
  });

  test('every other edit can be written as steps', () => {
    const steps: SchemeStep[] = [
      { step: 'add', part: { kind: 'layer', name: 'extra' }, fields: { label: 'Extra', visible: true } },
      { step: 'change', part: span(first.name), fields: { layer: 'extra', key: null } },
      { step: 'order', kind: 'layer', names: ['extra'] },
      { step: 'describe', name: 'Other' },
      { step: 'rename', part: span(second.name), to: 'Renamed' },
      { step: 'remove', part: choice },
    ];
    const scheme = validated(
      steps.reduce((before, step) => applyStep(before, SchemeStep.parse(step)).scheme, newsScheme),
    );
    expect(scheme.name).toBe('Other');
    expect(scheme.layers[0]!.name).toBe('extra');
    expect(scheme.types.find(({ name }) => name === first.name)).toMatchObject({ layer: 'extra' });
    expect(scheme.types.find(({ name }) => name === first.name)!.key).toBeUndefined();
    expect(partsOf(scheme)).not.toContainEqual(choice);
  });

  test('a part that is missing is named', () => {
    expect(() => applyStep(newsScheme, { step: 'remove', part: span('NOBODY') })).toThrow(/type NOBODY/);
  });
});
