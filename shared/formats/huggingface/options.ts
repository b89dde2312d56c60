import type { Attribute } from '../../model/attributes/index.ts';

export const OPTIONS: readonly Attribute[] = [
  {
    kind: 'choice',
    name: 'data',
    label: 'Data files',
    help: 'JSONL can be read by any program; Parquet is smaller and can be previewed on the hub.',
    options: ['jsonl', 'parquet'],
    default: 'jsonl',
  },
];
