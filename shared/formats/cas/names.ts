import { TermName } from '../../model/attributes/common.ts';
import { foreignOf } from '../foreign.ts';
import type { Value } from './model.ts';

/**
 * What the formats of the UIMA world (WebAnno TSV, CAS XMI, CAS JSON) keep under this key of `extra`: the full names of
 * types and the features behind slots. They share it, so that a corpus keeps its types on the way from one to another.
 */
export const UIMA = 'uima-cas';

/** What is kept with a span or relation. */
export interface UimaExtra {
  /** The full name of the type. */
  readonly type?: string;
  /** What the type is in a chain of mentions: one of its links, or the chain between two of them. */
  readonly chain?: 'link' | 'chain';
  /** For every slot the feature it came from. */
  readonly links?: readonly UimaLink[];
  /** The id in the file, which structures that are kept as they are refer to. */
  readonly id?: number;
  /** Features that are neither attribute nor slot. */
  readonly features?: Readonly<Record<string, Value>>;
  /** Ids of the arrays that held the slots of a feature, where they are structures of their own. */
  readonly arrays?: Readonly<Record<string, number>>;
  /** The offsets of a relation, if they are not those of its target. */
  readonly at?: readonly [begin: number, end: number];
  /** Of the first link of a chain: the structure of the chain. */
  readonly head?: KeptStructure;
}

/** A feature behind a slot; the role is `null` where a link has none, and absent where the feature has no roles. */
export type UimaLink = readonly [feature: string, role?: string | null, link?: KeptLink];

/** The structure between a span and what fills its slot. */
export interface KeptLink {
  readonly id: number;
  readonly type?: string;
  readonly features?: Readonly<Record<string, Value>>;
  readonly views?: readonly string[];
}

/** A structure that is kept as it is. */
export interface KeptStructure {
  readonly id: number;
  readonly type: string;
  readonly features: Readonly<Record<string, Value>>;
  /** The view whose text its offsets count in. */
  readonly sofa?: string;
  /** The views it is indexed in. */
  readonly views?: readonly string[];
}

export const TOKEN = 'de.tudarmstadt.ukp.dkpro.core.api.segmentation.type.Token';
export const SENTENCE = 'de.tudarmstadt.ukp.dkpro.core.api.segmentation.type.Sentence';
export const POS = 'de.tudarmstadt.ukp.dkpro.core.api.lexmorph.type.pos.POS';
export const DEPENDENCY = 'de.tudarmstadt.ukp.dkpro.core.api.syntax.type.dependency.Dependency';
export const METADATA = 'de.tudarmstadt.ukp.dkpro.core.api.metadata.type.DocumentMetaData';

/** The package in which these tools keep the types that a project declares itself. */
const CUSTOM = 'webanno.custom.';

export function shortName(full: string): string {
  return full.slice(full.lastIndexOf('.') + 1);
}

/** By full name what a type is called here: its short name, unless another one has the same. */
export function shortNames(full: Iterable<string>): Map<string, string> {
  const all = new Set(full);
  const count = new Map<string, number>();
  for (const name of all) count.set(shortName(name), (count.get(shortName(name)) ?? 0) + 1);
  return new Map(
    [...all].map((name) => {
      const short = shortName(name);
      return [name, count.get(short) === 1 && TermName.safeParse(short).success ? short : name];
    }),
  );
}

/** The chain that links of a type make: there is only a convention of naming between the two. */
export function chainOf(link: string): string {
  return `${link.replace(/Link$/, '')}Chain`;
}

interface Typed {
  readonly type: string;
  readonly extra?: Readonly<Record<string, unknown>> | undefined;
}

/** What these formats kept with a span or relation, unless its type was changed since. */
export function uimaExtra({ type, extra }: Typed): UimaExtra {
  const kept = foreignOf(extra, UIMA) as UimaExtra;
  if (typeof kept.type !== 'string') return {};
  return kept.type === type || shortName(kept.type) === type ? kept : {};
}

/** The name of a slot for a link: its role, or the feature where it has none or one that cannot be a name. */
export function slotName(feature: string, role: string | null | undefined): string {
  return typeof role === 'string' && TermName.safeParse(role).success ? role : feature;
}

type Kind = 'span' | 'relation';

/**
 * Full names for the types of documents: as they were read, else as others of the same type were read, else a name that
 * UIMA allows, in the package for custom types. Different types get different names; spans and relations share them.
 */
export class UimaNames {
  readonly #full = new Map<string, string>();
  readonly #taken = new Set<string>();
  readonly #renamed: (from: string, to: string) => void;

  /** `renamed` is reported, once per type, if a type is no longer called as it is here. */
  constructor(renamed: (from: string, to: string) => void) {
    this.#renamed = renamed;
  }

  /** Takes the names that a document's types were read with. */
  learn(kind: Kind, typed: Iterable<Typed>): void {
    for (const each of typed) {
      const { type } = uimaExtra(each);
      if (type === undefined) continue;
      this.#taken.add(type);
      const key = `${kind} ${each.type}`;
      if (!this.#full.has(key)) this.#full.set(key, type);
    }
  }

  of(kind: Kind, typed: Typed): string {
    const { type } = uimaExtra(typed);
    if (type !== undefined) return type;
    const key = `${kind} ${typed.type}`;
    let full = this.#full.get(key);
    if (full === undefined) {
      full = this.#free(CUSTOM + uimaIdentifier(typed.type));
      this.#full.set(key, full);
      if (shortName(full) !== typed.type) this.#renamed(typed.type, shortName(full));
    }
    return full;
  }

  #free(name: string): string {
    let free = name;
    for (let n = 2; this.#taken.has(free); n++) free = `${name}_${n}`;
    this.#taken.add(free);
    return free;
  }
}

/** A name as types and features may have: letters, digits and underscores, a letter first. */
export function uimaIdentifier(name: string): string {
  const allowed = name.replace(/[^\p{L}\p{Nd}_]/gu, '_');
  return /^\p{L}/u.test(allowed) ? allowed : `x${allowed}`;
}
