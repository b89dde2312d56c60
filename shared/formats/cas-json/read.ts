import type { ErrorWhere } from '../../contract/errors.ts';
import { decodeText, MAX_ARTICLE_BYTES } from '../../text/decode.ts';
import { casToIncoming } from '../cas/from-cas.ts';
import {
  isArray,
  SOFA,
  TOP,
  TypeSystem,
  type Cas,
  type Feature,
  type Primitive,
  type Structure,
  type Value,
  ANNOTATION,
} from '../cas/model.ts';
import { formatError, type Bytes, type Incoming, type ReadOptions } from '../define.ts';
import { parseJsonValue } from '../json-record.ts';
import { isJsonObject } from '../json.ts';
import { readAll } from '../lines.ts';
import { COMMON } from '../messages.ts';
import { otherTool } from '../other-tools.ts';
import { show } from '../show.ts';
import { Unread } from '../unread.ts';
import { MESSAGES } from './messages.ts';

/** Keys that identify the JSON of UIMA 2, which has another shape and could only be written. */
const OLDER = ['_context', '_views', '_referenced_fss'];
const SPECIAL = new Map([
  ['NaN', 'NaN'],
  ['Infinity', 'Infinity'],
  ['Inf', 'Infinity'],
  ['-Infinity', '-Infinity'],
  ['-Inf', '-Infinity'],
]);

type Json = Record<string, unknown>;

/** @throws PostilError `refused` with the invalid structure. */
export async function* readCasJson(input: Bytes, options: ReadOptions): AsyncGenerator<Incoming> {
  const { file } = options;
  const { text } = decodeText(await readAll(input, file, MAX_ARTICLE_BYTES), file);
  if (text.trim() === '') {
    yield { kind: 'note', message: COMMON.nothingToImport, where: { file } };
    return;
  }
  const value = parseJsonValue(text, { file, line: 1 });
  const reader = new Reader(file);
  const cas = reader.cas(value);
  for (const message of reader.told) yield { kind: 'note', message, where: { file } };
  const unread = new Unread(options);
  const rest = Object.entries(isJsonObject(value) ? value : {}).filter(([key]) => !key.startsWith('%'));
  unread.look(Object.fromEntries(rest), undefined);
  // Counts all structures: a CAS without annotations still has the structure of its document, and is not refused.
  unread.close(cas.structures.size, { file });
  yield* unread.notes();
  yield* casToIncoming(cas, file);
}

class Reader {
  readonly told: string[] = [];
  readonly #file: string;
  readonly #types = new TypeSystem();
  readonly #structures = new Map<number, Structure>();
  readonly #sofas = new Map<number, Structure>();
  readonly #guessed = new Set<string>();

  constructor(file: string) {
    this.#file = file;
  }

  cas(value: unknown): Cas {
    const root = this.#root(value);
    for (const [name, type] of Object.entries(this.#object(root['%TYPES'] ?? {}, '%TYPES')))
      this.#type(name, this.#object(type, `%TYPES ${name}`));
    const listed = this.#listed(root['%FEATURE_STRUCTURES'] ?? []);
    // References to a sofa may precede it, so collect all ids before reading any value.
    for (const [id, fields] of listed) this.#claim(id, fields);
    for (const [id, fields] of listed) this.#fill(id, fields);
    this.#assertReferences();
    if (this.#guessed.size > 0) {
      const names = [...this.#guessed].slice(0, 5).join(', ') + (this.#guessed.size > 5 ? ', …' : '');
      this.told.push(MESSAGES.undeclared(names));
    }
    const views = Object.entries(this.#object(root['%VIEWS'] ?? {}, '%VIEWS')).map(([name, view]) =>
      this.#view(name, this.#object(view, `%VIEWS ${name}`)),
    );
    for (const sofa of this.#sofas.values()) {
      if (views.some((view) => view.sofa === sofa)) continue;
      const name = sofa.features.get('sofaID');
      views.push({ name: typeof name === 'string' ? name : `sofa ${sofa.id}`, sofa, members: new Set() });
    }
    return { types: this.#types, structures: this.#structures, views };
  }

  #root(value: unknown): Json {
    const root = isJsonObject(value) ? value : {};
    if (OLDER.some((key) => key in root)) {
      throw formatError(MESSAGES.jsonOfUima2, { file: this.#file }, MESSAGES.exportAsXmi);
    }
    if ('%FEATURE_STRUCTURES' in root || '%VIEWS' in root || '%TYPES' in root) return root;
    const tool = otherTool(value);
    throw formatError(
      tool === null ? MESSAGES.notCasJson : COMMON.looksLike(tool),
      { file: this.#file },
      MESSAGES.casForm,
    );
  }

  #type(name: string, fields: Json): void {
    const features: Record<string, Feature> = {};
    for (const [key, value] of Object.entries(fields)) {
      if (key.startsWith('%')) continue;
      const feature = this.#object(value, `${name}:${key}`);
      const range = this.#text(feature['%RANGE'], `%RANGE of ${name}:${key}`);
      const element = feature['%ELEMENT_TYPE'];
      const description = feature['%DESCRIPTION'];
      features[key] = {
        range,
        ...(typeof element === 'string' && { element }),
        ...(feature['%MULTIPLE_REFERENCES_ALLOWED'] === true && { multiple: true }),
        ...(typeof description === 'string' && { description }),
      };
    }
    const description = fields['%DESCRIPTION'];
    this.#types.add(name, {
      super:
        fields['%SUPER_TYPE'] === undefined
          ? TOP
          : this.#text(fields['%SUPER_TYPE'], `%SUPER_TYPE of ${name}`),
      features,
      ...(typeof description === 'string' && { description }),
    });
  }

  /** Returns the structures: a list, or an object with their ids as keys. */
  #listed(value: unknown): [number, Json][] {
    if (Array.isArray(value)) {
      return value.map((each: unknown, i) => {
        const fields = this.#object(each, `structure ${i + 1}`);
        return [this.#id(fields['%ID'], `structure ${i + 1}`), fields];
      });
    }
    return Object.entries(this.#object(value, '%FEATURE_STRUCTURES')).map(([id, each]) => [
      this.#id(/^\d+$/.test(id) ? Number(id) : id, 'a structure'),
      this.#object(each, `structure ${id}`),
    ]);
  }

  #claim(id: number, fields: Json): void {
    const type = this.#text(fields['%TYPE'], `%TYPE of structure ${id}`);
    // Some writers number sofas separately.
    const among = type === SOFA ? this.#sofas : this.#structures;
    if (among.has(id)) throw formatError(MESSAGES.idOccursTwice(id), { file: this.#file });
    among.set(id, { id, type, features: new Map() });
    if (type !== SOFA && !this.#types.has(type)) {
      this.#guessed.add(type);
      const above =
        '@sofa' in fields
          ? 'begin' in fields || '^begin' in fields
            ? ANNOTATION
            : 'uima.cas.AnnotationBase'
          : TOP;
      this.#types.add(type, { super: above, features: {} });
    }
  }

  #fill(id: number, fields: Json): void {
    const type = fields['%TYPE'] as string;
    const { features } = (type === SOFA ? this.#sofas : this.#structures).get(id)!;
    for (const [key, value] of Object.entries(fields)) {
      if (key === '%ELEMENTS') features.set('elements', this.#elements(type, value, id));
      if (key.startsWith('%') || value === null) continue;
      const name = key.replace(/^[@^#]/, '');
      const what = `${type}:${name} of structure ${id}`;
      if (key.startsWith('@')) {
        const ref = this.#id(value, what, 0);
        if (ref > 0) features.set(name, { ref });
      } else
        features.set(name, key.startsWith('#') ? this.#special(value, what) : this.#primitive(value, what));
      if (type !== SOFA && !this.#types.feature(type, name)) this.#guess(type, name, features.get(name));
    }
  }

  #guess(type: string, name: string, value: Value | undefined): void {
    if (value === undefined) return;
    const ranges = {
      string: 'uima.cas.String',
      boolean: 'uima.cas.Boolean',
      number: 'uima.cas.Double',
    } as const;
    const kind = typeof value;
    const whole = kind === 'number' && Number.isInteger(value);
    const range = kind === 'object' ? TOP : whole ? 'uima.cas.Integer' : ranges[kind as keyof typeof ranges];
    this.#guessed.add(`${type}:${name}`);
    this.#types.add(type, { super: TOP, features: { [name]: { range } } });
  }

  #elements(type: string, value: unknown, id: number): Value {
    const what = `%ELEMENTS of structure ${id}`;
    if (typeof value === 'string') return { list: this.#bytes(value, what) };
    if (!Array.isArray(value) || !isArray(type)) this.#fail(MESSAGES.notAList(what));
    const list = value as unknown[];
    if (this.#types.kind({ range: type }) === 'primitives')
      return { list: list.map((each) => (each === null ? null : this.#primitive(each, what))) };
    return {
      refs: list.map((each) => {
        const ref = each === null ? 0 : this.#id(each, what, 0);
        return ref === 0 ? null : ref;
      }),
    };
  }

  #bytes(text: string, what: string): number[] {
    try {
      return [...atob(text)].map((byte) => (byte.charCodeAt(0) << 24) >> 24);
    } catch {
      return this.#fail(MESSAGES.notBase64(what));
    }
  }

  #view(name: string, fields: Json) {
    const sofa = fields['%SOFA'];
    const members = fields['%MEMBERS'] ?? [];
    if (!Array.isArray(members)) this.#fail(MESSAGES.membersNotAList(name));
    const ids = new Set<number>();
    for (const member of members as unknown[]) {
      const id = this.#id(member, `a member of ${show(name)}`);
      if (!this.#structures.has(id)) this.#fail(MESSAGES.absentMember(name, id));
      ids.add(id);
    }
    // A view without a text names the id of a sofa that does not exist.
    return { name, sofa: typeof sofa === 'number' ? this.#sofas.get(sofa) : undefined, members: ids };
  }

  #assertReferences(): void {
    for (const { id, type, features } of [...this.#structures.values(), ...this.#sofas.values()]) {
      for (const [name, value] of features) {
        if (typeof value !== 'object' || 'list' in value) continue;
        const refs = 'ref' in value ? [value.ref] : value.refs;
        for (const ref of refs) {
          if (ref === null || this.#structures.has(ref) || this.#sofas.has(ref)) continue;
          this.#fail(
            name === 'sofa'
              ? MESSAGES.absentSofa(id, type, ref)
              : MESSAGES.absentStructure(type, name, id, ref),
          );
        }
      }
    }
  }

  #primitive(value: unknown, what: string): Primitive {
    if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') return value;
    return this.#fail(MESSAGES.notAPrimitive(what, JSON.stringify(value).slice(0, 60)));
  }

  #special(value: unknown, what: string): Primitive {
    if (typeof value === 'number') return value;
    const known = typeof value === 'string' ? SPECIAL.get(value) : undefined;
    return known ?? this.#fail(MESSAGES.notSpecial(what, JSON.stringify(value)));
  }

  #id(value: unknown, what: string, least = 1): number {
    if (typeof value === 'number' && Number.isSafeInteger(value) && value >= least) return value;
    return this.#fail(MESSAGES.notAnId(what, JSON.stringify(value)));
  }

  #text(value: unknown, what: string): string {
    return typeof value === 'string' ? value : this.#fail(MESSAGES.notAText(what));
  }

  #object(value: unknown, what: string): Json {
    if (isJsonObject(value)) return value;
    return this.#fail(MESSAGES.notAnObject(what));
  }

  #fail(reason: string): never {
    throw formatError(reason, { file: this.#file } satisfies ErrorWhere);
  }
}
