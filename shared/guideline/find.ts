import type { Scheme } from '../model/scheme.ts';
import type { PartName } from '../scheme-edit/names.ts';
import type { Guideline } from './blocks.ts';

/** Returns the guideline of a type, relation type or document label; undefined of other parts, and if there is no such part. */
export function guidelineOf(scheme: Scheme, { kind, name }: PartName): Guideline | undefined {
  const named = (part: { readonly name: string }) => part.name === name;
  if (kind === 'span') return scheme.types.find(named)?.guideline;
  if (kind === 'relation') return scheme.relations.find(named)?.guideline;
  return kind === 'label' ? scheme.labels.find(named)?.guideline : undefined;
}
