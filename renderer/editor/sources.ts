import type { Node } from 'prosemirror-model';
import { DecorationSet, type Decoration, type DecorationSource } from 'prosemirror-view';
import type { Positions } from './positions.ts';

const NO_LOCALS: readonly Decoration[] = [];

/** The decorations of the drawn blocks, by block. */
export type DrawnBlocks = ReadonlyMap<number, DecorationSet>;

/**
 * What ProseMirror needs of a source beyond its public type. Without `members` and `localsInner`, a source is lost or fails
 * as soon as another one joins it in a group (as the cursor wrapper of an input method does).
 */
abstract class Source implements DecorationSource {
  readonly members: readonly this[] = [this];

  abstract forChild(offset: number, child: Node): DecorationSource;
  abstract eq(other: DecorationSource): boolean;
  abstract forEachSet(visit: (set: DecorationSet) => void): void;

  locals(): readonly Decoration[] {
    return NO_LOCALS;
  }

  localsInner(): readonly Decoration[] {
    return NO_LOCALS;
  }

  map(): this {
    return this;
  }
}

/** The blocks of one section. */
class SectionSource extends Source {
  readonly positions: Positions;
  readonly first: number;
  /** The decorations of its blocks, in order. */
  readonly sets: readonly DecorationSet[];
  /** Position of the section's content. */
  readonly base: number;

  constructor(positions: Positions, first: number, sets: readonly DecorationSet[]) {
    super();
    this.positions = positions;
    this.first = first;
    this.sets = sets;
    this.base = positions.sectionStart(first) + 1;
  }

  forChild(offset: number): DecorationSource {
    const block = this.positions.blockAtPosition(this.base + offset + 1);
    return this.sets[block - this.first] ?? DecorationSet.empty;
  }

  eq(other: DecorationSource): boolean {
    return other === this || (other instanceof SectionSource && other.holds(this.first, this.sets));
  }

  holds(first: number, sets: readonly DecorationSet[]): boolean {
    return first === this.first && sets.every((set, i) => set === this.sets[i]);
  }

  forEachSet(visit: (set: DecorationSet) => void): void {
    for (const set of this.sets) visit(set);
  }
}

/** The drawn blocks of the document. Sections whose blocks have not changed keep their source object. */
export class DocumentSource extends Source {
  readonly #positions: Positions;
  readonly drawn: DrawnBlocks;
  readonly #sections = new Map<number, SectionSource>();

  constructor(positions: Positions, drawn: DrawnBlocks, previous?: DocumentSource) {
    super();
    this.#positions = positions;
    this.drawn = drawn;
    const { perSection } = positions;
    if (perSection === 0) return;
    for (const block of drawn.keys()) {
      const first = block - (block % perSection);
      if (this.#sections.has(first)) continue;
      const sets = Array.from({ length: perSection }, (_, i) => drawn.get(first + i) ?? DecorationSet.empty);
      if (sets.every((set) => set === DecorationSet.empty)) continue;
      const old = previous?.sectionAt(first);
      this.#sections.set(first, old?.holds(first, sets) ? old : new SectionSource(positions, first, sets));
    }
  }

  sectionAt(block: number): SectionSource | undefined {
    return this.#sections.get(block);
  }

  forChild(offset: number): DecorationSource {
    if (this.#positions.perSection > 0) {
      // A section's first block begins two positions after the section.
      return this.#sections.get(this.#positions.blockAtPosition(offset + 2)) ?? DecorationSet.empty;
    }
    return this.drawn.get(this.#positions.blockAtPosition(offset + 1)) ?? DecorationSet.empty;
  }

  eq(other: DecorationSource): boolean {
    return other === this;
  }

  forEachSet(visit: (set: DecorationSet) => void): void {
    for (const set of this.drawn.values()) visit(set);
  }
}
