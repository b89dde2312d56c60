import type { Fragments } from '../model/fragments.ts';

/** Identifies an annotation within one comparison: a uid, or a local row id if a million annotations are read. */
export type ComparedId = string | number;

/** The parts of a span that a comparison needs. Offsets: UTF-16 code units, half open. */
export interface ComparedSpan {
  readonly id: ComparedId;
  readonly type: string;
  /**
   * Only spans of the same group can match: the layer of the type. A name inside a claim is neither the claim nor a
   * mistake for it.
   */
  readonly group?: string;
  /** Sorted and disjoint, as stored; empty for an implicit span. */
  readonly fragments: Fragments;
  /** The model's confidence, 0 to 1. */
  readonly score?: number;
  /** The claim that a cue belongs to. Cues are compared as fillers and not counted among the spans. */
  readonly owner?: ComparedId;
  /** Entities of the registry that the span mentions. */
  readonly entities?: readonly ComparedId[];
  readonly slots?: readonly ComparedFiller[];
}

/** One filler of a slot. */
export interface ComparedFiller {
  readonly slot: string;
  /** A span of the same document and set, otherwise a string that identifies the filler: `entity:…`, `text:…`, `empty:…`. */
  readonly filler: { readonly span: ComparedId } | { readonly value: string };
}

/** A relation. Its ends are spans of the set, or entities, which all sets share. */
export interface ComparedRelation {
  readonly id: ComparedId;
  readonly type: string;
  readonly ends: 'span' | 'entity';
  readonly from: ComparedId;
  readonly to: ComparedId;
}

/** The annotations of one set in one document. */
export interface ComparedSide {
  readonly spans: readonly ComparedSpan[];
  readonly relations: readonly ComparedRelation[];
}
