import type { Node } from 'prosemirror-model';
import { DecorationSet, type Decoration, type DecorationSource } from 'prosemirror-view';
import type { Positions } from './positions.ts';

const NO_LOCALS: readonly Decoration[] = [];

/** The decorations of consecutive blocks, from `first` on. */
export interface DrawnBlocks {
  readonly first: number;
  readonly sets: readonly DecorationSet[];
}

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
  readonly drawn: DrawnBlocks;
  /** Position of the section's content. */
  readonly base: number;

  constructor(positions: Positions, drawn: DrawnBlocks) {
    super();
    this.positions = positions;
    this.drawn = drawn;
    this.base = positions.sectionStart(drawn.first) + 1;
  }

  forChild(offset: number): DecorationSource {
    const block = this.positions.blockAtPosition(this.base + offset + 1);
    return this.drawn.sets[block - this.drawn.first] ?? DecorationSet.empty;
  }

  eq(other: DecorationSource): boolean {
    return other === this || (other instanceof SectionSource && other.holds(this.drawn));
  }

  holds({ first, sets }: DrawnBlocks): boolean {
    const own = this.drawn;
    return (
      first === own.first && sets.length === own.sets.length && sets.every((set, i) => set === own.sets[i])
    );
  }

  forEachSet(visit: (set: DecorationSet) => void): void {
    for (const set of this.drawn.sets) visit(set);
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
    const end = drawn.first + drawn.sets.length;
    for (let at = drawn.first - (drawn.first % perSection); at < end; at += perSection) {
      const from = Math.max(at, drawn.first);
      const blocks = {
        first: from,
        sets: drawn.sets.slice(from - drawn.first, at + perSection - drawn.first),
      };
      if (blocks.sets.every((set) => set === DecorationSet.empty)) continue;
      const old = previous?.sectionAt(at);
      this.#sections.set(at, old?.holds(blocks) ? old : new SectionSource(positions, blocks));
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
    const block = this.#positions.blockAtPosition(offset + 1);
    return this.drawn.sets[block - this.drawn.first] ?? DecorationSet.empty;
  }

  eq(other: DecorationSource): boolean {
    return other === this;
  }

  forEachSet(visit: (set: DecorationSet) => void): void {
    for (const set of this.drawn.sets) visit(set);
  }
}
