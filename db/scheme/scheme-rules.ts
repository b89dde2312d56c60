import { findSchemeNeeded } from '../journal/obstacle.ts';
import {
  documentsWithSeveral,
  endsOf,
  fillersOf,
  lackingValue,
  newestUse,
  usesOf,
  valuesOf,
  type Uses,
} from './scheme-uses.ts';
import { Prospect } from './prospect.ts';
import { readSchemeVersion, renamesBetween, termsOfVersion, type VersionTerms } from './scheme.ts';
import type { ReadStore, Store } from '../connection/store.ts';
import { findUnfinished, needsImport } from '../imports/unfinished.ts';
import { MESSAGES } from '../messages.ts';
import { PostilError } from '../../shared/contract/errors.ts';
import type { PlannedChange } from '../../shared/contract/scheme.ts';
import { problemOfValue } from '../../shared/model/attributes/index.ts';
import type { SlotDeclaration } from '../../shared/model/scheme.ts';
import { counted, grouped } from '../../shared/text/counted.ts';
import type { Uid } from '../../shared/model/uid.ts';
import { diffSchemes, nounOf, type SchemeChange, type Stake } from '../../shared/scheme-edit/diff.ts';
import type { PartName } from '../../shared/scheme-edit/names.ts';

interface Verdict {
  readonly refusal?: string;
  readonly note?: string;
}

/**
 * Adds to each difference what it means for the annotations of the project: why it is impossible, or what follows. `version` is
 * the one that the change leads to.
 */
export function judged(
  store: ReadStore,
  changes: readonly SchemeChange[],
  version: VersionTerms,
): PlannedChange[] {
  const prospect = new Prospect(store, version);
  return changes.map(({ verb, subject, text, stakes, meaning }) => {
    const verdicts = stakes.map((stake) => judge(store, stake, prospect));
    const join = (words: (string | undefined)[]) => words.filter(Boolean).join(' ') || null;
    return {
      verb,
      subject,
      text,
      refusal: join(verdicts.map(({ refusal }) => refusal)),
      note: join(verdicts.map(({ note }) => note)),
      meaning,
    };
  });
}

/**
 * Throws if the project's content conflicts with the version that an undo or redo has just restored, because others may have
 * used meanwhile what that version lacks. `doing` names the attempt in the message. With `since`, the local id of the change that is
 * reverted, the error names the newest later change that uses it, to be undone first.
 */
export function assertUnusedSince(store: Store, from: Uid, to: Uid, doing: string, since?: number): void {
  const { db, terms } = store;
  const renames = renamesBetween(store, from, to);
  const changes = diffSchemes(readSchemeVersion(store, from), readSchemeVersion(store, to), renames);
  if (!changes.some(({ stakes }) => stakes.length > 0)) return;
  if (findUnfinished(db)) throw needsImport(db);
  // Uses are asked for by the names of the version that is left.
  const [left, version] = [termsOfVersion(store, from), termsOfVersion(store, to)];
  terms.settle(db, left.named, left.redirects);
  const planned = judged(store, changes, version);
  const at = planned.findIndex(({ refusal }) => refusal !== null);
  const uses = (changes[at]?.stakes ?? []).map(({ part }) => newestUse(store, part) ?? 0);
  terms.settle(db, version.named, version.redirects);
  const refused = planned[at];
  if (!refused) return;
  const { subject, text, refusal } = refused;
  const newest = Math.max(...uses);
  const later = since !== undefined && newest > since ? findSchemeNeeded(store, newest, text, doing) : null;
  throw later ?? new PostilError('conflict', MESSAGES.schemeChangeRefused(doing, subject, text, refusal!));
}

/** Throws if any of the differences is impossible, naming the first and how many more. */
export function assertChangesPossible(changes: readonly PlannedChange[]): void {
  const refused = changes.filter(({ refusal }) => refusal !== null);
  const [first, ...more] = refused;
  if (!first) return;
  const rest = more.length === 0 ? '' : ` ${counted(more.length, 'more change')} cannot be made either.`;
  throw new PostilError('in-use', `${first.subject} (${first.text}): ${first.refusal}${rest}`);
}

/** How much uses a part and where, in words; `null` when nothing does. */
export function usesInWords({ kind }: PartName, uses: Uses): string | null {
  const { count, entities, sets, documents, examples } = uses;
  const things = {
    span: 'span',
    relation: 'relation',
    label: 'document label',
    layer: 'type',
    attribute: 'value',
    slot: 'filler',
  }[kind];
  const parts = [];
  if (count > 0) {
    const where = examples.map(({ name }) => `“${name.length > 40 ? `${name.slice(0, 39)}…` : name}”`);
    const more = documents - examples.length;
    const named =
      where.length === 0
        ? ''
        : ` (${where.slice(0, 2).join(', ')}${more > 0 || where.length > 2 ? ', …' : ''})`;
    const held = sets.map((set) => `${set.name} ${grouped(set.count)}`).slice(0, 4);
    parts.push(
      `${counted(count, things)} in ${counted(documents, 'document')}${named}; by set: ${held.join(', ')}${sets.length > 4 ? ', …' : ''}`,
    );
  }
  if (entities > 0)
    parts.push(`${grouped(entities)} ${entities === 1 ? 'entity' : 'entities'} of the registry`);
  return parts.length === 0 ? null : parts.join('; ');
}

function judge(store: ReadStore, stake: Stake, prospect: Prospect): Verdict {
  switch (stake.about) {
    case 'removal': {
      const words = usesInWords(stake.part, usesOf(store, stake.part, prospect));
      return words === null
        ? {}
        : { refusal: `The ${nounOf(stake.part.kind)} is in use: ${words}. Change or delete those first.` };
    }
    case 'family': {
      const words = usesInWords(stake.part, usesOf(store, stake.part, prospect));
      return words === null
        ? {}
        : { refusal: `The family of a type in use cannot change: ${words}. Make a new type instead.` };
    }
    case 'values':
      return judgeValues(store, stake, prospect);
    case 'several': {
      const several = documentsWithSeveral(store, stake.part, prospect);
      return several === 0
        ? {}
        : {
            refusal: `${counted(several, 'document')} have several values in a set. Leave one of each first.`,
          };
    }
    case 'fillers':
      return judgeFillers(store, stake.part, stake.after, prospect);
    case 'ends':
      return judgeEnds(store, stake, prospect);
  }
}

function judgeValues(
  store: ReadStore,
  { part, before, after }: Extract<Stake, { about: 'values' }>,
  prospect: Prospect,
): Verdict {
  const unfit = valuesOf(store, part, prospect).filter(({ value }) => problemOfValue(after, value) !== null);
  if (unfit.length > 0) {
    const count = unfit.reduce((sum, { count }) => sum + count, 0);
    const some = unfit
      .slice(0, 3)
      .map((each) => `“${String(each.value).slice(0, 40)}” ${grouped(each.count)}`);
    const words = usesInWords(part, usesOf(store, part, prospect));
    return {
      refusal: `${counted(count, 'value')} would not fit any more (${some.join(', ')}${unfit.length > 3 ? ', …' : ''}), among ${words}. Change those first.`,
    };
  }
  if (!after.required || before.required || part.kind === 'label') return {};
  const lacking = lackingValue(store, part);
  return lacking === 0 ? {} : { note: `${counted(lacking, 'annotation')} that are there have no value yet.` };
}

function judgeFillers(store: ReadStore, part: PartName, after: SlotDeclaration, prospect: Prospect): Verdict {
  const { kinds, several } = fillersOf(store, part, prospect);
  if (!after.many && several > 0)
    return { refusal: `${counted(several, 'span')} have more than one filler. Take those out first.` };
  const unfit = kinds.filter(
    ({ kind, type }) =>
      !after.accepts.some((accepted) => accepted === kind) ||
      ((kind === 'span' || kind === 'entity') &&
        after.types.length > 0 &&
        type !== null &&
        !after.types.includes(type)),
  );
  if (unfit.length === 0) return {};
  const count = unfit.reduce((sum, each) => sum + each.count, 0);
  const what = unfit.slice(0, 3).map(({ kind, type, count: n }) => `${type ?? kind} ${grouped(n)}`);
  return {
    refusal: `${counted(count, 'filler')} would not be allowed any more (${what.join(', ')}). Change those first.`,
  };
}

function judgeEnds(
  store: ReadStore,
  { part, before, after }: Extract<Stake, { about: 'ends' }>,
  prospect: Prospect,
): Verdict {
  const ends = endsOf(store, part, prospect);
  const total = ends.reduce((sum, { count }) => sum + count, 0);
  if (total === 0) return {};
  const structure =
    before.ends !== after.ends ||
    (after.symmetric && !before.symmetric) ||
    (after.transitive && !before.transitive);
  if (structure) {
    const words = usesInWords(part, usesOf(store, part, prospect));
    return {
      refusal: `What a relation in use links, and how, cannot change: ${words}. Make a new relation instead.`,
    };
  }
  const fits = (allowed: readonly string[], type: string | null) =>
    allowed.length === 0 || type === null || allowed.includes(type);
  const unfit = ends.filter(({ from, to }) => !fits(after.from, from) || !fits(after.to, to));
  if (unfit.length === 0) return {};
  const count = unfit.reduce((sum, each) => sum + each.count, 0);
  const what = unfit
    .slice(0, 3)
    .map(({ from, to, count: n }) => `${from ?? 'any'} → ${to ?? 'any'} ${grouped(n)}`);
  return {
    refusal: `${counted(count, 'relation')} would not be allowed any more (${what.join(', ')}). Change those first.`,
  };
}
