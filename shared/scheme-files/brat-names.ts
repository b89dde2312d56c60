/** Names of the files of a brat configuration. */
export const BRAT_NAMES = {
  annotation: 'annotation.conf',
  visual: 'visual.conf',
  shortcuts: 'kb_shortcuts.conf',
} as const;
