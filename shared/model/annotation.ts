import * as z from 'zod';
import { AttributeValueSchema } from './attributes/index.ts';
import { TermName } from './attributes/common.ts';
import { Fragments } from './fragments.ts';
import { Uid } from './uid.ts';

const Score = z.number().min(0).max(1);
/** Attribute values by name. */
export const Attributes = z.record(TermName, AttributeValueSchema);

export const EmptyReason = z.enum(['author', 'not stated', 'inferred', 'unclear']);
export type EmptyReason = z.infer<typeof EmptyReason>;

/** What fills a slot: exactly one of these. */
export const Filler = z.union([
  z.strictObject({ span: Uid }),
  z.strictObject({ entity: Uid }),
  z.strictObject({ document: Uid }),
  z.strictObject({ text: z.string().min(1) }),
  z.strictObject({ empty: EmptyReason }),
]);
export type Filler = z.infer<typeof Filler>;

/** One filler of a slot. `rank` is a fractional index: fillers of one slot are ordered by it. */
export const Slot = z.object({
  id: Uid,
  name: TermName,
  rank: z.string(),
  filler: Filler,
  evidence: z.array(Uid).default([]),
  score: Score.optional(),
});
export type Slot = z.infer<typeof Slot>;

/** An annotation over fragments of one document, in one annotation set. Offsets: UTF-16 code units. */
export const Span = z.object({
  id: Uid,
  document: Uid,
  set: Uid,
  type: TermName,
  /** Sorted and disjoint; several = discontinuous, none = implicit. */
  fragments: Fragments,
  attributes: Attributes,
  /** Names of attributes that hold an untouched default. */
  untouched: z.array(TermName),
  slots: z.array(Slot),
  /** Registry entities the span mentions. */
  entities: z.array(Uid),
  score: Score.optional(),
  /** The claim a cue belongs to: it is made and deleted with it. */
  owner: Uid.optional(),
  /** The proposal this span was accepted from. */
  derivedFrom: Uid.optional(),
  extra: z.record(z.string(), z.unknown()).optional(),
  /** Initials or name of who changed it last, for the hover card. */
  author: z.string().optional(),
});
export type Span = z.infer<typeof Span>;

/** A typed, directed link between two spans or two entities. */
export const Relation = z.object({
  id: Uid,
  set: Uid,
  /** Absent across documents and between entities. */
  document: Uid.optional(),
  type: TermName,
  ends: z.enum(['span', 'entity']),
  from: Uid,
  to: Uid,
  attributes: Attributes,
  untouched: z.array(TermName),
  score: Score.optional(),
  derivedFrom: Uid.optional(),
  extra: z.record(z.string(), z.unknown()).optional(),
});
export type Relation = z.infer<typeof Relation>;

/** A value given to a whole document in one set. */
export const Label = z.object({
  id: Uid,
  document: Uid,
  set: Uid,
  name: TermName,
  value: AttributeValueSchema,
  score: Score.optional(),
});
export type Label = z.infer<typeof Label>;

/** Free text on a document, a span or a relation; it may be a question to the lead. */
export const Note = z.object({
  id: Uid,
  document: Uid,
  span: Uid.optional(),
  relation: Uid.optional(),
  replyTo: Uid.optional(),
  analyst: Uid.optional(),
  body: z.string().min(1).max(20_000),
  question: z.enum(['open', 'answered']).optional(),
});
export type Note = z.infer<typeof Note>;

/** A thing that mentions name, in the project's registry. */
export const Entity = z.object({
  id: Uid,
  name: z.string().min(1).max(500),
  type: TermName.optional(),
  colour: z.string().max(40).optional(),
  note: z.string().max(20_000).optional(),
  mergedInto: Uid.optional(),
  aliases: z.array(z.string().min(1).max(500)),
  externalIds: z.array(z.object({ authority: z.string().min(1).max(80), value: z.string().min(1).max(500) })),
});
export type Entity = z.infer<typeof Entity>;
