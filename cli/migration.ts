import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { writeMigrationFile } from '../backend/jobs/scheme-export.ts';
import { schemeHash } from '../db/scheme/migrations.ts';
import { currentScheme } from '../db/scheme/scheme.ts';
import type { StepEffect } from '../shared/contract/scheme-steps.ts';
import type { PlannedStep } from '../shared/contract/scheme.ts';
import { PostilError } from '../shared/contract/errors.ts';
import { newUid } from '../shared/model/uid.ts';
import { readMigrationText } from '../shared/scheme-edit/migration.ts';
import { isRowStep } from '../shared/scheme-edit/steps.ts';
import { counted } from '../shared/text/counted.ts';
import { text, UsageError, type CliContext, type CliResult } from './define.ts';
import { MESSAGES } from './messages.ts';

/** Writes the change of the scheme between two versions as a migration. */
export async function exportMigration(context: CliContext, out: string): Promise<CliResult> {
  const { positionals, options, workspace } = context;
  workspace.open(positionals[0]!, { readonly: true });
  const number = (name: 'from' | 'to', otherwise: number) => {
    const given = text(options, name);
    if (given === undefined) return otherwise;
    if (!/^\d+$/.test(given)) throw new UsageError(MESSAGES.notAVersion(given));
    return Number(given);
  };
  const [from, to] = [number('from', 1), number('to', currentScheme(workspace.store).number)];
  const written = await writeMigrationFile(workspace.store, from, to, resolve(out));
  return {
    json: written,
    lines: [
      `Wrote ${counted(written.steps, 'step')} from version ${from} to version ${to} to ${written.path}.`,
    ],
  };
}

/** Repeats the steps of a migration; those that are done already are skipped. */
export async function applyMigration(context: CliContext, file: string): Promise<CliResult> {
  const { positionals, options, workspace, router } = context;
  const dry = options['dry-run'] === true;
  if (!existsSync(file)) throw new PostilError('not-found', MESSAGES.noFile(file), { file });
  const { steps, from } = readMigrationText(readFileSync(file, 'utf8'), file);
  const writes = steps.some(isRowStep);
  // A dry run of steps that rewrite annotations takes them, and rolls that back.
  workspace.open(positionals[0]!, { readonly: dry && !writes });
  const { number: base, scheme } = currentScheme(workspace.store);
  const isOther = schemeHash(scheme) !== from.sha256;
  const note = isOther
    ? [`The migration was made for another scheme, “${from.scheme}”, or for another version of it.`]
    : [];
  const target = { steps, once: true };
  if (writes) {
    const { effects, taken, skipped, version } = await router.call('scheme.apply', {
      job: newUid(),
      steps,
      base,
      once: true,
      lose: options['lose'] === true,
      dryRun: dry,
    });
    return {
      json: { version, otherScheme: isOther, effects, steps: taken, skipped },
      lines: [
        ...note,
        ...effects.flatMap((effect, i) => (effect ? linesOfEffect(taken[i]!, effect) : [taken[i]!])),
        ...skippedLines(skipped),
        last(dry, effects.length, version),
      ],
      failed: dry && effects.some((effect) => effect?.undecided),
    };
  }
  if (dry) {
    const { steps: planned, changes, skipped } = await router.call('scheme.plan', { target });
    const refused = changes.filter(({ refusal }) => refusal !== null);
    const undecided = planned.filter((step) => step.undecided);
    return {
      json: { otherScheme: isOther, steps: planned, changes, skipped, refused: refused.length },
      lines: [
        ...note,
        ...planned.flatMap(linesOf),
        ...skippedLines(skipped),
        ...refused.map(({ subject, refusal }) => `REFUSED: ${subject}: ${refusal!}`),
        last(true, planned.length, base),
      ],
      failed: refused.length + undecided.length > 0,
    };
  }
  const { version, changes, skipped } = await router.call('scheme.edit', { base, target });
  return {
    json: { version, otherScheme: isOther, changes, skipped },
    lines: [...note, ...skippedLines(skipped), last(false, steps.length - skipped.length, version)],
  };
}

function linesOf({
  text: words,
  lost,
  duplicates,
  repeatedRelations,
  undecided,
  examples,
  ...counts
}: PlannedStep): string[] {
  return [
    ...countLines(words, counts, lost),
    ...duplicateLines(duplicates, repeatedRelations, undecided),
    ...examples.map(({ name, quote }) => `   ${name}: ${quote}`),
  ];
}

/** The lines of a step of a migration that has steps which rewrite annotations. */
function linesOfEffect(words: string, effect: StepEffect): string[] {
  const { hidden, duplicates, undecided, below, losses, examples } = effect;
  const { spans, relations, labels, fillers } = duplicates;
  return [
    ...countLines(words, effect, hidden),
    ...duplicateLines(spans, relations, undecided),
    ...(labels > 0
      ? [`   ${counted(labels, 'document label')} would be the same as another one: one stays`]
      : []),
    ...(fillers > 0 ? [`   ${counted(fillers, 'filler')} would be the same as another one: one stays`] : []),
    ...(below.length > 0 ? [`   below it, and moved under the other: ${below.join(', ')}`] : []),
    ...losses.map(({ what, count }) => `   deleted: ${what} ${count}`),
    ...examples.map(({ document, words: quote }) => `   ${document.name}: ${quote}`),
  ];
}

function countLines(
  words: string,
  { count, documents, sets }: Pick<PlannedStep | StepEffect, 'count' | 'documents' | 'sets'>,
  hidden: readonly { readonly part: string; readonly count: number }[],
): string[] {
  const bySet = sets.map((set) => `${set.name} ${set.count}`).join(', ');
  return [
    `${words}: ${counted(count, 'annotation')} in ${counted(documents, 'document')}${bySet && ` (${bySet})`}`,
    ...hidden.map((each) => `   out of sight: ${each.part} ${each.count}`),
  ];
}

function duplicateLines(spans: number, relations: number, undecided: boolean): string[] {
  const unsaid = undecided ? '; REFUSED until the step has "duplicates": "both" or "one"' : '';
  return [
    ...(spans > 0 ? [`   ${counted(spans, 'place')} would have two spans on the same words${unsaid}`] : []),
    ...(relations > 0
      ? [`   ${counted(relations, 'relation')} would repeat another one${spans > 0 ? '' : unsaid}`]
      : []),
  ];
}

function skippedLines(skipped: readonly string[]): string[] {
  return skipped.map((words) => `Already done: ${words}.`);
}

function last(dry: boolean, steps: number, version: number): string {
  if (dry) return `${counted(steps, 'step')} to take. Nothing was changed (--dry-run).`;
  return steps === 0
    ? `The scheme is the same already: version ${version}.`
    : `The scheme is now version ${version}.`;
}
