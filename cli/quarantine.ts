import { writeSync } from 'node:fs';
import { resolve } from 'node:path';
import { eachQuarantined, listQuarantine } from '../db/review/quarantine.ts';
import type { Store } from '../db/connection/store.ts';
import type { QuarantineFilter, QuarantineItem } from '../shared/contract/quarantine.ts';
import { QuarantineKind, QuarantineState } from '../shared/model/review.ts';
import { isUid, type Uid } from '../shared/model/uid.ts';
import { counted } from '../shared/text/counted.ts';
import { writeFileAside } from '../backend/jobs/output.ts';
import { quarantineLine } from '../backend/jobs/quarantine-export.ts';
import {
  DOCUMENT_OPTION,
  SET_OPTION,
  UsageError,
  text,
  type CliCommand,
  type CliContext,
  type CliResult,
} from './define.ts';
import { MESSAGES } from './messages.ts';
import { resolveDocument, resolveSet } from './resolve.ts';

export const quarantineCommand: CliCommand = {
  operands: 'FILE',
  summary:
    'List the proposals of models that could not be located in the text; locate, dismiss or reopen them',
  details:
    'Without --locate, --dismiss or --reopen the proposals are listed. A located proposal joins the set of its model; relations that waited for it follow.',
  words: [1, 1],
  options: {
    ...SET_OPTION,
    ...DOCUMENT_OPTION,
    kind: {
      type: 'string',
      value: 'KIND',
      help: `Only proposals of this kind: ${QuarantineKind.options.join(', ')}.`,
    },
    state: {
      type: 'string',
      value: 'STATE',
      help: `Only proposals in this state: ${QuarantineState.options.join(', ')}.`,
    },
    out: { type: 'string', value: 'OUT.jsonl', help: 'Writes the listed proposals to a JSONL file.' },
    locate: {
      type: 'string',
      value: 'ID',
      aliases: ['place'],
      help: 'Makes the proposal an annotation, at the offsets of --at or between the ends of --from and --to.',
    },
    at: {
      type: 'string',
      value: 'START-END[,START-END]',
      help: 'With --locate: where the span is, in UTF-16 code units.',
    },
    from: { type: 'string', value: 'ID', help: 'With --locate: the span that a relation starts at.' },
    to: { type: 'string', value: 'ID', help: 'With --locate: the span that a relation ends at.' },
    dismiss: { type: 'string', value: 'ID', multiple: true, help: 'Dismisses the proposal.' },
    reopen: { type: 'string', value: 'ID', multiple: true, help: 'Reopens a dismissed proposal.' },
  },
  examples: [
    { line: 'quarantine p.postil --state open', does: 'Lists the proposals that nobody has dealt with.' },
    { line: 'quarantine p.postil --locate ID --at 14-52', does: 'Makes a proposal a span at these offsets.' },
  ],
  async run(context) {
    const { options } = context;
    const asked = ['locate', 'dismiss', 'reopen'].filter((name) => options[name] !== undefined);
    if (asked.length > 1) throw new UsageError(MESSAGES.notTogether(asked.join(' and --')));
    if (options['locate'] !== undefined) return await locate(context);
    if (options['dismiss'] !== undefined) return await decide(context, 'dismiss');
    if (options['reopen'] !== undefined) return await decide(context, 'reopen');
    return list(context);
  },
};

async function list({ positionals: [file = ''], options, workspace }: CliContext): Promise<CliResult> {
  workspace.open(file, { readonly: true });
  const { store } = workspace;
  const filter = filterOf(store, options);
  const out = text(options, 'out');
  if (out !== undefined) {
    const items = await write(store, resolve(out), filter);
    return {
      json: { out: resolve(out), items },
      lines: [`${counted(items, 'proposal')} written to ${resolve(out)}.`],
    };
  }
  const { rows, total, counts } = listQuarantine(store, filter);
  const { open, placed, dismissed } = counts;
  return {
    json: { quarantine: rows, total, counts },
    lines: [...rows.map(lineOf), `${open} open, ${placed} located, ${dismissed} dismissed.`],
  };
}

async function locate({
  positionals: [file = ''],
  options,
  workspace,
  router,
}: CliContext): Promise<CliResult> {
  const id = idOf('locate', text(options, 'locate'));
  const at = text(options, 'at');
  const [from, to] = (['from', 'to'] as const).map((name) => {
    const given = text(options, name);
    return given === undefined ? undefined : idOf(name, given);
  });
  const fragments = at === undefined ? undefined : fragmentsOf(at);
  workspace.open(file);
  const report = await router.call('quarantine.place', {
    id,
    ...(fragments && { fragments }),
    ...(from && { from }),
    ...(to && { to }),
  });
  return {
    json: report,
    lines: [`Added as ${report.result}, with ${counted(report.freed, 'relation')} that waited for it.`],
  };
}

async function decide(
  { positionals: [file = ''], options, workspace, router }: CliContext,
  what: 'dismiss' | 'reopen',
): Promise<CliResult> {
  const ids = (options[what] as string[]).map((given) => idOf(what, given));
  workspace.open(file);
  const report = await router.call(`quarantine.${what}`, { ids });
  return {
    json: report,
    lines: [`${counted(ids.length, 'proposal')} ${what === 'dismiss' ? 'dismissed' : 'reopened'}.`],
  };
}

function filterOf(store: Store, options: CliContext['options']): QuarantineFilter {
  const [set, document] = [text(options, 'set'), text(options, 'document')];
  const [kind, state] = [
    choice(QuarantineKind, 'kind', text(options, 'kind')),
    choice(QuarantineState, 'state', text(options, 'state')),
  ];
  return {
    ...(set !== undefined && { set: resolveSet(store, set) }),
    ...(document !== undefined && { document: resolveDocument(store, document) }),
    ...(kind && { kind }),
    ...(state && { state }),
  };
}

function choice<Of extends typeof QuarantineKind | typeof QuarantineState>(
  of: Of,
  name: string,
  given: string | undefined,
): Of['options'][number] | undefined {
  if (given === undefined) return undefined;
  const found = of.options.find((option) => option === given);
  if (found === undefined) throw new UsageError(MESSAGES.oneOf(name, of.options.join(', ')));
  return found;
}

async function write(store: Store, out: string, filter: QuarantineFilter): Promise<number> {
  return await writeFileAside(out, (file) => {
    let items = 0;
    for (const item of eachQuarantined(store, filter)) {
      writeSync(file, `${quarantineLine(item)}\n`);
      items++;
    }
    return items;
  });
}

function lineOf({ id, state, kind, set, document, body, from, to, reason }: QuarantineItem): string {
  const words =
    kind === 'relation' ? `${from?.text || '…'} → ${to?.text || '…'}` : body.text.replace(/\s+/g, ' ');
  return `${id}  ${state.padEnd(9)}  ${set.name}  ${document?.title ?? '–'}  ${body.type} “${words}”: ${reason}`;
}

function fragmentsOf(at: string): [number, number][] {
  return at.split(',').map((piece): [number, number] => {
    const found = /^(\d+)[-:](\d+)$/.exec(piece.trim());
    if (!found) throw new UsageError(MESSAGES.notARangeOfUnits(piece));
    return [Number(found[1]), Number(found[2])];
  });
}

function idOf(name: string, given: string | undefined): Uid {
  if (given === undefined || !isUid(given)) throw new UsageError(MESSAGES.idOfItem(name));
  return given;
}
