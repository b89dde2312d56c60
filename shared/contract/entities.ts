import * as z from 'zod';
import { TermName } from '../model/attributes/common.ts';
import { Entity, Relation } from '../model/annotation.ts';
import { Uid } from '../model/uid.ts';
import { command, editOf, job, query } from './define.ts';

/** An entity as lists and chips show it. */
export const EntityBrief = z.object({
  id: Uid,
  name: z.string(),
  type: TermName.optional(),
  colour: z.string().optional(),
  note: z.string().optional(),
  /** The first of its external ids, to distinguish namesakes. */
  externalId: z.object({ authority: z.string(), value: z.string() }).optional(),
});
export type EntityBrief = z.infer<typeof EntityBrief>;

/**
 * Why an entity is offered for some words, in the order of preference: they are the last word of a name that the document mentions,
 * they were linked to it before, they name the people of this country, they are its name or an alias, the same but for case and
 * diacritics, another way to write its name (hyphens, initials, titles, transliterations), a part of it, mentioned in the document
 * (when there are no words to go by), or merely beginning so.
 */
export const CandidateReason = z.enum([
  'last name',
  'linked before',
  'country',
  'name',
  'alias',
  'near',
  'variant',
  'part',
  'here',
  'prefix',
]);
export type CandidateReason = z.infer<typeof CandidateReason>;

export const Candidate = z.object({ entity: EntityBrief, why: CandidateReason, mentions: z.int() });
export type Candidate = z.infer<typeof Candidate>;

const Name = z.string().trim().min(1).max(500);
/** A colour as the colour input gives it: nothing else may come near a style. */
export const EntityColour = z
  .string()
  .regex(/^#[0-9a-f]{6}$/, 'a colour is written as # and six hexadecimal digits, in lower case');
const ExternalIds = Entity.shape.externalIds;
const Note = z.string().max(20_000);

const Page = {
  offset: z.int().nonnegative().optional(),
  limit: z.int().positive().max(1000).optional(),
};

/** What an entity is made of, where all but the name may be left out. */
const Parts = {
  type: TermName.optional(),
  aliases: z.array(Name).optional(),
  externalIds: ExternalIds.optional(),
  note: Note.optional(),
  colour: EntityColour.optional(),
};

export const EntityOrder = z.enum(['name', 'type', 'mentions', 'added', 'articles', 'by', 'about', 'seen']);
export type EntityOrder = z.infer<typeof EntityOrder>;

/** An entity as a row of the table, counted in all sets. */
export const ListedEntity = EntityBrief.extend({
  aliases: z.int(),
  /** The first of its aliases. */
  also: z.array(z.string()),
  mentions: z.int(),
  articles: z.int(),
  /** When the latest article that mentions it was published; empty if that is not known. */
  lastSeen: z.string(),
  /** Claims whose claimer it is, and those in which it fills another slot. */
  claimsBy: z.int(),
  claimsAbout: z.int(),
});
export type ListedEntity = z.infer<typeof ListedEntity>;

const ClaimOfEntity = z.object({
  span: Uid,
  document: Uid,
  documentTitle: z.string(),
  published: z.string(),
  type: TermName,
  gloss: z.string(),
  text: z.string(),
  /** The slot it fills, or "content" for a mention inside the claim. */
  through: z.string(),
});
export type ClaimOfEntity = z.infer<typeof ClaimOfEntity>;

export const ConcordanceRow = z.object({
  span: Uid,
  document: Uid,
  documentTitle: z.string(),
  published: z.string(),
  type: TermName,
  before: z.string(),
  text: z.string(),
  after: z.string(),
});
export type ConcordanceRow = z.infer<typeof ConcordanceRow>;

export const PackReport = z.object({
  added: z.int(),
  /** Rows whose entity was here already and had all of it. */
  matched: z.int(),
  /** Entities here that gained aliases, external ids or a note. */
  enriched: z.int(),
  aliases: z.int(),
  notes: z.array(z.string()),
});
export type PackReport = z.infer<typeof PackReport>;

export const PackFormat = z.enum(['csv', 'jsonl']);
export type PackFormat = z.infer<typeof PackFormat>;

/** Calls about the registry: the things that mentions name. The uid of a merged entity refers to the entity that it was merged into. */
export const entityCalls = {
  'entities.search': query(
    z.object({
      text: z.string().max(1000),
      /** Of the mention: entities of this type come first. */
      type: TermName.optional(),
      /** Only entities of these types, and those without one. */
      types: z.array(TermName).max(500).optional(),
      document: Uid.optional(),
      set: Uid.optional(),
      limit: z.int().positive().max(100).optional(),
    }),
    z.object({ candidates: z.array(Candidate) }),
  ),
  'entities.list': query(
    z.object({
      search: z.string().max(500).optional(),
      type: TermName.optional(),
      order: EntityOrder.optional(),
      descending: z.boolean().optional(),
      ...Page,
    }),
    z.object({
      total: z.int(),
      rows: z.array(ListedEntity),
      /** Types that entities have, for the filter. */
      types: z.array(z.object({ type: TermName, entities: z.int() })),
    }),
  ),
  'entities.get': query(
    z.object({ entity: Uid }),
    z.object({
      entity: Entity,
      mentions: z.int(),
      documents: z.int(),
      /** Names of entities that were merged into it. */
      merged: z.array(z.string()),
      relations: z.array(
        z.object({ relation: Relation, direction: z.enum(['from', 'to']), other: EntityBrief }),
      ),
    }),
  ),
  /** Names for ids, in the order asked; what is not there is left out. */
  'entities.named': query(
    z.object({ ids: z.array(Uid).max(1000) }),
    z.object({ entities: z.array(EntityBrief) }),
  ),
  /** Its mentions in their context, by document and place. */
  'entities.concordance': query(
    z.object({ entity: Uid, set: Uid.optional(), ...Page }),
    z.object({ total: z.int(), rows: z.array(ConcordanceRow) }),
  ),
  /** Claims by it (it or a mention of it is a claimer) and about it (another slot, or mentioned in the content). */
  'entities.claims': query(
    z.object({ entity: Uid, set: Uid.optional() }),
    z.object({ by: z.array(ClaimOfEntity), about: z.array(ClaimOfEntity), truncated: z.boolean() }),
  ),
  /** `mentions` are linked to it in the same change, beside what they are linked to already. */
  'entities.create': command(
    z.object({ id: Uid.optional(), name: Name, ...Parts, mentions: z.array(Uid).optional() }),
    z.object({ entity: Entity }),
  ),
  /** Only what is given changes; `null` clears. */
  'entities.update': command(
    z.object({
      entity: Uid,
      name: Name.optional(),
      type: TermName.nullable().optional(),
      aliases: z.array(Name).optional(),
      externalIds: ExternalIds.optional(),
      note: Note.nullable().optional(),
      colour: EntityColour.nullable().optional(),
    }),
    z.object({ entity: Entity }),
  ),
  /** Mentions stay and are linked to it no more; slots that it fills and its relations go. */
  'entities.delete': command(
    z.object({ entities: z.array(Uid).min(1) }),
    z.object({ deleted: z.int(), mentions: z.int(), slots: z.int(), relations: z.int() }),
    ({ entities }) => editOf(entities),
  ),
  'entities.merge': command(
    z.object({ into: Uid, from: z.array(Uid).min(1) }),
    z.object({
      entity: Entity,
      mentions: z.int(),
      slots: z.int(),
      relations: z.int(),
      /** Slot fillers and relations that became equal to another, or would link the entity to itself. */
      dropped: z.int(),
    }),
    'merge',
  ),
  /** A new entity takes these mentions from the one they are linked to. */
  'entities.split': command(
    z.object({
      entity: Uid,
      mentions: z.array(Uid).min(1),
      id: Uid.optional(),
      name: Name,
      type: TermName.optional(),
    }),
    z.object({ entity: Entity }),
    ({ mentions }) => editOf(mentions),
  ),
  /** Links spans to exactly these entities; several make a group, none unlinks. */
  'mentions.set': command(
    z.object({ spans: z.array(Uid).min(1), entities: z.array(Uid) }),
    z.object({ linked: z.int() }),
    ({ spans }) => editOf(spans),
  ),
  'entities.import': job(z.object({ job: Uid, file: Uid, format: PackFormat.optional() }), PackReport),
  /** The registry as a pack; without a folder it goes beside the project. */
  'entities.export': job(
    z.object({ job: Uid, format: PackFormat, folder: Uid.optional() }),
    z.object({ path: z.string(), entities: z.int() }),
  ),
};
