import type { Attribute } from '../../model/attributes/index.ts';

export const OPTIONS: readonly Attribute[] = [
  {
    kind: 'choice',
    name: 'data',
    label: 'Data files',
    help: 'JSONL can be read by anything; Parquet is smaller and what the hub shows at once.',
    options: ['jsonl', 'parquet'],
    default: 'jsonl',
  },
];
