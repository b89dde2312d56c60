import type { Attribute } from '../../model/attributes/index.ts';

export const OPTIONS: readonly Attribute[] = [
  {
    kind: 'choice',
    name: 'offsets',
    label: 'Unit of offsets',
    help: 'Python and DuckDB count code points; JavaScript and Java count UTF-16 code units.',
    options: ['codepoint', 'utf-16'],
    default: 'codepoint',
  },
];
