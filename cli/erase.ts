import { findId } from '../db/rows/ids.ts';
import { ERASE_WORDS, type ErasePreview, type EraseReport } from '../shared/contract/erase.ts';
import { isUid, type Uid } from '../shared/model/uid.ts';
import { counted } from '../shared/text/counted.ts';
import { text, UsageError, type CliCommand, type CliContext } from './define.ts';
import { resolveDocument, resolveEntityWords } from './resolve.ts';

export const eraseCommand: CliCommand = {
  usage: `erase FILE --document ID | --entity ID [--name NAME]… [--dry-run] [--confirm '${ERASE_WORDS}']`,
  help: 'delete a document, or the names of an entity, for good: from texts, journal, search index, trash and backups; cannot be undone',
  words: [1, 1],
  options: {
    document: { type: 'string' },
    entity: { type: 'string' },
    name: { type: 'string', multiple: true },
    'dry-run': { type: 'boolean' },
    confirm: { type: 'string' },
  },
  async run({ positionals: [file = ''], options, workspace, router }) {
    const [document, entity] = [text(options, 'document'), text(options, 'entity')];
    if ((document === undefined) === (entity === undefined))
      throw new UsageError('Give either --document or --entity.');
    const names = options['name'] as string[] | undefined;
    if (names && entity === undefined) throw new UsageError('--name goes with --entity.');
    const dry = options['dry-run'] === true;
    const confirmed = text(options, 'confirm');
    if (!dry && confirmed !== ERASE_WORDS)
      throw new UsageError(
        `This cannot be undone. Look at it with --dry-run, then give --confirm '${ERASE_WORDS}'.`,
      );
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

/** A document of the project by its id or name, or one of the trash by its id. */
function documentOrDeleted({ store }: CliContext['workspace'], words: string): Uid {
  return isUid(words) && findId(store.db, 'document', words) === undefined
    ? words
    : resolveDocument(store, words);
}

function previewLines(preview: ErasePreview): string[] {
  const { name, inTrash, counts, names, onlyHere, copies } = preview;
  return [
    `Would be deleted for good: “${name}”${inTrash ? ', which is no longer in the project' : ''}.`,
    ...Object.entries(counts).map(([what, count]) => `  ${what}: ${count}`),
    ...names.map((each) => `  “${each.name}”: written in ${counted(each.documents, 'document')}`),
    ...(onlyHere.length > 0
      ? [
          `  Entities mentioned only here, whose names stay: ${onlyHere.map((each) => `${each.name} (${each.id})`).join(', ')}`,
        ]
      : []),
    `  Backups that would be rewritten: ${copies.length}`,
    ...handedOutLines(preview),
    'Nothing was changed: --dry-run.',
  ];
}

function reportLines({ removed, changed, copies, unread, left }: EraseReport): string[] {
  return [
    `Deleted for good: ${counted(removed, 'row')} removed, ${counted(changed, 'row')} changed; ${counted(copies.length, 'backup')} rewritten.`,
    ...unread.map(({ name, reason }) => `Not deleted in the backup ${name}, which cannot be read: ${reason}`),
    ...left.map((where) => `A name is still written in ${where}.`),
  ];
}

function handedOutLines({ handedOut }: ErasePreview): string[] {
  return handedOut.map(
    ({ kind, format, path, at, there }) =>
      `Not reached: the ${kind} ${path}${format && ` (${format})`} of ${at.slice(0, 10)}${there ? '' : ', which is no longer there'}`,
  );
}
