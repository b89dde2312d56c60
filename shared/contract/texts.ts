import * as z from 'zod';
import { Fragments } from '../model/fragments.ts';
import { Uid } from '../model/uid.ts';
import { command, job, query } from './define.ts';

const Offset = z.int().nonnegative();

/** One replaced stretch `[start, end)` of the present text, in UTF-16 code units, with the text that replaces it. */
const Edit = z.tuple([Offset, Offset, z.string().max(10_000_000)]);

/** Sorted and disjoint. */
const Edits = z
  .array(Edit)
  .min(1)
  .max(100_000)
  .refine((edits) => edits.every(([start, end], i) => start <= end && start >= (edits[i - 1]?.[1] ?? 0)), {
    error: 'edits must be sorted and must not overlap',
  });

/** What becomes of an annotation whose words are all gone: it moves to the nearest word, or is deleted. */
export const GoneChoice = z.enum(['keep', 'delete']);
export type GoneChoice = z.infer<typeof GoneChoice>;

const Gone = z.object({
  /** For every annotation that `choices` does not name. */
  gone: GoneChoice.optional(),
  choices: z.array(z.object({ span: Uid, choice: GoneChoice })).optional(),
});

/** An annotation whose words a correction changes. */
export const AffectedAnnotation = z.object({
  span: Uid,
  /** The name of its annotation set. */
  set: z.string(),
  type: z.string(),
  /** The words before and after, fragments joined by an ellipsis; null if none are left. */
  before: z.string(),
  after: z.string().nullable(),
  /** Where it lies afterwards; empty if none of its words are left. */
  fragments: Fragments,
});
export type AffectedAnnotation = z.infer<typeof AffectedAnnotation>;

/** What a correction does to the annotations of an article, of every set. */
export const CorrectionEffect = z.object({
  /** The edits as they are stored, reduced to what differs. */
  edits: z.array(Edit),
  /** Exactly the annotations whose words change. */
  affected: z.array(AffectedAnnotation),
  /** All annotations in the article, in UTF-16 offsets or implicit. */
  annotations: z.int(),
});
export type CorrectionEffect = z.infer<typeof CorrectionEffect>;

/** One text that an article has had. */
export const TextRevision = z.object({
  id: Uid,
  /** The revision that it corrects; null for the text as it came in. */
  parent: Uid.nullable(),
  /** Whether it is the present text. */
  present: z.boolean(),
  /** ISO 8601; empty for the text as it came in. */
  at: z.string(),
  analyst: z.string(),
  /** The number of replaced stretches. */
  edits: z.int(),
  /** Length in UTF-16 code units. */
  length: z.int(),
  /** Hex. */
  sha256: z.string(),
});
export type TextRevision = z.infer<typeof TextRevision>;

/** What is replaced by what, and where it counts. */
const Replacement = z.object({
  find: z.string().min(1).max(1000),
  replace: z.string().max(10_000),
  /** Not within words. */
  words: z.boolean().default(false),
  /** Otherwise case and diacritics do not count. */
  matchCase: z.boolean().default(true),
});
export type Replacement = z.infer<typeof Replacement>;

/** An article as a preview saw it. */
const PreviewedArticle = z.object({
  document: Uid,
  /** SHA-256 (hex) of the text in which the places count. */
  of: z.string().max(64),
  /** Where places begin that are left out. */
  except: z.array(Offset).max(1_000_000).default([]),
  /** Where places begin that are taken; all others are left out. */
  only: z.array(Offset).max(1_000_000).optional(),
});

/** An article in which a string is replaced. */
export const ReplacedArticle = z.object({
  document: Uid,
  title: z.string(),
  /** Of the text before, hex. */
  sha256: z.string(),
  places: z.int(),
  /** The number of annotations whose words change. */
  affected: z.int(),
  /** Of these, the number of those of whose words none are left. */
  gone: z.int(),
});
export type ReplacedArticle = z.infer<typeof ReplacedArticle>;

/** A place at which a string is found, in its context. */
const ReplacedPlace = z.object({
  start: z.int(),
  end: z.int(),
  before: z.string(),
  text: z.string(),
  after: z.string(),
  /** The types of the annotations whose words change here, at most three, and the number of these annotations. */
  types: z.array(z.string()),
  affected: z.int(),
});
export type ReplacedPlace = z.infer<typeof ReplacedPlace>;

/** Calls that correct the text of an article. */
export const textCalls = {
  'texts.preview': query(z.object({ document: Uid, edits: Edits }), CorrectionEffect),
  /** `of` is the SHA-256 (hex) of the text in which the edits count; if the text is another one by now, nothing is changed. */
  'texts.correct': command(
    Gone.extend({ document: Uid, edits: Edits, of: z.string().optional() }),
    CorrectionEffect,
    'correction',
  ),
  /** Every text that the article has had, in the order in which they were made; empty if it was never corrected. */
  'texts.revisions': query(z.object({ document: Uid }), z.object({ revisions: z.array(TextRevision) })),
  'texts.revision': query(
    z.object({ document: Uid, revision: Uid }),
    z.object({ text: z.string(), effect: CorrectionEffect }),
  ),
  /**
   * Replaces a string in one article or all of them, as one change. By default only places with the very same code units count. With
   * `articles`, only these are looked at, and none whose text is another one by now.
   */
  'texts.replace': job(
    Replacement.extend({
      job: Uid,
      document: Uid.optional(),
      articles: z.array(PreviewedArticle).max(1_000_000).optional(),
      dryRun: z.boolean().default(false),
    }).extend(Gone.shape),
    z.object({
      documents: z.int(),
      places: z.int(),
      /** The first annotations whose words change. */
      affected: z.array(AffectedAnnotation),
      affectedInAll: z.int(),
      articles: z.array(ReplacedArticle),
      /** Articles that were left out because their text has changed since the preview, or because they were deleted. */
      outdated: z.array(z.object({ document: Uid, title: z.string() })),
      /** The change, for undoing it; null if nothing was changed. */
      change: Uid.nullable(),
    }),
  ),
  /** Some of the places of a replacement, article by article; an article is null if its text is another one by now. */
  'texts.places': query(
    Replacement.extend({
      articles: z
        .array(PreviewedArticle.extend({ first: z.int().nonnegative(), count: z.int().positive().max(500) }))
        .max(500),
    }),
    z.object({ articles: z.array(z.array(ReplacedPlace).nullable()) }),
  ),
  /**
   * What a replacement does to the annotations of an article, or to those at one place of it; null if the text of the article is
   * another one by now. Lists all annotations of whose words none are left, and the first others.
   */
  'texts.replacement': query(
    Replacement.extend({ article: PreviewedArticle, at: Offset.optional() }),
    z
      .object({
        affected: z.array(AffectedAnnotation),
        affectedInAll: z.int(),
        /** In the whole article. */
        total: ReplacedArticle.omit({ document: true, title: true, sha256: true }),
      })
      .nullable(),
  ),
  /** Makes another revision the present text; annotations are mapped. */
  'texts.goTo': command(Gone.extend({ document: Uid, revision: Uid }), CorrectionEffect, 'correction'),
};
