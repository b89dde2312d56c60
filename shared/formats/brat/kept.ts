import type { Fragment } from '../../model/fragments.ts';

/** Data of brat about an annotation that Postil does not represent, under `extra.brat`; the writer restores it. */
export interface SpanKept {
  /** The id of the event, or of the text-bound annotation if there is no event. */
  readonly id: string;
  /** The id of an event's trigger. */
  readonly trigger?: string;
  /** The trigger's type, if it differs from the event's. */
  readonly triggerType?: string;
  /** The rest of the text field after the covered words. */
  readonly tail?: string;
  /**
   * The fragments in the order of the file, UTF-16 in the document's text. Only if that differs from the order of the
   * text, which a span always has.
   */
  readonly order?: readonly Fragment[];
  /** Ids of the attributes, by name. */
  readonly attributes?: Readonly<Record<string, string>>;
  readonly normalisations?: readonly Normalisation[];
}

export interface Normalisation {
  readonly id: string;
  readonly type: string;
  readonly authority: string;
  readonly value: string;
  readonly title: string;
}

export interface RelationKept {
  readonly id?: string;
  /** Names of the two ends, if they are not Arg1 and Arg2. */
  readonly roles?: readonly [string, string];
  readonly tail?: string;
  /** The number of the `*` group to which the link belongs. */
  readonly group?: number;
  readonly attributes?: Readonly<Record<string, string>>;
}

/**
 * Lines kept unchanged, by annotator. Every annotator of the document has an entry. The empty name has the lines of a
 * file that names no annotator; they belong to the set into which it was imported, whatever its name.
 */
export interface DocumentKept {
  readonly lines?: Readonly<Record<string, readonly string[]>>;
}
