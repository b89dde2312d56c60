import { describe, expect, test } from 'vitest';
import { ranked, type Searchable } from '../../renderer/features/palette/ranking.ts';

const THINGS: readonly Searchable[] = [
  { kind: 'command', label: 'Export a dataset', also: 'File' },
  { kind: 'command', label: 'Export the entities', also: 'File' },
  { kind: 'setting', label: 'Switch between light and dark', also: 'View' },
  { kind: 'guide', label: 'Tag names', also: 'The letters are above the text. Export comes later.' },
  { kind: 'article', label: 'Ministers meet in Velmara', found: true },
  { kind: 'entity', label: 'Yaşar Güvan', found: true },
  { kind: 'entity', label: 'Export Bank', found: true },
  { kind: 'search', label: 'Search all articles for “export”', found: true },
];

const labels = (words: string, things = THINGS) => ranked(things, words).map(({ label }) => label);

test('a name that begins with the words comes before one that contains them, and both before other finds', () => {
  expect(labels('export')).toEqual([
    'Export a dataset',
    'Export the entities',
    'Export Bank',
    'Search all articles for “export”',
    'Tag names',
    'Ministers meet in Velmara',
    'Yaşar Güvan',
  ]);
});

test.each([
  ['EXPORT THE', 'Export the entities'],
  ['guvan', 'Yaşar Güvan'],
  ['dark light', 'Switch between light and dark'],
  ['view dark', 'Switch between light and dark'],
  ['letters above', 'Tag names'],
])('“%s” finds %s first', (words, label) => {
  expect(labels(words)[0]).toBe(label);
});

describe('very many things of one kind', () => {
  const types = Array.from({ length: 500 }, (_, i): Searchable => ({
    kind: 'command',
    label: `Tag as Kind ${i}`,
  }));
  const things: Searchable[] = [
    ...types,
    { kind: 'entity', label: 'The Kind', found: true },
    { kind: 'guide', label: 'Kinds of claims' },
  ];

  test('do not hide the others', () => {
    const found = labels('kind', things);
    expect(found).toHaveLength(502);
    expect(found.slice(0, 8)).toContain('The Kind');
    expect(found[0]).toBe('Kinds of claims');
  });

  test('are found by their whole name', () => {
    expect(labels('tag as kind 477', things)[0]).toBe('Tag as Kind 477');
  });
});

test('what has none of the words is not listed, unless it was found elsewhere', () => {
  expect(labels('zzz')).toEqual([
    'Ministers meet in Velmara',
    'Yaşar Güvan',
    'Export Bank',
    'Search all articles for “export”',
  ]);
});
