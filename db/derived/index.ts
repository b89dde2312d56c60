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

/** Everything that a project stores although it follows from other rows; what depends on another comes after it. */
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

/** Something derived that was wrong and was rebuilt. */
export interface Rebuilt {
  readonly name: string;
  /** The first of what was wrong, in sentences. */
  readonly messages: readonly string[];
  /** How many were wrong; those of `messages` and the rest. */
  readonly wrong: number;
  /** How many rows were written or removed. */
  readonly rows: number;
}

/** Rebuilds what is derived and wrong, within the caller's transaction. At most `listed` messages are kept of each thing. */
export function rebuildDerived(store: Store, listed: number): Rebuilt[] {
  return DERIVED.flatMap((derived) => {
    const messages: string[] = [];
    let wrong = 0;
    for (const message of derived.problems(store)) if (wrong++ < listed) messages.push(message);
    return wrong === 0 ? [] : [{ name: derived.name, messages, wrong, rows: derived.rebuild(store) }];
  });
}

/** Whether a rebuilt thing is the quotes of spans, which also tell when the places are wrong. */
export function areQuotes({ name }: Rebuilt): boolean {
  return name === quotes.name;
}
