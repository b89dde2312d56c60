import { nthHue } from '../../model/hue.ts';
import type { Attribute } from '../../model/attributes/index.ts';
import { TermName } from '../../model/attributes/common.ts';
import { Scheme, type RelationType, type SlotDeclaration, type SpanType } from '../../model/scheme.ts';
import { namesAbove, withFittingParents } from '../../model/type-tree.ts';
import { readConfigLines, type Config, type ConfigArgument, type ConfigEntry } from './config-lines.ts';
import { MESSAGES } from './messages.ts';

/** Entries that state which spans may overlap: rules, not relations. */
const NESTING_RULES = new Set(['<OVERLAP>', 'ENTITY-NESTING']);

export interface ReadConfig {
  readonly scheme: Scheme | undefined;
  readonly notes: Config['notes'];
  /** Types that only group others (`!`), which a scheme has not. */
  readonly groups: readonly string[];
  /** Rules about nesting and overlap, which a scheme has not. */
  readonly rules: number;
}

let last: { readonly text: string; readonly file: string; readonly config: ReadConfig } | null = null;

/** Returns the scheme of an annotation.conf. Remembers the last one, because all documents of a folder share it. */
export function readConfig(text: string, file: string): ReadConfig {
  if (last?.text !== text || last.file !== file) last = { text, file, config: toScheme(text, file) };
  return last.config;
}

function toScheme(text: string, file: string): ReadConfig {
  const { sections, notes } = readConfigLines(text, file);
  const told = [...notes];
  const entriesOf = (section: string) =>
    [...flat(sections.get(section) ?? [])].filter((entry) => {
      if (TermName.safeParse(entry.name).success) return true;
      told.push({
        message: MESSAGES.nameLeftOut,
        where: entry.where,
      });
      return false;
    });
  const entities = entriesOf('entities');
  const events = entriesOf('events');
  const declared = entriesOf('relations');
  const relations = declared.filter(({ name }) => !NESTING_RULES.has(name));
  const outside = { groups: groupsIn([...entities, ...events]), rules: declared.length - relations.length };
  const names = new Names(entities, events, relations);

  const parents = new Map([...parentsIn(sections.get('entities')), ...parentsIn(sections.get('events'))]);
  const types = new Map<string, SpanType>();
  for (const entry of [...entities, ...events].filter(({ abstract }) => !abstract)) {
    const { name, section, args } = entry;
    const known = types.get(name);
    const event = section === 'events';
    types.set(name, {
      name,
      label: known?.label ?? short(name),
      layer: known?.layer ?? section,
      family: event || known?.family === 'event' ? 'event' : 'mention',
      ...(parents.has(name) && { parent: parents.get(name)! }),
      hue: known?.hue ?? Math.round(nthHue(types.size)),
      guideline: [],
      attributes: [],
      slots: [...(known?.slots ?? []), ...(event ? slotsOf(args, names, known?.slots ?? []) : [])],
    });
  }
  const links = new Map<string, RelationType>();
  for (const entry of relations.filter(({ abstract }) => !abstract)) {
    const known = links.get(entry.name);
    links.set(entry.name, relationOf(entry, names, known, Math.round(nthHue(types.size + links.size))));
  }
  for (const { name, args } of entriesOf('attributes').filter(({ abstract }) => !abstract)) {
    const targets = new Set(
      args.filter(({ key }) => key === 'Arg').flatMap(({ values }) => names.expand(values, true)),
    );
    const attribute = attributeOf(name, args);
    for (const target of [...types.values(), ...links.values()]) {
      if (targets.has(target.name)) addAttribute(target.attributes, attribute);
    }
  }
  if (types.size + links.size === 0) return { scheme: undefined, notes: told, ...outside };
  const layers = [
    { name: 'entities', label: 'Entities' },
    { name: 'events', label: 'Events' },
  ].filter(({ name }) => name === 'entities' || [...types.values()].some(({ layer }) => layer === name));
  const scheme = Scheme.parse({
    name: 'brat',
    description: `As ${file} declares it.`,
    layers,
    ...withoutImplied(withFittingParents([...types.values()]), [...links.values()]),
  });
  return { scheme, notes: told, ...outside };
}

/** Leaves out of the lists of allowed types those below another one in the list: they are allowed with it. */
function withoutImplied(types: readonly SpanType[], relations: readonly RelationType[]) {
  const few = (names: readonly string[]) =>
    names.filter((name) => !namesAbove({ types }, name).some((above) => names.includes(above)));
  return {
    types: types.map((type) => ({
      ...type,
      slots: type.slots.map((slot) => ({ ...slot, types: few(slot.types) })),
    })),
    relations: relations.map((relation) => ({ ...relation, from: few(relation.from), to: few(relation.to) })),
  };
}

/** Yields each type with the nearest one above it that is more than a group. */
function* parentsIn(
  entries: readonly ConfigEntry[] = [],
  above?: string,
): Generator<readonly [name: string, parent: string]> {
  for (const { name, abstract, children } of entries) {
    if (!abstract && above !== undefined && above !== name) yield [name, above];
    yield* parentsIn(children, abstract ? above : name);
  }
}

function groupsIn(entries: readonly ConfigEntry[]): string[] {
  return [...new Set(entries.flatMap(({ name, abstract }) => (abstract ? name : [])))];
}

function* flat(entries: readonly ConfigEntry[]): Generator<ConfigEntry> {
  for (const entry of entries) {
    yield entry;
    yield* flat(entry.children);
  }
}

/**
 * Resolves a name in arguments to types: the type itself, all types below an abstract one, or all entities or events.
 */
class Names {
  readonly #below = new Map<string, Set<string>>();
  readonly #entities: readonly string[];
  readonly #events: readonly string[];
  readonly #relations: readonly string[];

  constructor(
    entities: readonly ConfigEntry[],
    events: readonly ConfigEntry[],
    relations: readonly ConfigEntry[],
  ) {
    const real = (entries: readonly ConfigEntry[]) =>
      entries.flatMap(({ name, abstract }) => (abstract ? [] : name));
    this.#entities = real(entities);
    this.#events = real(events);
    this.#relations = real(relations);
    for (const entry of [...entities, ...events, ...relations]) {
      const below = this.#below.get(entry.name) ?? new Set();
      for (const name of entry.abstract ? real([...flat([entry])]) : [entry.name]) below.add(name);
      this.#below.set(entry.name, below);
    }
  }

  /** Returns the names of declared types; with `relations`, of relations too. An empty list means any. */
  expand(values: readonly string[], relations = false): string[] {
    const found = new Set<string>();
    for (const value of values) {
      if (value === '<ANY>' && !relations) return [];
      const names =
        value === '<ENTITY>'
          ? this.#entities
          : value === '<EVENT>'
            ? this.#events
            : value === '<RELATION>'
              ? this.#relations
              : value === '<ANY>'
                ? [...this.#entities, ...this.#events, ...this.#relations]
                : (this.#below.get(value) ?? []);
      for (const name of names) found.add(name);
    }
    const allowed = relations ? found : new Set([...found].filter((name) => !this.#relations.includes(name)));
    return [...allowed];
  }
}

function slotsOf(
  args: readonly ConfigArgument[],
  names: Names,
  known: readonly SlotDeclaration[],
): SlotDeclaration[] {
  const taken = new Set(known.map(({ name }) => name));
  return args.flatMap(({ key, repeat, values }) => {
    if (key.startsWith('<') || taken.has(key) || !TermName.safeParse(key).success) return [];
    taken.add(key);
    const range = /^\{(\d+)(?:-(\d+))?\}$/.exec(repeat);
    const least = range ? Number(range[1]) : repeat === '' || repeat === '+' ? 1 : 0;
    const most = range ? Number(range[2] ?? range[1]) : repeat === '*' || repeat === '+' ? Infinity : 1;
    return {
      name: key,
      label: short(key),
      types: names.expand(values),
      accepts: ['span' as const],
      many: most > 1,
      required: least > 0,
      carried: false,
      suggest: [],
    };
  });
}

function relationOf(
  { name, args }: ConfigEntry,
  names: Names,
  known: RelationType | undefined,
  hue: number,
): RelationType {
  const ends = args.filter(({ key }) => !key.startsWith('<'));
  const kinds = args.find(({ key }) => key === '<REL-TYPE>')?.values.flatMap((value) => value.split('-'));
  // Older configurations mark an equivalence by its name only.
  const equivalent = kinds === undefined && name === 'Equiv';
  const end = (at: number, before: readonly string[] | undefined) => {
    const types = names.expand(ends[at]?.values ?? []);
    // A second line for the same relation adds types; no types at all means any.
    return before === undefined
      ? types
      : before.length === 0 || types.length === 0
        ? []
        : union(before, types);
  };
  return {
    name,
    label: short(name),
    ends: 'span',
    from: end(0, known?.from),
    to: end(1, known?.to),
    symmetric: equivalent || (kinds?.includes('symmetric') ?? false) || (known?.symmetric ?? false),
    transitive: equivalent || (kinds?.includes('transitive') ?? false) || (known?.transitive ?? false),
    hue: known?.hue ?? hue,
    guideline: [],
    attributes: [],
  };
}

function attributeOf(name: string, args: readonly ConfigArgument[]): Attribute {
  const label = short(name);
  const options = args
    .filter(({ key }) => key === 'Value')
    .flatMap(({ values }) => values)
    .filter((value) => value.length <= 80);
  if (options.length === 0) return { kind: 'boolean', name, label };
  const standard = args.find(({ key }) => key === '<DEFAULT>')?.values[0];
  const fits = standard !== undefined && options.includes(standard);
  return { kind: 'choice', name, label, options: union(options, []), ...(fits && { default: standard }) };
}

/** Adds an attribute. If several lines declare it, it gets the values of all of them. */
function addAttribute(attributes: Attribute[], attribute: Attribute): void {
  const at = attributes.findIndex(({ name }) => name === attribute.name);
  const known = attributes[at];
  if (!known) attributes.push(attribute);
  else if (known.kind === 'choice' && attribute.kind === 'choice')
    attributes[at] = { ...known, options: union(known.options, attribute.options) };
}

function union(a: readonly string[], b: readonly string[]): string[] {
  return [...new Set([...a, ...b])];
}

function short(name: string): string {
  return [...name].slice(0, 40).join('');
}
