import type { Attribute } from '../../model/attributes/index.ts';

export const ID = 'docbin';

export const OPTIONS: readonly Attribute[] = [
  {
    kind: 'text',
    name: 'spans-key',
    label: 'Group of spans',
    help: 'The key of doc.spans that holds all spans; spaCy’s span categoriser uses “sc”.',
    default: 'sc',
  },
];
