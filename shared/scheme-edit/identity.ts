import type { Scheme } from '../model/scheme.ts';
import { applyStep } from './apply.ts';
import { attributeIn } from './find-part.ts';
import { Refused } from './edit.ts';
import { subjectOf } from './diff.ts';
import { partKey, partsOf, type PartName, type Rename } from './names.ts';
import type { SchemeStep } from './steps.ts';

/** A scheme whose parts have identities, which survive new names, with what is read as something else. */
export interface IdentifiedScheme {
  readonly scheme: Scheme;
  /** By {@link partKey}. */
  readonly ids: ReadonlyMap<string, string>;
  /** What each identity is read as that is no part any more; chains are resolved. */
  readonly redirects: ReadonlyMap<string, string>;
  /** By the identity of an attribute or label: values by the value that is read as them. */
  readonly values: ReadonlyMap<string, ReadonlyMap<string, string>>;
}

/** Returns an identity for a part that is new; none that is in use may be given again. */
export type Identify = (part: PartName, owner: string | null, isUsed: (id: string) => boolean) => string;

/** The state after a step, and the parts whose annotations are out of sight from then on, by their names before it. */
export interface Followed extends IdentifiedScheme {
  readonly lost: readonly PartName[];
}

/** Applies a step to a scheme and its identities. Throws {@link Refused} if it is not possible. */
export function followStep(before: IdentifiedScheme, step: SchemeStep, identify: Identify): Followed {
  const { scheme, renames, redirects, values, lost } = applyStep(before.scheme, step);
  const ids = new Map<string, string>();
  const given = new Set(before.ids.values());
  const isUsed = (id: string) => given.has(id) || before.redirects.has(id);
  for (const part of partsOf(scheme)) {
    const owner = part.owner ? ids.get(partKey(part.owner))! : null;
    const id = before.ids.get(partKey(nameBefore(part, renames))) ?? identify(part, owner, isUsed);
    given.add(id);
    ids.set(partKey(part), id);
  }
  const instead = new Map(before.redirects);
  const valuesOf = new Map(before.values);
  for (const redirect of redirects) {
    const from = before.ids.get(partKey(redirect.from))!;
    const to = ids.get(partKey(redirect.to))!;
    for (const [each, now] of instead) if (now === from) instead.set(each, to);
    instead.set(from, to);
    const moved = valuesOf.get(from);
    if (!moved) continue;
    valuesOf.delete(from);
    valuesOf.set(to, new Map([...moved, ...(valuesOf.get(to) ?? [])]));
  }
  for (const { part, from, to } of values) {
    const id = ids.get(partKey(part))!;
    const now = new Map([...(valuesOf.get(id) ?? [])].map(([each, as]) => [each, as === from ? to : as]));
    now.set(from, to);
    // A value that got its former name back is itself again.
    now.delete(to);
    if (now.size > 0) valuesOf.set(id, now);
    else valuesOf.delete(id);
  }
  const after = { scheme, ids, redirects: instead, values: valuesOf };
  const taken = problemOfValues(after);
  if (taken !== null) throw new Refused(taken);
  return { ...after, lost };
}

/** Returns why the values of an attribute cannot be told apart, because one that was merged is declared again; or `null`. */
export function problemOfValues({ scheme, ids, values }: Omit<IdentifiedScheme, 'redirects'>): string | null {
  for (const part of partsOf(scheme)) {
    const merged = values.get(ids.get(partKey(part)) ?? '');
    if (!merged) continue;
    const attribute = attributeIn(scheme, part);
    const options = attribute.kind === 'choice' ? attribute.options : [];
    const again = options.find((option) => merged.has(option));
    if (again !== undefined)
      return `The value “${again}” of ${subjectOf(part)} was merged into “${merged.get(again)!}” and is still stored. Choose another name.`;
  }
  return null;
}

/** Returns what goes on under another name from one state to another. */
export function renamesTo(before: IdentifiedScheme, after: IdentifiedScheme): Rename[] {
  const names = new Map(
    partsOf(before.scheme).map((part) => [before.ids.get(partKey(part))!, part.name] as const),
  );
  return partsOf(after.scheme).flatMap((part) => {
    const was = names.get(after.ids.get(partKey(part))!);
    return was === undefined || was === part.name ? [] : [{ part: { ...part, name: was }, to: part.name }];
  });
}

/** Returns what is read as another part from one state to another: parts by their names before, with the name of the other after. */
export function mergesTo(before: IdentifiedScheme, after: IdentifiedScheme): Rename[] {
  const names = new Map(
    partsOf(after.scheme).map((part) => [after.ids.get(partKey(part))!, part.name] as const),
  );
  return partsOf(before.scheme).flatMap((part) => {
    const to = names.get(after.redirects.get(before.ids.get(partKey(part))!) ?? '');
    return to === undefined ? [] : [{ part, to }];
  });
}

/** The name of a part before the renames of one step; owners in renames have their name after it. */
function nameBefore(part: PartName, renames: readonly Rename[]): PartName {
  const key = partKey(part);
  const was = (each: PartName) =>
    renames.find(({ part: from, to }) => partKey({ ...from, name: to }) === partKey(each))?.part.name ??
    each.name;
  const name = renames.find(({ part: from, to }) => partKey({ ...from, name: to }) === key)?.part.name;
  const owner = part.owner && { ...part.owner, name: was(part.owner) };
  return { kind: part.kind, name: name ?? part.name, ...(owner && { owner }) };
}
