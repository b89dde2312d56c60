import { agreementOf, type Agreement } from './agreement.ts';
import { ScoreCheck, type ScoreReport } from './calibration.ts';
import type { ComparedId, ComparedRelation, ComparedSide, ComparedSpan } from './compared.ts';
import { Confusion, type ConfusionMatrix } from './confusion.ts';
import { slotCases } from './fillers.ts';
import { intervalsOf, type Intervals, type Resampling } from './intervals.ts';
import { pairSides, type Pair } from './match.ts';
import { compareRelations, type RelationExample } from './relations.ts';
import { Tally, type Scores } from './tally.ts';

/** All results of comparing two sets. */
export interface ComparisonResult {
  readonly spans: Scores;
  readonly intervals: Intervals | null;
  readonly confusion: ConfusionMatrix;
  readonly scores: ScoreReport | null;
  readonly agreement: Agreement;
  /** By name of the slot. */
  readonly slots: Scores;
  readonly relations: Scores;
  readonly documents: Coverage;
  /** The number of clusters of overlapping spans that were too large for optimal matching. */
  readonly greedy: number;
}

/** Numbers of documents, by which of the sets has an annotation there. */
export interface Coverage {
  readonly compared: number;
  readonly both: number;
  readonly sourceOnly: number;
  readonly targetOnly: number;
}

/**
 * Compares a source set with a target set, one document at a time, so that memory does not grow with the number of
 * documents. Spans with an owner (cues) are matched among themselves and count only as fillers of their claim.
 */
export class Comparison {
  readonly #spans = new Tally();
  readonly #slots = new Tally();
  readonly #relations = new Tally();
  readonly #confusion = new Confusion();
  readonly #scores = new ScoreCheck();
  readonly #coverage = { compared: 0, both: 0, sourceOnly: 0, targetOnly: 0 };
  readonly #remember: ReadonlySet<ComparedId>;
  readonly #remembered = new Map<ComparedId, Pair>();
  #agreed = 0;
  #greedy = 0;

  /** @param remember spans of the source in relations across documents, which {@link addLoose} needs later */
  constructor(remember: ReadonlySet<ComparedId> = new Set()) {
    this.#remember = remember;
  }

  addDocument(source: ComparedSide, target: ComparedSide): void {
    this.#nextDocument(source, target);
    const { matching, cues, pairs } = pairSides(source, target);
    this.#greedy += matching.greedy + cues.greedy;
    for (const [id, pair] of pairs) if (this.#remember.has(id)) this.#remembered.set(id, pair);
    for (const pair of matching.pairs) this.#addPair(pair);
    for (const span of matching.sourceOnly) {
      this.#spans.addInvented(span.type);
      this.#confusion.add(null, span.type);
      this.#check(span, false);
    }
    for (const span of matching.targetOnly) {
      this.#spans.addMissed(span.type);
      this.#confusion.add(span.type, null);
    }
    this.#addFillers(source, target, pairs);
    this.#addRelations(compareRelations(source.relations, target.relations, (id) => pairs.get(id)));
  }

  /** Adds relations between entities and across documents. Call it after all documents. */
  addLoose(source: readonly ComparedRelation[], target: readonly ComparedRelation[]): void {
    this.#addRelations(compareRelations(source, target, (id) => this.#remembered.get(id)));
  }

  /** Returns the results. Yields now and then while it computes intervals. */
  *result(resampling?: Resampling): Generator<void, ComparisonResult> {
    const confusion = this.#confusion.matrix();
    return {
      spans: this.#spans.scores(),
      intervals: yield* intervalsOf(this.#spans, resampling),
      confusion,
      scores: this.#scores.report(),
      agreement: agreementOf(confusion, this.#agreed),
      slots: this.#slots.scores(),
      relations: this.#relations.scores(),
      documents: { ...this.#coverage },
      greedy: this.#greedy,
    };
  }

  #nextDocument(source: ComparedSide, target: ComparedSide): void {
    for (const tally of [this.#spans, this.#slots, this.#relations]) tally.nextDocument();
    const [one, other] = [isUsed(source), isUsed(target)];
    this.#coverage.compared++;
    if (one && other) this.#coverage.both++;
    else if (one) this.#coverage.sourceOnly++;
    else if (other) this.#coverage.targetOnly++;
  }

  #addPair(pair: Pair): void {
    const right = pair.sameType && pair.sameBounds;
    this.#spans.addPair(pair.source.type, pair.target.type, pair);
    this.#confusion.add(pair.target.type, pair.source.type);
    this.#check(pair.source, right);
    if (right) this.#agreed++;
  }

  #check({ type, score }: ComparedSpan, right: boolean): void {
    if (score !== undefined) this.#scores.add(type, score, right);
  }

  #addFillers(source: ComparedSide, target: ComparedSide, pairs: ReadonlyMap<ComparedId, Pair>): void {
    for (const { slot, source: mine, target: theirs, ...judged } of slotCases(source, target, pairs)) {
      if (mine && theirs) this.#slots.addPair(slot, slot, judged);
      else if (mine) this.#slots.addInvented(slot);
      else this.#slots.addMissed(slot);
    }
  }

  #addRelations(examples: readonly RelationExample[]): void {
    for (const { source, target, ...judged } of examples) {
      if (source && target) this.#relations.addPair(source.type, target.type, judged);
      else if (source) this.#relations.addInvented(source.type);
      else if (target) this.#relations.addMissed(target.type);
    }
  }
}

function isUsed({ spans, relations }: ComparedSide): boolean {
  return spans.length > 0 || relations.length > 0;
}
