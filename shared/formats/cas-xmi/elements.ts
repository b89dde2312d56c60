import type { ErrorWhere } from '../../contract/errors.ts';
import { readXml, type XmlElement } from '../cas/xml.ts';
import { formatError, type Bytes } from '../define.ts';
import { MESSAGES } from './messages.ts';

const XMI = 'http://www.omg.org/XMI';
const CAS = 'uima.cas.';
/** The package for types without a package. */
const NO_PACKAGE = 'uima.noNamespace.';

/** A feature structure as in the file; the meaning of its attributes depends on its type. */
export interface RawStructure {
  readonly id: number;
  readonly type: string;
  readonly line: number;
  readonly attributes: Map<string, string>;
  /** Features written as elements, such as arrays of texts; each may occur several times. */
  readonly children: Map<string, string[]>;
}

export interface RawXmi {
  readonly structures: readonly RawStructure[];
  readonly sofas: readonly RawStructure[];
  readonly views: readonly {
    readonly sofa: number | undefined;
    readonly members: readonly number[];
    readonly line: number;
  }[];
}

/** @throws PostilError `refused` with the line for anything that is no CAS in XMI. */
export async function readElements(input: Bytes, file: string): Promise<RawXmi> {
  const reader = new Reader(file);
  await readXml(input, file, reader);
  return reader;
}

class Reader implements RawXmi {
  readonly structures: RawStructure[] = [];
  readonly sofas: RawStructure[] = [];
  readonly views: { sofa: number | undefined; members: readonly number[]; line: number }[] = [];
  readonly #file: string;
  readonly #ids = new Map<number, number>();
  #open: RawStructure | null = null;
  #child = '';

  constructor(file: string) {
    this.#file = file;
  }

  open(element: XmlElement, depth: number): void {
    const { name, uri, line } = element;
    if (depth === 1) {
      if (uri !== XMI || name !== 'XMI') {
        throw formatError(MESSAGES.notXmi(name), this.#at(line), MESSAGES.xmiForm);
      }
      return;
    }
    if (depth === 3 && this.#open) {
      this.#child = name;
      return;
    }
    if (depth > 2) throw formatError(MESSAGES.tooDeep(name), this.#at(line));
    if (uri === XMI) return;
    const type = this.#type(element);
    if (type === `${CAS}NULL`) return;
    if (type === `${CAS}View`) return this.#view(element);
    this.#open = this.#structure(element, type);
    (type === `${CAS}Sofa` ? this.sofas : this.structures).push(this.#open);
  }

  close(text: string, depth: number): void {
    if (depth === 2) this.#open = null;
    else if (depth === 3 && this.#open) {
      const values = this.#open.children.get(this.#child);
      if (values) values.push(text);
      else this.#open.children.set(this.#child, [text]);
    }
  }

  /** The namespace is `http:///` with the package and `.ecore`; other tools omit it for types without a package. */
  #type({ name, uri, line }: XmlElement): string {
    if (uri === '') return name;
    const match = /^http:\/\/\/(.+)\.ecore$/.exec(uri);
    if (!match) throw formatError(MESSAGES.foreignNamespace(name, uri), this.#at(line));
    const full = `${match[1]!.replaceAll('/', '.')}.${name}`;
    return full.startsWith(NO_PACKAGE) ? full.slice(NO_PACKAGE.length) : full;
  }

  #structure({ attributes, line }: XmlElement, type: string): RawStructure {
    const stated = attributes.find(({ uri, name }) => uri === XMI && name === 'id')?.value;
    const id = integer(stated ?? '');
    if (id === null || id < 1)
      throw formatError(
        stated === undefined ? MESSAGES.noId(type) : MESSAGES.notAnId(stated),
        this.#at(line),
      );
    const earlier = this.#ids.get(id);
    if (earlier !== undefined) throw formatError(MESSAGES.idOccursTwice(id, earlier), this.#at(line));
    this.#ids.set(id, line);
    return {
      id,
      type,
      line,
      attributes: new Map(attributes.flatMap(({ uri, name, value }) => (uri === '' ? [[name, value]] : []))),
      children: new Map(),
    };
  }

  #view({ attributes, line }: XmlElement): void {
    const value = (wanted: string) => attributes.find(({ name }) => name === wanted)?.value;
    const sofa = value('sofa');
    const members = ids(value('members') ?? '');
    const of = sofa === undefined ? undefined : integer(sofa);
    if (members === null || of === null) throw formatError(MESSAGES.notAReference, this.#at(line));
    this.views.push({ sofa: of, members, line });
  }

  #at(line: number): ErrorWhere {
    return { file: this.#file, line };
  }
}

export function integer(text: string): number | null {
  return /^-?\d{1,10}$/.test(text) ? Number(text) : null;
}

/** Returns ids separated by blanks; `null` if there is anything else among them. */
export function ids(text: string): number[] | null {
  const found = text.split(/\s+/).flatMap((id) => (id === '' ? [] : [integer(id)]));
  return found.every((id) => id !== null) ? found : null;
}
