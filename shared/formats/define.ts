import { PostilError, type ErrorWhere, type Fault } from '../contract/errors.ts';
import type { Entity } from '../model/annotation.ts';
import type { Attribute, AttributeKinds, AttributeValue } from '../model/attributes/index.ts';
import { readableQuote } from '../model/fragments.ts';
import type { Document } from '../model/document.ts';
import type { Scheme } from '../model/scheme.ts';
import type { Analyst, AnnotationSet, StatedRun } from '../model/set.ts';
import type { Uid } from '../model/uid.ts';
import type { OffsetUnit } from '../text/offsets.ts';
import type { ExtractArticle } from './extracted.ts';
import type { LossTally } from './losses.ts';
import { declaredLosses, type Carries } from './model-fields.ts';
import type { DatasetHeader, DocumentRecord, IncomingDocument, IncomingRelation } from './records.ts';

/** Receives what is left out because of a fault; reading continues. */
export type LeaveOut = (fault: Fault) => void;

/** The bytes of a file, in pieces of any size. */
export type Bytes = AsyncIterable<Uint8Array>;

/** An item that a reader returns, in the order of the file. A header comes first and at most once. */
export type Incoming =
  | {
      readonly kind: 'header';
      readonly scheme?: Scheme;
      readonly sets?: readonly AnnotationSet[];
      readonly analysts?: readonly Analyst[];
      /** The model that made the file, as far as the file states it. */
      readonly model?: StatedRun;
    }
  /**
   * With `localIds` the entity's id is only valid within the file; the importer identifies the entity by its external
   * ids or, without any, by name and type.
   */
  | {
      readonly kind: 'entity';
      readonly entity: Entity;
      readonly localIds?: boolean;
      readonly where: ErrorWhere;
    }
  | { readonly kind: 'document'; readonly record: IncomingDocument; readonly where: ErrorWhere }
  /** A relation between entities, or between spans of different documents. */
  | { readonly kind: 'relation'; readonly relation: IncomingRelation; readonly where: ErrorWhere }
  /** Something repaired, recognised or skipped; reported, not an error. */
  | { readonly kind: 'note'; readonly message: string; readonly where: ErrorWhere };

/** Values of a format's declared options by name; missing ones take their default. */
export type OptionValues = Readonly<Record<string, AttributeValue>>;

/** Finds ids that occur twice in a file. */
export interface SeenIds {
  /** Registers an id. Returns the line on which it first occurred, or `undefined` if it is new. */
  claim(id: string, line: number): number | undefined;
  /** Forgets an id, because its record was left out. */
  release(id: string): void;
}

export interface ReadOptions {
  /** Name of the file, for messages and for the origin of documents. */
  readonly file: string;
  readonly values?: OptionValues;
  /** Opens a file beside this one by its name (`a.txt` for `a.ann`); `null` if it does not exist. */
  readonly companion?: (name: string) => Promise<Bytes | null>;
  /** True if the file was found in a folder: needed files that are missing are then reported instead of refused. */
  readonly inFolder?: boolean;
  /**
   * Names of the files beside this one, itself included. A folder may have tens of thousands: look up names, do not
   * iterate.
   */
  readonly siblings?: ReadonlySet<string>;
  /**
   * Receives the faults that cost less than the file (`LEAST_COST`), and reading continues with the rest. Without it
   * the first fault ends the reading.
   */
  readonly leaveOut?: LeaveOut | undefined;
  /** Remembers the ids of this file; kept in memory if absent. A file may have millions. */
  readonly seenIds?: SeenIds;
  /** Takes an article out of a file that may be hostile, such as a web page. Without it, such files are refused. */
  readonly extract?: ExtractArticle | undefined;
  /**
   * Finds the project's document for files that hold only annotations: by id, file name, title or address, else by its
   * text (line ends LF), with or without a header that was split off. Absent if there is no project.
   */
  readonly findDocument?: (wanted: {
    readonly id?: Uid;
    readonly name?: string;
    readonly text?: string;
  }) => Promise<Document | null>;
}

export interface WriteOptions {
  readonly values?: OptionValues;
  /** Base name of the files written, without extension. */
  readonly name?: string;
  /** Receives what the format cannot carry. */
  readonly losses: LossTally;
  /**
   * Receives the words of every written span, sliced from the document's text (`readableQuote`); twice if the format
   * cuts the span in two. Exports compare this with what they read back. Formats whose `surfaces` identify spans by id
   * need not call it; formats of tables call it with whole rows, and their `surfaces` return those.
   */
  readonly wrote?: (surface: string) => void;
  /** Nothing is stored: only losses are counted, and the beginning is shown. Text may be written in place of other files. */
  readonly rehearsal?: boolean;
}

/** What a dataset holds besides its documents. */
export interface Dataset extends DatasetHeader {
  /** The kinds of the scheme's attributes; all that there are, unless a test has others. */
  readonly kinds?: AttributeKinds;
  readonly entities: AsyncIterable<Entity> | Iterable<Entity>;
  /** Relations between entities and across documents. Relations within a document belong to its record. */
  readonly relations: AsyncIterable<DatasetRelation> | Iterable<DatasetRelation>;
}
export type DatasetRelation = DocumentRecord['relations'][number];

/** A piece of an output file. The pieces of one file come in order; files may alternate. */
export interface OutgoingChunk {
  /** Name, or a path with "/" relative to the export folder. */
  readonly file: string;
  readonly chunk: string | Uint8Array;
  /** Nothing more follows for this file. Formats with many files must set this, or all of them would stay open. */
  readonly last?: boolean;
}

/** A span as read back from an export, for verification. */
export interface Surface {
  readonly document: string;
  readonly span: string;
  /** As `readableQuote` gives it: fragments joined by " … ". Empty for an implicit span. */
  readonly text: string;
}

/** Name of the option by which the unit of offsets is forced, for formats whose tools disagree. */
export const UNIT_OPTION = 'offset-unit';
/** Name of the option to read only the texts, although they have annotations that cannot be read (`unread.ts`). */
export const TEXT_ONLY = 'text-only';

/**
 * An exchange format: one such object in one file, and one line in the registry. Screens, the command line and the
 * conformance tests derive from it. Readers and writers stream, so that no corpus is held in memory.
 */
export interface Format {
  /** The value of `--format`. */
  readonly id: string;
  readonly label: string;
  /** Lower case, without the dot; the first is used for writing. */
  readonly extensions: readonly string[];
  /** The unit of offsets in its files; `tokens` for formats without offsets, `stated` if the file states it. */
  readonly offsetUnit: OffsetUnit | 'tokens' | 'stated' | 'none';
  /** Whether one file can hold several annotation sets; if not, an export has to choose one. */
  readonly sets: 'one' | 'many';
  /** Declared like attributes, so that the screen shows the same inputs. */
  readonly options: readonly Attribute[];
  /** Names of options that only affect reading: the export screen does not show them. */
  readonly readingOptions?: readonly string[];
  /**
   * What happens to data that it carries in part, in words for the export screen; the rest follows from `carries`. The
   * tally of an export gives the counts.
   */
  readonly cannotHold: readonly string[];
  /** Which fields of the model its files carry; required for every format that can be written. */
  carries?(values: OptionValues | undefined): Carries;
  /** How likely a file is of this format, 0 to 1, by name and first bytes (some kilobytes). */
  sniff(name: string, head: Uint8Array): number;
  /** Names of files in its exports that only describe the dataset, for people and other programs. */
  readonly describing?: readonly string[];
  /**
   * Which of the neighbouring files belong to a file and are only read with it: the text of stand-off annotations, a
   * type system, a configuration.
   */
  companions?(name: string, siblings: ReadonlySet<string>): readonly string[];
  /**
   * Whether a file of that name belongs to a whole folder and is never read by itself: a configuration, a type system.
   * An export of nothing has only such a file.
   */
  isOfFolder?(name: string): boolean;
  /**
   * Reads one file.
   * @throws PostilError `refused` with file, line, record; then nothing of the file may be imported. Faults that cost
   * less than the file go to `leaveOut`, if there is one.
   */
  read?(input: Bytes, options: ReadOptions): AsyncIterable<Incoming>;
  write?(
    dataset: Dataset,
    documents: AsyncIterable<DocumentRecord> | Iterable<DocumentRecord>,
    options: WriteOptions,
  ): AsyncIterable<OutgoingChunk>;
  /**
   * Reads the spans of a written file back, for the verification of exports. Only for formats that cannot be read, or
   * that identify spans by id; the others are verified by reading.
   */
  surfaces?(input: Bytes, options: ReadOptions): AsyncIterable<Surface>;
}

/** Formats that can be read or written, by the methods that they have. */
export type ReadableFormat = Format & Required<Pick<Format, 'read'>>;
export type WritableFormat = Format & Required<Pick<Format, 'write' | 'carries'>>;

export function canRead(format: Format): format is ReadableFormat {
  return format.read !== undefined;
}

/**
 * Whether a format can be offered for export: it must be readable again, because exports verify themselves, and must
 * state what it carries.
 */
export function canWrite(format: Format): format is WritableFormat {
  return (
    format.write !== undefined &&
    format.carries !== undefined &&
    (format.surfaces !== undefined || format.read !== undefined)
  );
}

/** Returns what a format cannot hold, in words: fields that it does not carry, then what it carries in part. */
export function cannotHoldOf(format: Format): string[] {
  return [...(format.carries ? declaredLosses(format.carries(undefined)) : []), ...format.cannotHold];
}

/** Reads the spans of a written file, by the format's `surfaces` if it has them, else by its reader. */
export async function* surfacesOf(
  format: Format,
  input: Bytes,
  options: ReadOptions,
): AsyncGenerator<Surface> {
  if (format.surfaces) {
    yield* format.surfaces(input, options);
    return;
  }
  if (!format.read) return;
  // Foreign data is written as it was imported, and may look like annotations that this format does not read.
  const values = { ...options.values, [TEXT_ONLY]: true };
  for await (const item of format.read(input, { ...options, values })) {
    if (item.kind !== 'document') continue;
    const { text, spans, origin } = item.record;
    for (const { fragments } of spans) {
      yield { document: origin.name, span: '', text: readableQuote(text, fragments) };
    }
  }
}

/** Returns the refusal of a file's content. The reason states what is wrong; `help`, what to do. */
export function formatError(reason: string, where: ErrorWhere, help?: string): PostilError {
  return new PostilError('refused', help === undefined ? reason : `${reason} ${help}`, where);
}

/** Returns the value of a declared option: as given, else its default. */
export function optionValue(
  format: Pick<Format, 'options'>,
  name: string,
  values: OptionValues | undefined,
): AttributeValue | undefined {
  return values?.[name] ?? format.options.find((option) => option.name === name)?.default;
}
