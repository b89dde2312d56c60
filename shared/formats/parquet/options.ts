import type { Attribute } from '../../model/attributes/index.ts';

export const OPTIONS: readonly Attribute[] = [
  {
    kind: 'choice',
    name: 'offsets',
    label: 'Offsets count',
    help: 'Code points are what Python and DuckDB count in a text; UTF-16 is what JavaScript and Java count.',
    options: ['codepoint', 'utf-16'],
    default: 'codepoint',
  },
];
