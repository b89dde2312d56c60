import { changeAt, historyOf } from '../db/history/entries.ts';
import { listTrash } from '../db/history/trash.ts';
import { PostilError } from '../shared/contract/errors.ts';
import type { OutputOf } from '../shared/contract/index.ts';
import type { HistoryEntry, RowChange, WayBack } from '../shared/contract/history.ts';
import { isUid, type Uid } from '../shared/model/uid.ts';
import { counted } from '../shared/text/counted.ts';
import { required, text, UsageError, type CliCommand, type CliContext } from './define.ts';
import { PROGRESS_OPTION, withJobProgress } from './progress.ts';
import { resolveDocument } from './resolve.ts';

function command(verb: 'undo' | 'redo'): CliCommand {
  const past = verb === 'undo' ? 'undone' : 'redone';
  return {
    usage: `${verb} FILE [--document ID | --change ID] [--progress]`,
    help:
      verb === 'undo'
        ? 'undo your latest edit, bulk change or correction; with --change exactly that change'
        : 'redo what you undid last, if it was one of these; with --change exactly that change',
    words: [1, 1],
    options: { document: { type: 'string' }, change: { type: 'string' }, ...PROGRESS_OPTION },
    async run(context) {
      const {
        positionals: [file = ''],
        options,
        workspace,
        router,
      } = context;
      const words = text(options, 'document');
      const change = text(options, 'change');
      if (words !== undefined && change !== undefined)
        throw new UsageError('A change is named by itself: leave --document out.');
      if (change !== undefined && !isUid(change))
        throw new UsageError(`--change is the id of a change (see: history), not “${change}”.`);
      workspace.open(file);
      const document = words === undefined ? undefined : resolveDocument(workspace.store, words);
      const done = await throughout(context, () =>
        router.call(`history.${verb}`, { ...(document && { document }), ...(change && { change }) }),
      ).catch((error: unknown) => {
        throw withTheWay(error);
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

/** What stands in the way, with the command that clears it. */
function withTheWay(error: unknown): unknown {
  const { first, change } = (error instanceof PostilError && error.where) || {};
  if (!(error instanceof PostilError) || !first || !change) return error;
  return new PostilError(
    error.code,
    `${error.message} That is: ${first} FILE --change ${change}`,
    error.where,
  );
}

/** What was done, where, and what was passed over. */
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
          `Newer, and left as ${stays.length > 1 ? 'they are' : 'it is'}: “${newest.label}”${more}. To ${verb} that: ${verb} FILE --change ${newest.change}`,
        ]
      : []),
  ];
}

/** Tells the progress of what may be large, and stays until what was undone is removed: else the next opening had to do it. */
async function throughout<Result>(
  context: Pick<CliContext, 'options' | 'workspace'>,
  run: () => Promise<Result>,
): Promise<Result> {
  return await withJobProgress(context, async () => {
    const result = await run();
    await context.workspace.removal;
    return result;
  });
}

export const undoCommand = command('undo');
export const redoCommand = command('redo');

export const historyCommand: CliCommand = {
  usage: 'history FILE --document ID [--span ID] [--limit N]',
  help: 'list who changed what in a document, or one span, and when; the newest first',
  words: [1, 1],
  options: { document: { type: 'string' }, span: { type: 'string' }, limit: { type: 'string' } },
  async run({ positionals: [file = ''], options, workspace }) {
    const words = required(options, 'document');
    const [span, limit] = [text(options, 'span'), Number(text(options, 'limit') ?? 50)];
    if (span !== undefined && !isUid(span)) throw new UsageError(`--span is an id, not “${span}”.`);
    if (!Number.isInteger(limit) || limit < 1) throw new UsageError('--limit is a number of changes.');
    workspace.open(file, { readonly: true });
    const { store } = workspace;
    const document = resolveDocument(store, words);
    const { entries, more } = historyOf(store, { document, span }, { limit });
    return {
      json: { document, changes: entries, more },
      lines: [
        ...entries.flatMap(entryLines),
        more ? `More: --limit ${limit * 2}.` : `${counted(entries.length, 'change')}.`,
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

export const backCommand: CliCommand = {
  usage: 'back FILE --document ID --to CHANGE|TIME [--dry-run]',
  help: 'make a document what it was just after a change, or at a time such as 2026-03-01T09:30; one undo takes that back',
  words: [1, 1],
  options: { document: { type: 'string' }, to: { type: 'string' }, 'dry-run': { type: 'boolean' } },
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
  if (Number.isNaN(at))
    throw new UsageError(
      `--to is the id of a change (see: history) or a time such as 2026-03-01T09:30, not “${to}”.`,
    );
  const change = changeAt(db, document, at);
  if (change) return change;
  throw new PostilError(
    'not-found',
    `The document has no change at or before ${new Date(at).toISOString()}.`,
    {
      field: 'to',
    },
  );
}

function wayLines({ counts, others, left }: WayBack, dry: boolean): string[] {
  const did = dry ? 'would be' : 'were';
  return [
    ...counts.map(({ kind, added, removed, changed }) => {
      const parts = [
        added > 0 && `${added} brought back`,
        removed > 0 && `${removed} taken away`,
        changed > 0 && `${changed} changed back`,
      ].filter(Boolean);
      return `${kind}: ${parts.join(', ')}`;
    }),
    ...others.map(({ name, changes }) => `${counted(changes, 'change')} of ${name} ${did} taken back too`),
    ...left.map(({ reason, count }) => `left out: ${count} × ${reason}`),
    counts.length === 0
      ? 'The document is as it was then.'
      : dry
        ? 'Nothing was changed: --dry-run.'
        : 'Done; undo takes it back.',
  ];
}

export const deleteCommand: CliCommand = {
  usage: 'delete FILE DOCUMENT…',
  help: 'move documents with all their annotations to the trash',
  words: [2, Infinity],
  options: {},
  async run({ positionals: [file = '', ...names], workspace, router }) {
    workspace.open(file);
    const documents = [...new Set(names.map((name) => resolveDocument(workspace.store, name)))];
    const { spans } = await router.call('documents.delete', { documents });
    const words = `${counted(documents.length, 'document')} with ${counted(spans, 'span')}`;
    return { json: { deleted: documents, spans }, lines: [`Moved to the trash: ${words}. See: trash FILE.`] };
  },
};

export const trashCommand: CliCommand = {
  usage: 'trash FILE [--restore ID]…',
  help: 'list deleted documents, or bring some back as they were',
  words: [1, 1],
  options: { restore: { type: 'string', multiple: true } },
  async run({ positionals: [file = ''], options, workspace, router }) {
    const restore = (options['restore'] ?? []) as string[];
    for (const id of restore)
      if (!isUid(id)) throw new UsageError(`--restore is an id of the list, not “${id}”.`);
    workspace.open(file, { readonly: restore.length === 0 });
    if (restore.length > 0) {
      const { restored, left } = await router.call('history.restore', { documents: restore });
      return {
        json: { restored, left },
        lines: [
          ...left.map(({ reason, count }) => `left out: ${count} × ${reason}`),
          `${counted(restored, 'document')} brought back.`,
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
