import * as z from 'zod';
import { Attributes, Label, Note, Relation, Span } from '../model/annotation.ts';
import { AttributeValueSchema } from '../model/attributes/index.ts';
import { TermName } from '../model/attributes/common.ts';
import { Fragments } from '../model/fragments.ts';
import { Uid } from '../model/uid.ts';
import { command, editOf, query } from './define.ts';
import { MOST_DOCUMENTS } from './documents.ts';
import { SlotInput } from './frames.ts';

/** Calls about spans and labels. Offsets: UTF-16 code units of the document text. */
export const annotationCalls = {
  'annotations.get': query(
    z.object({ document: Uid, set: Uid.optional() }),
    z.object({
      spans: z.array(Span),
      relations: z.array(Relation),
      labels: z.array(Label),
      notes: z.array(Note),
    }),
  ),
  /** `id` may be minted by the client, so that the span can be drawn before it is stored. */
  'spans.create': command(
    z.object({
      id: Uid.optional(),
      document: Uid,
      set: Uid.optional(),
      type: TermName,
      fragments: Fragments,
      attributes: Attributes.optional(),
      /** Filled in the same change. */
      slots: z.array(SlotInput).max(200).optional(),
      /** The claim before: fillers of its slots that are declared carried are taken over. */
      carryFrom: Uid.optional(),
    }),
    z.object({ span: Span }),
  ),
  /** Only what is given changes. An attribute of `null` is removed. `before` is the span as it was, if another type was given. */
  'spans.update': command(
    z.object({
      id: Uid,
      type: TermName.optional(),
      fragments: Fragments.optional(),
      attributes: z.record(TermName, AttributeValueSchema.nullable()).optional(),
    }),
    z.object({ span: Span, before: Span.optional() }),
  ),
  'spans.duplicate': command(
    z.object({ id: Uid, newId: Uid.optional(), type: TermName }),
    z.object({ span: Span }),
  ),
  /** What depends on the spans goes with them. */
  'spans.delete': command(z.object({ ids: z.array(Uid).min(1) }), z.object({ deleted: z.int() }), ({ ids }) =>
    editOf(ids),
  ),
  /** What would go with a span. */
  'spans.dependants': query(
    z.object({ id: Uid }),
    z.object({ relations: z.int(), slots: z.int(), notes: z.int(), owned: z.int() }),
  ),
  /** How often the values of the closed lists of a type’s attributes were chosen in a set, the analyst’s own by default. */
  'spans.values': query(
    z.object({ type: TermName, set: Uid.optional() }),
    z.object({
      attributes: z.array(
        z.object({
          name: TermName,
          values: z.array(z.object({ value: AttributeValueSchema, count: z.int().positive() })),
        }),
      ),
    }),
  ),
  /** Sets a document label; `null` clears it. Of a label with several values it adds one, or removes it if `has` is false. */
  'labels.set': command(
    z.object({
      document: Uid,
      set: Uid.optional(),
      name: TermName,
      value: AttributeValueSchema.nullable(),
      has: z.boolean().default(true),
    }),
    z.object({}),
  ),
  /** Sets a label of several documents in one change; `changed` had another value. Refused if none had. */
  'labels.setAll': command(
    z.object({
      documents: z.array(Uid).min(1).max(MOST_DOCUMENTS),
      set: Uid.optional(),
      name: TermName,
      value: AttributeValueSchema.nullable(),
      has: z.boolean().default(true),
    }),
    z.object({ changed: z.int() }),
    'bulk',
  ),
};
