import { describe, expect, test } from 'vitest';
import { ACTIONS } from '../../shared/actions.ts';
import {
  conflictsOf,
  isAltGr,
  isTakenByTabs,
  keysOf,
  problemOfKeys,
  parseKeys,
  sameKeys,
  usableKeys,
} from '../../shared/keys.ts';

describe('the keys that actions come with', () => {
  test.each(ACTIONS.flatMap((action) => action.keys.map((keys) => [keys, action.id, action] as const)))(
    '%s of %s: allowed, free, and typed without AltGr',
    (keys, id, { scope }) => {
      expect(problemOfKeys(keys, scope)).toBeNull();
      expect(conflictsOf(id, keys, {}).map((other) => other.id)).toEqual([]);
      expect(isAltGr(keys) && id !== 'view.inspector').toBe(false);
    },
  );

  test('where a browser’s tab keeps one, a second reaches the page', () => {
    for (const { id, keys } of ACTIONS)
      if (keys.some(isTakenByTabs))
        expect(
          keys.some((each) => !isTakenByTabs(each)),
          id,
        ).toBe(true);
  });
});

test.each([
  ['Mod+Shift+Z', { mod: true, shift: true, key: 'z' }],
  ['+', { mod: false, shift: false, key: '+' }],
  ['Mod++', { mod: true, shift: false, key: '+' }],
])('%s is taken apart', (keys, parts) => {
  expect(parseKeys(keys)).toMatchObject(parts);
});

test.each([
  ['Mod+Z', 'Ctrl+Z', true],
  ['Shift+?', '?', true],
  ['Alt+C', 'Alt+Shift+C', false],
  ['Alt+c', 'Alt+C', true],
])('%s and %s', (a, b, same) => {
  expect(sameKeys(a, b)).toBe(same);
});

test.each([
  ['P', 'text', /types of the scheme/],
  ['Shift+P', 'text', /types of the scheme/],
  ['ß', 'window', /types of the scheme/],
  ['7', 'page', /slots/],
  ['Escape', 'text', /going back/],
  ['Mod+C', 'window', /copying/],
  ['Mod+ArrowLeft', 'text', /caret/],
  ['Shift+PageDown', 'text', /scrolls/],
  ['Enter', 'window', /focus/],
  ['?', 'window', /fields/],
  ['Mod+Shift', 'window', /another key/],
  ['Dead', 'window', /another key/],
] as const)('%s cannot be a key of %s', (keys, scope, why) => {
  expect(problemOfKeys(keys, scope)).toMatch(why);
});

test('a conflict is told where both could be meant, and not where one goes before the other by design', () => {
  expect(conflictsOf('propagate', 'Alt+R', {}).map(({ id }) => id)).toEqual(['relation.relate']);
  expect(conflictsOf('propagate', 'Alt+R', { 'relation.relate': [] })).toEqual([]);
  expect(conflictsOf('review.skip', 'Enter', {}).map(({ id }) => id)).toEqual(['review.accept']);
  expect(conflictsOf('span.inspect', 'Tab', {}).map(({ id }) => id)).toEqual(['span.next']);
});

test('own keys go before those an action comes with; an empty list leaves it without', () => {
  const action = ACTIONS.find(({ id }) => id === 'propagate')!;
  expect(keysOf(action, {})).toEqual(['Alt+P']);
  expect(keysOf(action, { propagate: ['F8'] })).toEqual(['F8']);
  expect(keysOf(action, { propagate: [] })).toEqual([]);
});

test('of settings by hand or of another version, what holds is used', () => {
  expect(
    usableKeys({
      propagate: ['F8', 'P'],
      'relation.relate': ['Escape'],
      'arcs.cycle': [],
      'not.there': ['F9'],
      constructor: ['F9'],
    }),
  ).toEqual({ propagate: ['F8'], 'arcs.cycle': [] });
});
