import type { Scheme, SlotDeclaration, SpanType } from '../../../shared/model/scheme.ts';
import { attributeIn, partIn } from '../../../shared/scheme-edit/find-part.ts';
import { namesBeside } from '../../../shared/scheme-edit/edit.ts';
import type { PartName } from '../../../shared/scheme-edit/names.ts';

/** The parts that a part can be merged into, by name. */
export function mergeTargets(scheme: Scheme, part: PartName): string[] {
  const names = namesBeside(scheme, part).filter((name) => name !== part.name);
  if (part.kind === 'span') {
    const familyOf = (name: string) => scheme.types.find((type) => type.name === name)!.family;
    return names.filter((name) => familyOf(name) === familyOf(part.name));
  }
  if (part.kind === 'attribute' || part.kind === 'label') {
    const kindOf = (name: string) => attributeIn(scheme, { ...part, name }).kind;
    return names.filter((name) => kindOf(name) === kindOf(part.name));
  }
  return names;
}

/** The labels of the attributes and slots of a type that another one has none of the same name for. */
export function partsLacking(scheme: Scheme, part: PartName, into: string): string[] {
  if (part.kind !== 'span' && part.kind !== 'relation') return [];
  const [type, target] = [part, { ...part, name: into }].map(
    (each) => partIn(scheme, each) as Pick<SpanType, 'attributes'> & { slots?: readonly SlotDeclaration[] },
  );
  const lacks = (list: 'attributes' | 'slots') =>
    (type?.[list] ?? []).filter(({ name }) => !target?.[list]?.some((each) => each.name === name));
  return [...lacks('attributes'), ...lacks('slots')].map(({ label }) => label);
}

/** What analysts read of a part, and its name where that differs. */
export function namedPart(scheme: Scheme, part: PartName): string {
  const { label = part.name } = (partIn(scheme, part) ?? {}) as { label?: string };
  return label === part.name ? label : `${label} (${part.name})`;
}
