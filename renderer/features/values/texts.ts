import type { OutputOf } from '../../../shared/contract/index.ts';
import { counted, grouped } from '../../../shared/text/counted.ts';

/** The texts of the dialog with lists of values, such as topics. */
export const TEXTS = {
  title: (label: string) => `Values of ${label}`,
  noTitle: 'Lists of values',
  noLists: 'The scheme has no attribute with such a list. Any attribute of one-line text has one.',
  attribute: 'Attribute',
  nameOf: (type: string, label: string) => `${type} · ${label}`,
  find: 'Find a value',
  choose: 'Choose',
  annotations: 'Annotations',
  articles: 'Articles',
  none: 'No annotation has a value yet. Values appear here as they are used; the field where one is set offers those in use.',
  noMatches: 'No value matches.',
  more: (shown: number, total: number) =>
    `The ${grouped(shown)} most frequent of ${grouped(total)} values. Find others by their words.`,
  actions: (values: readonly string[]) =>
    values.length === 1 ? `Change “${values[0]}”` : `Change ${counted(values.length, 'value')}`,
  renameTo: (value: string) => `Rename “${value}” to`,
  mergeInto: (values: number) => `Merge ${counted(values, 'value')} into`,
  rename: 'Rename',
  merge: 'Merge',
  remove: 'Delete',
  colour: 'Colour',
  noColour: 'No colour',
  hue: (hue: number) => `Hue ${hue}`,
  effect: ({ annotations, documents, sets }: OutputOf<'values.effect'>, values: number) =>
    annotations === 0
      ? 'No annotation has it.'
      : `A change concerns ${counted(annotations, 'annotation')} in ${counted(documents, 'article')}${
          sets.length > 1
            ? `: ${sets.map((set) => `${grouped(set.annotations)} of ${set.name}`).join(', ')}`
            : ` of ${sets[0]!.name}`
        }. One undo reverts it${values > 1 ? ' as a whole' : ''}.`,
} as const;
