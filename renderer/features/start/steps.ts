import type { OutputOf } from '../../../shared/contract/index.ts';
import type { Scheme, SpanType } from '../../../shared/model/scheme.ts';

/** The steps of the first five minutes, minute by minute. */
const MINUTES = [
  ['paste', 'read'],
  ['tag', 'link'],
  ['claim', 'first slot', 'second slot'],
  ['accept', 'reject'],
  ['undo', 'redo', 'export', 'row'],
] as const;

export type StepId = (typeof MINUTES)[number][number];

/** The types and slots of the scheme that the steps are shown with. */
export interface Examples {
  /** The type of a name that is linked to an entity, or another one if the scheme has none. */
  readonly name: SpanType | undefined;
  /** The type with the slots that a claim has. */
  readonly claim: SpanType | undefined;
  /** Its first two required slots, and the digits that open them. */
  readonly slots: readonly {
    readonly label: string;
    readonly help: string;
    readonly name: string;
    readonly key: string;
  }[];
}

/** Chooses what the steps are shown with: the first of its kind that has a key. */
export function examplesOf({ types }: Scheme): Examples {
  const withKey = types.filter(({ key }) => key !== undefined);
  const claim = withKey.find(({ slots }) => slots.some(({ required }) => required));
  return {
    name: withKey.find(({ wantsEntity }) => wantsEntity) ?? withKey.find((type) => type !== claim),
    claim,
    slots: (claim?.slots ?? [])
      .map(({ name, label, help = '', required }, i) => ({
        name,
        label,
        help,
        required,
        key: String((i + 1) % 10),
      }))
      .filter(({ required }, i) => required && i < 10)
      .slice(0, 2),
  };
}

export interface Situation {
  readonly taken: OutputOf<'project.stepsTaken'>;
  /** The number of articles. */
  readonly documents: number;
  /** Whether the open article has annotations to look at. */
  readonly annotated: boolean;
  readonly looked: boolean;
  readonly exported: boolean;
  readonly skipped: readonly string[];
}

export interface Progress {
  readonly step: StepId;
  /** The minute of the step, from 1, of those that this project has steps in. */
  readonly minute: number;
  readonly minutes: number;
}

/** Returns the first step that is not done, `null` after the last. */
export function nextStep(situation: Situation, examples: Examples): Progress | null {
  const impossible = stepsWithoutExample(situation, examples);
  const done = stepsDone(situation, examples);
  const minutes = MINUTES.map((steps) => steps.filter((step) => !impossible[step])).filter(
    (steps) => steps.length > 0,
  );
  for (const [i, steps] of minutes.entries())
    for (const step of steps)
      if (!done[step] && !situation.skipped.includes(step))
        return { step, minute: i + 1, minutes: minutes.length };
  return null;
}

/** Returns the steps that this project or its scheme does not have. */
function stepsWithoutExample(
  { annotated, taken }: Situation,
  { name, claim, slots }: Examples,
): Partial<Record<StepId, boolean>> {
  return {
    read: !annotated,
    tag: name === undefined,
    link: !name?.wantsEntity,
    claim: claim === undefined,
    'first slot': slots.length < 1,
    'second slot': slots.length < 2,
    accept: !taken.proposals,
    reject: !taken.proposals,
  };
}

function stepsDone(situation: Situation, { claim, slots }: Examples): Readonly<Record<StepId, boolean>> {
  const { taken, documents, looked, exported } = situation;
  const { tagged, filled, linked, accepted, rejected, undone, redone } = taken;
  return {
    paste: documents > 0,
    read: looked || tagged.length > 0,
    tag: tagged.some((type) => type !== claim?.name),
    link: linked,
    claim: tagged.some((type) => type === claim?.name),
    'first slot': filled.some((slot) => slot === slots[0]?.name),
    'second slot': filled.some((slot) => slot === slots[1]?.name),
    accept: accepted,
    reject: rejected,
    undo: undone,
    redo: redone,
    export: exported,
    // It is outside of the window, so only the analyst knows.
    row: false,
  };
}
