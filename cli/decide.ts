import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { vacuumInto } from '../db/backups/copy.ts';
import { temporaryFolder } from '../db/connection/temporary.ts';
import { newUid } from '../shared/model/uid.ts';
import { parseWhere, quoted, WHERE_FIELDS } from '../shared/comparison/where.ts';
import { counted } from '../shared/text/counted.ts';
import type { Workspace } from '../backend/workspace/workspace.ts';
import {
  DRY_RUN_OPTION,
  UsageError,
  required,
  text,
  type CliCommand,
  type CliContext,
  type CliResult,
} from './define.ts';
import { MESSAGES } from './messages.ts';
import { withJobProgress } from './progress.ts';
import { kindOf } from '../db/rows/index.ts';
import { findNamedSet, resolveOrMakeSet, resolveSet } from './resolve.ts';

export const decideCommand: CliCommand = {
  operands: 'FILE',
  summary: 'Accept or reject every open proposal of a set that meets a condition',
  details: `Exactly one of --accept and --reject is required. The fields of a condition are: ${Object.keys(WHERE_FIELDS).join(', ')}.`,
  words: [1, 1],
  options: {
    source: { type: 'string', value: 'SET', required: true, help: 'The set whose proposals are decided.' },
    target: {
      type: 'string',
      value: 'SET',
      required: true,
      help: 'The set that accepted proposals are copied to; it is created if it does not exist.',
    },
    where: {
      type: 'string',
      value: 'CONDITION',
      required: true,
      help: 'The condition. An empty one chooses all proposals.',
    },
    accept: { type: 'boolean', help: 'Accepts the proposals.' },
    reject: { type: 'boolean', help: 'Rejects the proposals.' },
    reason: { type: 'string', value: 'TEXT', help: 'The reason to store with each decision.' },
    ...DRY_RUN_OPTION,
  },
  examples: [
    {
      line: 'decide p.postil --source model:gist --target "Mira Tolbert" --accept --where "type = PERSON and score >= 0.9" --dry-run',
      does: 'Counts the proposals that would be accepted.',
    },
  ],
  async run(context) {
    const { positionals, options, workspace } = context;
    if ((options['accept'] === true) === (options['reject'] === true))
      throw new UsageError(MESSAGES.acceptOrReject);
    const [source, target] = [required(options, 'source'), required(options, 'target')];
    parseWhere(required(options, 'where'));
    workspace.open(positionals[0] ?? '');
    resolveSet(workspace.store, source);
    if (options['dry-run'] !== true || findNamedSet(workspace.store, target) !== undefined)
      return decide(context, source, target);
    // A dry run must not create the target set, so if it does not exist, work on a copy of the project.
    const folder = temporaryFolder('decide');
    try {
      openCopy(workspace, join(folder, 'copy.postil'));
      return await decide(context, source, target);
    } finally {
      workspace.close();
      rmSync(folder, { recursive: true, force: true });
    }
  },
};

function openCopy(workspace: Workspace, path: string): void {
  vacuumInto(workspace.store.db.raw, path);
  workspace.open(path);
}

async function decide(context: CliContext, sourceName: string, targetName: string): Promise<CliResult> {
  const { options, workspace, router } = context;
  const { store, settings } = workspace;
  const source = resolveSet(store, sourceName);
  const target = resolveOrMakeSet(store, settings.actor, targetName);
  const { name } = kindOf('set').read(store, source)!.image;
  const decision = options['accept'] === true ? ('accept' as const) : ('reject' as const);
  const { review } = await withJobProgress(context, () =>
    router.call('review.open', { job: newUid(), target, sources: [source] }),
  );
  const where = `source = ${quoted(name)} and (${required(options, 'where').trim() || 'length >= 0'})`;
  const dry = options['dry-run'] === true;
  const counts = await router.call('review.tryBulk', { review, where, decision, exact: dry });
  const { cases, documents, byType } = counts;
  if (options['dry-run'] === true) {
    return {
      json: { cases, documents, created: counts.created, byType, dryRun: true },
      lines: [
        `Would ${decision} ${counted(cases, 'proposal')} in ${counted(documents, 'document')}; ${counts.created} new in “${targetName}”.`,
        ...byType.map((each) => `  ${each.type}: ${each.cases}`),
      ],
    };
  }
  const reason = text(options, 'reason') ?? '';
  const { decided, created, notes } = await withJobProgress(context, () =>
    router.call('review.bulk', { job: newUid(), review, where, decision, reason }),
  );
  const verb = decision === 'accept' ? 'Accepted' : 'Rejected';
  return {
    json: { cases: decided, documents, created, byType, notes },
    lines: [
      `${verb} ${counted(decided, 'proposal')} in ${counted(documents, 'document')}; ${created} new in “${targetName}”.`,
      ...notes,
    ],
  };
}
