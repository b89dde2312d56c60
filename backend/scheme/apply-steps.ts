import type { ReadStore } from '../../db/connection/store.ts';
import type { Recorded } from '../../db/journal/record.ts';
import { wereTaken } from '../../db/scheme/migrations.ts';
import { isReadingStep, previewReading } from '../../db/scheme/preview-merge.ts';
import { previewRows } from '../../db/scheme/preview-rows.ts';
import { assertChangesPossible, assertUnusedSince, judged } from '../../db/scheme/scheme-rules.ts';
import {
  currentScheme,
  identified,
  identifierOf,
  projectUid,
  storeVersion,
  versionOfSteps,
} from '../../db/scheme/scheme.ts';
import { writeRows } from '../../db/scheme/write-rows.ts';
import { isWritingStep } from '../../db/scheme/writing.ts';
import { PostilError } from '../../shared/contract/errors.ts';
import type { OutputOf, ParsedInputOf } from '../../shared/contract/index.ts';
import type { StepEffect } from '../../shared/contract/scheme-steps.ts';
import type { Scheme } from '../../shared/model/scheme.ts';
import { applyStep } from '../../shared/scheme-edit/apply.ts';
import { diffSchemes, sameJson } from '../../shared/scheme-edit/diff.ts';
import { Refused, validated } from '../../shared/scheme-edit/edit.ts';
import type { SchemeStep } from '../../shared/scheme-edit/steps.ts';
import { followSteps, isDone, type TakenStep } from '../../shared/scheme-edit/follow.ts';
import { mergesTo, renamesTo } from '../../shared/scheme-edit/identity.ts';
import { summaryOfSteps, textOfStep } from '../../shared/scheme-edit/step-words.ts';
import type { Uid } from '../../shared/model/uid.ts';
import type { JobContext } from '../context.ts';
import { recordApart, type Apart } from '../jobs/record-apart.ts';
import { assertDecided, finishStep } from './merge-steps.ts';
import { MESSAGES as SERVICE } from '../services/messages.ts';
import { MESSAGES } from './messages.ts';

type Input = ParsedInputOf<'scheme.apply'>;
type Output = OutputOf<'scheme.apply'>;

/**
 * Applies steps as one change, in one transaction on a connection of its own. Editing waits meanwhile, but the screen stays
 * responsive. A dry run of one step only reads; one of several applies them and rolls that back, because a step meets
 * what those before it have made.
 */
export async function applySteps(context: JobContext, input: Input): Promise<Recorded<Output>> {
  const { store, actor } = context;
  const { steps, base, dryRun } = input;
  const now = currentScheme(store);
  if (base !== undefined && base !== now.number)
    throw new PostilError('conflict', SERVICE.schemeChanged(base, now.number));
  if (dryRun && steps.length === 1 && !input.once) {
    const scheme = schemeAfter(now.scheme, steps[0]!);
    const effect = effectAlone(store, steps[0]!, scheme);
    return {
      result: { effects: [effect], taken: steps.map(textOfStep), skipped: [], version: now.number, scheme },
      change: null,
    };
  }
  const title = {
    command: 'scheme.apply',
    label: summaryOfSteps(steps),
    kind: steps.some(isWritingStep) ? 'migration' : 'edit',
  } as const;
  return await recordApart(context, title, (apart) => applyAll(apart, actor.analyst.id, input), {
    rehearses: dryRun,
  });
}

async function applyAll(
  { store, recorder, inSteps }: Apart,
  analyst: Uid,
  { steps, base, lose, dryRun, once }: Input,
): Promise<Output> {
  const before = currentScheme(store);
  if (base !== undefined && base !== before.number)
    throw new PostilError('conflict', SERVICE.schemeChanged(base, before.number));
  const effects: (StepEffect | null)[] = [];
  const taken: SchemeStep[] = [];
  const wasTaken = once && wereTaken(store, steps);
  const skipped = steps.filter((step) => wasTaken || (once && isDone(before.scheme, step)));
  for (const step of steps) {
    if (skipped.includes(step)) continue;
    const start = identified(store);
    const {
      taken: [found],
      after: then,
    } = followSteps(start, [step], identifierOf(store));
    taken.push(step);
    const next = then.scheme;
    // What is only read otherwise is counted for a dry run alone: such a step is done at once, however many annotations it concerns.
    const effect = dryRun || isWritingStep(step) ? effectOf(store, found!, next) : null;
    effects.push(effect);
    if (!dryRun) {
      assertNothingLost(step, effect, lose);
      assertDecided(store, found!);
    }
    if (!sameJson(start.scheme, next))
      recorder.put('project', projectUid(store), {
        scheme: storeVersion(store, versionOfSteps(then, taken, steps)),
      });
    if (isWritingStep(step))
      await inSteps(
        writeRows({ store, recorder, scheme: next, analyst }, step),
        effect?.count ?? 0,
        'annotations',
      );
    else finishStep(store, recorder, found!);
  }
  const after = currentScheme(store);
  // What the steps themselves have not dealt with stands in the way, such as types that a slot no longer takes.
  if (after.uid !== before.uid) assertUnusedSince(store, before.uid, after.uid, summaryOfSteps(steps));
  return {
    effects,
    taken: taken.map(textOfStep),
    skipped: skipped.map(textOfStep),
    version: after.number,
    scheme: after.scheme,
  };
}

function schemeAfter(scheme: Scheme, step: SchemeStep): Scheme {
  try {
    return validated(applyStep(scheme, step).scheme);
  } catch (error) {
    if (error instanceof Refused) throw new PostilError('refused', error.message, { field: 'steps' });
    throw error;
  }
}

/** As {@link effectOf}, of the only step of a change. Throws if annotations stand in its way. */
function effectAlone(store: ReadStore, step: SchemeStep, scheme: Scheme): StepEffect | null {
  const start = identified(store);
  const { taken, after } = followSteps(start, [step], identifierOf(store));
  if (!isWritingStep(step)) {
    const changes = diffSchemes(start.scheme, after.scheme, renamesTo(start, after), mergesTo(start, after));
    assertChangesPossible(judged(store, changes, versionOfSteps(after, [step])));
  }
  return effectOf(store, taken[0]!, scheme);
}

function effectOf(store: ReadStore, taken: TakenStep, scheme: Scheme): StepEffect | null {
  const { step } = taken;
  return store.db.snapshot(() =>
    isWritingStep(step)
      ? previewRows(store, step, scheme)
      : isReadingStep(step)
        ? previewReading(store, taken)
        : null,
  );
}

function assertNothingLost(step: SchemeStep, effect: StepEffect | null, lose: boolean): void {
  if (!effect) return;
  const open = effect.values.filter(({ isOpen }) => isOpen);
  if (step.step === 'convert' && (step.unnamed ?? 'refuse') === 'refuse' && open.length > 0) {
    const some = open.slice(0, 5).map(({ from }) => String(from).slice(0, 40));
    throw new PostilError('refused', MESSAGES.openValues(step.part.name, some, open.length - some.length), {
      field: 'table',
    });
  }
  if (effect.losses.length > 0 && !lose)
    throw new PostilError('in-use', MESSAGES.wouldBeLost(effect.losses), { field: 'lose' });
}
