import * as z from 'zod';
import { EmptyReason, Span } from '../model/annotation.ts';
import { TermName } from '../model/attributes/common.ts';
import { Fragments } from '../model/fragments.ts';
import { Uid } from '../model/uid.ts';
import { command, query } from './define.ts';
import { Candidate, EntityBrief } from './entities.ts';

/**
 * What to fill a slot with. A `mention` is a span made with the slot's default type (or another allowed one) and
 * linked in the same change; where one with these very fragments and an allowed type is there, that one is linked.
 */
export const FillerInput = z.union([
  z.strictObject({ span: Uid }),
  z.strictObject({ entity: Uid }),
  z.strictObject({ document: Uid }),
  z.strictObject({ text: z.string().trim().min(1).max(1000) }),
  z.strictObject({ empty: EmptyReason }),
  z.strictObject({
    mention: z.strictObject({ id: Uid.optional(), type: TermName.optional(), fragments: Fragments.min(1) }),
  }),
]);
export type FillerInput = z.infer<typeof FillerInput>;

/** A slot filled together with the span that it belongs to. */
export const SlotInput = z.strictObject({ name: TermName, filler: FillerInput });
export type SlotInput = z.infer<typeof SlotInput>;

/** Calls about slots of claims and events. */
export const frameCalls = {
  /** With `replace` the new filler takes the place of all that fill the slot. `id` is that of the new filler. */
  'slots.fill': command(
    z.object({
      id: Uid.optional(),
      span: Uid,
      slot: TermName,
      filler: FillerInput,
      evidence: z.array(Uid).optional(),
      replace: z.boolean().optional(),
    }),
    /** `filler` is the span that fills it now, where it is one. */
    z.object({ span: Span, filler: Uid.optional() }),
  ),
  /** Takes a filler out; a cue that belonged to the claim goes with it. */
  'slots.remove': command(z.object({ id: Uid }), z.object({ span: Span })),
  /** Puts a filler before another one of its slot, or with `null` behind all of them. */
  'slots.move': command(z.object({ id: Uid, before: Uid.nullable() }), z.object({ span: Span })),
  /** Says which spans of the document show that the filler is right. */
  'slots.evidence': command(z.object({ id: Uid, evidence: z.array(Uid).max(100) }), z.object({ span: Span })),
  /** What a slot takes: entities as `entities.search` finds them, documents by a part of their title. */
  'slots.candidates': query(
    z.object({ span: Uid, slot: TermName, search: z.string().max(200) }),
    z.object({
      entities: z.array(Candidate),
      documents: z.array(z.object({ id: Uid, name: z.string() })),
    }),
  ),
  /** What the fillers of a span that are not in its article are called: entities, documents, claims of others. */
  'slots.names': query(
    z.object({ span: Uid }),
    z.object({ names: z.array(z.object({ id: Uid, name: z.string(), document: Uid.optional() })) }),
  ),
  /** What slots hold by the registry while nothing fills them: `by` is the entity in the other slot. */
  'slots.derived': query(
    z.object({ span: Uid }),
    z.object({
      slots: z.array(
        z.object({
          slot: TermName,
          fillers: z.array(z.object({ entity: EntityBrief, by: EntityBrief })),
        }),
      ),
    }),
  ),
};
