import type { ErrorWhere } from '../../contract/errors.ts';
import { casToIncoming } from '../cas/from-cas.ts';
import {
  FS_ARRAY,
  isArray,
  type Cas,
  type Feature,
  type Primitive,
  type Structure,
  type Value,
} from '../cas/model.ts';
import { typesBeside } from '../cas/type-system-xml.ts';
import {
  formatError,
  optionValue,
  type Bytes,
  type Format,
  type Incoming,
  type ReadOptions,
} from '../define.ts';
import { ids, integer, readElements, type RawStructure, type RawXmi } from './elements.ts';
import { declareUndeclared } from './guess.ts';
import { MESSAGES } from './messages.ts';

/** The option to refuse a file without a type system. */
export const TYPES_OPTION = 'type-system';
export const options: Format['options'] = [
  {
    kind: 'choice',
    name: TYPES_OPTION,
    label: 'Types that are not declared',
    help: 'The type system is read from the XML files beside the file. If it lacks types, references are guessed and reported, or the file is refused.',
    options: ['guessed', 'refused'],
    default: 'guessed',
  },
];

/** @throws PostilError `refused` with the line of the fault. */
export async function* readXmi(input: Bytes, read: ReadOptions): AsyncGenerator<Incoming> {
  const { file, values } = read;
  const raw = await readElements(input, file);
  const used = new Set(raw.structures.map(({ type }) => type));
  const { types, from } = await typesBeside(file, used, read);
  const guessed = declareUndeclared(raw.structures, types);
  if (guessed.length > 0) {
    const names = guessed.slice(0, 5).join(', ') + (guessed.length > 5 ? ', …' : '');
    const told = MESSAGES.undeclared(from.length, from.join(', '), names);
    if (optionValue({ options }, TYPES_OPTION, values) === 'refused')
      throw formatError(told, { file }, MESSAGES.addTypeSystem);
    const message = MESSAGES.featuresGuessed(told);
    yield { kind: 'note', message, where: { file } };
  }
  yield* casToIncoming(new Builder(raw, types, file).build(), file);
}

class Builder {
  readonly #raw: RawXmi;
  readonly #types: Cas['types'];
  readonly #file: string;
  readonly #known: ReadonlyMap<number, string>;
  readonly #sofas: ReadonlySet<number>;

  constructor(raw: RawXmi, types: Cas['types'], file: string) {
    this.#raw = raw;
    this.#types = types;
    this.#file = file;
    this.#known = new Map(raw.structures.map(({ id, type }) => [id, type]));
    this.#sofas = new Set(raw.sofas.map(({ id }) => id));
  }

  build(): Cas {
    const { structures, sofas, views } = this.#raw;
    const built = new Map(structures.map((structure) => [structure.id, this.#structure(structure)]));
    const made = sofas.map((sofa) => ({
      name: sofa.attributes.get('sofaID') ?? `sofa ${sofa.id}`,
      sofa: this.#sofa(sofa),
      members: new Set<number>(),
    }));
    const cas: Cas = { types: this.#types, structures: built, views: made };
    for (const { sofa, members, line } of views) {
      const where = { file: this.#file, line };
      let view = made.find((each) => each.sofa.id === sofa) ?? cas.views.find((each) => !each.sofa);
      if (sofa !== undefined && view?.sofa === undefined)
        throw formatError(MESSAGES.absentSofaOfView(sofa), where);
      if (!view || sofa === undefined) {
        view = {
          name: '_InitialView',
          sofa: undefined,
          members: new Set(),
        } as unknown as (typeof made)[number];
        cas.views.push(view);
      }
      for (const id of members) {
        if (!built.has(id)) throw formatError(MESSAGES.absentMember(id), where);
        view.members.add(id);
      }
    }
    return cas;
  }

  #sofa({ id, type, line, attributes }: RawStructure): Structure {
    const features = new Map<string, Value>(attributes);
    for (const name of ['sofaNum', 'sofaArray']) {
      const value = integer(attributes.get(name) ?? '');
      if (value !== null)
        features.set(name, name === 'sofaNum' ? value : { ref: this.#ref(value, name, line) });
    }
    return { id, type, line, features };
  }

  #structure({ id, type, line, attributes, children }: RawStructure): Structure {
    const features = new Map<string, Value>();
    for (const [name, text] of attributes) {
      const value = this.#value(type, name, text, line);
      if (value !== null) features.set(name, value);
    }
    for (const [name, list] of children) {
      const feature = this.#feature(type, name);
      const first = feature && this.#types.kind(feature) === 'primitive' ? list[0] : undefined;
      features.set(name, first ?? { list });
    }
    return { id, type, line, features };
  }

  #feature(type: string, name: string): Feature | undefined {
    if (name === 'elements' && isArray(type)) return { range: type };
    return this.#types.feature(type, name);
  }

  #value(type: string, name: string, text: string, line: number): Value | null {
    const where = { file: this.#file, line };
    const feature = this.#feature(type, name);
    if (!feature) throw formatError(MESSAGES.noFeature(type, name), where);
    if (name === 'sofa' && feature.range === 'uima.cas.Sofa') return this.#sofaRef(text, where);
    const kind = this.#types.kind(feature);
    if (kind === 'primitive') return primitive(text, feature.range, `${type}:${name}`, where);
    if (kind === 'primitives') {
      const id = feature.multiple && name !== 'elements' ? integer(text) : null;
      if (id !== null && this.#known.has(id)) return { ref: id };
      return { list: primitives(text, this.#types.inside(feature.range), `${type}:${name}`, where) };
    }
    const list = ids(text);
    if (list === null) throw formatError(MESSAGES.notAReferencedId(type, name, text), where);
    if (kind === 'references') {
      // Separate arrays are referred to by id, but some writers put the members here nevertheless.
      const [only] = list;
      const own = feature.multiple && name !== 'elements' && list.length === 1 && only !== undefined;
      if (own && isCollection(this.#known.get(only))) return { ref: only };
      return { refs: list.map((id) => (id === 0 ? null : this.#ref(id, `${type}:${name}`, line))) };
    }
    if (list.length !== 1) throw formatError(MESSAGES.severalReferences(type, name, list.length), where);
    return list[0] === 0 ? null : { ref: this.#ref(list[0]!, `${type}:${name}`, line) };
  }

  #sofaRef(text: string, where: ErrorWhere): Value {
    const id = integer(text);
    if (id === null || !this.#sofas.has(id)) {
      throw formatError(MESSAGES.absentSofaOfAnnotation(text), where, MESSAGES.textMissing);
    }
    return { ref: id };
  }

  #ref(id: number, what: string, line: number): number {
    if (!this.#known.has(id) && !this.#sofas.has(id)) {
      throw formatError(MESSAGES.absentStructure(what, id), {
        file: this.#file,
        line,
      });
    }
    return id;
  }
}

function isCollection(type: string | undefined): boolean {
  return (
    type !== undefined &&
    (isArray(type) || type === FS_ARRAY || /^uima\.cas\.(?:Non)?Empty\w+List$/.test(type))
  );
}

/** Converts a text by its range. Numbers that a double cannot hold exactly stay texts. */
export function primitive(text: string, range: string, what: string, where: ErrorWhere): Primitive {
  const type = range.replace(/^uima\.cas\./, '');
  if (type === 'Boolean') {
    if (text === 'true' || text === 'false') return text === 'true';
    throw formatError(MESSAGES.notABoolean(what, text), where);
  }
  if (type === 'Byte' || type === 'Short' || type === 'Integer' || type === 'Long') {
    if (!/^[+-]?\d{1,20}$/.test(text)) throw formatError(MESSAGES.notAWholeNumber(what, text), where);
    return Number.isSafeInteger(Number(text)) ? Number(text) : text;
  }
  if (type === 'Float' || type === 'Double') {
    if (/^[+-]?(?:NaN|Infinity)$/.test(text)) return text;
    if (!/^[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?[fFdD]?$/.test(text))
      throw formatError(MESSAGES.notANumber(what, text), where);
    const value = Number(text.replace(/[fFdD]$/, ''));
    return Number.isFinite(value) ? value : text;
  }
  return text;
}

function primitives(text: string, inside: string, what: string, where: ErrorWhere): Primitive[] {
  if (inside === 'uima.cas.Byte') {
    if (!/^(?:[\dA-Fa-f]{2})*$/.test(text)) throw formatError(MESSAGES.notBytes(what), where);
    return (text.match(/../g) ?? []).map((byte) => (parseInt(byte, 16) << 24) >> 24);
  }
  return text
    .split(/\s+/)
    .filter((each) => each !== '')
    .map((each) => primitive(each, inside, what, where));
}
