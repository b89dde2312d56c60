import type { Fragments } from '../model/fragments.ts';

/** Names an annotation within one comparison: a uid, or a local row id where a million of them are read. */
export type ComparedId = string | number;

/** A span as far as comparing needs it. Offsets: UTF-16 code units, half open. */
export interface ComparedSpan {
  readonly id: ComparedId;
  readonly type: string;
  /**
   * Only spans of one group can be matches of each other: the layer of the type, since a name inside a claim is
   * neither the claim nor a mistake for it.
   */
  readonly group?: string;
  /** Sorted and disjoint, as stored; none = implicit. */
  readonly fragments: Fragments;
  /** How sure the model was, 0 to 1. */
  readonly score?: number;
  /** The claim a cue belongs to: cues are compared as fillers, and not counted among the spans. */
  readonly owner?: ComparedId;
  /** Entities of the registry that the span mentions. */
  readonly entities?: readonly ComparedId[];
  readonly slots?: readonly ComparedFiller[];
}

/** One filler of a slot. */
export interface ComparedFiller {
  readonly slot: string;
  /** A span of the same document and set, else what stands for itself: `entity:…`, `text:…`, `empty:…`. */
  readonly filler: { readonly span: ComparedId } | { readonly value: string };
}

/** A relation; its ends are spans of the set, or entities, which all sets share. */
export interface ComparedRelation {
  readonly id: ComparedId;
  readonly type: string;
  readonly ends: 'span' | 'entity';
  readonly from: ComparedId;
  readonly to: ComparedId;
}

/** What one set holds in one document. */
export interface ComparedSide {
  readonly spans: readonly ComparedSpan[];
  readonly relations: readonly ComparedRelation[];
}
