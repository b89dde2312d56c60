import { countedParts, grouped } from '../../../shared/text/counted.ts';

/** Every sentence of the dialog that tags every other occurrence. */
export const TEXTS = {
  title: (words: string, type: string) => `Tag every other “${words.replace(/\s+/g, ' ')}” as ${type}`,
  scope: 'Scope',
  allDocuments: 'All documents',
  thisDocument: 'This document',
  link: (names: readonly string[]) => `Link to ${names.join(', ')} too`,
  none: (documents: number) => `No untagged occurrence in ${countedParts([[documents, 'document']])}.`,
  already: (count: number) => `${grouped(count)} more ${count === 1 ? 'is' : 'are'} already tagged.`,
  tag: (count: number, links: number) =>
    [(count > 0 || links === 0) && 'Tag', count > 0 && grouped(count), count > 0 && links > 0 && 'and']
      .filter(Boolean)
      .join(' ') + (links > 0 ? `${count > 0 ? ' link' : 'Link'} ${grouped(links)}` : ''),
  searching: 'Searching…',
  progress: (message: string, done: number, total: number | null, unit: string) =>
    `${message}: ${grouped(done)} of ${total === null ? '…' : grouped(total)} ${unit}`,
  inDocuments: (count: number, documents: number) =>
    `${grouped(count)} in ${countedParts([[documents, 'document']])}`,
  hide: 'Hide the occurrences',
  show: 'Show the occurrences',
  within: (type: string) => `in ${type} · `,
  cancel: 'Cancel',
  typeCode: (name: string) => `Code in files: ${name}`,
  more: (count: number) => `and ${grouped(count)} more, tagged with the group`,
  role: (value: string, role: string) =>
    value ? `Already tagged, with the ${role} ${value}` : `Already tagged, without a ${role}`,
  roleHelp: 'The same text in another role: if ticked, it gets a second annotation.',
  groups: {
    exact: { title: 'The same words' },
    folded: { title: 'Other case or diacritics' },
    unlinked: {
      title: 'Already tagged, not linked',
      help: 'They are linked to the same entity and otherwise stay as they are.',
    },
    inside: { title: 'Inside longer words' },
    overlap: {
      title: 'Overlapping another annotation',
      help: 'Part of another annotation, or across its boundary.',
    },
  },
} as const;
