import type { Fragment, Fragments } from '../model/fragments.ts';

/** One replaced stretch `[start, end)` of a text, in UTF-16 code units of the text before the edits, and what replaces it. */
export interface TextEdit {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/** The two sides of a range: a start maps to the right of what is inserted at it, an end to the left. */
type Side = 'start' | 'end';

/**
 * A list of edits that turns one text into another: sorted and disjoint, each with offsets of the text before. Edits that touch are
 * one edit, so that a replacement is the same whether it was pasted, or typed letter by letter and composed.
 *
 * Positions map as in ProseMirror’s `StepMap`: the start of a range with bias +1 and its end with bias −1. A range keeps what is left
 * of it, a replacement inside a range stays inside, and a range is gone only when its ends meet.
 */
export class EditList {
  readonly edits: readonly TextEdit[];
  /** By how much the edits before each edit have moved the text. */
  readonly #shifts: readonly number[];

  /** @throws Error if the edits overlap, are not sorted, or end before they start. */
  constructor(edits: readonly TextEdit[]) {
    const joined: TextEdit[] = [];
    for (const edit of edits) {
      const last = joined.at(-1);
      if (edit.start < (last?.end ?? 0) || edit.end < edit.start)
        throw new Error(`the edit ${edit.start}–${edit.end} is out of order`);
      if (edit.start === edit.end && edit.text === '') continue;
      if (last && last.end === edit.start)
        joined[joined.length - 1] = { start: last.start, end: edit.end, text: last.text + edit.text };
      else joined.push(edit);
    }
    let shift = 0;
    this.edits = joined;
    this.#shifts = joined.map(({ start, end, text }) => {
      const before = shift;
      shift += text.length - (end - start);
      return before;
    });
  }

  get isEmpty(): boolean {
    return this.edits.length === 0;
  }

  /** By how many code units the text after the edits is longer; negative if it is shorter. */
  get growth(): number {
    return this.edits.reduce((sum, { start, end, text }) => sum + text.length - (end - start), 0);
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
    return new EditList(
      this.edits.map(({ start, end, text: replacement }, i) => {
        const from = start + this.#shifts[i]!;
        return { start: from, end: from + replacement.length, text: text.slice(start, end) };
      }),
    );
  }

  /** Returns one list that does what this list and then `next` do. */
  compose(next: EditList): EditList {
    const edits: TextEdit[] = [];
    let [old, inserted] = [0, ''];
    const keep = (start: number, end: number) => {
      if (start > old || inserted !== '') edits.push({ start: old, end: start, text: inserted });
      [old, inserted] = [end, ''];
    };
    // Walks through the text between the two lists, piece by piece.
    const pieces = this.#pieces();
    let [piece, used, at] = [pieces.next().value, 0, 0];
    const walk = (to: number, kept: boolean) => {
      while (piece && at < to) {
        const { start, end, text } = piece;
        const length = text === null ? end - start : text.length;
        const taken = Math.min(length - used, to - at);
        if (kept && text === null) keep(start + used, start + used + taken);
        else if (kept) inserted += text!.slice(used, used + taken);
        [at, used] = [at + taken, used + taken];
        if (used === length) [piece, used] = [pieces.next().value, 0];
      }
    };
    for (const { start, end, text } of next.edits) {
      walk(start, true);
      inserted += text;
      walk(end, false);
    }
    walk(Number.POSITIVE_INFINITY, true);
    return new EditList(edits);
  }

  /** The text after the edits as pieces: `text` is null for a stretch that is kept of the text before; the last one has no end. */
  *#pieces(): Generator<{ start: number; end: number; text: string | null }, undefined> {
    let at = 0;
    for (const { start, end, text } of this.edits) {
      yield { start: at, end: start, text: null };
      yield { start, end, text };
      at = end;
    }
    yield { start: at, end: Number.POSITIVE_INFINITY, text: null };
  }

  /** Maps a fragment into the text after the edits. Returns null if nothing of it is left. */
  fragment([start, end]: Fragment): Fragment | null {
    if (start === end) {
      const at = this.position(start, 'end');
      return [at, at];
    }
    const [from, to] = [this.position(start, 'start'), this.position(end, 'end')];
    return from < to ? [from, to] : null;
  }

  /** Maps fragments; those that are gone are left out. */
  fragments(fragments: Fragments): Fragment[] {
    return this.tracked(fragments).flatMap((fragment) => (fragment ? [fragment] : []));
  }

  /** Like {@link fragments}, with null in the place of each fragment that is gone. */
  tracked(fragments: Fragments): (Fragment | null)[] {
    return fragments.map((each) => this.fragment(each));
  }

  /** Maps an offset that is the start or the end of a range. */
  position(offset: number, side: Side): number {
    const i = this.#lastAt(offset);
    if (i < 0) return offset;
    const { start, end, text } = this.edits[i]!;
    const from = start + this.#shifts[i]!;
    const isInsertion = start === end;
    if (offset === start && !isInsertion) return from;
    if (isInsertion ? offset === start : offset < end) return side === 'start' ? from + text.length : from;
    return offset + this.#shifts[i]! + text.length - (end - start);
  }

  /** Whether an edit lies inside `[start, end]` or touches its edges. */
  touches([start, end]: Fragment): boolean {
    const i = this.#lastAt(end);
    return i >= 0 && this.edits[i]!.end >= start;
  }

  /** The last edit that starts at or before `offset`; -1 if there is none. */
  #lastAt(offset: number): number {
    let [low, high] = [0, this.edits.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.edits[middle]!.start <= offset) low = middle + 1;
      else high = middle;
    }
    return low - 1;
  }
}
