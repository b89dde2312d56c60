import type { BlockKind } from '../../model/document.ts';
import type { Mark, Run } from './marks.ts';

/** How a phrase is set: as it is, as the name of what it is about, or as words that only accompany it. */
export type Tone = 'plain' | 'strong' | 'grey';
export interface Phrase {
  readonly text: string;
  readonly tone: Tone;
  /** The number of a claim or event, to which it leads or which it is. */
  readonly link?: { readonly to: string } | { readonly at: string };
}
export type Line = readonly Phrase[];

export interface Column {
  readonly heading: string;
  /** Its share of the width of the page, in per cent; all columns of a table have 100. */
  readonly width: number;
}
/** The lines of each cell of a row. */
export type Row = readonly (readonly Line[])[];

/** A type in the legend, with an example of how it is drawn and how often it occurs. */
export interface LegendEntry {
  readonly mark: Mark;
  readonly count: number;
}

/** A part of an annotated article: what a page shows from top to bottom, whatever file it is in. */
export type Part =
  | { readonly kind: 'title'; readonly text: string }
  | { readonly kind: 'facts'; readonly line: Line }
  | { readonly kind: 'legend'; readonly heading: string; readonly entries: readonly LegendEntry[] }
  | {
      readonly kind: 'block';
      readonly block: BlockKind;
      readonly direction: 'ltr' | 'rtl';
      readonly runs: readonly Run[];
    }
  | {
      readonly kind: 'table';
      readonly heading: string;
      readonly columns: readonly Column[];
      readonly rows: Iterable<Row>;
    };
