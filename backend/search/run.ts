import { lastChange } from '../../db/journal/since.ts';
import type { ReadStore } from '../../db/connection/store.ts';
import type { SearchOrder, SearchQuery } from '../../shared/contract/search.ts';
import { sortKey } from '../../shared/text/concordance.ts';
import type { Uid } from '../../shared/model/uid.ts';
import { HitFinder, type Hit } from './finder.ts';

/** How long one call may search, and how long it keeps the thread in one go (ms). */
const MOMENT = 150;
const SLICE = 8;
/** Hits that one run keeps; nobody scrolls further, and tagging does not need them. */
const MOST_KEPT = 200_000;
/** Hits that are sorted by their words: all have to be read before the first one can be shown. */
const MOST_SORTED = 5000;
/** Runs that are kept for each project: the one that is shown, and those somebody goes back to. */
const RUNS = 4;

/** One search as far as it has come: its hits in the order of the documents, found as somebody asks for them. */
export class SearchRun {
  readonly hits: Hit[] = [];
  complete = false;
  /** Documents in which they are. */
  documents = 0;
  readonly #finder: HitFinder;
  readonly #order: SearchOrder;
  #waiting: number[] = [];
  #turn: Promise<unknown> = Promise.resolve();
  #sorted: Hit[] = [];
  #keys: { readonly hit: Hit; readonly key: string }[] = [];

  constructor(
    store: ReadStore,
    query: SearchQuery,
    statusSet: Uid | undefined,
    order: SearchOrder = 'document',
  ) {
    this.#finder = new HitFinder(store, query, statusSet);
    this.#order = order;
  }

  /** Hits beyond this number are neither listed nor sorted; `null` if there are none. */
  get cut(): number | null {
    const most = this.#order === 'document' ? MOST_KEPT : MOST_SORTED;
    return this.complete && !this.#finder.exhausted ? most : null;
  }

  /** The hits in the order that was asked for. */
  get ordered(): readonly Hit[] {
    return this.#order === 'document' ? this.hits : this.#sorted;
  }

  /** Looks on until there are `goal` hits, or for a moment. Calls wait for each other. */
  advance(goal: number): Promise<void> {
    const mine = this.#turn.then(() => this.#advance(goal));
    this.#turn = mine.catch(() => undefined);
    return mine;
  }

  async #advance(wanted: number): Promise<void> {
    const most = this.#order === 'document' ? MOST_KEPT : MOST_SORTED;
    const goal = this.#order === 'document' ? wanted : most;
    const begun = performance.now();
    let slice = begun;
    while (!this.complete && this.hits.length < goal) {
      this.#step(most);
      const now = performance.now();
      if (now - begun > MOMENT) break;
      if (now - slice < SLICE) continue;
      await new Promise((resolve) => setImmediate(resolve));
      slice = performance.now();
    }
    if (this.#order !== 'document' && this.#sorted.length < this.#keys.length) {
      this.#keys.sort((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : 0));
      this.#sorted = this.#keys.map(({ hit }) => hit);
    }
  }

  /** Looks into one document, or for the next ones to look into. */
  #step(most: number): void {
    const document = this.#waiting.pop();
    if (document === undefined) {
      const next = this.#finder.nextDocuments();
      if (next === null) this.complete = true;
      else this.#waiting = [...next].reverse();
      return;
    }
    const { hits, text } = this.#finder.inDocument(document);
    if (hits.length > 0) this.documents++;
    for (const hit of hits) {
      this.hits.push(hit);
      if (this.#order === 'document') continue;
      const place = [hit.start ?? 0, hit.end ?? 0] as const;
      this.#keys.push({ hit, key: hit.start === null ? '' : sortKey(text(), place, this.#order) });
    }
    if (this.hits.length < most) return;
    this.complete = true;
    this.hits.length = most;
    this.#keys.length = Math.min(this.#keys.length, most);
  }
}

const runs = new WeakMap<ReadStore, Map<string, SearchRun>>();

/** Returns the run of a search in the project as it is now: a change restarts it. */
export function runOf(
  store: ReadStore,
  query: SearchQuery,
  statusSet: Uid | undefined,
  order: SearchOrder = 'document',
): SearchRun {
  let known = runs.get(store);
  if (!known) runs.set(store, (known = new Map<string, SearchRun>()));
  const key = JSON.stringify([lastChange(store), order, statusSet, Object.entries(query).sort()]);
  const run = known.get(key) ?? new SearchRun(store, query, statusSet, order);
  known.delete(key);
  known.set(key, run); // as the newest
  if (known.size > RUNS) known.delete(known.keys().next().value!);
  return run;
}
