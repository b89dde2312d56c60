import type { Attribute, AttributeValue } from '../../model/attributes/index.ts';
import type { Scheme, SpanType } from '../../model/scheme.ts';
import type { LossTally } from '../losses.ts';
import type { StoredNames } from './names.ts';

/** More different values than this are no closed list, and brat has no free text among attributes. */
const MAX_VALUES = 60;
/** What an entry of the configuration can name: its signs have a meaning there. */
const DECLARABLE = /^[^\s|,:<>![\]#-][^\s|,:<>]*$/;
const VALUE = /^[^\s|,<>]+$/;

interface Role {
  many: boolean;
  required: boolean;
  readonly types: Set<string>;
}
interface Link {
  roles: readonly [string, string];
  readonly from: Set<string>;
  readonly to: Set<string>;
  readonly kinds: readonly string[];
}
/** The values of an attribute at one type: `null` when it has none, only to be there. */
type Values = Set<string> | null;

/** Whether spans of a type are events of brat even where no slot is filled. */
export function isEventType({ family, slots }: Pick<SpanType, 'family' | 'slots'>): boolean {
  return family === 'event' || family === 'claim' || slots.length > 0;
}

/** The annotation.conf of an export: what the scheme declares, and what was written besides. All names as stored. */
export class ConfigWriter {
  readonly #names: StoredNames;
  readonly #losses: LossTally;
  readonly #entities = new Set<string>();
  readonly #events = new Map<string, Map<string, Role>>();
  readonly #relations = new Map<string, Link>();
  readonly #attributes = new Map<string, Map<string, Values>>();

  constructor(names: StoredNames, losses: LossTally) {
    this.#names = names;
    this.#losses = losses;
  }

  /** What is declared, after everything was written: names from brat keep the form they have there. */
  scheme(scheme: Scheme): void {
    const typeName = (name: string) => this.#names.of('type', name, false);
    for (const type of scheme.types) {
      const name = typeName(type.name);
      if (isEventType(type)) {
        const roles = this.event(name);
        for (const slot of type.slots.filter(({ accepts }) => accepts.includes('span'))) {
          const role = this.#role(roles, this.#names.of('role', slot.name, false));
          role.many ||= slot.many;
          role.required ||= slot.required;
          // No types means any: what was seen besides must not narrow it.
          if (slot.types.length === 0) role.types.clear();
          else if (role.types.size > 0 || !this.#seen.has(role))
            for (const of of slot.types) role.types.add(typeName(of));
        }
      } else this.entity(name);
      this.#declare(name, type.attributes);
    }
    for (const relation of scheme.relations.filter(({ ends }) => ends === 'span')) {
      const name = this.#names.of('relation', relation.name, false);
      const seen = this.#relations.get(name);
      const end = (allowed: readonly string[], found: ReadonlySet<string> | undefined) =>
        new Set(allowed.length === 0 ? [] : [...allowed.map(typeName), ...(found ?? [])]);
      this.#relations.set(name, {
        roles: seen?.roles ?? ['Arg1', 'Arg2'],
        from: end(relation.from, seen?.from),
        to: end(relation.to, seen?.to),
        kinds: [...(relation.symmetric ? ['symmetric'] : []), ...(relation.transitive ? ['transitive'] : [])],
      });
      this.#declare(name, relation.attributes);
    }
  }

  readonly #seen = new Set<Role>();

  entity(type: string): void {
    this.#entities.add(type);
  }

  event(type: string): Map<string, Role> {
    const roles = this.#events.get(type) ?? new Map<string, Role>();
    this.#events.set(type, roles);
    return roles;
  }

  /** The fillers of an event as written: the slot of each, and the filler's type. */
  fillers(type: string, fillers: readonly (readonly [slot: string, filler: string])[]): void {
    const roles = this.event(type);
    const seen = new Set<string>();
    for (const [slot, filler] of fillers) {
      const role = this.#role(roles, slot);
      this.#seen.add(role);
      role.types.add(filler);
      if (seen.has(slot)) role.many = true;
      seen.add(slot);
    }
  }

  relation(type: string, roles: readonly [string, string], from: string, to: string, group: boolean): void {
    const link: Link = this.#relations.get(type) ?? {
      roles,
      from: new Set(),
      to: new Set(),
      kinds: group ? ['symmetric', 'transitive'] : [],
    };
    link.from.add(from);
    link.to.add(to);
    this.#relations.set(type, link);
  }

  attribute(type: string, name: string, value: AttributeValue): void {
    const types = this.#attributes.get(name) ?? new Map<string, Values>();
    this.#attributes.set(name, types);
    const values = types.get(type);
    if (value === true) types.set(type, values ?? null);
    else types.set(type, (values ?? new Set<string>()).add(String(value)));
  }

  text(): string {
    const lines: string[] = ['[entities]', ''];
    lines.push(...[...this.#entities].filter(declarable), '', '[relations]', '');
    for (const [name, { roles, from, to, kinds }] of this.#relations) {
      if (!declarable(name)) continue;
      const args = [`${roles[0]}:${this.#types(from)}`, `${roles[1]}:${this.#types(to)}`];
      lines.push(
        [`${name}\t${args.join(', ')}`, ...(kinds.length > 0 ? [`<REL-TYPE>:${kinds.join('-')}`] : [])].join(
          ', ',
        ),
      );
    }
    lines.push('', '[events]', '');
    for (const [name, roles] of this.#events) {
      if (!declarable(name)) continue;
      const args = [...roles]
        .filter(([role]) => declarable(role))
        .map(([role, { many, required, types }]) => {
          // A number at the end is the filler's; brat refuses to repeat a role that has one already.
          const repeat = many && !/\d$/.test(role) ? (required ? '+' : '*') : required ? '' : '?';
          return `${role}${repeat}:${this.#types(types)}`;
        });
      lines.push(args.length > 0 ? `${name}\t${args.join(', ')}` : name);
    }
    lines.push('', '[attributes]', '', ...this.#attributeLines());
    return `${lines.join('\n')}\n`;
  }

  #role(roles: Map<string, Role>, name: string): Role {
    const role = roles.get(name) ?? { many: false, required: false, types: new Set<string>() };
    roles.set(name, role);
    return role;
  }

  #declare(type: string, attributes: readonly Attribute[]): void {
    for (const attribute of attributes) {
      const name = this.#names.of('attribute', attribute.name, false);
      if (attribute.kind === 'boolean') this.attribute(type, name, true);
      else if (attribute.kind === 'choice')
        for (const option of attribute.options) this.attribute(type, name, option);
    }
  }

  #types(types: ReadonlySet<string>): string {
    const named = [...types].filter(declarable);
    if (named.length > 0 && named.length === types.size) return named.join('|');
    return this.#events.size > 0 ? '<ENTITY>|<EVENT>' : '<ENTITY>';
  }

  /** One line for all types that have an attribute with the same values. */
  *#attributeLines(): Generator<string> {
    for (const [name, types] of this.#attributes) {
      const byValues = new Map<string, string[]>();
      for (const [type, values] of types) {
        if (!declarable(name) || !declarable(type)) continue;
        const declared = [...(values ?? [])].filter((value) => VALUE.test(value));
        for (const value of values ?? []) {
          if (!VALUE.test(value))
            this.#losses.add('values that annotation.conf cannot declare', `${name}: ${value}`);
        }
        if (values && (declared.length === 0 || declared.length > MAX_VALUES)) continue;
        const key = values ? `, Value:${declared.join('|')}` : '';
        byValues.set(key, [...(byValues.get(key) ?? []), type]);
      }
      for (const [values, of] of byValues) yield `${name}\tArg:${of.join('|')}${values}`;
    }
  }
}

function declarable(name: string): boolean {
  return DECLARABLE.test(name);
}
