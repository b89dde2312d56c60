import { CAS_CARRIES } from '../cas/carries.ts';
import { Declarations } from '../cas/declare.ts';
import { expand } from '../cas/expand.ts';
import { groups, namesake } from '../cas/groups.ts';
import {
  SOFA,
  TypeSystem,
  type Cas,
  type Primitive,
  type Structure,
  type TypeDescription,
  type Value,
} from '../cas/model.ts';
import { UIMA, UimaNames } from '../cas/names.ts';
import { recordsToCas } from '../cas/to-cas.ts';
import { DeclaredAttributes } from '../declared-attributes.ts';
import type { Dataset, OutgoingChunk, WriteOptions } from '../define.ts';
import { tellDatasetLosses, tellDocumentLosses } from '../document-losses.ts';
import { FileNames } from '../file-names.ts';
import type { LossTally } from '../losses.ts';
import type { DocumentRecord } from '../records.ts';

/** Writes one file per document (or for the documents of one CAS), with the types it uses. */
export async function* writeCasJson(
  dataset: Dataset,
  documents: AsyncIterable<DocumentRecord> | Iterable<DocumentRecord>,
  { losses, wrote = () => undefined }: WriteOptions,
): AsyncGenerator<OutgoingChunk> {
  const files = new FileNames();
  const names = new UimaNames((from, to) => losses.add('renamed types', `${from} as ${to}`));
  for await (const group of groups(documents)) {
    for (const document of group) tellDocumentLosses(document, document.spans, losses, CAS_CARRIES, [UIMA]);
    const declarations = new Declarations(new TypeSystem(), new DeclaredAttributes(dataset), losses);
    const cas = recordsToCas(group, { names, declarations, losses, wrote });
    const chunk = `${JSON.stringify(new CasJson(cas, losses).value(), null, 2)}\n`;
    yield { file: `${files.of(namesake(group[0]!))}.json`, chunk, last: true };
  }
  await tellDatasetLosses(dataset, losses, CAS_CARRIES);
}

class CasJson {
  readonly #cas: Cas;
  readonly #losses: LossTally;
  /** Arrays and lists that were feature values; here they are separate structures. */
  readonly #expanded: Structure[] = [];
  #nextId: number;

  constructor(cas: Cas, losses: LossTally) {
    this.#cas = cas;
    this.#losses = losses;
    const all = [...cas.structures.values(), ...cas.views.flatMap(({ sofa }) => sofa ?? [])];
    const kept = all.flatMap(({ id, features }) => [id, ...[...features.values()].map(arrayId)]);
    this.#nextId = 1 + kept.reduce((most, id) => Math.max(most, id), 0);
  }

  value(): object {
    const { structures, views, types } = this.#cas;
    const sorted = [...structures.values()].sort((a, b) => a.id - b.id);
    const sofas = views.flatMap(({ sofa }) => sofa ?? []);
    // Arrays with the data of a sofa come before it, and sofas before the structures that refer to them.
    const data = new Set(sofas.flatMap(({ features }) => refOf(features.get('sofaArray'))));
    const written = [
      ...sorted.filter(({ id }) => data.has(id)),
      ...sofas,
      ...sorted.filter(({ id }) => !data.has(id)),
    ].map((structure) => this.#structure(structure));
    while (this.#expanded.length > 0) written.push(this.#structure(this.#expanded.pop()!));
    const used = Object.entries(types.closure(sorted.map(({ type }) => type)));
    for (const [name, { allowed }] of used)
      if (allowed) this.#losses.add('closed lists of values', `${name}: ${allowed.join(', ')}`.slice(0, 60));
    return {
      '%TYPES': Object.fromEntries(used.map(([name, type]) => [name, typeValue(name, type)])),
      '%FEATURE_STRUCTURES': written,
      '%VIEWS': Object.fromEntries(
        views.map(({ name, sofa, members }) => [
          name,
          { ...(sofa && { '%SOFA': sofa.id }), '%MEMBERS': [...members].sort((a, b) => a - b) },
        ]),
      ),
    };
  }

  #structure({ id, type, features }: Structure): object {
    const fields: Record<string, unknown> = { '%ID': id, '%TYPE': type };
    for (const [name, value] of features) {
      if (name === 'elements') fields['%ELEMENTS'] = this.#elements(type, value);
      else if (typeof value !== 'object') this.#primitive(fields, type, name, value);
      else if ('ref' in value) fields[`@${name}`] = value.ref;
      else fields[`@${name}`] = this.#expand(type, name, value);
    }
    return fields;
  }

  #primitive(fields: Record<string, unknown>, type: string, name: string, value: Primitive): void {
    const range = type === SOFA ? undefined : this.#cas.types.feature(type, name)?.range;
    const number = range !== undefined && /^uima\.cas\.(?:Byte|Short|Integer|Long|Float|Double)$/.test(range);
    if (typeof value !== 'string' || !number) fields[name] = value;
    else if (/^[+-]?(?:NaN|Infinity)$/.test(value)) fields[`#${name}`] = value.replace('+', '');
    else this.#losses.add('whole numbers past 2^53', `${type}:${name} = ${value}`);
  }

  #elements(type: string, value: Value): unknown {
    if (typeof value !== 'object' || 'ref' in value) return [];
    if ('refs' in value) return value.refs;
    if (!/^uima\.cas\.Byte(?:Array|\[\])$/.test(type)) return value.list;
    return btoa(value.list.map((byte) => String.fromCharCode(Number(byte) & 0xff)).join(''));
  }

  #expand(type: string, name: string, value: Exclude<Value, Primitive | { readonly ref: number }>): number {
    const range = this.#cas.types.feature(type, name)?.range ?? 'uima.cas.FSArray';
    return expand(value, range, this.#cas.types, (of, features, id = this.#nextId++) => {
      this.#expanded.push({ id, type: of, features });
      return id;
    });
  }
}

function arrayId(value: Value): number {
  return typeof value === 'object' && !('ref' in value) ? (value.id ?? 0) : 0;
}

function refOf(value: Value | undefined): number[] {
  return typeof value === 'object' && 'ref' in value ? [value.ref] : [];
}

function typeValue(name: string, type: TypeDescription): object {
  return {
    '%NAME': name,
    '%SUPER_TYPE': type.super,
    ...(type.description !== undefined && { '%DESCRIPTION': type.description }),
    ...Object.fromEntries(
      Object.entries(type.features).map(([feature, { range, element, multiple, description }]) => [
        feature,
        {
          '%NAME': feature,
          ...(description !== undefined && { '%DESCRIPTION': description }),
          '%RANGE': range,
          ...(element !== undefined && { '%ELEMENT_TYPE': element }),
          ...(multiple && { '%MULTIPLE_REFERENCES_ALLOWED': true }),
        },
      ]),
    ),
  };
}
