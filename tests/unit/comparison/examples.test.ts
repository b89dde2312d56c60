import { describe, expect, test } from 'vitest';
import { examplesOf } from '../../../shared/comparison/examples.ts';
import { spans } from '../../support/compared.ts';

function shown(...sets: string[][]): string[] {
  return examplesOf(sets.map((lines) => spans(...lines)))
    .map(
      ({ members, verdict }) =>
        `${verdict}: ${members.map((m) => (m ? `${m.type} ${m.fragments.map((f) => f.join('-')).join(',')}` : '–')).join(' | ')}`,
    )
    .sort();
}

describe('examples of several sets', () => {
  test('tell what the sets agree and differ in', () => {
    expect(
      shown(
        ['PER 0-5', 'ORG 10-15', 'ORG 20-25', 'PER 30-35', 'PER 40-45'],
        ['PER 0-5', 'PER 10-15', 'ORG 20-27', 'ORG 30-37'],
        ['PER 0-5', 'ORG 10-15', 'ORG 20-25', 'PER 30-35'],
      ),
    ).toEqual([
      'agreed: PER 0-5 | PER 0-5 | PER 0-5',
      'both: PER 30-35 | ORG 30-37 | PER 30-35',
      'bounds: ORG 20-25 | ORG 20-27 | ORG 20-25',
      'missing: PER 40-45 | – | –',
      'type: ORG 10-15 | PER 10-15 | ORG 10-15',
    ]);
  });

  test('a chain of overlaps is no example', () => {
    expect(shown(['A 0-6'], ['A 4-9'], ['A 8-12'])).toEqual([
      'missing: A 0-6 | A 4-9 | –',
      'missing: – | – | A 8-12',
    ]);
  });

  test('a set is in an example once, with its closest span', () => {
    expect(shown(['A 0-5', 'A 0-4'], ['A 0-5'], ['A 0-5'])).toEqual([
      'agreed: A 0-5 | A 0-5 | A 0-5',
      'missing: A 0-4 | – | –',
    ]);
  });
});
