import type { PartName } from '../../../shared/scheme-edit/names.ts';

/** A part as a step names it: a copy that may be changed, with no fields that are undefined. */
export function stepPart<Kind extends PartName['kind']>({
  kind,
  name,
  owner,
}: PartName & { readonly kind: Kind }): {
  kind: Kind;
  name: string;
  owner?: { kind: 'span' | 'relation'; name: string };
} {
  return { kind, name, ...(owner && { owner: { ...owner } }) };
}
