/** What the hierarchy of types needs to know about a type. */
export interface TreeType {
  readonly name: string;
  readonly family: string;
  readonly parent?: string | undefined;
}

/** A scheme, or only its types. */
export interface TypeTree<Type extends TreeType = TreeType> {
  readonly types: readonly Type[];
}

/** Children by the name of their parent, in the order of the scheme; made once for each list of types. */
const memo = new WeakMap<readonly TreeType[], ReadonlyMap<string, readonly TreeType[]>>();

function childrenByParent<Type extends TreeType>(
  types: readonly Type[],
): ReadonlyMap<string, readonly Type[]> {
  const known = memo.get(types);
  if (known) return known as ReadonlyMap<string, readonly Type[]>;
  const children = new Map<string, Type[]>();
  for (const type of types) {
    if (type.parent === undefined) continue;
    const siblings = children.get(type.parent);
    if (siblings) siblings.push(type);
    else children.set(type.parent, [type]);
  }
  memo.set(types, children);
  return children;
}

/** Returns the types directly below a type, in the order of the scheme. */
export function childrenOf<Type extends TreeType>({ types }: TypeTree<Type>, name: string): readonly Type[] {
  return childrenByParent(types).get(name) ?? [];
}

/** Returns the names of the types above a type, the nearest first. */
export function namesAbove({ types }: TypeTree, name: string): string[] {
  const above: string[] = [];
  let at = types.find((type) => type.name === name)?.parent;
  while (at !== undefined && at !== name && !above.includes(at)) {
    above.push(at);
    const here = at;
    at = types.find((type) => type.name === here)?.parent;
  }
  return above;
}

/** Returns the names with those of all types below them, each once; names that the scheme does not have are kept. */
export function withTypesBelow(tree: TypeTree, names: readonly string[]): string[] {
  const found = new Set<string>();
  const add = (name: string) => {
    if (found.has(name)) return;
    found.add(name);
    for (const child of childrenOf(tree, name)) add(child.name);
  };
  for (const name of names) add(name);
  return [...found];
}

/** Whether a list of allowed types admits a type: the list is empty, or it has the type or one above it. */
export function allowsType(tree: TypeTree, allowed: readonly string[], type: string): boolean {
  if (allowed.length === 0 || allowed.includes(type)) return true;
  return namesAbove(tree, type).some((name) => allowed.includes(name));
}

/** A type and how many of the types above it are in the same list. */
export interface TreeEntry<Type> {
  readonly type: Type;
  readonly depth: number;
}

/**
 * Returns types in the order of the hierarchy: each followed by those below it, siblings in their given order. A type whose
 * parent is not in the list stands at the top.
 */
export function inTreeOrder<Type extends TreeType>(types: readonly Type[]): TreeEntry<Type>[] {
  const children = childrenByParent(types);
  const listed = new Set(types.map(({ name }) => name));
  const entries: TreeEntry<Type>[] = [];
  const add = (type: Type, depth: number) => {
    entries.push({ type, depth });
    for (const child of children.get(type.name) ?? []) add(child, depth + 1);
  };
  for (const type of types) if (type.parent === undefined || !listed.has(type.parent)) add(type, 0);
  return entries;
}

/** Returns why a type cannot stand under its parent, as a clause; null if it can. */
export function problemOfParent(tree: TypeTree, { name, family, parent }: TreeType): string | null {
  if (parent === undefined) return null;
  const above = tree.types.find((type) => type.name === parent);
  if (!above) return `there is no type "${parent}"`;
  if (parent === name || namesAbove(tree, parent).includes(name))
    return `"${name}" would be below itself, because "${parent}" is`;
  if (above.family !== family)
    return `"${parent}" is of the family ${above.family}, "${name}" of the family ${family}`;
  return null;
}

/** Returns types from several schemes without the parents that do not fit: missing ones, of another family, in a circle. */
export function withFittingParents<Type extends TreeType>(types: readonly Type[]): Type[] {
  const fitting = [...types];
  for (const [i, type] of fitting.entries()) {
    if (problemOfParent({ types: [...fitting] }, type) === null) continue;
    const { parent: _, ...rest } = type;
    // Only an optional field is missing.
    fitting[i] = rest as Type;
  }
  return fitting;
}
