import { listSchemeVersions, schemeVersion } from '../../db/scheme/scheme-versions.ts';
import {
  addSchemeVersion,
  currentScheme,
  projectUid,
  readSchemeVersion,
  renamesBetween,
  repeatSchemeVersion,
} from '../../db/scheme/scheme.ts';
import { RECHECKED } from '../../db/recheck/meanings.ts';
import { countUses, usesOf, valuesOf } from '../../db/scheme/scheme-uses.ts';
import type { ReadStore, Store } from '../../db/connection/store.ts';
import { findUnfinished, needsImport } from '../../db/imports/unfinished.ts';
import { PostilError } from '../../shared/contract/errors.ts';
import type { SchemeTarget } from '../../shared/contract/scheme.ts';
import type { Scheme } from '../../shared/model/scheme.ts';
import type { Uid } from '../../shared/model/uid.ts';
import { diffSchemes, summaryOf, type SchemeChange } from '../../shared/scheme-edit/diff.ts';
import { partKey, partsOf, type PartName, type Rename } from '../../shared/scheme-edit/names.ts';
import type { Domain, Handlers } from '../context.ts';
import { exportScheme } from '../jobs/scheme-export.ts';
import { judged, assertChangesPossible, usesInWords } from '../../db/scheme/scheme-rules.ts';
import { MESSAGES } from './messages.ts';
import { schemeStepHandlers } from './scheme-steps.ts';

export const schemeHandlers: Handlers<Domain<'scheme'>> = {
  ...schemeStepHandlers,
  'scheme.plan': ({ store }, { target }) => {
    const { changes, renames } = planOf(store, target);
    return { changes: judged(store, changes, renames) };
  },
  'scheme.edit': (context, { base, target, meaning }) => {
    const { store } = context;
    const now = currentScheme(store);
    const { scheme: next, changes, renames } = planOf(store, target);
    const label = 'version' in target ? `Scheme: back to version ${target.version}` : summaryOf(changes);
    if (changes.length === 0) {
      assertCurrent(base, now.number);
      return { result: { version: now.number, scheme: now.scheme, changes: [] }, change: null };
    }
    assertCurrent(base, now.number);
    assertChangesPossible(judged(store, changes, renames));
    assertRechecked(next, meaning);
    return context.record(label, (recorder) => {
      // Check again within the transaction: another program may have tagged something or edited the scheme since.
      if (findUnfinished(store.db)) throw needsImport(store.db);
      assertCurrent(base, currentScheme(store).number);
      const plan = planOf(store, target);
      const planned = judged(store, plan.changes, plan.renames);
      assertChangesPossible(planned);
      recorder.put('project', projectUid(store), { scheme: plan.store(store, meaning) });
      const { number, scheme } = currentScheme(store);
      return { version: number, scheme, changes: planned };
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
  'scheme.export': async (context, { folder }) => ({
    result: await exportScheme(context, folder),
    change: null,
  }),
};

interface Plan {
  /** What the scheme will be. */
  readonly scheme: Scheme;
  readonly changes: readonly SchemeChange[];
  readonly renames: readonly Rename[];
  /** Stores the new version and returns its uid. */
  readonly store: (store: Store, meaning: readonly PartName[]) => Uid;
}

function planOf(store: ReadStore, target: SchemeTarget): Plan {
  const now = currentScheme(store);
  if ('version' in target) {
    const version = schemeVersion(store, target.version);
    if (version === undefined)
      throw new PostilError('not-found', MESSAGES.noVersion(target.version), {
        field: 'version',
      });
    const renames = renamesBetween(store, now.uid, version);
    const scheme = readSchemeVersion(store, version);
    return {
      scheme,
      changes: diffSchemes(now.scheme, scheme, renames),
      renames,
      store: (writable, meaning) => repeatSchemeVersion(writable, version, meaning),
    };
  }
  if ('steps' in target) throw new PostilError('invalid-input', MESSAGES.stepsNotYet, { field: 'steps' });
  const { scheme, renames } = target;
  assertRenames(now.scheme, scheme, renames);
  return {
    scheme,
    changes: diffSchemes(now.scheme, scheme, renames),
    renames,
    store: (writable, meaning) => addSchemeVersion(writable, scheme, renames, meaning),
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
  return diffSchemes(
    readSchemeVersion(store, from),
    readSchemeVersion(store, to),
    renamesBetween(store, from, to),
  );
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
