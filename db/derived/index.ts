import type { Store } from '../connection/store.ts';
import { aliasLookup } from './aliases.ts';
import { attributeSets } from './attribute-sets.ts';
import type { Derived } from './define.ts';
import { documentColumns } from './document-columns.ts';
import { fullText } from './full-text.ts';
import { deviceCounters, undoneMarks } from './journal-columns.ts';
import { quotes } from './quotes.ts';
import { reviewCases } from './review-cases.ts';
import { surfaceColumns, surfaceCopies } from './surfaces.ts';
import { termNames } from './term-names.ts';

/** All stored data that follows from other rows. An entry comes after those that it depends on. */
const DERIVED: readonly Derived[] = [
  termNames,
  documentColumns,
  fullText,
  surfaceColumns,
  quotes,
  surfaceCopies,
  aliasLookup,
  attributeSets,
  reviewCases,
  undoneMarks,
  deviceCounters,
];

/** Derived data that was wrong and was rebuilt. */
export interface Rebuilt {
  readonly name: string;
  /** The first problems, as sentences. */
  readonly messages: readonly string[];
  /** The number of problems, including those not in `messages`. */
  readonly wrong: number;
  /** The number of rows written or removed. */
  readonly rows: number;
}

/**
 * Rebuilds derived data that is wrong, within the caller's transaction. Keeps at most `listed` messages for each kind
 * of data.
 */
export function rebuildDerived(store: Store, listed: number): Rebuilt[] {
  return DERIVED.flatMap((derived) => {
    const messages: string[] = [];
    let wrong = 0;
    for (const message of derived.problems(store)) if (wrong++ < listed) messages.push(message);
    return wrong === 0 ? [] : [{ name: derived.name, messages, wrong, rows: derived.rebuild(store) }];
  });
}

/** Whether the rebuilt data is the quotes of spans: wrong quotes may be a sign of wrong offsets. */
export function areQuotes({ name }: Rebuilt): boolean {
  return name === quotes.name;
}
