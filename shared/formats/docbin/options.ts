import type { Attribute } from '../../model/attributes/index.ts';

export const ID = 'docbin';

export const OPTIONS: readonly Attribute[] = [
  {
    kind: 'text',
    name: 'spans-key',
    label: 'Group of spans',
    help: 'The key of doc.spans under which all spans stand; spaCy’s span categoriser looks under “sc”.',
    default: 'sc',
  },
];
