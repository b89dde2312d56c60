import type { Scheme } from '../model/scheme.ts';
import { MESSAGES } from './messages.ts';
import { show } from './show.ts';

/** The terms of a scheme that are matched in other spellings: types and relations. */
export type SpelledKind = 'types' | 'relations';

/**
 * Finds the types and relations of a scheme by name or label, ignoring case, treating blanks, hyphens and underscores
 * alike, in British or American spelling: models write `person`, `works_for` and `organization` where the scheme has
 * PERSON, “works for” and “Organisation”. A spelling that matches two terms matches none.
 */
export class SchemeNames {
  readonly #exact: Readonly<Record<SpelledKind, ReadonlySet<string>>>;
  readonly #alike: Readonly<Record<SpelledKind, ReadonlyMap<string, string | null>>>;
  readonly #read = new Map<string, string>();

  constructor({ types, relations }: Pick<Scheme, 'types' | 'relations'>) {
    const names = (terms: readonly { readonly name: string }[]) => new Set(terms.map(({ name }) => name));
    this.#exact = { types: names(types), relations: names(relations) };
    this.#alike = { types: spellings(types), relations: spellings(relations) };
  }

  /** Returns the scheme's name for a file's name; the file's name itself if the scheme has it, or nothing similar. */
  of(kind: SpelledKind, name: string): string {
    if (this.#exact[kind].has(name)) return name;
    const found = this.#alike[kind].get(spelling(name));
    if (found === undefined || found === null) return name;
    this.#read.set(name, found);
    return found;
  }

  /** Returns a note on the names that were read under another spelling; `null` if there were none. */
  told(): string | null {
    if (this.#read.size === 0) return null;
    const read = [...this.#read].map(([from, name]) => `${show(from)} as ${name}`);
    return MESSAGES.readAsSchemeNames(read.join(', '));
  }
}

function spelling(name: string): string {
  return (
    name
      .normalize('NFC')
      .toLowerCase()
      // British and American: organisation, organization.
      .replace(/iz(?=e|ing|ation)/g, 'is')
      .replace(/[\s_-]+/g, ' ')
      .trim()
  );
}

/** Names come before labels: a type named like the label of another keeps its name. */
function spellings(terms: readonly { readonly name: string; readonly label: string }[]) {
  const found = new Map<string, string | null>();
  for (const key of ['name', 'label'] as const) {
    const round = new Map<string, string | null>();
    for (const term of terms) {
      const spelled = spelling(term[key]);
      const other = round.get(spelled);
      round.set(spelled, other === undefined || other === term.name ? term.name : null);
    }
    for (const [spelled, name] of round) if (!found.has(spelled)) found.set(spelled, name);
  }
  return found;
}
