import { CAS_CARRIES } from '../cas/carries.ts';
import { Declarations } from '../cas/declare.ts';
import { expand, membersOf, membersOfStructure } from '../cas/expand.ts';
import {
  FS_ARRAY,
  isArray,
  referredIds,
  TypeSystem,
  type Cas,
  type Feature,
  type Primitive,
  type Structure,
  type Value,
  type View,
} from '../cas/model.ts';
import { groups, namesake } from '../cas/groups.ts';
import { UIMA, UimaNames } from '../cas/names.ts';
import { recordsToCas } from '../cas/to-cas.ts';
import { TYPE_SYSTEM_FILE, writeTypeSystem } from '../cas/type-system-xml.ts';
import { XmlText } from '../cas/xml.ts';
import { DeclaredAttributes } from '../declared-attributes.ts';
import type { Dataset, OutgoingChunk, WriteOptions } from '../define.ts';
import { tellDatasetLosses, tellDocumentLosses } from '../document-losses.ts';
import { FileNames } from '../file-names.ts';
import type { DocumentRecord } from '../records.ts';

/** Writes one file per document (or for the documents of one CAS), and at the end the types of all of them. */
export async function* writeXmi(
  dataset: Dataset,
  documents: AsyncIterable<DocumentRecord> | Iterable<DocumentRecord>,
  { losses, wrote = () => undefined }: WriteOptions,
): AsyncGenerator<OutgoingChunk> {
  const files = new FileNames();
  const names = new UimaNames((from, to) => losses.add('renamed types', `${from} as ${to}`));
  const declarations = new Declarations(new TypeSystem(), new DeclaredAttributes(dataset), losses);
  const replaced = (value: string) => losses.add('characters that XML cannot hold', value.slice(0, 60));
  for await (const group of groups(documents)) {
    for (const document of group) tellDocumentLosses(document, document.spans, losses, CAS_CARRIES, [UIMA]);
    const cas = recordsToCas(group, { names, declarations, losses, wrote });
    const chunk = new XmiText(cas, new XmlText(replaced)).text();
    yield { file: `${files.of(namesake(group[0]!))}.xmi`, chunk, last: true };
  }
  const xml = new XmlText(replaced);
  const chunk = `${xml.declaration}\n${writeTypeSystem(declarations.types.declared(), xml)}`;
  yield { file: TYPE_SYSTEM_FILE, chunk, last: true };
  await tellDatasetLosses(dataset, losses, CAS_CARRIES);
}

const XMI = 'http://www.omg.org/XMI';
const CAS = 'uima.cas';
const NO_PACKAGE = 'uima.noNamespace';

class XmiText {
  readonly #cas: Cas;
  readonly #xml: XmlText;
  /** Prefixes by package. */
  readonly #prefixes = new Map([[CAS, 'cas']]);
  #nextId: number;
  /** Arrays and lists that became separate structures. */
  readonly #expanded: Structure[] = [];

  constructor(cas: Cas, xml: XmlText) {
    this.#cas = cas;
    this.#xml = xml;
    const all = [...cas.structures.values(), ...cas.views.flatMap(({ sofa }) => sofa ?? [])];
    this.#nextId = 1 + all.reduce((most, { id }) => Math.max(most, id), 0);
    // The XML version must be known before the first line.
    for (const { features } of all)
      for (const value of features.values()) for (const text of textsOf(value)) xml.consider(text);
  }

  text(): string {
    const { views } = this.#cas;
    const inner = this.#written()
      .sort((a, b) => a.id - b.id)
      .map((each) => this.#element(each));
    while (this.#expanded.length > 0) inner.push(this.#element(this.#expanded.pop()!));
    for (const { sofa } of views) if (sofa) inner.push(this.#sofa(sofa));
    for (const view of views)
      if (view.sofa !== undefined || view.members.size > 0) inner.push(this.#view(view));
    const spaces = [...this.#prefixes].map(([name, prefix]) => `xmlns:${prefix}="${namespace(name)}"`);
    return [
      this.#xml.declaration,
      `<xmi:XMI xmlns:xmi="${XMI}" ${spaces.join(' ')} xmi:version="2.0">`,
      '  <cas:NULL xmi:id="0"/>',
      ...inner.map((element) => `  ${element}`),
      '</xmi:XMI>\n',
    ].join('\n');
  }

  /**
   * Returns all structures except arrays and lists that are written inside the structure that refers to them: those may
   * be separate structures in other formats.
   */
  #written(): Structure[] {
    const { structures, views } = this.#cas;
    const indexed = new Set(views.flatMap(({ members }) => [...members]));
    const inlined = new Set<number>();
    const referred = new Map<number, number[]>();
    for (const { id, type, features } of structures.values()) {
      const others: number[] = [];
      for (const [name, value] of features) {
        if (
          typeof value === 'object' &&
          'ref' in value &&
          this.#standsIn(value.ref, this.#feature(type, name))
        )
          inlined.add(value.ref);
        else others.push(...referredIds(value));
      }
      referred.set(id, others);
    }
    const written = new Set<number>();
    const queue = [...structures.values()]
      .filter(
        ({ id, type }) => indexed.has(id) || !(inlined.has(id) || /^uima\.cas\.(?:Non)?Empty/.test(type)),
      )
      .map(({ id }) => id);
    for (let id = queue.pop(); id !== undefined; id = queue.pop()) {
      if (written.has(id)) continue;
      written.add(id);
      queue.push(...(referred.get(id) ?? []));
    }
    // The rest of a list is written with its beginning; a list without references is kept.
    const inLists = new Set(
      [...structures.values()].flatMap(({ features }) => [...referredIds(features.get('tail') ?? '')]),
    );
    return [...structures.values()].filter(
      ({ id, type }) =>
        written.has(id) || (/^uima\.cas\.(?:Non)?Empty/.test(type) && !inlined.has(id) && !inLists.has(id)),
    );
  }

  /** Whether an array or list is written in the feature that refers to it. */
  #standsIn(ref: number, feature: Feature | undefined): boolean {
    const target = this.#cas.structures.get(ref);
    if (!target || !feature || feature.multiple) return false;
    const kind = this.#cas.types.kind(feature);
    return (kind === 'references' || kind === 'primitives') && membersOfStructure(target, this.#cas) !== null;
  }

  /** Returns a type as an element name. */
  #name(type: string): string {
    const plain = isArray(type) && type.endsWith('[]') ? arrayName(type) : type;
    const dot = plain.lastIndexOf('.');
    const of = dot < 0 ? NO_PACKAGE : plain.slice(0, dot);
    let prefix = this.#prefixes.get(of);
    if (prefix === undefined) {
      const taken = new Set([...this.#prefixes.values(), 'xmi', 'xmlns', 'xml']);
      const base = of.slice(of.lastIndexOf('.') + 1).replace(/^(?![\p{L}_])/u, 'p');
      prefix = base;
      for (let n = 0; taken.has(prefix); n++) prefix = `${base}${n}`;
      this.#prefixes.set(of, prefix);
    }
    return `${prefix}:${plain.slice(dot + 1)}`;
  }

  #element({ id, type, features }: Structure): string {
    const name = this.#name(type);
    const attributes = [`xmi:id="${id}"`];
    const children: string[] = [];
    for (const [feature, value] of features) {
      const range = this.#feature(type, feature);
      const inline = this.#inline(value, range);
      const texts = Array.isArray(inline) ? inline : null;
      if (texts && texts.length > 0)
        children.push(...texts.map((text) => `<${feature}>${this.#xml.escape(text)}</${feature}>`));
      else attributes.push(`${feature}="${this.#xml.escape(texts ? '' : (inline as string))}"`);
    }
    const open = `<${name} ${attributes.join(' ')}`;
    return children.length === 0 ? `${open}/>` : `${open}>${children.join('')}</${name}>`;
  }

  #feature(type: string, feature: string): Feature | undefined {
    if (feature === 'elements' && isArray(type)) return { range: type };
    return this.#cas.types.feature(type, feature);
  }

  /** Returns a value as an attribute, or as the texts of elements. */
  #inline(value: Value, feature: Feature | undefined): string | string[] {
    if (typeof value !== 'object') return primitiveText(value, feature?.range);
    if ('ref' in value) {
      const target = this.#cas.structures.get(value.ref);
      const members =
        target && this.#standsIn(value.ref, feature) ? membersOfStructure(target, this.#cas) : null;
      return members ? this.#members(members, feature!) : String(value.ref);
    }
    if (feature?.multiple) {
      return String(
        expand(value, feature.range, this.#cas.types, (type, features, id = this.#nextId++) => {
          this.#expanded.push({ id, type, features });
          return id;
        }),
      );
    }
    return this.#members(membersOf(value)!, feature ?? { range: FS_ARRAY });
  }

  #members(members: NonNullable<ReturnType<typeof membersOf>>, { range }: Feature): string | string[] {
    const inside = this.#cas.types.inside(range);
    if (inside === 'uima.cas.String')
      return members.map((member) => (typeof member === 'object' ? '' : String(member)));
    if (inside === 'uima.cas.Byte')
      return members
        .map((byte) => (Number(byte) & 0xff).toString(16).padStart(2, '0').toUpperCase())
        .join('');
    return members
      .map((member) =>
        member === null
          ? '0'
          : typeof member === 'object'
            ? String(member.ref)
            : primitiveText(member, inside),
      )
      .join(' ');
  }

  #sofa({ id, features }: Structure): string {
    const attributes = [...features].map(
      ([name, value]) =>
        `${name}="${this.#xml.escape(typeof value === 'object' && 'ref' in value ? String(value.ref) : String(value as Primitive))}"`,
    );
    return `<cas:Sofa xmi:id="${id}" ${attributes.join(' ')}/>`;
  }

  #view({ sofa, members }: View): string {
    const of = sofa ? ` sofa="${sofa.id}"` : '';
    return `<cas:View${of} members="${[...members].sort((a, b) => a - b).join(' ')}"/>`;
  }
}

function namespace(of: string): string {
  return `http:///${of.replaceAll('.', '/')}.ecore`;
}

/** XMI has named array types for primitives, and one array type for structures. */
function arrayName(type: string): string {
  const inside = /^uima\.cas\.(Byte|Short|Integer|Long|Float|Double|Boolean|String)\[\]$/.exec(type);
  return inside ? `uima.cas.${inside[1]}Array` : FS_ARRAY;
}

/** Whole numbers of a fractional type get “.0”, as Java writes them. */
function primitiveText(value: Primitive, range: string | undefined): string {
  const fraction = range === 'uima.cas.Float' || range === 'uima.cas.Double';
  return fraction && typeof value === 'number' && Number.isInteger(value) && Math.abs(value) < 1e15
    ? `${value}.0`
    : String(value);
}

function textsOf(value: Value): string[] {
  if (typeof value === 'string') return [value];
  if (typeof value !== 'object' || !('list' in value)) return [];
  return value.list.filter((member) => typeof member === 'string');
}
