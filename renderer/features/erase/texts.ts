import { countedParts } from '../../../shared/text/counted.ts';

/** Every sentence about permanent deletion. */
export const TEXTS = {
  titleArticle: 'Delete an article for good',
  titleEntity: 'Delete the names of an entity for good',
  noBackups: 'The project has no backups.',
  fromBackups: (count: number) => `It is also deleted from ${countedParts([[count, 'backup']])}.`,
  final: 'This cannot be undone.',
  noteRemains: 'Only a note remains that something was deleted.',
  type: 'Type',
  toConfirm: 'to confirm',
  delete: 'Delete for good',
  article: (inTrash: boolean, what: string) =>
    `The article${inTrash ? ', which is in the trash,' : ''} and everything on it${what && ` (${what})`} are removed from the ` +
    'project, its history, its search and its trash.',
  onlyHere: (count: number) =>
    count === 1
      ? 'One entity is mentioned nowhere else; its name stays in the registry:'
      : `${count} entities are mentioned nowhere else; their names stay in the registry:`,
  deleteNames: 'Delete its names for good instead',
  more: (count: number) => ` and ${count} more`,
  names: (mentions: number) =>
    `The entity and ${countedParts([[mentions, 'mention']]) || 'its annotations'} stay, without name, description and external ` +
    'ids. In texts, notes and the history each letter of these names becomes █, also where another person of that name is meant:',
  inNone: 'in no article',
  inArticles: (count: number) => `in ${countedParts([[count, 'article']])}`,
  handedOut: (count: number) =>
    count === 1
      ? 'One export or copy is out of Postil’s reach. Delete it yourself if it contains this:'
      : `${count} exports and copies are out of Postil’s reach. Delete those that contain this yourself:`,
  gone: ', no longer there',
  working: (name: string) => `Deleting “${name}” from the project and its backups…`,
  deleting: 'Deleting',
} as const;
