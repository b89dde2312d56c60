import { grouped } from '../../../shared/text/counted.ts';

/** Every sentence of the command palette. */
export const TEXTS = {
  title: 'Commands',
  find: 'Find a command',
  placeholder: 'What do you want to do?',
  layer: (label: string, hidden: boolean) => `${hidden ? 'Show' : 'Hide'} the layer ${label}`,
  layers: 'Layers',
  types: 'Types',
  tag: (type: string) => `Tag as ${type}`,
  changeType: (type: string) => `Change the type to ${type}`,
  none: 'No matches',
  more: (count: number) => `${grouped(count)} more; type more letters to narrow the list.`,
} as const;
