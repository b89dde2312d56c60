import { NOT_FOUND } from '../../db/messages.ts';
import { ComparedSet, documentsAfter, fillerWords, spanUid } from '../../db/sets/compared.ts';
import { peekSpans } from '../../db/documents/peek.ts';
import { kindOf } from '../../db/rows/index.ts';
import type { ReadStore } from '../../db/connection/store.ts';
import type { ComparedExample } from '../../shared/contract/comparison.ts';
import { PostilError } from '../../shared/contract/errors.ts';
import type { OutputOf, ParsedInputOf } from '../../shared/contract/index.ts';
import type { Uid } from '../../shared/model/uid.ts';
import { examplesOf, type Example } from '../../shared/comparison/examples.ts';
import type {
  ComparedFiller,
  ComparedId,
  ComparedSide,
  ComparedSpan,
} from '../../shared/comparison/compared.ts';
import { compareRelations } from '../../shared/comparison/relations.ts';
import { slotCases } from '../../shared/comparison/fillers.ts';
import { pairSides, type Pair } from '../../shared/comparison/match.ts';
import { Comparison } from '../../shared/comparison/comparison.ts';
import { LabelComparison } from '../../shared/comparison/labels.ts';
import { MESSAGES } from '../messages.ts';
import { comparedLabels, differingLabels } from './compared-labels.ts';
import { differingRelations, documentsOfEnds } from './compared-relations.ts';

/** The thread is yielded, and a cancel noticed, after it was busy for this long (ms). */
const KEPT = 12;
/** A search for examples returns after this many documents even if it found none, so that its progress is visible. */
const LOOKED_AT = 5_000;

type Scores = OutputOf<'comparison.scores'>;
type SetInfo = Scores['source'];
type Filter = ParsedInputOf<'comparison.examples'>['filter'];

interface Work {
  readonly signal: AbortSignal;
  progress(done: number, total: number): void;
}

/** Compares a source set with a target set, document by document. */
export class ComparedSets {
  readonly #store: ReadStore;
  readonly #source: SetInfo;
  readonly #target: SetInfo;
  readonly #left: ComparedSet;
  readonly #right: ComparedSet;
  readonly #scope: Scores['scope'];

  constructor(store: ReadStore, source: Uid, target: Uid, scope: Scores['scope']) {
    if (source === target)
      throw new PostilError('invalid-input', MESSAGES.comparedWithItself, {
        field: 'target',
      });
    this.#store = store;
    this.#source = requireSet(store, source, 'source');
    this.#target = requireSet(store, target, 'target');
    this.#left = new ComparedSet(store, source);
    this.#right = new ComparedSet(store, target);
    this.#scope = scope;
  }

  /** Counts everything, yielding the thread now and then. Error: cancelled. */
  async scores({ signal, progress }: Work): Promise<Scores> {
    const loose = [this.#left.looseRelations(), this.#right.looseRelations()] as const;
    const ends = loose[0].flatMap(({ ends: kind, from, to }) => (kind === 'span' ? [from, to] : []));
    const comparison = new Comparison(new Set(ends));
    const compared = comparedLabels(this.#store);
    const labels = new LabelComparison(compared);
    const documents = documentsAfter(this.#store, 0);
    let left = 0;
    const breathe = breathing();
    for (const [i, document] of documents.entries()) {
      const sides = this.#inDocument(document);
      if (sides) comparison.addDocument(...sides);
      else left++;
      if (compared.length > 0 && this.#isInScope(document))
        labels.addDocument(this.#left.labelsOf(document), this.#right.labelsOf(document));
      if (!(await breathe()) && i + 1 < documents.length) continue;
      progress(i + 1, documents.length);
      if (signal.aborted) throw new PostilError('cancelled', MESSAGES.comparisonCancelled);
    }
    comparison.addLoose(...loose);
    const finish = async <Result>(counting: Generator<void, Result>): Promise<Result> => {
      for (;;) {
        const step = counting.next();
        if (step.done) return step.value;
        await breathe();
        if (signal.aborted) throw new PostilError('cancelled', MESSAGES.comparisonCancelled);
      }
    };
    const {
      spans,
      scores: calibration,
      documents: coverage,
      intervals,
      ...rest
    } = await finish(comparison.result());
    return {
      ...mutable(spans),
      source: this.#source,
      target: this.#target,
      scope: this.#scope,
      documents: { ...coverage, left },
      intervals: mutable(intervals),
      calibration: mutable(calibration),
      ...mutable(rest),
      labels: mutable(await finish(labels.result())),
    };
  }

  /** Returns the next matching examples, from the documents after `after`. */
  async examples(filter: Filter, after: number, limit: number): Promise<OutputOf<'comparison.examples'>> {
    const documents = documentsAfter(this.#store, after);
    const examples: ComparedExample[] = [];
    const breathe = breathing();
    for (const [i, document] of documents.entries()) {
      await breathe();
      if (filter.label !== undefined) examples.push(...this.#labelsIn(document, filter.label));
      else {
        const sides = this.#inDocument(document);
        if (sides) examples.push(...this.#chosenIn(sides, filter));
      }
      const more = i + 1 < documents.length;
      // Return all examples of a document, so that the next page can start after its number.
      if (more && (examples.length >= limit || i + 1 >= LOOKED_AT)) return { examples, next: document };
    }
    if (filter.relation !== undefined) examples.push(...this.#looseRelations(filter.relation));
    return { examples, next: null };
  }

  #chosenIn(sides: [ComparedSide, ComparedSide], filter: Filter): ComparedExample[] {
    if (filter.slot !== undefined) return this.#slotsIn(sides, filter.slot);
    if (filter.relation === undefined) return this.#examplesIn(sides, filter);
    const [source, target] = sides;
    const { pairs } = pairSides(source, target);
    const found = compareRelations(source.relations, target.relations, (id) => pairs.get(id));
    return differingRelations(this.#store, found, filter.relation);
  }

  #labelsIn(document: number, label: NonNullable<Filter['label']>): ComparedExample[] {
    if (!this.#isInScope(document)) return [];
    const sides = [this.#left.labelsOf(document), this.#right.labelsOf(document)] as const;
    return differingLabels(this.#store, document, sides, label);
  }

  /** Returns relations between entities and across documents. Only the documents of their ends are matched again. */
  #looseRelations(type: string): ComparedExample[] {
    const [source, target] = [this.#left.looseRelations(), this.#right.looseRelations()];
    const pairs = new Map<ComparedId, Pair>();
    for (const document of documentsOfEnds(this.#store, source)) {
      const sides = this.#inDocument(document);
      if (sides) for (const [id, pair] of pairSides(...sides).pairs) pairs.set(id, pair);
    }
    const found = compareRelations(source, target, (id) => pairs.get(id));
    return differingRelations(this.#store, found, type);
  }

  /** Returns what both sets hold in a document; `null` if neither has anything, or the document is outside the scope. */
  #inDocument(document: number): [ComparedSide, ComparedSide] | null {
    const sides: [ComparedSide, ComparedSide] = [
      this.#left.inDocument(document),
      this.#right.inDocument(document),
    ];
    if (sides.every(({ spans, relations }) => spans.length === 0 && relations.length === 0)) return null;
    return this.#isInScope(document) ? sides : null;
  }

  #isInScope(document: number): boolean {
    return this.#scope === 'all' || this.#right.hasSeen(document);
  }

  #examplesIn([source, target]: [ComparedSide, ComparedSide], filter: Filter): ComparedExample[] {
    const free = ({ spans }: ComparedSide) => spans.filter(({ owner }) => owner === undefined);
    const found = examplesOf([free(source), free(target)]).filter((each) => fits(each, filter));
    return found
      .map(({ members: [mine = null, theirs = null], verdict }) => ({
        source: this.#shown(mine),
        target: this.#shown(theirs),
        score: mine?.score ?? null,
        verdict,
      }))
      .sort((a, b) => placeOf(a) - placeOf(b));
  }

  /** Returns claims in which the fillers of a slot differ. */
  #slotsIn([source, target]: [ComparedSide, ComparedSide], name: string): ComparedExample[] {
    return slotCases(source, target, pairSides(source, target).pairs)
      .filter(({ slot, sameType, sameBounds }) => slot === name && !(sameType && sameBounds))
      .map(({ claim, source: mine, target: theirs, sameType }) => ({
        source: this.#shown(claim.source),
        target: this.#shown(claim.target),
        score: claim.source?.score ?? null,
        verdict: !mine || !theirs ? 'missing' : sameType ? 'bounds' : 'type',
        fillers: {
          source: mine ? this.#words(mine) : null,
          target: theirs ? this.#words(theirs) : null,
        },
      }));
  }

  #words({ filler }: ComparedFiller): string {
    if ('span' in filler)
      return peekSpans(this.#store, [spanUid(this.#store, filler.span as number)])[0]!.text;
    return fillerWords(this.#store, filler.value);
  }

  #shown(span: ComparedSpan | null) {
    return span && peekSpans(this.#store, [spanUid(this.#store, span.id as number)])[0]!;
  }
}

function fits({ members: [source = null, target = null], verdict }: Example, filter: Filter): boolean {
  if (filter.target !== undefined && (target?.type ?? null) !== filter.target) return false;
  if (filter.source !== undefined && (source?.type ?? null) !== filter.source) return false;
  if (filter.type !== undefined && source?.type !== filter.type && target?.type !== filter.type) return false;
  if (filter.verdicts && !filter.verdicts.includes(verdict)) return false;
  if (!filter.score) return true;
  const score = source?.score;
  return score !== undefined && score >= filter.score.from && score < filter.score.to;
}

function placeOf({ source, target }: ComparedExample): number {
  return (target ?? source)?.start ?? Infinity;
}

/** Reads only this set, because the list of sets counts all of their spans. */
function requireSet(store: ReadStore, id: Uid, field: string): SetInfo {
  const set = kindOf('set').read(store, id)?.image;
  if (!set) throw new PostilError('not-found', NOT_FOUND.set(id), { field });
  return { id, name: set.name, kind: set.kind };
}

/** Returns a function that yields the thread once it has been busy for {@link KEPT}, and returns whether it did. */
function breathing(): () => Promise<boolean> {
  let since = performance.now();
  return async () => {
    if (performance.now() - since < KEPT) return false;
    await new Promise((resolve) => setImmediate(resolve));
    since = performance.now();
    return true;
  };
}

type Mutable<Value> = Value extends readonly [infer A, infer B]
  ? [Mutable<A>, Mutable<B>]
  : Value extends readonly (infer Item)[]
    ? Mutable<Item>[]
    : Value extends object
      ? { -readonly [Key in keyof Value]: Mutable<Value[Key]> }
      : Value;

/** Casts away `readonly`, which the contract's types do not have. Callers must not modify the result. */
function mutable<Value>(value: Value): Mutable<Value> {
  return value as Mutable<Value>;
}
