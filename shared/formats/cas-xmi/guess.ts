import { METADATA } from '../cas/names.ts';
import {
  ANNOTATION,
  DOCUMENT_ANNOTATION,
  FS_ARRAY,
  STRING,
  TOP,
  type Feature,
  type TypeSystem,
} from '../cas/model.ts';
import { ids, type RawStructure } from './elements.ts';

/** Features that refer to other structures in the types of DKPro Core and WebAnno, even without their type system. */
const REFERENCES = new Set(
  'Governor Dependent next first target pos lemma stem morph parent form syntacticFunction'.split(' '),
);
const SPATIAL = ['sofa', 'begin', 'end'];

/**
 * Declares types and features that no type system declares, by their values, and returns their names. XMI does not
 * distinguish a number from a reference, so only features named like references, or holding links, are read as
 * references; all others as text.
 */
export function declareUndeclared(structures: readonly RawStructure[], types: TypeSystem): string[] {
  const byId = new Map(structures.map((structure) => [structure.id, structure]));
  const byType = new Map<string, RawStructure[]>();
  for (const structure of structures) {
    const list = byType.get(structure.type);
    if (list) list.push(structure);
    else byType.set(structure.type, [structure]);
  }
  const guessed: string[] = [];
  for (const [type, list] of byType) {
    const known = types.has(type);
    const has = (name: string) => list.some(({ attributes }) => attributes.has(name));
    const above = type === METADATA ? DOCUMENT_ANNOTATION : aboveOf(has);
    const features: Record<string, Feature> = {};
    const names = new Set(
      list.flatMap(({ attributes, children }) => [...attributes.keys(), ...children.keys()]),
    );
    for (const name of names) {
      if (name === '__proto__' || (SPATIAL.includes(name) && above !== TOP)) continue;
      if (name === 'language' && above === DOCUMENT_ANNOTATION) continue;
      if (known && (types.feature(type, name) || name === 'elements')) continue;
      features[name] = rangeOf(name, list, byId);
      if (known) guessed.push(`${type}:${name}`);
    }
    if (!known) guessed.push(type);
    if (!known || Object.keys(features).length > 0) types.add(type, { super: above, features });
  }
  return guessed;
}

function aboveOf(has: (feature: string) => boolean): string {
  if (!has('sofa')) return TOP;
  return has('begin') || has('end') ? ANNOTATION : 'uima.cas.AnnotationBase';
}

function rangeOf(
  name: string,
  list: readonly RawStructure[],
  byId: ReadonlyMap<number, RawStructure>,
): Feature {
  if (list.some(({ children }) => children.has(name))) return { range: 'uima.cas.StringArray' };
  const values = list.flatMap(({ attributes }) => {
    const value = attributes.get(name);
    return value === undefined || value === '' ? [] : [ids(value)];
  });
  const referred = values.flat();
  const all = referred.length > 0 && referred.every((id) => id === 0 || (id !== null && byId.has(id)));
  if (!all) return { range: STRING };
  const targets = referred.flatMap((id) => byId.get(id ?? 0) ?? []);
  const [type, ...others] = new Set(targets.map((target) => target.type));
  const common = others.length === 0 ? type : undefined;
  if (values.every((value) => value?.length === 1) && REFERENCES.has(name)) return { range: common ?? TOP };
  if (targets.length < referred.length || !targets.every(({ attributes }) => attributes.has('target')))
    return { range: STRING };
  return { range: FS_ARRAY, ...(common !== undefined && { element: common }) };
}
