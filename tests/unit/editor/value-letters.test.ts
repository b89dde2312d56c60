import { expect, it } from 'vitest';
import { lettersOf } from '../../../renderer/state/value-letters.ts';

it.each([
  [['factual', 'evaluation', 'commitment', 'demand'], 'fecd'],
  [
    ['Claimer asserts', 'Claimer asserts, unsure', 'Claimer denies', 'Claimer denies, unsure', 'unknown'],
    'audcn',
  ],
  [['yes', 'no'], 'yn'],
  [['да', 'нет', 'не знаю'], 'днз'],
  [['1', '2'], 'ab'],
  [['a', 'a', 'a'], 'abc'],
])('gives each of %j a letter of its own', (labels, letters) => {
  expect(lettersOf(labels).join('')).toBe(letters);
});

it('gives more values than there are letters none', () => {
  const letters = lettersOf(Array.from({ length: 30 }, () => 'x'));
  expect(new Set(letters).size).toBe(27);
  expect(letters.at(-1)).toBe('');
});
