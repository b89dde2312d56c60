import type { Attribute } from '../../model/attributes/index.ts';
import { unitOption } from '../units.ts';
import { textOnlyOption } from '../unread.ts';

export const ID = 'label-studio';

export const OPTIONS: readonly Attribute[] = [
  unitOption('utf-16'),
  {
    kind: 'text',
    name: 'text-key',
    label: 'Key of the text',
    help: 'The field of “data” that holds the text. If empty, it is taken from the labelling configuration beside the file, or recognised by the regions.',
    default: '',
  },
  textOnlyOption,
];

/** Prefix of the names of sets that came from predictions. */
export const MODEL_SET = 'model:';
