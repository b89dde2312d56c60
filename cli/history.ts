import { changeAt, historyOf } from '../db/history/entries.ts';
import { listTrash } from '../db/history/trash.ts';
import { PostilError } from '../shared/contract/errors.ts';
import type { OutputOf } from '../shared/contract/index.ts';
import type { HistoryEntry, RowChange, WayBack } from '../shared/contract/history.ts';
import { isUid, type Uid } from '../shared/model/uid.ts';
import { counted } from '../shared/text/counted.ts';
import {
  DOCUMENT_OPTION,
  DRY_RUN_OPTION,
  UsageError,
  required,
  text,
  type CliCommand,
  type CliContext,
} from './define.ts';
import { MESSAGES } from './messages.ts';
import { PROGRESS_OPTION, withJobProgress } from './progress.ts';
import { resolveDocument } from './resolve.ts';

function command(verb: 'undo' | 'redo'): CliCommand {
  const past = verb === 'undo' ? 'undone' : 'redone';
  return {
    operands: 'FILE',
    summary:
      verb === 'undo'
        ? 'Undo your latest edit, bulk change or correction'
        : 'Redo the latest edit, bulk change or correction that you undid',
    details:
      'At most one of --document and --change can be given. Imports, deletions and merges need --change.',
    words: [1, 1],
    options: {
      document: {
        type: 'string',
        value: 'DOCUMENT',
        help: 'Only changes of this document: its id, or its file name or title if only one document has it.',
      },
      change: { type: 'string', value: 'ID', help: 'Exactly this change, by its id in the history.' },
      ...PROGRESS_OPTION,
    },
    async run(context) {
      const {
        positionals: [file = ''],
        options,
        workspace,
        router,
      } = context;
      const words = text(options, 'document');
      const change = text(options, 'change');
      if (words !== undefined && change !== undefined) throw new UsageError(MESSAGES.changeWithoutDocument);
      if (change !== undefined && !isUid(change)) throw new UsageError(MESSAGES.notAChange(change));
      workspace.open(file);
      const document = words === undefined ? undefined : resolveDocument(workspace.store, words);
      const done = await throughout(context, () =>
        router.call(`history.${verb}`, { ...(document && { document }), ...(change && { change }) }),
      ).catch((error: unknown) => {
        throw withRemedy(error);
      });
      return {
        json: {
          [past]: done.label,
          documents: done.documents,
          change: done.change,
          kind: done.kind,
          document: done.place?.document ?? null,
          stays: done.stays,
        },
        lines: doneLines(verb, done),
      };
    },
  };
}

/** Adds to an error the command that undoes or redoes the change in its way. */
function withRemedy(error: unknown): unknown {
  const { first, change } = (error instanceof PostilError && error.where) || {};
  if (!(error instanceof PostilError) || !first || !change) return error;
  return new PostilError(error.code, MESSAGES.remedy(error.message, first, change), error.where);
}

/** Describes what was done, where, and which newer changes were left as they are. */
function doneLines(verb: 'undo' | 'redo', done: OutputOf<'history.undo'>): string[] {
  const { label, documents, place, stays, change } = done;
  if (label === null) return [`There is nothing to ${verb}.`];
  const where =
    documents > 1 ? ` in ${counted(documents, 'document')}` : place?.title ? ` in “${place.title}”` : '';
  const [newest] = stays;
  const more = stays.length > 1 ? ` and ${stays.length - 1} more` : '';
  return [
    `${verb === 'undo' ? 'Undone' : 'Redone'}: ${label}${where} (${change})`,
    ...(newest
      ? [
          `Left unchanged, because ${stays.length > 1 ? 'they are' : 'it is'} newer: “${newest.label}”${more}. To ${verb} it: postil ${verb} FILE --change ${newest.change}`,
        ]
      : []),
  ];
}

/** Reports progress, and waits until undone rows are removed; otherwise the next opening would have to remove them. */
async function throughout<Result>(
  context: Pick<CliContext, 'options' | 'streams' | 'workspace'>,
  run: () => Promise<Result>,
): Promise<Result> {
  return await withJobProgress(context, async () => {
    const result = await run();
    await context.workspace.removal;
    return result;
  });
}

const THE_DOCUMENT = 'The document: its id, or its file name or title if only one document has it.';

export const undoCommand = command('undo');
export const redoCommand = command('redo');

export const historyCommand: CliCommand = {
  operands: 'FILE',
  summary: 'List who changed what in a document, or in one span, and when; newest first',
  words: [1, 1],
  options: {
    document: { ...DOCUMENT_OPTION.document, required: true, help: THE_DOCUMENT },
    span: { type: 'string', value: 'ID', help: 'Only changes of this span.' },
    limit: { type: 'string', value: 'N', help: 'The number of changes to list. Default: 50.' },
  },
  async run({ positionals: [file = ''], options, workspace }) {
    const words = required(options, 'document');
    const [span, limit] = [text(options, 'span'), Number(text(options, 'limit') ?? 50)];
    if (span !== undefined && !isUid(span)) throw new UsageError(MESSAGES.notASpan(span));
    if (!Number.isInteger(limit) || limit < 1) throw new UsageError(MESSAGES.wrongLimit);
    workspace.open(file, { readonly: true });
    const { store } = workspace;
    const document = resolveDocument(store, words);
    const { entries, more } = historyOf(store, { document, span }, { limit });
    return {
      json: { document, changes: entries, more },
      lines: [
        ...entries.flatMap(entryLines),
        more
          ? `There are more changes; list them with --limit ${limit * 2}.`
          : `${counted(entries.length, 'change')}.`,
      ],
    };
  },
};

function entryLines({ change, at, analyst, label, undone, batch, rows, more }: HistoryEntry): string[] {
  const facts = [undone && 'undone', batch && 'import'].filter(Boolean).join(', ');
  return [
    `${change}  ${at}  ${analyst || 'unknown'}  ${label}${facts && `  (${facts})`}`,
    ...rows.map((row) => `  ${rowLine(row)}`),
    ...(more > 0 ? [`  and ${counted(more, 'row')} more`] : []),
  ];
}

const SIGNS = { added: '+', removed: '-', changed: '~' } as const;

function rowLine({ did, what, words, fields }: RowChange): string {
  const changes = fields.map(({ name, from, to }) => `${name}: ${from || 'nothing'} → ${to || 'nothing'}`);
  return [`${SIGNS[did]} ${what} ${words}`.trimEnd(), ...changes].join('; ');
}

export const goBackCommand: CliCommand = {
  aliases: ['back'],
  operands: 'FILE',
  summary: 'Return a document to its state after an earlier change, as one change',
  details: 'Applies to all annotation sets of the document. “postil undo” undoes it.',
  words: [1, 1],
  options: {
    document: { ...DOCUMENT_OPTION.document, required: true, help: THE_DOCUMENT },
    to: {
      type: 'string',
      value: 'CHANGE|TIME',
      required: true,
      help: 'The id of a change, as history lists it, or a time such as 2026-03-01T09:30.',
    },
    ...DRY_RUN_OPTION,
  },
  examples: [
    {
      line: 'go-back p.postil --document a.txt --to 2026-03-01T09:30 --dry-run',
      does: 'Counts what would change if the document went back to that time.',
    },
  ],
  async run({ positionals: [file = ''], options, workspace, router }) {
    const words = required(options, 'document');
    const to = required(options, 'to');
    const dry = options['dry-run'] === true;
    workspace.open(file, { readonly: dry });
    const document = resolveDocument(workspace.store, words);
    const change = isUid(to) ? to : changeOfTime(workspace.store.db, document, to);
    const told = await router.call(dry ? 'history.wayBack' : 'history.goBack', { document, change });
    return { json: { change, dryRun: dry, ...told }, lines: wayLines(told, dry) };
  },
};

function changeOfTime(db: Parameters<typeof changeAt>[0], document: Uid, to: string): Uid {
  const at = Date.parse(to);
  if (Number.isNaN(at)) throw new UsageError(MESSAGES.notAMoment(to));
  const change = changeAt(db, document, at);
  if (change) return change;
  throw new PostilError('not-found', MESSAGES.nothingBefore(new Date(at).toISOString()), {
    field: 'to',
  });
}

function wayLines({ counts, others, left }: WayBack, dry: boolean): string[] {
  const did = dry ? 'would be' : 'were';
  return [
    ...counts.map(({ kind, added, removed, changed }) => {
      const parts = [
        added > 0 && `${added} restored`,
        removed > 0 && `${removed} removed`,
        changed > 0 && `${changed} reverted`,
      ].filter(Boolean);
      return `${kind}: ${parts.join(', ')}`;
    }),
    ...others.map(({ name, changes }) => `${counted(changes, 'change')} of ${name} ${did} undone too`),
    ...left.map(({ reason, count }) => `Left out: ${counted(count, 'row')} (${reason})`),
    counts.length === 0
      ? 'The document has not changed since then.'
      : dry
        ? 'Nothing was changed (--dry-run).'
        : 'Done; “postil undo” undoes it.',
  ];
}

export const deleteCommand: CliCommand = {
  operands: 'FILE DOCUMENT…',
  summary: 'Move documents with all their annotations to the trash',
  words: [2, Infinity],
  options: {},
  async run({ positionals: [file = '', ...names], workspace, router }) {
    workspace.open(file);
    const documents = [...new Set(names.map((name) => resolveDocument(workspace.store, name)))];
    const { spans } = await router.call('documents.delete', { documents });
    const words = `${counted(documents.length, 'document')} with ${counted(spans, 'span')}`;
    return {
      json: { deleted: documents, spans },
      lines: [`Moved to the trash: ${words}. List the trash with: postil trash ${file}`],
    };
  },
};

export const trashCommand: CliCommand = {
  operands: 'FILE',
  summary: 'List deleted documents, or restore some of them',
  words: [1, 1],
  options: {
    restore: {
      type: 'string',
      value: 'ID',
      multiple: true,
      help: 'Restores the document with this id, with all its annotations.',
    },
  },
  async run({ positionals: [file = ''], options, workspace, router }) {
    const restore = (options['restore'] ?? []) as string[];
    for (const id of restore) if (!isUid(id)) throw new UsageError(MESSAGES.notInTrash(id));
    workspace.open(file, { readonly: restore.length === 0 });
    if (restore.length > 0) {
      const { restored, left } = await router.call('history.restore', { documents: restore });
      return {
        json: { restored, left },
        lines: [
          ...left.map(({ reason, count }) => `Left out: ${counted(count, 'row')} (${reason})`),
          `${counted(restored, 'document')} restored.`,
        ],
      };
    }
    const { rows, total } = listTrash(workspace.store);
    return {
      json: { documents: rows, total },
      lines: [
        ...rows.map(({ id, title, at, analyst }) => `${id}  ${at}  ${analyst || 'unknown'}  ${title}`),
        `${counted(total, 'deleted document')}.`,
      ],
    };
  },
};
