import * as z from 'zod';
import { ErrorWhere, Fault } from './errors.ts';
import { DocumentFilter } from './documents.ts';
import { LOSS_GROUPS } from '../formats/loss-groups.ts';
import { TermMap } from '../formats/term-map.ts';
import { UnknownTerms } from '../formats/unknown-terms.ts';
import { Attribute, AttributeValueSchema } from '../model/attributes/index.ts';
import { StatedRun } from '../model/set.ts';
import { Uid } from '../model/uid.ts';
import { host, job, query } from './define.ts';

export const ExchangeNote = z.object({ message: z.string(), where: ErrorWhere.optional() });

/** What was left out because it was faulty. Counts are of all, the list is cut at some thousands. */
const LeftOut = z.object({
  files: z.int(),
  records: z.int(),
  annotations: z.int(),
  faults: z.array(Fault),
  /** So many more are not listed. */
  more: z.int(),
  /** So many records would come in with their text alone, if that were asked for (the option `text-only`). */
  textOnly: z.int().optional(),
});
export type LeftOut = z.infer<typeof LeftOut>;

const ImportReport = z.object({
  documents: z.int(),
  /** Documents already there to which annotations were added. */
  matched: z.int(),
  /** Without the cues of claims, which are counted apart. */
  spans: z.int(),
  cues: z.int(),
  relations: z.int(),
  /** The model whose proposals these are; absent if they are not a model's. */
  model: z.string().optional(),
  /** What a model proposed and no place could be found for. */
  quarantined: z.int(),
  /** Files or records that were already there and brought nothing new. */
  skipped: z.int(),
  notes: z.array(ExchangeNote),
  /** Absent where everything was good. */
  leftOut: LeftOut.optional(),
  /** It is asked whether to leave that out, or to import nothing: nothing was imported yet. */
  undecided: z.boolean().optional(),
  /** Of an undecided import: nothing would be left to import. */
  nothingElse: z.boolean().optional(),
  /** What was added to the scheme, in words. */
  added: z.array(z.string()).default([]),
  /** What the scheme lacks: nothing was imported, and the import may be called again with a decision. */
  unknown: UnknownTerms.optional(),
  /** Ids of the formats that the files were read as. */
  formats: z.array(z.string()),
});
export type ImportReport = z.infer<typeof ImportReport>;

const Loss = z.object({
  kind: z.string(),
  count: z.int(),
  /** What it is about; losses are listed by it, the weightiest first. */
  group: z.enum(LOSS_GROUPS),
  examples: z.array(z.string()),
});

const ExportReport = z.object({
  folder: z.string(),
  documents: z.int(),
  /** Without the cues of claims, which are counted apart. */
  spans: z.int(),
  cues: z.int(),
  relations: z.int(),
  files: z.array(z.object({ name: z.string(), bytes: z.int(), sha256: z.string() })),
  losses: z.array(Loss),
  /** Every surface string was read back and is the same. */
  verified: z.boolean(),
});
export type ExportReport = z.infer<typeof ExportReport>;

/** Values of a format's declared options, by name. */
const FormatOptions = z.record(z.string(), AttributeValueSchema);

const FormatInfo = z.object({
  id: z.string(),
  label: z.string(),
  extensions: z.array(z.string()),
  reads: z.boolean(),
  writes: z.boolean(),
  /** How many annotation sets one export can hold. */
  sets: z.enum(['one', 'many']),
  offsetUnit: z.string(),
  options: z.array(Attribute),
  /** Names of those that mean something for reading alone. */
  readingOptions: z.array(z.string()),
  cannotHold: z.array(z.string()),
});
export type FormatInfo = z.infer<typeof FormatInfo>;

const ExportSelection = z.object({
  format: z.string(),
  /** By name; without it all sets, where the format can hold several. */
  sets: z.array(Uid).optional(),
  filter: DocumentFilter.optional(),
  options: FormatOptions.optional(),
});

const ExportCounts = z.object({
  spans: z.int(),
  cues: z.int(),
  relations: z.int(),
  losses: z.array(Loss),
});
export type ExportCounts = z.infer<typeof ExportCounts>;

/** Files in and datasets out. Files are named by ids that the host gave, never by path. */
export const exchangeCalls = {
  'exchange.formats': host(z.object({}), z.object({ formats: z.array(FormatInfo) })),
  'exchange.import': job(
    z.object({
      job: Uid,
      files: z.array(Uid).min(1),
      format: z.string().optional(),
      /** Name of the set that takes annotations which name none. */
      set: z.string().max(200).optional(),
      options: FormatOptions.optional(),
      /** What names of the files become here. */
      map: TermMap.optional(),
      /** All or nothing: refuses everything when anything is faulty. */
      strict: z.boolean().optional(),
      /** Adds to the scheme what it does not have. */
      extendScheme: z.boolean().optional(),
      /** Answers what is faulty, and what the scheme does not have, instead of deciding. */
      ask: z.boolean().optional(),
      /** The decision about faulty records: they are left out, and the rest is imported. */
      leaveOut: z.boolean().optional(),
      /** The files are a model's predictions: they come in a set of their own, with what is known of the run. */
      model: StatedRun.optional(),
    }),
    ImportReport,
  ),
  'exchange.preview': query(
    ExportSelection,
    z.object({
      documents: z.int(),
      /** `null` for many documents: then `exchange.count` has to be asked, which takes its time. */
      counts: ExportCounts.nullable(),
      /** How the files begin. */
      sample: z.string(),
    }),
  ),
  /** An article with its annotations in one set, as the window prints it. */
  'exchange.printable': query(
    z.object({ document: Uid, set: Uid }),
    z.object({
      title: z.string(),
      /** A style sheet. */
      styles: z.string(),
      /** An element `article` in HTML, without scripts and styles of its own. */
      body: z.string(),
    }),
  ),
  /** What an export would hold and lose, counted by letting the format write all of it, to nowhere. */
  'exchange.count': job(ExportSelection.extend({ job: Uid }), ExportCounts),
  'exchange.export': job(
    ExportSelection.extend({
      job: Uid,
      folder: Uid.optional(),
      strict: z.boolean().optional(),
      /** Exports one article with a text that it had, and the annotations mapped to it; the filter must name the article. */
      revision: Uid.optional(),
    }),
    ExportReport,
  ),
  /** Shows an export in the folders of the system; refused if the host cannot, or if nothing was exported there. */
  'exchange.reveal': host(z.object({ folder: z.string().max(4000) }), z.object({})),
  'exchange.cancel': host(z.object({ job: Uid }), z.object({})),
};
