import type { Attribute } from '../../model/attributes/index.ts';
import { unitOption } from '../units.ts';
import { textOnlyOption } from '../unread.ts';

export const ID = 'doccano';

export const OPTIONS: readonly Attribute[] = [
  unitOption('codepoint'),
  {
    kind: 'choice',
    name: 'shape',
    label: 'Shape',
    help: '“entities” carries relations and attributes; “label” is what older versions and most scripts read.',
    options: ['entities', 'label'],
    default: 'entities',
  },
  textOnlyOption,
];

/** The key under which an unusual text key is kept: no field of doccano's has a blank in its name. */
export const TEXT_KEY = 'text key';
