import type { Fragment, Fragments } from '../model/fragments.ts';

/** One replaced stretch `[start, end)` of a text, in UTF-16 code units of the text before the edits, and what replaces it. */
export interface TextEdit {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/** A list of edits that turns one text into another: sorted, disjoint, each with offsets of the text before. */
export class EditList {
  readonly edits: readonly TextEdit[];

  /** @throws Error if the edits overlap, are not sorted, or end before they start. */
  constructor(edits: readonly TextEdit[]) {
    let last = 0;
    for (const { start, end } of edits) {
      if (start < last || end < start) throw new Error(`the edit ${start}–${end} is out of order`);
      last = end;
    }
    this.edits = edits;
  }

  /** Returns the text after the edits. */
  apply(text: string): string {
    let [result, at] = ['', 0];
    for (const edit of this.edits) {
      result += text.slice(at, edit.start) + edit.text;
      at = edit.end;
    }
    return result + text.slice(at);
  }

  /** Returns the edits that lead back; `text` is the text before these edits. */
  inverse(text: string): EditList {
    let shift = 0;
    return new EditList(
      this.edits.map(({ start, end, text: replacement }) => {
        const from = start + shift;
        shift += replacement.length - (end - start);
        return { start: from, end: from + replacement.length, text: text.slice(start, end) };
      }),
    );
  }

  /**
   * Maps a fragment into the text after the edits. A boundary inside a replaced stretch moves to the outer end of the replacement,
   * so that no annotated words are lost; text inserted exactly at a boundary stays outside. Returns null if all of its text
   * was deleted.
   */
  fragment([start, end]: Fragment): Fragment | null {
    if (start === end) {
      const at = this.#boundary(start, 'start', true);
      return [at, at];
    }
    const mapped: Fragment = [this.#boundary(start, 'start'), this.#boundary(end, 'end')];
    return mapped[0] < mapped[1] ? mapped : null;
  }

  /** Maps sorted, disjoint fragments; the results are sorted and disjoint too. Deleted ones are left out. */
  fragments(fragments: Fragments): Fragment[] {
    return this.tracked(fragments).flatMap((fragment) => (fragment ? [fragment] : []));
  }

  /** Like {@link fragments}, with null in the place of each fragment that was deleted. */
  tracked(fragments: Fragments): (Fragment | null)[] {
    let last = 0;
    return fragments.map((each) => {
      const mapped = this.fragment(each);
      if (!mapped) return null;
      // Two fragments with a boundary inside the same replaced stretch: its replacement belongs to the first.
      const start = Math.max(mapped[0], last);
      if (start > mapped[1] || (start === mapped[1] && mapped[0] < mapped[1])) return null;
      last = mapped[1];
      return [start, mapped[1]];
    });
  }

  /** An edit that touches the boundary from inside the fragment belongs to the fragment, one from outside does not. */
  #boundary(offset: number, side: 'start' | 'end', empty = false): number {
    let shift = 0;
    for (const { start, end, text } of this.edits) {
      if (start > offset) break;
      const inserted = start === end;
      if (inserted ? offset === start : offset > start && offset < end) {
        // At an insertion the start moves behind it and the end stays before it.
        const after = inserted ? side === 'start' && !empty : side === 'end';
        return start + shift + (after ? text.length : 0);
      }
      if (end > offset) break;
      shift += text.length - (end - start);
    }
    return offset + shift;
  }
}
