import { listSchemeVersions, schemeVersion } from '../../db/scheme/scheme-versions.ts';
import { wereTaken } from '../../db/scheme/migrations.ts';
import {
  currentScheme,
  identified,
  identifierOf,
  projectUid,
  repeatedVersion,
  storeVersion,
  versionOf,
  versionOfSteps,
  type NewVersion,
} from '../../db/scheme/scheme.ts';
import { RECHECKED } from '../../db/recheck/meanings.ts';
import { plannedStep } from '../../db/scheme/step-effects.ts';
import { countUses, usesOf, valuesOf } from '../../db/scheme/scheme-uses.ts';
import type { ReadStore } from '../../db/connection/store.ts';
import { findUnfinished, needsImport } from '../../db/imports/unfinished.ts';
import { PostilError } from '../../shared/contract/errors.ts';
import type { SchemeTarget } from '../../shared/contract/scheme.ts';
import type { Scheme } from '../../shared/model/scheme.ts';
import type { Uid } from '../../shared/model/uid.ts';
import { diffSchemes, summaryOf, type SchemeChange } from '../../shared/scheme-edit/diff.ts';
import { followSteps, type TakenStep } from '../../shared/scheme-edit/follow.ts';
import { mergesTo, renamesTo } from '../../shared/scheme-edit/identity.ts';
import { isRowStep, type SchemeStep } from '../../shared/scheme-edit/steps.ts';
import { summaryOfSteps, textOfStep } from '../../shared/scheme-edit/step-words.ts';
import { partKey, partsOf, type PartName, type Rename } from '../../shared/scheme-edit/names.ts';
import type { Domain, Handlers } from '../context.ts';
import { exportScheme } from '../jobs/scheme-export.ts';
import { judged, assertChangesPossible, usesInWords } from '../../db/scheme/scheme-rules.ts';
import { MESSAGES } from './messages.ts';
import { assertDecided, finishStep } from '../scheme/merge-steps.ts';
import { schemeStepHandlers } from './scheme-steps.ts';

export const schemeHandlers: Handlers<Domain<'scheme'>> = {
  ...schemeStepHandlers,
  'scheme.plan': ({ store }, { target }) => {
    const { changes, version, steps, skipped } = planOf(store, target);
    return {
      changes: judged(store, changes, version),
      steps: steps.map((step) => plannedStep(store, step)),
      skipped: skipped.map(textOfStep),
    };
  },
  'scheme.edit': (context, { base, target, meaning }) => {
    const { store } = context;
    const now = currentScheme(store);
    const { changes, version, label, ...planned } = planOf(store, target);
    const skipped = planned.skipped.map(textOfStep);
    assertCurrent(base, now.number);
    if (changes.length === 0 && planned.steps.length === 0)
      return { result: { version: now.number, scheme: now.scheme, changes: [], skipped }, change: null };
    assertChangesPossible(judged(store, changes, version));
    for (const each of planned.steps) assertDecided(store, each);
    assertRechecked(version.scheme, meaning);
    return context.record(label, (recorder) => {
      // Check again within the transaction: another program may have tagged something or edited the scheme since.
      if (findUnfinished(store.db)) throw needsImport(store.db);
      assertCurrent(base, currentScheme(store).number);
      const plan = planOf(store, target);
      const judgement = judged(store, plan.changes, plan.version);
      assertChangesPossible(judgement);
      for (const each of plan.steps) assertDecided(store, each);
      recorder.put('project', projectUid(store), { scheme: storeVersion(store, plan.version, meaning) });
      for (const taken of plan.steps) finishStep(store, recorder, taken);
      const { number, scheme } = currentScheme(store);
      return { version: number, scheme, changes: judgement, skipped };
    });
  },
  'scheme.counts': ({ store }) => countUses(store),
  'scheme.uses': ({ store }, { part }) => {
    const told = (each: PartName) => {
      const uses = usesOf(store, each);
      return { ...uses, sets: [...uses.sets], examples: [...uses.examples], words: usesInWords(each, uses) };
    };
    const parts = partsOf(currentScheme(store).scheme);
    const inner = parts.filter(
      ({ owner }) => owner?.kind === part.kind && owner.name === part.name,
    ) as (PartName & { kind: 'attribute' | 'slot' })[];
    const valued = part.kind === 'label' ? [part] : inner.filter(({ kind }) => kind === 'attribute');
    return {
      uses: told(part),
      inner: inner.map((each) => ({ kind: each.kind, name: each.name, uses: told(each) })),
      values: valued.flatMap((each) =>
        valuesOf(store, each).map(({ value, count }) => ({ attribute: each.name, value, count })),
      ),
    };
  },
  'scheme.versions': ({ store }, { before, limit }) => {
    const rows = listSchemeVersions(store, { before, limit: limit + 1 });
    const shown = rows.slice(0, limit);
    return {
      versions: shown.map(({ uid, number, from, label, at, analyst, inForce, undone, meaning }) => ({
        number,
        label,
        at: new Date(at).toISOString(),
        analyst,
        inForce,
        undone,
        meaning: [...meaning],
        changes:
          from === null
            ? []
            : between(store, from, uid).map(({ verb, subject, text }) => ({ verb, subject, text })),
      })),
      next: rows.length > limit ? shown.at(-1)!.number : null,
    };
  },
  'scheme.export': async (context, { folder, format }) => ({
    result: await exportScheme(context, format, folder),
    change: null,
  }),
};

interface Plan {
  readonly changes: readonly SchemeChange[];
  readonly version: NewVersion;
  readonly label: string;
  /** Of a target in steps. */
  readonly steps: readonly TakenStep[];
  readonly skipped: readonly SchemeStep[];
}

function planOf(store: ReadStore, target: SchemeTarget): Plan {
  const now = currentScheme(store);
  if ('version' in target) {
    const uid = schemeVersion(store, target.version);
    if (uid === undefined)
      throw new PostilError('not-found', MESSAGES.noVersion(target.version), {
        field: 'version',
      });
    return {
      changes: between(store, now.uid, uid),
      version: repeatedVersion(store, uid),
      label: `Scheme: back to version ${target.version}`,
      steps: [],
      skipped: [],
    };
  }
  if ('steps' in target) return planOfSteps(store, target);
  const { scheme, renames } = target;
  assertRenames(now.scheme, scheme, renames);
  const changes = diffSchemes(now.scheme, scheme, renames);
  return {
    changes,
    version: versionOf(store, scheme, renames),
    label: summaryOf(changes),
    steps: [],
    skipped: [],
  };
}

function planOfSteps(store: ReadStore, { steps, once }: Extract<SchemeTarget, { steps: unknown }>): Plan {
  const start = identified(store);
  if (once && wereTaken(store, steps))
    return { changes: [], version: versionOfSteps(start, []), label: '', steps: [], skipped: steps };
  const { taken, skipped, after } = followSteps(start, steps, identifierOf(store), { once });
  const written = taken.map(({ step }) => step);
  // A step that writes annotations has no place in a change that only reads them differently.
  const impossible = written.find(isRowStep);
  if (impossible)
    throw new PostilError('refused', MESSAGES.stepWrites(textOfStep(impossible)), { field: 'steps' });
  return {
    changes: diffSchemes(start.scheme, after.scheme, renamesTo(start, after), mergesTo(start, after)),
    version: versionOfSteps(after, written, steps),
    label: summaryOfSteps(written),
    steps: taken,
    skipped,
  };
}

/** Throws unless the scheme has all of these types, relation types and labels. */
function assertRechecked(scheme: Scheme, meaning: readonly PartName[]): void {
  const known = new Set(partsOf(scheme).map(partKey));
  for (const part of meaning)
    if (!RECHECKED.some((kind) => kind === part.kind) || !known.has(partKey(part)))
      throw new PostilError('invalid-input', MESSAGES.nothingToRecheck(part.name), { field: 'meaning' });
}

function between(store: ReadStore, from: Uid, to: Uid): SchemeChange[] {
  const [before, after] = [identified(store, from), identified(store, to)];
  return diffSchemes(before.scheme, after.scheme, renamesTo(before, after), mergesTo(before, after));
}

function assertCurrent(base: number, now: number): void {
  if (base === now) return;
  throw new PostilError('conflict', MESSAGES.schemeChanged(base, now));
}

/** Throws unless each rename names an existing part and the name that the part has afterwards. */
function assertRenames(before: Scheme, after: Scheme, renames: readonly Rename[]): void {
  const parts = partsOf(after);
  const old = partsOf(before);
  for (const { part, to } of renames) {
    const is = (each: PartName, name: string) => each.kind === part.kind && each.name === name;
    if (!old.some((each) => is(each, part.name)) || !parts.some((each) => is(each, to)))
      throw new PostilError('invalid-input', MESSAGES.nothingToRename(part.name, to), {
        field: 'renames',
      });
  }
}
