import type { Attribute } from '../../model/attributes/index.ts';
import { optionValue, type OptionValues } from '../define.ts';

export const OPTIONS: readonly Attribute[] = [
  {
    kind: 'choice',
    name: 'files',
    label: 'Files',
    help: 'A file for each article, or all articles in one file, each beginning on a new page.',
    options: ['each', 'one'],
    optionLabels: { each: 'One for each article', one: 'One for all articles' },
    default: 'each',
  },
  {
    kind: 'boolean',
    name: 'names',
    label: 'Names of types in the text',
    help: 'The name of its type in small letters behind each marked word. Without it, colours and lines tell the types apart.',
    default: true,
  },
];

export interface PageOptions {
  /** Whether all articles are in one file. */
  readonly together: boolean;
  /** Whether the names of types stand in the text. */
  readonly names: boolean;
}

export function pageOptions(values: OptionValues | undefined): PageOptions {
  return {
    together: optionValue({ options: OPTIONS }, 'files', values) === 'one',
    names: optionValue({ options: OPTIONS }, 'names', values) !== false,
  };
}
