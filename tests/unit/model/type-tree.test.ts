import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Scheme } from '../../../shared/model/scheme.ts';
import {
  allowsType,
  inTreeOrder,
  namesAbove,
  withFittingParents,
  withTypesBelow,
} from '../../../shared/model/type-tree.ts';
import { diffSchemes } from '../../../shared/scheme-edit/diff.ts';
import {
  moveUnder,
  movePart,
  Refused,
  removePart,
  renamePart,
  shiftInTree,
} from '../../../shared/scheme-edit/edit.ts';

const type = (name: string, parent?: string, more: object = {}) => ({
  name,
  label: name,
  layer: 'all',
  hue: 0,
  ...(parent !== undefined && { parent }),
  ...more,
});
const base = {
  name: 'Test',
  layers: [{ name: 'all', label: 'All' }],
  types: [
    type('PERSON'),
    type('MINISTRY', 'ORG'),
    type('ORG'),
    type('FIRM', 'ORG'),
    type('BANK', 'FIRM'),
    type('CLAIM', undefined, {
      family: 'claim',
      slots: [{ name: 'claimer', label: 'Claimer', types: ['PERSON', 'ORG'], defaultType: 'BANK' }],
    }),
  ],
  relations: [{ name: 'owns', label: 'owns', ends: 'span', from: ['ORG'], to: ['ORG'] }],
};
const scheme = Scheme.parse(base);
const words = (edited: { scheme: Scheme; renames: Parameters<typeof diffSchemes>[2] }) =>
  diffSchemes(scheme, Scheme.parse(edited.scheme), edited.renames).map(
    ({ subject, text }) => `${subject}: ${text}`,
  );
const parentOf = (of: Scheme, name: string) => of.types.find((each) => each.name === name)?.parent;
/** Any forest: the parent of a type is one before it, in a shuffled list. */
const forests = fc
  .array(fc.option(fc.nat(20), { nil: undefined }), { minLength: 1, maxLength: 20 })
  .map((parents) =>
    parents.map((parent, i) => ({
      ...type(`T${i}`, parent === undefined || i === 0 ? undefined : `T${parent % i}`),
      family: 'mention' as const,
    })),
  )
  .chain((types) => fc.shuffledSubarray(types, { minLength: types.length }));

describe('the hierarchy of types', () => {
  test('is known from either end', () => {
    expect(namesAbove(scheme, 'BANK')).toEqual(['FIRM', 'ORG']);
    expect(withTypesBelow(scheme, ['ORG'])).toEqual(['ORG', 'MINISTRY', 'FIRM', 'BANK']);
    expect(withTypesBelow(scheme, ['FIRM', 'ORG', 'GONE'])).toEqual([
      'FIRM',
      'BANK',
      'ORG',
      'MINISTRY',
      'GONE',
    ]);
    expect(allowsType(scheme, ['ORG'], 'BANK')).toBe(true);
    expect(allowsType(scheme, ['FIRM'], 'ORG')).toBe(false);
    expect(allowsType(scheme, [], 'GONE')).toBe(true);
    expect(inTreeOrder(scheme.types).map(({ type, depth }) => `${depth}${type.name}`)).toEqual([
      '0PERSON',
      '0ORG',
      '1MINISTRY',
      '1FIRM',
      '2BANK',
      '0CLAIM',
    ]);
  });

  test('a type is below another exactly if that one is above it, and the order has each type once', () => {
    fc.assert(
      fc.property(forests, (types) => {
        const tree = { types };
        for (const { name } of types)
          for (const other of types)
            expect(withTypesBelow(tree, [other.name]).includes(name)).toBe(
              name === other.name || namesAbove(tree, name).includes(other.name),
            );
        const order = inTreeOrder(types);
        expect(order.map(({ type }) => type.name).sort()).toEqual(types.map(({ name }) => name).sort());
        for (const { type, depth } of order) expect(depth).toBe(namesAbove(tree, type.name).length);
        expect(withFittingParents(types)).toEqual(types);
      }),
    );
  });

  test('has no circles, no unknown parents and one family in each branch', () => {
    const problem = (types: object[]) =>
      Scheme.safeParse({ ...base, types, relations: [] }).error?.issues.map(({ message }) => message);
    expect(problem([type('A', 'B'), type('B', 'A')])).toEqual([
      '"A" would be below itself, because "B" is',
      '"B" would be below itself, because "A" is',
    ]);
    expect(problem([type('A', 'A')])).toEqual(['"A" would be below itself, because "A" is']);
    expect(problem([type('A', 'B')])).toEqual(['there is no type "B"']);
    expect(problem([type('A', 'B'), type('B', undefined, { family: 'event' })])).toEqual([
      '"B" is of the family event, "A" of the family mention',
    ]);
    const family = 'mention' as const;
    const merged = withFittingParents([
      { name: 'A', family, parent: 'B' },
      { name: 'B', family, parent: 'A' },
      { name: 'C', family, parent: 'GONE' },
    ]);
    expect(merged).toEqual([
      { name: 'A', family },
      { name: 'B', family, parent: 'A' },
      { name: 'C', family },
    ]);
  });
});

describe('moving a type', () => {
  test('under another one is one difference that names it', () => {
    expect(words(moveUnder(scheme, 'PERSON', 'ORG'))).toEqual(['PERSON: moved under ORG']);
    expect(() => moveUnder(scheme, 'ORG', 'BANK')).toThrow(Refused);
    expect(() => moveUnder(scheme, 'CLAIM', 'ORG')).toThrow(/family/);
  });

  test('out of a type that is allowed somewhere narrows what is allowed there', () => {
    const edited = moveUnder(scheme, 'FIRM', undefined);
    expect(
      words({ ...edited, scheme: { ...edited.scheme, types: edited.scheme.types.slice(0, 5) } }),
    ).toContain('owns: from: no longer FIRM, BANK; to: no longer FIRM, BANK');
    const stakes = diffSchemes(scheme, edited.scheme).flatMap((change) => change.stakes);
    expect(stakes.map(({ about }) => about).sort()).toEqual(['ends', 'fillers']);
    const ends = stakes.find((stake) => stake.about === 'ends');
    expect(ends?.about === 'ends' && ends.after.from).toEqual(['ORG', 'MINISTRY']);
  });

  test('in and out by one level, and among its siblings', () => {
    const inward = shiftInTree(scheme, 'ORG', 'in').scheme;
    expect(parentOf(inward, 'ORG')).toBe('PERSON');
    expect(parentOf(shiftInTree(inward, 'BANK', 'out').scheme, 'BANK')).toBe('ORG');
    expect(() => shiftInTree(scheme, 'PERSON', 'in')).toThrow(Refused);
    expect(() => shiftInTree(scheme, 'PERSON', 'out')).toThrow(Refused);
    const order = (of: Scheme) => inTreeOrder(of.types).map((entry) => entry.type.name);
    expect(order(movePart(scheme, { kind: 'span', name: 'FIRM' }, -1).scheme)).toEqual([
      'PERSON',
      'ORG',
      'FIRM',
      'BANK',
      'MINISTRY',
      'CLAIM',
    ]);
    expect(order(movePart(scheme, { kind: 'span', name: 'MINISTRY' }, -1).scheme)).toEqual(order(scheme));
  });
});

describe('the types below', () => {
  test('follow the new name of their parent', () => {
    const edited = renamePart(scheme, { kind: 'span', name: 'ORG' }, 'GROUP');
    expect(parentOf(edited.scheme, 'FIRM')).toBe('GROUP');
    expect(words(edited)).toEqual(['GROUP: type renamed from ORG to GROUP']);
  });

  test('move up when their parent is deleted, and stay allowed where it was', () => {
    const edited = removePart(scheme, { kind: 'span', name: 'ORG' }).scheme;
    expect(parentOf(edited, 'FIRM')).toBeUndefined();
    expect(edited.relations[0]!.from).toEqual(['MINISTRY', 'FIRM']);
    expect(edited.types.find(({ name }) => name === 'CLAIM')!.slots[0]!.types).toEqual([
      'PERSON',
      'MINISTRY',
      'FIRM',
    ]);
    const inner = removePart(
      { ...scheme, types: scheme.types.map((each) => ({ ...each, slots: [] })) },
      { kind: 'span', name: 'FIRM' },
    ).scheme;
    expect(parentOf(inner, 'BANK')).toBe('ORG');
  });
});
