import { PostilError } from '../contract/errors.ts';
import { blocksOf } from '../guideline/markdown.ts';
import { partIn } from './find-part.ts';
import { Refused, validated } from './edit.ts';
import { followStep, type Followed, type IdentifiedScheme, type Identify } from './identity.ts';
import { partKey, type PartName } from './names.ts';
import { textOfStep } from './step-words.ts';
import type { SchemeStep } from './steps.ts';

/** A step with the schemes before and after it. */
export interface TakenStep {
  readonly step: SchemeStep;
  readonly before: IdentifiedScheme;
  readonly after: Followed;
}

/** Steps that were applied, one after the other. */
export interface TakenSteps {
  readonly taken: readonly TakenStep[];
  readonly skipped: readonly SchemeStep[];
  readonly after: IdentifiedScheme;
}

/**
 * Applies steps to a scheme. With `once`, those that are done already are skipped. Errors name the step: refused.
 */
export function followSteps(
  start: IdentifiedScheme,
  steps: readonly SchemeStep[],
  identify: Identify,
  { once = false }: { readonly once?: boolean } = {},
): TakenSteps {
  let now = start;
  /** The first step from which on the scheme has been inconsistent. */
  let broken: { readonly at: number; readonly reason: string } | null = null;
  const taken: TakenStep[] = [];
  const skipped: SchemeStep[] = [];
  for (const [at, step] of steps.entries()) {
    if (once && isDone(now.scheme, step)) {
      skipped.push(step);
      continue;
    }
    const after = refusing(at, step, () => followStep(now, step, identify));
    taken.push({ step, before: now, after });
    now = after;
    const reason = problemOf(after);
    broken = reason === null ? null : (broken ?? { at, reason });
  }
  if (broken) throw refusal(broken.at, steps[broken.at]!, broken.reason);
  return { taken, skipped, after: { ...now, scheme: validated(now.scheme) } };
}

/** Whether a scheme has already what a step leads to. */
export function isDone(scheme: IdentifiedScheme['scheme'], step: SchemeStep): boolean {
  const has = (part: PartName) => partIn(scheme, part) !== undefined;
  switch (step.step) {
    case 'rename':
      return !has(step.part) && has({ ...step.part, name: step.to });
    case 'merge':
      return !has(step.part) && has({ ...step.part, name: step.into });
    case 'remove':
      return !has(step.part);
    case 'moveSlot':
      return !has(step.part) && has({ ...step.part, owner: { kind: 'span', name: step.to } });
    case 'split':
      return step.types.every(({ name }) => has({ kind: 'span', name }));
    case 'typeToAttribute':
      return !has(step.part);
    case 'attributeToType':
      return Object.values(step.to).every((name) => has({ kind: 'span', name }));
    case 'mergeValues': {
      const options = optionsIn(scheme, step.part);
      return (
        options !== null &&
        options.includes(step.into) &&
        step.values.every((each) => !options.includes(each))
      );
    }
    case 'renameValue': {
      const options = optionsIn(scheme, step.part);
      return options !== null && options.includes(step.to) && !options.includes(step.value);
    }
    case 'add':
      return holds(partIn(scheme, step.part), step.fields);
    case 'change':
      return holds(partIn(scheme, step.part), step.fields);
    case 'convert': {
      const part = partIn(scheme, step.part);
      return holds(step.part.kind === 'label' ? (part as { value?: object } | undefined)?.value : part, {
        ...step.to,
        name: step.part.kind === 'label' ? step.to.name : step.part.name,
      });
    }
    case 'order':
      return false;
    case 'describe': {
      const { step: _, ...fields } = step;
      return holds(scheme, fields);
    }
  }
}

function optionsIn(scheme: IdentifiedScheme['scheme'], part: PartName): readonly string[] | null {
  const found = partIn(scheme, part) as { options?: string[]; value?: { options?: string[] } } | undefined;
  return (part.kind === 'label' ? found?.value?.options : found?.options) ?? null;
}

/** Whether a declaration has these fields; `null` stands for one that it lacks. */
function holds(part: object | undefined, fields: Readonly<Record<string, unknown>>): boolean {
  if (!part) return false;
  const has = part as Readonly<Record<string, unknown>>;
  return Object.entries(fields).every(
    ([name, value]) =>
      canonical(has[name] ?? null) ===
      // Migrations of earlier programs hold guidelines as Markdown.
      canonical((name === 'guideline' && typeof value === 'string' ? blocksOf(value) : value) ?? null),
  );
}

/** JSON that does not depend on the order of the fields. */
function canonical(value: unknown): string {
  return JSON.stringify(value, (_, each: unknown) =>
    typeof each === 'object' && each !== null && !Array.isArray(each)
      ? Object.fromEntries(Object.entries(each).sort(([a], [b]) => (a < b ? -1 : 1)))
      : each,
  );
}

function problemOf({ scheme }: IdentifiedScheme): string | null {
  try {
    validated(scheme);
    return null;
  } catch (error) {
    if (error instanceof Refused) return error.message;
    throw error;
  }
}

function refusing<Result>(at: number, step: SchemeStep, work: () => Result): Result {
  try {
    return work();
  } catch (error) {
    if (error instanceof Refused) throw refusal(at, step, error.message);
    throw error;
  }
}

function refusal(at: number, step: SchemeStep, reason: string): PostilError {
  return new PostilError('refused', `Step ${at + 1} (${textOfStep(step)}): ${reason}`, { field: 'steps' });
}

/** The identity of a part in a state. */
export function idIn({ ids }: IdentifiedScheme, part: PartName): string | undefined {
  return ids.get(partKey(part));
}
