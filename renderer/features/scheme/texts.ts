/** Every sentence of the scheme screen. */
export const TEXTS = {
  valueLabels: 'Labels of the values',
  valueLabelsHelp:
    'Optional, one per line in the order of the values: what analysts read. Files keep the values.',
} as const;
