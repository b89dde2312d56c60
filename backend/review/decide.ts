import { relationByUid, spanByUid } from '../../db/annotations/annotations.ts';
import { sql } from '../../db/connection/connection.ts';
import { relationImage, slotImages, spanImage } from '../../db/annotations/images.ts';
import type { Actor } from '../../db/journal/actor.ts';
import type { Recorder } from '../../db/journal/recorder.ts';
import { sameRelation } from '../../db/relations/relations.ts';
import { removeRelation, removeSpan } from '../../db/annotations/removal.ts';
import { caseId } from '../../db/review/case.ts';
import { type ReviewRef } from '../../db/review/review.ts';
import { decisionUid } from '../../db/rows/decision.ts';
import { idOf } from '../../db/rows/ids.ts';
import { decisionImage } from '../../db/rows/decision.ts';
import { kindOf } from '../../db/rows/index.ts';
import { spansOver } from '../../db/annotations/slots.ts';
import { statusOf } from '../../db/documents/documents.ts';
import { currentScheme } from '../../db/scheme/scheme.ts';
import type { Store } from '../../db/connection/store.ts';
import { PostilError } from '../../shared/contract/errors.ts';
import type { Correction, Decision } from '../../shared/contract/review.ts';
import type { Relation, Slot, Span } from '../../shared/model/annotation.ts';
import { hull, readableQuote, sameFragments } from '../../shared/model/fragments.ts';
import { relationType, problemOfEnds } from '../../shared/model/relation-rules.ts';
import type { Verdict } from '../../shared/model/review.ts';
import { spanType, type Scheme } from '../../shared/model/scheme.ts';
import { allowsType } from '../../shared/model/type-tree.ts';
import { newUid, type Uid } from '../../shared/model/uid.ts';
import { requireFragments, assertValues, requireType } from '../rules/span-rules.ts';
import { fittingValues, keepValues } from '../rules/values.ts';
import { fillSlot } from '../rules/slot-rules.ts';
import { putStatus } from '../services/documents.ts';
import { MESSAGES } from './messages.ts';

/** The result of some decisions. */
export interface Outcome {
  decided: number;
  /** The number of spans and relations added to the target set. */
  created: number;
  readonly results: Uid[];
  /** What could not be copied, in words, each once. */
  readonly notes: Set<string>;
}

/**
 * Decides proposals within one change. Accepting copies a proposal into the target set, together with the fillers of
 * its slots or the ends of its relation. What the target set already has is used and not copied again. If a decision
 * replaces an earlier one, what the earlier one created is removed first.
 */
export class Decider {
  readonly outcome: Outcome = { decided: 0, created: 0, results: [], notes: new Set() };
  readonly #store: Store;
  readonly #recorder: Recorder;
  readonly #review: ReviewRef;
  readonly #actor: Actor;
  readonly #at = new Date().toISOString();
  readonly #scheme: Scheme;
  readonly #sources = new Map<Uid, string>();
  readonly #begun = new Set<Uid>();
  /** Copies made in this change, by their proposal. Needed because claims may refer to each other in a circle. */
  readonly #copies = new Map<Uid, Uid>();

  constructor(store: Store, recorder: Recorder, review: ReviewRef, actor: Actor) {
    this.#store = store;
    this.#recorder = recorder;
    this.#review = review;
    this.#actor = actor;
    this.#scheme = currentScheme(store).scheme;
  }

  /** Decides one proposal. Error: not-found for a proposal without a case; refused if it breaks the rules of the scheme. */
  decide(proposal: Uid, decision: Decision, correction: Correction | undefined, reason: string): void {
    const span = spanByUid(this.#store, proposal);
    const relation = span ? undefined : relationByUid(this.#store, proposal);
    const proposed = span ?? relation;
    if (!proposed || caseId(this.#store.db, this.#review.id, proposal) === undefined)
      throw new PostilError('not-found', MESSAGES.notInQueue, { field: 'ids' });
    this.#takeBack(proposal);
    this.outcome.decided++;
    if (decision === 'reopen') return;
    if (decision !== 'accept') {
      this.#put(proposed, VERDICTS[decision], undefined, reason);
      return;
    }
    if (relation) {
      const result = this.#acceptRelation(relation, correction);
      this.#put(
        relation,
        correction?.type && correction.type !== relation.type ? 'corrected' : 'accepted',
        result,
        reason,
      );
      this.outcome.results.push(result);
      return;
    }
    const { result, changed } = correction?.into
      ? this.#mergeInto(span!, correction.into, correction.slots)
      : this.#acceptSpan(span!, correction);
    this.#put(span!, changed ? 'corrected' : 'accepted', result, reason);
    this.outcome.results.push(result);
  }

  /** Removes an earlier decision and the copy that it made. Annotations that the analyst made independently stay. */
  #takeBack(proposal: Uid): void {
    const uid = decisionUid(this.#review.uid, proposal);
    const before = kindOf('decision').read(this.#store, uid)?.image;
    if (!before) return;
    this.#recorder.remove('decision', uid);
    if (!before.result || before.follows) return;
    if (spanByUid(this.#store, before.result)?.derivedFrom === proposal)
      removeSpan(this.#store, this.#recorder, before.result);
    else if (relationByUid(this.#store, before.result)?.derivedFrom === proposal)
      removeRelation(this.#store, this.#recorder, before.result);
  }

  #put(proposed: Span | Relation, verdict: Verdict, result: Uid | undefined, reason: string): void {
    const { db, texts } = this.#store;
    const fragments = 'fragments' in proposed ? proposed.fragments : [];
    const document = proposed.document;
    const words = document ? readableQuote(texts.textOf(idOf(db, 'document', document)), fragments) : '';
    const id = caseId(db, this.#review.id, proposed.id)!;
    const image = decisionImage({
      review: this.#review.uid,
      document,
      proposal: proposed.id,
      key: db.value<Buffer>(sql`SELECT case_key FROM review_case WHERE id = ${id}`)!.toString('hex'),
      verdict,
      result,
      reason,
      analyst: this.#actor.analyst.id,
      at: this.#at,
      proposed: {
        type: proposed.type,
        text: words,
        fragments: [...fragments] as Span['fragments'],
        ...(proposed.score !== undefined && { score: proposed.score }),
        source: this.#nameOf(proposed.set),
      },
    });
    this.#recorder.put('decision', decisionUid(this.#review.uid, proposed.id), image);
  }

  #nameOf(set: Uid): string {
    let name = this.#sources.get(set);
    if (name === undefined) {
      name = kindOf('set').read(this.#store, set)?.image.name ?? '';
      this.#sources.set(set, name);
    }
    return name;
  }

  #acceptSpan(proposal: Span, correction: Correction = {}): { result: Uid; changed: boolean } {
    const store = this.#store;
    const type = requireType(store, correction.type ?? proposal.type);
    const fragments = correction.fragments
      ? requireFragments(store, proposal.document, correction.fragments)
      : proposal.fragments;
    const values = type.name === proposal.type ? keepValues(proposal) : fittingValues(proposal, type);
    if (correction.attributes) {
      assertValues(type.name, type.attributes, correction.attributes);
      Object.assign(values.attributes, correction.attributes);
      values.untouched = values.untouched.filter((name) => !(name in correction.attributes!));
    }
    const entities = correction.entities ?? proposal.entities;
    const chosen = proposal.slots.filter(
      ({ name }) =>
        (correction.slots?.includes(name) ?? true) && type.slots.some((slot) => slot.name === name),
    );
    const changed =
      type.name !== proposal.type ||
      !sameFragments(fragments, proposal.fragments) ||
      correction.attributes !== undefined ||
      correction.entities !== undefined ||
      chosen.length < proposal.slots.length;
    this.#begin(proposal.document);
    const there = this.#inTarget(proposal.document, type.name, fragments);
    if (there && (chosen.length === 0 || there.slots.length > 0)) return { result: there.id, changed };
    const result = there?.id ?? newUid();
    if (!there) {
      this.#recorder.put(
        'span',
        result,
        spanImage(store, {
          document: proposal.document,
          set: this.#review.targetUid,
          type: type.name,
          fragments: [...fragments] as Span['fragments'],
          ...values,
          entities,
          derivedFrom: proposal.id,
        }),
      );
      this.outcome.created++;
    }
    this.#copies.set(proposal.id, result);
    this.#copySlots(spanByUid(store, result)!, chosen);
    return { result, changed };
  }

  /** Returns the same span in the target set. Cues are not compared, because they belong to their claims. */
  #inTarget(
    document: Uid,
    type: string,
    fragments: Span['fragments'] | readonly (readonly [number, number])[],
  ): Span | undefined {
    const range = hull(fragments);
    if (!range) return undefined;
    return spansOver(this.#store, {
      document,
      set: this.#review.targetUid,
      start: range[0],
      end: range[1],
    })
      .map((id) => spanByUid(this.#store, id)!)
      .find(
        (span) => span.type === type && span.owner === undefined && sameFragments(span.fragments, fragments),
      );
  }

  #copySlots(claim: Span, slots: readonly Slot[]): void {
    const type = spanType(this.#scheme, claim.type)!;
    const copies = slots.flatMap((slot): Slot[] => {
      const declared = type.slots.find(({ name }) => name === slot.name)!;
      const filler = 'span' in slot.filler ? this.#filler(claim, slot.filler.span) : slot.filler;
      const fits =
        filler &&
        (!('span' in filler) ||
          allowsType(this.#scheme, declared.types, spanByUid(this.#store, filler.span)!.type));
      if (!fits) {
        this.outcome.notes.add(MESSAGES.slotLeftEmpty(declared.label));
        return [];
      }
      const evidence = slot.evidence.flatMap((id) => {
        const copy = this.#filler(claim, id);
        return copy && 'span' in copy ? [copy.span] : [];
      });
      return [{ ...slot, id: newUid(), filler, evidence: [...new Set(evidence)].sort() }];
    });
    for (const [uid, image] of slotImages(this.#store, { ...claim, slots: copies }))
      this.#recorder.put('slot', uid, image);
  }

  /** Returns the span in the target set for a span of the source. Accepts the span too if nobody has decided about it yet. */
  #filler(claim: Span, source: Uid): { span: Uid } | undefined {
    const span = spanByUid(this.#store, source);
    if (!span) return undefined;
    // A claim elsewhere, or a span of the target set itself, is used directly.
    if (span.set === this.#review.targetUid) return { span: span.id };
    if (span.owner !== undefined) return { span: this.#copyCue(claim, span) };
    const copy = this.#copies.get(source);
    if (copy) return { span: copy };
    const decided = kindOf('decision').read(this.#store, decisionUid(this.#review.uid, source))?.image;
    if (decided?.verdict === 'rejected') return undefined;
    if (decided?.result && spanByUid(this.#store, decided.result)) return { span: decided.result };
    const { result } = this.#acceptSpan(span);
    if (caseId(this.#store.db, this.#review.id, source) !== undefined)
      this.#put(span, 'accepted', result, '');
    return { span: result };
  }

  #copyCue(claim: Span, cue: Span): Uid {
    const { id: _, author: __, slots: ___, score: ____, ...rest } = cue;
    const uid = newUid();
    this.#recorder.put(
      'span',
      uid,
      spanImage(this.#store, { ...rest, set: claim.set, owner: claim.id, derivedFrom: cue.id }),
    );
    return uid;
  }

  /** Copies the chosen slots of a proposed claim into a claim of the target set. */
  #mergeInto(
    proposal: Span,
    into: Uid,
    slots: readonly string[] | undefined,
  ): { result: Uid; changed: boolean } {
    const target = spanByUid(this.#store, into);
    if (!target || target.set !== this.#review.targetUid || target.document !== proposal.document)
      throw new PostilError('refused', MESSAGES.slotsElsewhere, {
        field: 'into',
      });
    for (const slot of proposal.slots) {
      if (slots && !slots.includes(slot.name)) continue;
      const filler = 'span' in slot.filler ? this.#filler(target, slot.filler.span) : slot.filler;
      if (!filler) continue;
      try {
        fillSlot(this.#store, this.#recorder, into, {
          name: slot.name,
          filler,
          replace: true,
        });
      } catch (error) {
        if (!(error instanceof PostilError) || !/already/.test(error.message)) throw error;
      }
    }
    return { result: into, changed: true };
  }

  #acceptRelation(proposal: Relation, correction: Correction = {}): Uid {
    const store = this.#store;
    const name = correction.type ?? proposal.type;
    const type = relationType(this.#scheme, name);
    if (!type) throw new PostilError('refused', MESSAGES.noRelationType(name), { field: 'type' });
    const ends = [proposal.from, proposal.to].map((end) => this.#end(end));
    const [from, to] = ends;
    if (!from || !to) throw new PostilError('refused', MESSAGES.endRejected(type.label), { field: 'ids' });
    const reason = problemOfEnds(this.#scheme, type, from.type, to.type);
    if (reason) throw new PostilError('refused', reason, { field: 'type' });
    const relation = {
      set: this.#review.targetUid,
      ...(proposal.document && { document: proposal.document }),
      type: name,
      ends: 'span' as const,
      from: from.id,
      to: to.id,
      attributes: proposal.attributes,
      untouched: proposal.untouched,
      derivedFrom: proposal.id,
    };
    const known = sameRelation(store, type, relation);
    if (known) return known.id;
    const uid = newUid();
    this.#recorder.put('relation', uid, relationImage(store, relation));
    this.outcome.created++;
    return uid;
  }

  #end(source: Uid): Span | undefined {
    const span = spanByUid(this.#store, source);
    if (!span) return undefined;
    const copy = this.#filler(span, source);
    return copy && spanByUid(this.#store, copy.span);
  }

  /** The first annotation in a new document sets its status to in progress. */
  #begin(document: Uid): void {
    const { targetUid } = this.#review;
    if (this.#begun.has(document)) return;
    this.#begun.add(document);
    if (statusOf(this.#store.db, targetUid, document).status === 'new')
      putStatus(this.#recorder, targetUid, document, 'in progress');
  }
}

const VERDICTS = { reject: 'rejected', skip: 'skipped', flag: 'flagged' } as const satisfies Record<
  Exclude<Decision, 'accept' | 'reopen'>,
  Verdict
>;
