import type { Fragment } from '../../model/fragments.ts';

/** Data of brat about an annotation that Postil does not represent, under `extra.brat`; the writer restores it. */
export interface SpanKept {
  /** The id of the event, or of the text-bound annotation where there is no event. */
  readonly id: string;
  /** The id of an event's trigger. */
  readonly trigger?: string;
  /** The trigger's type, where it is not the event's. */
  readonly triggerType?: string;
  /** The rest of the text field after the words. */
  readonly tail?: string;
  /**
   * The fragments in the order of the file, UTF-16 in the document's text, where that is not the order of the text, in
   * which a span has them.
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
  /** Names of the two ends, where they are not Arg1 and Arg2. */
  readonly roles?: readonly [string, string];
  readonly tail?: string;
  /** The number of the `*` group to which the link belongs. */
  readonly group?: number;
  readonly attributes?: Readonly<Record<string, string>>;
}

/**
 * Lines kept as they are, by annotator, each of whom is named here; under the empty name those of a file that names none, which
 * are of the set into which it was imported, whatever that is called.
 */
export interface DocumentKept {
  readonly lines?: Readonly<Record<string, readonly string[]>>;
}
