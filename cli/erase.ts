import { findId } from '../db/rows/ids.ts';
import { ERASE_WORDS, type ErasePreview, type EraseReport } from '../shared/contract/erase.ts';
import { isUid, type Uid } from '../shared/model/uid.ts';
import { counted } from '../shared/text/counted.ts';
import { DRY_RUN_OPTION, UsageError, text, type CliCommand, type CliContext } from './define.ts';
import { MESSAGES } from './messages.ts';
import { resolveDocument, resolveEntityWords } from './resolve.ts';

export const eraseCommand: CliCommand = {
  operands: 'FILE',
  summary: 'Delete a document, or the names of an entity, for good',
  details:
    'Removes them from texts, history, search index, trash and backups. This cannot be undone. Exactly one of --document and --entity is required.',
  words: [1, 1],
  options: {
    document: {
      type: 'string',
      value: 'DOCUMENT',
      help: 'The document: its id, or its file name or title if only one document has it. It may be in the trash, by its id.',
    },
    entity: { type: 'string', value: 'ENTITY', help: 'The entity whose names are removed: its id or name.' },
    name: {
      type: 'string',
      value: 'NAME',
      multiple: true,
      help: 'With --entity: only this name. Default: all names that the entity ever had.',
    },
    ...DRY_RUN_OPTION,
    confirm: {
      type: 'string',
      value: `'${ERASE_WORDS}'`,
      help: 'The words that confirm it; required unless --dry-run is given.',
    },
  },
  examples: [
    {
      line: 'erase p.postil --document a.txt --dry-run',
      does: 'Lists what would be deleted, and the exports and copies that Postil cannot reach.',
    },
  ],
  async run({ positionals: [file = ''], options, workspace, router }) {
    const [document, entity] = [text(options, 'document'), text(options, 'entity')];
    if ((document === undefined) === (entity === undefined)) throw new UsageError(MESSAGES.documentOrEntity);
    const names = options['name'] as string[] | undefined;
    if (names && entity === undefined) throw new UsageError(MESSAGES.nameNeedsEntity);
    const dry = options['dry-run'] === true;
    const confirmed = text(options, 'confirm');
    if (!dry && confirmed !== ERASE_WORDS) throw new UsageError(MESSAGES.confirmErasing);
    workspace.open(file, { readonly: dry });
    const target =
      document === undefined
        ? { of: 'entity' as const, id: resolveEntityWords(workspace.store, entity!) }
        : { of: 'document' as const, id: documentOrDeleted(workspace, document) };
    const preview = await router.call('erase.preview', target);
    if (dry) return { json: { dryRun: true, ...target, ...preview }, lines: previewLines(preview) };
    const report = await router.call('erase.run', {
      ...target,
      ...(names && { names }),
      confirm: ERASE_WORDS,
    });
    return {
      json: { ...target, ...report, handedOut: preview.handedOut },
      lines: [...reportLines(report), ...handedOutLines(preview)],
      failed: report.unread.length > 0,
    };
  },
};

/** Finds a document of the project by its id or name, or a document in the trash by its id. */
function documentOrDeleted({ store }: CliContext['workspace'], words: string): Uid {
  return isUid(words) && findId(store.db, 'document', words) === undefined
    ? words
    : resolveDocument(store, words);
}

function previewLines(preview: ErasePreview): string[] {
  const { name, inTrash, counts, names, onlyHere, copies } = preview;
  return [
    `Would be deleted for good: “${name}”${inTrash ? ', which is in the trash' : ''}.`,
    ...Object.entries(counts).map(([what, count]) => `  ${what}: ${count}`),
    ...names.map((each) => `  “${each.name}”: occurs in ${counted(each.documents, 'document')}`),
    ...(onlyHere.length > 0
      ? [
          `  Entities that are mentioned only here and keep their names: ${onlyHere.map((each) => `${each.name} (${each.id})`).join(', ')}`,
        ]
      : []),
    `  Backups that would be rewritten: ${copies.length}`,
    ...handedOutLines(preview),
    'Nothing was changed (--dry-run).',
  ];
}

function reportLines({ removed, changed, copies, unread, left }: EraseReport): string[] {
  return [
    `Deleted for good: ${counted(removed, 'row')} removed, ${counted(changed, 'row')} changed; ${counted(copies.length, 'backup')} rewritten.`,
    ...unread.map(
      ({ name, reason }) => `Not deleted from the backup ${name}, which cannot be read: ${reason}`,
    ),
    ...left.map((where) => `A name still occurs in ${where}.`),
  ];
}

function handedOutLines({ handedOut }: ErasePreview): string[] {
  return handedOut.map(
    ({ kind, format, path, at, there }) =>
      `Not reached: the ${kind} ${path}${format && ` (${format})`} of ${at.slice(0, 10)}${there ? '' : ', which no longer exists'}`,
  );
}
