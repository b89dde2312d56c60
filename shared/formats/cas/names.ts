import { TermName } from '../../model/attributes/common.ts';
import { foreignOf } from '../foreign.ts';
import type { Value } from './model.ts';

/**
 * The key of `extra` for the UIMA formats (WebAnno TSV, CAS XMI, CAS JSON): full names of types and the features behind
 * slots. They share it, so that a corpus keeps its types when it is converted from one to another.
 */
export const UIMA = 'uima-cas';

/** Data that is kept with a span or relation. */
export interface UimaExtra {
  /** The full name of the type. */
  readonly type?: string;
  /** The role of the type in a chain of mentions: a link, or the chain between two links. */
  readonly chain?: 'link' | 'chain';
  /** The original feature of every slot. */
  readonly links?: readonly UimaLink[];
  /** The id in the file, to which unchanged structures refer. */
  readonly id?: number;
  /** Features that are neither attribute nor slot. */
  readonly features?: Readonly<Record<string, Value>>;
  /** Ids of the arrays that held the slots of a feature, if they are separate structures. */
  readonly arrays?: Readonly<Record<string, number>>;
  /** The offsets of a relation, if they are not those of its target. */
  readonly at?: readonly [begin: number, end: number];
  /** On the first link of a chain: the structure of the chain. */
  readonly head?: KeptStructure;
}

/** The feature behind a slot; the role is `null` if a link has none, and absent if the feature has no roles. */
export type UimaLink = readonly [feature: string, role?: string | null, link?: KeptLink];

/** The structure between a span and the filler of its slot. */
export interface KeptLink {
  readonly id: number;
  readonly type?: string;
  readonly features?: Readonly<Record<string, Value>>;
  readonly views?: readonly string[];
}

/** A structure that is kept unchanged. */
export interface KeptStructure {
  readonly id: number;
  readonly type: string;
  readonly features: Readonly<Record<string, Value>>;
  /** The view in whose text its offsets count. */
  readonly sofa?: string;
  /** The views in which it is indexed. */
  readonly views?: readonly string[];
}

export const TOKEN = 'de.tudarmstadt.ukp.dkpro.core.api.segmentation.type.Token';
export const SENTENCE = 'de.tudarmstadt.ukp.dkpro.core.api.segmentation.type.Sentence';
export const POS = 'de.tudarmstadt.ukp.dkpro.core.api.lexmorph.type.pos.POS';
export const DEPENDENCY = 'de.tudarmstadt.ukp.dkpro.core.api.syntax.type.dependency.Dependency';
export const METADATA = 'de.tudarmstadt.ukp.dkpro.core.api.metadata.type.DocumentMetaData';

/** The package in which these tools store the types that a project declares. */
const CUSTOM = 'webanno.custom.';

export function shortName(full: string): string {
  return full.slice(full.lastIndexOf('.') + 1);
}

/** Returns the names of types in Postil, by full name: the short name, unless another type has the same. */
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

/** Returns the chain type for a type of links. Only a naming convention connects the two. */
export function chainOf(link: string): string {
  return `${link.replace(/Link$/, '')}Chain`;
}

interface Typed {
  readonly type: string;
  readonly extra?: Readonly<Record<string, unknown>> | undefined;
}

/** Returns the data that these formats kept with a span or relation; empty if its type was changed later. */
export function uimaExtra({ type, extra }: Typed): UimaExtra {
  const kept = foreignOf(extra, UIMA) as UimaExtra;
  if (typeof kept.type !== 'string') return {};
  return kept.type === type || shortName(kept.type) === type ? kept : {};
}

/** Returns the slot name for a link: its role, or the feature if the role is missing or cannot be a name. */
export function slotName(feature: string, role: string | null | undefined): string {
  return typeof role === 'string' && TermName.safeParse(role).success ? role : feature;
}

type Kind = 'span' | 'relation';

/**
 * Full names for the types of documents: as imported, else as others of the same type were imported, else a name that
 * UIMA allows, in the package for custom types. Different types get different names; spans and relations share them.
 */
export class UimaNames {
  readonly #full = new Map<string, string>();
  readonly #taken = new Set<string>();
  readonly #renamed: (from: string, to: string) => void;

  /** `renamed` is called once per type whose name in the file differs from its name in Postil. */
  constructor(renamed: (from: string, to: string) => void) {
    this.#renamed = renamed;
  }

  /** Remembers the full names with which a document's types were imported. */
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

/** Returns a name that types and features may have: letters, digits and underscores, beginning with a letter. */
export function uimaIdentifier(name: string): string {
  const allowed = name.replace(/[^\p{L}\p{Nd}_]/gu, '_');
  return /^\p{L}/u.test(allowed) ? allowed : `x${allowed}`;
}
