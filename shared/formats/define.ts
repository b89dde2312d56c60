import { PostilError, type ErrorWhere, type Fault } from '../contract/errors.ts';
import type { Entity } from '../model/annotation.ts';
import type { Attribute, AttributeValue } from '../model/attributes/index.ts';
import { readableQuote } from '../model/fragments.ts';
import type { Document } from '../model/document.ts';
import type { Scheme } from '../model/scheme.ts';
import type { Analyst, AnnotationSet, StatedRun } from '../model/set.ts';
import type { Uid } from '../model/uid.ts';
import type { OffsetUnit } from '../text/offsets.ts';
import type { LossTally } from './losses.ts';
import { declaredLosses, type Carries } from './model-fields.ts';
import type { DatasetHeader, DocumentRecord, IncomingDocument, IncomingRelation } from './records.ts';

/** Receives what is left out because of a fault; reading continues. */
export type LeaveOut = (fault: Fault) => void;

/** The bytes of a file in pieces of any size. */
export type Bytes = AsyncIterable<Uint8Array>;

/** What a reader returns, in the order of the file. A header comes first and at most once. */
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
   * With `localIds` the entity's id only serves to refer to it; the importer knows it again by its external ids,
   * or, where it has none, by name and type.
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
  /** The line on which the UUID stood first; `undefined` when it is new, and then it is remembered. */
  claim(id: string, line: number): number | undefined;
  /** Forgets an id of a record that was left out. */
  release(id: string): void;
}

export interface ReadOptions {
  /** Name of the file, for messages and for the documents' origin. */
  readonly file: string;
  readonly values?: OptionValues;
  /** Opens a file beside this one by its name (`a.txt` for `a.ann`); `null` when there is none. */
  readonly companion?: (name: string) => Promise<Bytes | null>;
  /** True when the file was found in a folder: missing files that it needs are then reported, instead of refused. */
  readonly inFolder?: boolean;
  /** Names of the files beside this one, itself included. A corpus has tens of thousands in one folder: look up, do not walk. */
  readonly siblings?: ReadonlySet<string>;
  /**
   * Takes the faults that cost less than the file (`LEAST_COST`); reading goes on with what is good. Without it the
   * first fault ends the reading.
   */
  readonly leaveOut?: LeaveOut | undefined;
  /** Remembers the ids of this file; one in memory when absent. A file may hold millions. */
  readonly seenIds?: SeenIds;
  /**
   * The project's document of that id, or of that file name, title or address, for files that hold annotations alone; else the
   * one that has that text (line ends LF), with or without the header that was taken off. Absent if there is no project.
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
  /** Takes what the format cannot carry. */
  readonly losses: LossTally;
  /**
   * Told the words of every span as the format holds it, sliced from the document's text (`readableQuote`): one
   * that was cut in two is returned twice. Exports compare this with what they read back. Formats whose `surfaces`
   * name spans by their ids need not return it.
   */
  readonly wrote?: (surface: string) => void;
}

/** What a dataset holds besides its documents. */
export interface Dataset extends DatasetHeader {
  readonly entities: AsyncIterable<Entity> | Iterable<Entity>;
  /** Relations between entities and across documents; those inside a document are with it. */
  readonly relations: AsyncIterable<DatasetRelation> | Iterable<DatasetRelation>;
}
export type DatasetRelation = DocumentRecord['relations'][number];

/** A piece of one output file. Pieces of a file come in order; files may alternate. */
export interface OutgoingChunk {
  /** Name, or a path with "/" below the folder of the export. */
  readonly file: string;
  readonly chunk: string | Uint8Array;
  /** Nothing more follows for this file. Formats with many files return this, or all of them would stay open. */
  readonly last?: boolean;
}

/** A span as read back from an export: what the verification compares. */
export interface Surface {
  readonly document: string;
  readonly span: string;
  /** As `readableQuote` gives it: fragments joined by " … ". Empty for an implicit span. */
  readonly text: string;
}

/** Name of the option by which the unit of offsets is forced, for formats whose tools disagree. */
export const UNIT_OPTION = 'offset-unit';
/** Name of the option by which a person asks for texts whose annotations are not read (`unread.ts`). */
export const TEXT_ONLY = 'text-only';

/**
 * An exchange format: one such object in one file, and one line in the registry. Screens, the command line and
 * the conformance tests follow from it. Readers and writers stream, so that no corpus sits in memory.
 */
export interface Format {
  /** What `--format` takes. */
  readonly id: string;
  readonly label: string;
  /** Lower case, without the dot; the first is the one that is written. */
  readonly extensions: readonly string[];
  /** What offsets in its files count; `tokens` for formats without offsets, `stated` when the file says. */
  readonly offsetUnit: OffsetUnit | 'tokens' | 'stated' | 'none';
  /** Whether one file can hold several annotation sets; where not, an export has to choose one. */
  readonly sets: 'one' | 'many';
  /** Declared like attributes, so that the same inputs show them. */
  readonly options: readonly Attribute[];
  /** Names of options that mean something for reading alone: the export screen does not show them. */
  readonly readingOptions?: readonly string[];
  /**
   * What becomes of things that it carries in part, in words for the export screen: the rest follows from `carries`. The
   * tally of an export gives the counts.
   */
  readonly cannotHold: readonly string[];
  /** Which fields of the model its files carry; every format that is written states it. */
  carries?(values: OptionValues | undefined): Carries;
  /** How sure it is that a file is of this format, 0 to 1, by name and first bytes (some kilobytes). */
  sniff(name: string, head: Uint8Array): number;
  /** Names of files in its exports that describe the dataset for people and other programs, and hold none of it. */
  readonly describing?: readonly string[];
  /**
   * Which of the files beside a file belong to it and are read through it alone: the text of annotations that
   * stand apart, a type system, a configuration.
   */
  companions?(name: string, siblings: ReadonlySet<string>): readonly string[];
  /**
   * Whether a file of that name is of a whole folder, and none that is read by itself: a configuration, a type system. An
   * export of nothing has such a file and none that it belongs to.
   */
  isOfFolder?(name: string): boolean;
  /**
   * Reads one file.
   * @throws PostilError `refused` with file, line, record; nothing of the file may be imported then. What costs less
   *   than the file is told to `leaveOut`, where there is one.
   */
  read?(input: Bytes, options: ReadOptions): AsyncIterable<Incoming>;
  write?(
    dataset: Dataset,
    documents: AsyncIterable<DocumentRecord> | Iterable<DocumentRecord>,
    options: WriteOptions,
  ): AsyncIterable<OutgoingChunk>;
  /**
   * Reads the spans back out of a written file, for the verification of exports. Only formats that cannot be read,
   * or that name spans by their ids, state it; the others are verified by reading.
   */
  surfaces?(input: Bytes, options: ReadOptions): AsyncIterable<Surface>;
}

/** Formats that can be read, and those that can be written, by their methods. */
export type ReadableFormat = Format & Required<Pick<Format, 'read'>>;
export type WritableFormat = Format & Required<Pick<Format, 'write' | 'carries'>>;

export function canRead(format: Format): format is ReadableFormat {
  return format.read !== undefined;
}

/**
 * A format that cannot be read back is not offered for export, since exports verify themselves; nor one that does not state
 * what it carries.
 */
export function canWrite(format: Format): format is WritableFormat {
  return (
    format.write !== undefined &&
    format.carries !== undefined &&
    (format.surfaces !== undefined || format.read !== undefined)
  );
}

/** What a format has no place for, in words: fields that it does not carry, then what it carries in part. */
export function cannotHoldOf(format: Format): string[] {
  return [...(format.carries ? declaredLosses(format.carries(undefined)) : []), ...format.cannotHold];
}

/** The spans of a written file: as the format tells them, else as it reads them. */
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
  // What was kept of another format goes out as it came in: it may look like annotations that this one does not read.
  const values = { ...options.values, [TEXT_ONLY]: true };
  for await (const item of format.read(input, { ...options, values })) {
    if (item.kind !== 'document') continue;
    const { text, spans, origin } = item.record;
    for (const { fragments } of spans) {
      yield { document: origin.name, span: '', text: readableQuote(text, fragments) };
    }
  }
}

/** The refusal of a file's content. The reason says what is wrong; `help`, what to do. */
export function formatError(reason: string, where: ErrorWhere, help?: string): PostilError {
  return new PostilError('refused', help === undefined ? reason : `${reason} ${help}`, where);
}

/** The value of a declared option: as given, else its default. */
export function optionValue(
  format: Pick<Format, 'options'>,
  name: string,
  values: OptionValues | undefined,
): AttributeValue | undefined {
  return values?.[name] ?? format.options.find((option) => option.name === name)?.default;
}
