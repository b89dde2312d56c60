import { FS_ARRAY, type Cas, type Primitive, type Structure, type TypeSystem, type Value } from './model.ts';

type Members = readonly (Primitive | { readonly ref: number } | null)[];

/** Returns the members of an array or list in a feature. */
export function membersOf(value: Value): Members | null {
  if (typeof value !== 'object' || 'ref' in value) return null;
  return 'list' in value ? value.list : value.refs.map((ref) => (ref === null ? null : { ref }));
}

/** Returns the members of an array or list that is a separate structure; `null` if it is neither, or a circle. */
export function membersOfStructure(structure: Structure, { structures }: Cas): Members | null {
  const elements = structure.features.get('elements');
  if (elements !== undefined) return membersOf(elements);
  if (!/^uima\.cas\.(?:Non)?Empty\w+List$/.test(structure.type))
    return /(?:Array|\[\])$/.test(structure.type) ? [] : null;
  const members: (Primitive | { readonly ref: number } | null)[] = [];
  const seen = new Set<number>();
  for (let at: Structure | undefined = structure; at !== undefined;) {
    if (seen.has(at.id)) return null;
    seen.add(at.id);
    if (at.type.includes('.Empty')) break;
    const head = at.features.get('head');
    members.push(head === undefined ? null : (head as Primitive | { readonly ref: number }));
    const tail = at.features.get('tail');
    at = typeof tail === 'object' && 'ref' in tail ? structures.get(tail.ref) : undefined;
  }
  return members;
}

/** Makes a structure, or the structures of a list, from the value of a feature; returns the id of the first one. */
export function expand(
  value: Exclude<Value, Primitive | { readonly ref: number }>,
  range: string,
  types: TypeSystem,
  add: (type: string, features: Map<string, Value>, id?: number) => number,
): number {
  if (!types.isList(range)) {
    const { id, ...elements } = value;
    return add('refs' in value ? FS_ARRAY : range, new Map([['elements', elements]]), id);
  }
  const name = range.replace('uima.cas.', '');
  let tail = add(`uima.cas.Empty${name}`, new Map());
  for (const member of [...membersOf(value)!].reverse()) {
    const features: Structure['features'] = new Map();
    if (member !== null) features.set('head', member);
    tail = add(`uima.cas.NonEmpty${name}`, features.set('tail', { ref: tail }));
  }
  return tail;
}
