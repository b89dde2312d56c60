/** A number or text of a feature; numbers that a double cannot hold exactly (long ones, NaN) are texts. */
export type Primitive = string | number | boolean;

/** The value of a feature. Kept as JSON if the model cannot represent it. */
export type Value =
  | Primitive
  /** Another feature structure, by its id. */
  | { readonly ref: number }
  /** Members of an array or list of feature structures; `id` if the array is a separate structure. */
  | { readonly refs: readonly (number | null)[]; readonly id?: number }
  /** Members of an array or list of primitives. */
  | { readonly list: readonly (Primitive | null)[]; readonly id?: number };

/** A feature structure: a node of the graph. Offsets in `begin` and `end` count UTF-16 in its sofa. */
export interface Structure {
  readonly id: number;
  readonly type: string;
  readonly features: Map<string, Value>;
  /** Line of the file, for messages. */
  readonly line?: number;
}

/** A text (or other data) with the structures indexed in it. */
export interface View {
  readonly name: string;
  /** The structure of the sofa; absent if the view has none. */
  readonly sofa: Structure | undefined;
  readonly members: Set<number>;
}

/** A Common Analysis System: the content of one file. Sofas have separate ids and are not among the structures. */
export interface Cas {
  readonly types: TypeSystem;
  readonly structures: Map<number, Structure>;
  readonly views: View[];
}

export interface Feature {
  readonly range: string;
  readonly element?: string;
  /** Whether arrays and lists are separate structures to which others may refer. */
  readonly multiple?: boolean;
  readonly description?: string;
}

export interface TypeDescription {
  readonly super: string;
  readonly features: Readonly<Record<string, Feature>>;
  readonly description?: string;
  /** The values of a type that is a closed list of texts. */
  readonly allowed?: readonly string[];
}

export const TOP = 'uima.cas.TOP';
export const STRING = 'uima.cas.String';
export const SOFA = 'uima.cas.Sofa';
export const FS_ARRAY = 'uima.cas.FSArray';
export const ANNOTATION = 'uima.tcas.Annotation';
export const DOCUMENT_ANNOTATION = 'uima.tcas.DocumentAnnotation';
export const INITIAL_VIEW = '_InitialView';

const NUMBERS = ['Byte', 'Short', 'Integer', 'Long', 'Float', 'Double'];
const PRIMITIVES = new Set([...NUMBERS, 'Boolean', 'String'].map((name) => `uima.cas.${name}`));
/** Arrays and lists of primitives, with the type of their elements. */
const PRIMITIVE_ARRAYS = new Map(
  [...NUMBERS, 'Boolean', 'String'].flatMap((name) => [
    [`uima.cas.${name}Array`, `uima.cas.${name}`],
    [`uima.cas.${name}[]`, `uima.cas.${name}`],
  ]),
);
const LISTS = new Map([
  ['uima.cas.FSList', TOP],
  ['uima.cas.IntegerList', 'uima.cas.Integer'],
  ['uima.cas.FloatList', 'uima.cas.Float'],
  ['uima.cas.StringList', STRING],
]);

const BUILT_IN = new Map<string, TypeDescription>([
  [TOP, { super: '', features: {} }],
  [SOFA, { super: TOP, features: {} }],
  ['uima.cas.AnnotationBase', { super: TOP, features: { sofa: { range: SOFA } } }],
  [
    ANNOTATION,
    {
      super: 'uima.cas.AnnotationBase',
      features: { begin: { range: 'uima.cas.Integer' }, end: { range: 'uima.cas.Integer' } },
    },
  ],
  [DOCUMENT_ANNOTATION, { super: ANNOTATION, features: { language: { range: STRING } } }],
  ...[...PRIMITIVES].map((name) => [name, { super: TOP, features: {} }] as const),
  ...[FS_ARRAY, ...PRIMITIVE_ARRAYS.keys()].map((name) => [name, { super: TOP, features: {} }] as const),
  ...[...LISTS].flatMap(([name, head]) => [
    [name, { super: TOP, features: {} }] as const,
    [name.replace('uima.cas.', 'uima.cas.Empty'), { super: name, features: {} }] as const,
    [
      name.replace('uima.cas.', 'uima.cas.NonEmpty'),
      { super: name, features: { head: { range: head }, tail: { range: name, multiple: true } } },
    ] as const,
  ]),
]);

export type Kind = 'primitive' | 'reference' | 'references' | 'primitives';

/** The types that a CAS may use: UIMA's built-in types and the declared ones. */
export class TypeSystem {
  readonly #types = new Map<string, TypeDescription>();
  readonly #lines = new Map<string, readonly (readonly [string, TypeDescription])[]>();

  /** Declares a type. A known type is kept and only gets the new features. */
  add(name: string, description: TypeDescription): void {
    if (BUILT_IN.has(name) && name !== DOCUMENT_ANNOTATION) return;
    const known = this.#types.get(name);
    this.#lines.clear();
    this.#types.set(
      name,
      known ? { ...known, features: { ...description.features, ...known.features } } : description,
    );
  }

  has(name: string): boolean {
    return (
      this.#types.has(name) || BUILT_IN.has(name) || (name.endsWith('[]') && this.has(name.slice(0, -2)))
    );
  }

  /** Returns the declared types, in their order. */
  declared(): ReadonlyMap<string, TypeDescription> {
    return this.#types;
  }

  /** Whether a type is another one or a subtype of it. */
  isA(name: string, ancestor: string): boolean {
    return this.#line(name).some(([type]) => type === ancestor);
  }

  /** Returns a feature of a type, declared or inherited. */
  feature(type: string, name: string): Feature | undefined {
    for (const [, { features }] of this.#line(type)) if (Object.hasOwn(features, name)) return features[name];
    return undefined;
  }

  /** Returns the kind of a range. A range of an unknown type is a reference. */
  kind({ range, element }: Feature): Kind {
    if (PRIMITIVES.has(range) || this.isA(range, STRING)) return 'primitive';
    const inside = PRIMITIVE_ARRAYS.get(range) ?? LISTS.get(range);
    if (inside !== undefined && inside !== TOP) return 'primitives';
    if (range.endsWith('[]')) {
      return this.kind({ range: range.slice(0, -2) }) === 'primitive' ? 'primitives' : 'references';
    }
    return range === FS_ARRAY || inside === TOP || element !== undefined ? 'references' : 'reference';
  }

  /** Returns the element type of an array or list of primitives. */
  inside(range: string): string {
    return PRIMITIVE_ARRAYS.get(range) ?? LISTS.get(range) ?? range.replace(/\[\]$/, '');
  }

  isList(range: string): boolean {
    return LISTS.has(range);
  }

  /** Returns the declared types that the given ones need: their supertypes, and the types of their features. */
  closure(names: Iterable<string>): Record<string, TypeDescription> {
    const needed = new Set<string>();
    const queue = [...names];
    for (let name = queue.pop(); name !== undefined; name = queue.pop()) {
      const plain = name.replace(/\[\]$/, '');
      const type = this.#types.get(plain);
      if (!type || needed.has(plain)) continue;
      needed.add(plain);
      queue.push(type.super);
      for (const { range, element } of Object.values(type.features)) queue.push(range, element ?? TOP);
    }
    return Object.fromEntries([...this.#types].filter(([name]) => needed.has(name)));
  }

  /** Returns a type and its supertypes, nearest first. Cached, because it is called for every value of a file. */
  #line(name: string): readonly (readonly [string, TypeDescription])[] {
    let line = this.#lines.get(name);
    if (!line) this.#lines.set(name, (line = this.#findLine(name)));
    return line;
  }

  #findLine(name: string): (readonly [string, TypeDescription])[] {
    const line: (readonly [string, TypeDescription])[] = [];
    const seen = new Set<string>();
    for (let at = name; !seen.has(at);) {
      const type = this.#types.get(at) ?? BUILT_IN.get(at);
      if (!type) break;
      seen.add(at);
      line.push([at, type]);
      // A declaration of a built-in type may omit the features that UIMA gives it.
      const built = this.#types.has(at) ? BUILT_IN.get(at) : undefined;
      if (built) line.push([at, built]);
      at = type.super;
    }
    return line;
  }
}

/** Whether a type is an array: a structure with its members as `elements`. */
export function isArray(type: string): boolean {
  return type === FS_ARRAY || PRIMITIVE_ARRAYS.has(type) || type.endsWith('[]');
}

/** Yields the ids to which a value refers. */
export function* referredIds(value: Value): Generator<number> {
  if (typeof value !== 'object') return;
  if ('ref' in value) yield value.ref;
  else if ('refs' in value) for (const id of value.refs) if (id !== null) yield id;
}
