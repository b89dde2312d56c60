import type { Attribute, AttributeValue } from '../../model/attributes/index.ts';
import type { Scheme, SpanType } from '../../model/scheme.ts';
import { inTreeOrder, withTypesBelow } from '../../model/type-tree.ts';
import type { DeclaredAttributes } from '../declared-attributes.ts';
import type { LossTally } from '../losses.ts';
import type { StoredNames } from './names.ts';

/** An attribute with more distinct values is no closed list, and brat has no free-text attributes. */
const MAX_VALUES = 60;
/** What a configuration entry can have as its name: the excluded signs are syntax there. */
const DECLARABLE = /^[^\s|,:<>![\]#-][^\s|,:<>]*$/;
const VALUE = /^[^\s|,<>]+$/;

/** Types that are allowed somewhere; null means any. */
type Types = Set<string> | null;

interface Role {
  many: boolean;
  required: boolean;
  types: Types;
}
interface Link {
  readonly roles: readonly [string, string];
  readonly from: Types;
  readonly to: Types;
  readonly kinds: readonly string[];
}
/** The values of an attribute for one type: `null` if it has no values and is either present or absent. */
type Values = Set<string> | null;

/** The content of the sections of a configuration, with all names as stored. */
class Sections {
  readonly entities = new Set<string>();
  readonly events = new Map<string, Map<string, Role>>();
  readonly relations = new Map<string, Link>();
  /** The type above a type. */
  readonly parents = new Map<string, string>();
  /** By name, the values for each type. */
  readonly attributes = new Map<string, Map<string, Values>>();

  event(type: string): Map<string, Role> {
    const roles = this.events.get(type) ?? new Map<string, Role>();
    this.events.set(type, roles);
    return roles;
  }

  role(type: string, slot: string, role: Role): void {
    const roles = this.event(type);
    const before = roles.get(slot);
    roles.set(slot, {
      many: role.many || (before?.many ?? false),
      required: before?.required ?? role.required,
      types: before ? union(before.types, role.types) : role.types,
    });
  }

  relation(type: string, link: Link): void {
    const before = this.relations.get(type);
    this.relations.set(
      type,
      before ? { ...before, from: union(before.from, link.from), to: union(before.to, link.to) } : link,
    );
  }

  attribute(type: string, name: string, values: Values): void {
    const types = this.attributes.get(name) ?? new Map<string, Values>();
    const before = types.get(type);
    this.attributes.set(name, types);
    types.set(type, before && values ? union(before, values) : (before ?? values));
  }

  add({ entities, events, relations, attributes }: Sections): void {
    for (const type of entities) this.entities.add(type);
    for (const [type, roles] of events) {
      this.event(type);
      for (const [slot, role] of roles) this.role(type, slot, role);
    }
    for (const [type, link] of relations) this.relation(type, link);
    for (const [name, types] of attributes)
      for (const [type, values] of types) this.attribute(type, name, values);
  }
}

function union(a: Types, b: Types): Types {
  return a === null || b === null ? null : new Set([...a, ...b]);
}

/** Whether spans of a type are brat events even if no slot is filled. */
export function isEventType({ family, slots }: Pick<SpanType, 'family' | 'slots'>): boolean {
  return family === 'event' || family === 'claim' || slots.length > 0;
}

/**
 * Writes the annotation.conf of an export: the declarations of the scheme in its order, then what was written without
 * one.
 */
export class ConfigWriter {
  readonly #names: StoredNames;
  readonly #attributes: DeclaredAttributes;
  readonly #losses: LossTally;
  readonly #seen = new Sections();

  constructor(names: StoredNames, attributes: DeclaredAttributes, losses: LossTally) {
    this.#names = names;
    this.#attributes = attributes;
    this.#losses = losses;
  }

  entity(type: string): void {
    this.#seen.entities.add(type);
  }

  /** Records a written event: the slots and the types of their fillers. */
  event(type: string, fillers: readonly (readonly [slot: string, filler: string])[]): void {
    this.#seen.event(type);
    const filled = new Set<string>();
    for (const [slot, filler] of fillers) {
      this.#seen.role(type, slot, { many: filled.has(slot), required: false, types: new Set([filler]) });
      filled.add(slot);
    }
  }

  relation(type: string, roles: readonly [string, string], from: string, to: string, group: boolean): void {
    const kinds = group ? ['symmetric', 'transitive'] : [];
    this.#seen.relation(type, { roles, from: new Set([from]), to: new Set([to]), kinds });
  }

  attribute(type: string, name: string, value: AttributeValue): void {
    this.#seen.attribute(type, name, value === true ? null : new Set([String(value)]));
  }

  /** Returns the text of the file. Call it after everything was written: names from brat keep their form there. */
  text(): string {
    const { scheme } = this.#attributes;
    const all = scheme ? this.#declared(scheme) : new Sections();
    all.add(this.#seen);
    const types = (of: Types) => typesText(of, all.events.size > 0);
    const relations = [...all.relations].map(([name, { roles, from, to, kinds }]) => {
      const args = [`${roles[0]}:${types(from)}`, `${roles[1]}:${types(to)}`];
      return [name, kinds.length > 0 ? [...args, `<REL-TYPE>:${kinds.join('-')}`] : args] as const;
    });
    const events = [...all.events].map(([name, roles]) => {
      const args = [...roles].filter(([role]) => declarable(role));
      return [name, args.map(([role, of]) => `${role}${repeatOf(role, of)}:${types(of.types)}`)] as const;
    });
    const isTree = (name: string) => name === 'entities' || name === 'events';
    const section = (name: string, entries: Iterable<readonly [name: string, args: readonly string[]]>) => {
      const lines = [...entries]
        .filter(([entry]) => declarable(entry))
        // A type has its arguments and, if its parent is in the same section, is indented below that.
        .map(([entry, args]) => ({
          name: entry,
          args,
          family: name,
          parent: isTree(name) ? all.parents.get(entry) : undefined,
        }));
      return [
        `[${name}]`,
        '',
        ...inTreeOrder(lines).map(({ type: { name: entry, args }, depth }) => {
          const indented = '\t'.repeat(depth) + entry;
          return args.length > 0 ? `${indented}\t${args.join(', ')}` : indented;
        }),
        '',
      ];
    };
    const entities = [...all.entities].map((name) => [name, []] as const);
    return [
      ...section('entities', entities),
      ...section('relations', relations),
      ...section('events', events),
      ...section('attributes', this.#attributeEntries(all)),
    ].join('\n');
  }

  #declared(scheme: Scheme): Sections {
    const sections = new Sections();
    const typeName = (name: string) => this.#names.of('type', name, false);
    // brat does not know that a type is allowed with the one above it.
    const typesOf = (names: readonly string[]) =>
      names.length === 0 ? null : new Set(withTypesBelow(scheme, names).map(typeName));
    const declare = (type: string, attributes: readonly Attribute[]) => {
      for (const attribute of attributes) {
        const name = this.#names.of('attribute', attribute.name, false);
        const options = this.#attributes.options(attribute);
        if (this.#attributes.storage(attribute) === 'boolean') sections.attribute(type, name, null);
        else if (options) sections.attribute(type, name, new Set(options.map(String)));
      }
    };
    for (const type of scheme.types) {
      const name = typeName(type.name);
      if (type.parent !== undefined) sections.parents.set(name, typeName(type.parent));
      if (isEventType(type)) sections.event(name);
      else sections.entities.add(name);
      for (const { name: slot, accepts, many, required, types } of type.slots) {
        if (!accepts.includes('span')) continue;
        sections.role(name, this.#names.of('role', slot, false), { many, required, types: typesOf(types) });
      }
      declare(name, type.attributes);
    }
    for (const relation of scheme.relations.filter(({ ends }) => ends === 'span')) {
      const name = this.#names.of('relation', relation.name, false);
      const kinds = [
        ...(relation.symmetric ? ['symmetric'] : []),
        ...(relation.transitive ? ['transitive'] : []),
      ];
      const roles = this.#seen.relations.get(name)?.roles ?? (['Arg1', 'Arg2'] as const);
      sections.relation(name, { roles, from: typesOf(relation.from), to: typesOf(relation.to), kinds });
      declare(name, relation.attributes);
    }
    return sections;
  }

  /** One entry for all types that have an attribute with the same values. */
  *#attributeEntries({ attributes }: Sections): Generator<readonly [string, readonly string[]]> {
    for (const [name, types] of attributes) {
      const byValues = new Map<string, string[]>();
      for (const [type, values] of types) {
        if (!declarable(name) || !declarable(type)) continue;
        const declared = [...(values ?? [])].filter((value) => VALUE.test(value));
        for (const value of values ?? []) {
          if (!VALUE.test(value))
            this.#losses.add('values that annotation.conf cannot declare', `${name}: ${value}`);
        }
        if (values && (declared.length === 0 || declared.length > MAX_VALUES)) continue;
        const key = declared.join('|');
        byValues.set(key, [...(byValues.get(key) ?? []), type]);
      }
      for (const [values, of] of byValues)
        yield [name, [`Arg:${of.join('|')}`, ...(values === '' ? [] : [`Value:${values}`])]];
    }
  }
}

function typesText(types: Types, events: boolean): string {
  const all = [...(types ?? [])];
  if (all.length > 0 && all.every(declarable)) return all.join('|');
  return events ? '<ENTITY>|<EVENT>' : '<ENTITY>';
}

/** A number at the end of a role belongs to the filler: brat refuses to repeat a role whose name ends in a number. */
function repeatOf(role: string, { many, required }: Role): string {
  if (many && !/\d$/.test(role)) return required ? '+' : '*';
  return required ? '' : '?';
}

function declarable(name: string): boolean {
  return DECLARABLE.test(name);
}
