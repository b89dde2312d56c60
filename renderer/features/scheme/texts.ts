/** Sentences of the scheme screen. */
export const TEXTS = {
  aboutChanges:
    'Choose or add one on the left. Changes apply immediately; each is a version of the scheme and can be undone. Renaming ' +
    'changes no annotation.',
  required: 'Listed as an open item when an article is marked done without it.',
  carriedHelp: 'The next claim can start with its fillers.',
  valuesHelp: 'One per line; saved when you leave the field.',
  symmetricHelp: 'It holds in both directions.',
  transitiveHelp: 'It holds along chains, which must not form a circle.',
  nameHelp: 'Used in files and conditions. Renaming changes no annotation.',
  labelHelp: 'What analysts read.',
  valueLabels: 'Labels of the values',
  valueLabelsHelp:
    'Optional, one per line in the order of the values: what analysts read. Files keep the values.',
} as const;
