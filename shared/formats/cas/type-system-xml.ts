import type { Bytes, ReadOptions } from '../define.ts';
import { formatError } from '../define.ts';
import { MESSAGES } from './messages.ts';
import { TypeSystem, TOP, type Feature, type TypeDescription } from './model.ts';
import { readXml, type XmlElement, type XmlText } from './xml.ts';

/** The name of the type system file that is written beside the files that use it. */
export const TYPE_SYSTEM_FILE = 'TypeSystem.xml';
/** The number of XML files beside a file that are searched for a type system. */
const MAX_LOOKS = 24;
/** Type systems may import others; longer import chains are circles. */
const MAX_IMPORTS = 32;

interface Described {
  readonly types: readonly (readonly [name: string, description: TypeDescription])[];
  /** The locations of the descriptions that it imports. */
  readonly imports: readonly string[];
}

/** The XML files of a folder. Cached, because thousands of files ask for those of the same folder. */
const xmlFiles = new WeakMap<ReadonlySet<string>, readonly string[]>();

function xmlAmong(siblings: ReadonlySet<string>): readonly string[] {
  let found = xmlFiles.get(siblings);
  if (!found) xmlFiles.set(siblings, (found = [...siblings].filter((name) => /\.xml$/i.test(name))));
  return found;
}

/**
 * Returns names of files that may be the type system of a file, the most likely first: with the same name, named like a
 * type system, any other XML.
 */
function typeSystemNames(file: string, siblings: ReadonlySet<string>): string[] {
  const base = file.replace(/\.[^.]*$/, '').toLowerCase();
  const rank = (name: string): number => {
    const stem = name.toLowerCase().replace(/\.xml$/, '');
    if (stem === base) return 0;
    const called = /type[-_ ]?system/.test(stem);
    if (called && stem.startsWith(base)) return 1;
    if (/^type[-_ ]?system$/.test(stem)) return 2;
    if (/^full[-_ ]?type[-_ ]?system$/.test(stem)) return 3;
    return called ? 4 : 5;
  };
  return xmlAmong(siblings)
    .filter((name) => name !== file)
    .sort((a, b) => rank(a) - rank(b) || (a < b ? -1 : 1))
    .slice(0, MAX_LOOKS);
}

/** Returns the files beside a file that are its type system, judging by their names. */
export function typeSystemsOf(file: string, siblings: ReadonlySet<string>): string[] {
  const base = file.replace(/\.[^.]*$/, '').toLowerCase();
  return xmlAmong(siblings).filter((name) => {
    const stem = name.toLowerCase().replace(/\.xml$/, '');
    return name !== file && (stem === base || /type[-_ ]?system/.test(stem));
  });
}

/**
 * Reads the type systems beside a file until all types that the file uses are known.
 *
 * @throws PostilError `refused` for a type system that is not well-formed; other XML files are ignored.
 */
export async function typesBeside(
  file: string,
  used: ReadonlySet<string>,
  { siblings = new Set(), companion }: Pick<ReadOptions, 'siblings' | 'companion'>,
): Promise<{ types: TypeSystem; from: string[] }> {
  const types = new TypeSystem();
  const from: string[] = [];
  if (!companion) return { types, from };
  const own = new Set(typeSystemsOf(file, siblings));
  const complete = () => [...used].every((type) => types.has(type));
  for (const name of typeSystemNames(file, siblings)) {
    if (complete()) break;
    if (await addTypes(name, types, companion, new Set(), own.has(name))) from.push(name);
  }
  return { types, from };
}

async function addTypes(
  name: string,
  types: TypeSystem,
  companion: NonNullable<ReadOptions['companion']>,
  imported: Set<string>,
  sure: boolean,
): Promise<boolean> {
  if (imported.has(name) || imported.size > MAX_IMPORTS) return false;
  imported.add(name);
  const bytes = await companion(name);
  const described = bytes && (await readTypeSystem(bytes, name, sure));
  if (!described) return false;
  for (const [type, description] of described.types) types.add(type, description);
  // Only neighbouring files can be opened; a path leads out of the folder.
  for (const place of described.imports)
    if (!/[/\\]/.test(place)) await addTypes(place, types, companion, imported, true);
  return true;
}

/**
 * Reads a type system description; `null` if the file is another kind of XML.
 *
 * @param sure whether its name identifies it as a type system: an unreadable file is then refused instead of ignored
 * @throws PostilError `refused` for a type system that cannot be read.
 */
async function readTypeSystem(input: Bytes, file: string, sure: boolean): Promise<Described | null> {
  const reader = new Reader(file);
  try {
    await readXml(input, file, reader);
  } catch (error) {
    if (reader.isTypeSystem ?? sure) throw error;
    return null;
  }
  return reader.isTypeSystem === true ? reader : null;
}

class Reader implements Described {
  readonly types: [string, TypeDescription][] = [];
  readonly imports: string[] = [];
  isTypeSystem: boolean | undefined;
  readonly #file: string;
  readonly #path: string[] = [];
  #type: Record<string, string> = {};
  #feature: Record<string, string> = {};
  #features: Record<string, Feature> = {};
  #allowed: string[] = [];
  #line = 0;

  constructor(file: string) {
    this.#file = file;
  }

  open({ name, line, attributes }: XmlElement): void {
    this.isTypeSystem ??= name === 'typeSystemDescription';
    // Ends the parsing of another kind of XML file.
    if (!this.isTypeSystem) throw new Error('another kind of XML');
    this.#path.push(name);
    this.#line = line;
    if (name === 'typeDescription') [this.#type, this.#features, this.#allowed] = [{}, {}, []];
    else if (name === 'featureDescription') this.#feature = {};
    else if (name === 'import') {
      const place = attributes.find((attribute) => attribute.name === 'location')?.value;
      if (place !== undefined) this.imports.push(place);
    }
  }

  close(text: string): void {
    const name = this.#path.pop()!;
    const parent = this.#path.at(-1);
    const value = text.trim();
    if (parent === 'typeDescription') this.#type[name] = value;
    else if (parent === 'featureDescription') this.#feature[name] = value;
    else if (parent === 'value' && name === 'string') this.#allowed.push(value);
    if (name === 'featureDescription') this.#addFeature();
    else if (name === 'typeDescription') this.#addType();
  }

  #addFeature(): void {
    const { name, rangeTypeName, elementType, multipleReferencesAllowed, description } = this.#feature;
    if (!name || !rangeTypeName || name === '__proto__') this.#fail(MESSAGES.featureIncomplete);
    this.#features[name] = {
      range: rangeTypeName,
      ...(elementType && { element: elementType }),
      ...(multipleReferencesAllowed === 'true' && { multiple: true }),
      ...(description && { description }),
    };
  }

  #addType(): void {
    const { name, supertypeName, description } = this.#type;
    if (!name || name === '__proto__') this.#fail(MESSAGES.typeWithoutName);
    this.types.push([
      name,
      {
        super: supertypeName === undefined || supertypeName === '' ? TOP : supertypeName,
        features: this.#features,
        ...(description && { description }),
        ...(this.#allowed.length > 0 && { allowed: this.#allowed }),
      },
    ]);
  }

  #fail(reason: string): never {
    throw formatError(reason, { file: this.#file, line: this.#line });
  }
}

/** The description of types as XML. */
export function writeTypeSystem(types: ReadonlyMap<string, TypeDescription>, xml: XmlText): string {
  const lines = ['<typeSystemDescription xmlns="http://uima.apache.org/resourceSpecifier">', '  <types>'];
  const add = (depth: number, name: string, value: string) =>
    lines.push(`${'  '.repeat(depth)}<${name}>${xml.escape(value)}</${name}>`);
  for (const [name, type] of types) {
    lines.push('    <typeDescription>');
    add(3, 'name', name);
    add(3, 'description', type.description ?? '');
    add(3, 'supertypeName', type.super);
    const features = Object.entries(type.features);
    if (features.length > 0) lines.push('      <features>');
    for (const [feature, { range, element, multiple, description }] of features) {
      lines.push('        <featureDescription>');
      add(5, 'name', feature);
      add(5, 'description', description ?? '');
      add(5, 'rangeTypeName', range);
      if (element !== undefined) add(5, 'elementType', element);
      if (multiple) add(5, 'multipleReferencesAllowed', 'true');
      lines.push('        </featureDescription>');
    }
    if (features.length > 0) lines.push('      </features>');
    if (type.allowed) {
      lines.push('      <allowedValues>');
      for (const value of type.allowed) {
        lines.push('        <value>');
        add(5, 'string', value);
        lines.push('        </value>');
      }
      lines.push('      </allowedValues>');
    }
    lines.push('    </typeDescription>');
  }
  return `${[...lines, '  </types>', '</typeSystemDescription>'].join('\n')}\n`;
}
