import { applyStep } from './apply.ts';
import { sameJson } from './diff.ts';
import { namesBeside } from './edit.ts';
import { partIn } from './find-part.ts';
import { renamesTo, type IdentifiedScheme } from './identity.ts';
import { partKey, partsOf, type PartName } from './names.ts';
import type { SchemeStep } from './steps.ts';

type Fields = Extract<SchemeStep, { step: 'change' }>['fields'];

/** Returns steps that lead from one scheme to another: for edits that were not made in steps. Merges cannot be found this way. */
export function stepsBetween(before: IdentifiedScheme, after: IdentifiedScheme): SchemeStep[] {
  const way = new Way(before.scheme);
  const [from, to] = [before.scheme, after.scheme];
  if (from.name !== to.name || from.description !== to.description)
    way.take({ step: 'describe', name: to.name, description: to.description });
  way.rename(renamesTo(before, after));
  const was = new Set(before.ids.values());
  const parts = partsOf(to);
  const isNew = (part: PartName) => !was.has(after.ids.get(partKey(part))!);
  const isInNew = ({ owner }: PartName) => owner !== undefined && isNew(owner);
  for (const part of parts)
    if (isNew(part) && !isInNew(part)) way.take({ step: 'add', part, fields: fieldsOf(partIn(to, part)!) });
  for (const part of parts) {
    if (isNew(part)) continue;
    const fields = changedFields(part, partIn(way.scheme, part)!, partIn(to, part)!);
    if (Object.keys(fields).length > 0) way.take({ step: 'change', part, fields });
  }
  const kept = new Set(parts.map(partKey));
  // Parts of types before the types, layers last.
  for (const part of partsOf(way.scheme).toReversed())
    if (!kept.has(partKey(part)) && partIn(way.scheme, part)) way.take({ step: 'remove', part });
  for (const list of listsOf(parts)) {
    const names = namesBeside(to, list);
    const { kind, owner } = list;
    if (!sameJson(names, namesBeside(way.scheme, list)))
      way.take({ step: 'order', kind, ...(owner && { owner }), names });
  }
  return way.steps;
}

/** Steps with the scheme that they have led to. */
class Way {
  readonly steps: SchemeStep[] = [];
  scheme: IdentifiedScheme['scheme'];

  constructor(scheme: IdentifiedScheme['scheme']) {
    this.scheme = scheme;
  }

  take(step: SchemeStep): void {
    this.steps.push(step);
    this.scheme = applyStep(this.scheme, step).scheme;
  }

  /** Names that two parts exchange are freed first. */
  rename(renames: readonly { readonly part: PartName; readonly to: string }[]): void {
    let left = [...renames];
    while (left.length > 0) {
      const at = left.findIndex(({ part, to }) => !namesBeside(this.scheme, part).includes(to));
      const { part, to } = left[Math.max(at, 0)]!;
      if (at >= 0) {
        this.take({ step: 'rename', part, to });
        left = left.filter((_, i) => i !== at);
      } else {
        const aside = `${part.name} (moving)`;
        this.take({ step: 'rename', part, to: aside });
        left = [{ part: { ...part, name: aside }, to }, ...left.slice(1)];
      }
    }
  }
}

function fieldsOf(part: object): Fields {
  const { name: _, ...fields } = part as { name: string } & Fields;
  return JSON.parse(JSON.stringify(fields)) as Fields;
}

/** What differs; attributes and slots are parts of their own. */
function changedFields({ kind }: PartName, before: object, after: object): Fields {
  const [was, is] = [fieldsOf(before), fieldsOf(after)];
  const names = new Set([...Object.keys(was), ...Object.keys(is)]);
  const own = kind === 'span' || kind === 'relation' ? ['attributes', 'slots'] : [];
  return Object.fromEntries(
    [...names]
      .filter((name) => !own.includes(name) && !sameJson(was[name], is[name]))
      .map((name) => [name, is[name] ?? null]),
  );
}

/** One part of each list of a scheme. */
function listsOf(parts: readonly PartName[]): PartName[] {
  return [...new Map(parts.map((part) => [partKey({ ...part, name: '' }), part])).values()];
}
