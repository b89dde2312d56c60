const ID = /^(?:[A-Za-z]+|#[A-Za-z]*)\d+[^\s:]*$/;

/** Ids of one .ann file: those that its annotations had, where they are still free, and new numbers for the others. */
export class Ids {
  readonly #taken = new Set<string>();
  readonly #kept = new Set<string>();
  readonly #wanted: ReadonlySet<string>;
  readonly #next = new Map<string, number>();

  /** @param wanted every id that may be asked to be kept: new ones stay away from them */
  constructor(wanted: Iterable<string>) {
    this.#wanted = new Set(wanted);
  }

  /** The id that something had, if it begins with one of these letters and is free; `null` where it cannot be kept. */
  keep(wanted: string | undefined, letters: string): string | null {
    if (wanted === undefined || !letters.includes(wanted[0] ?? ' ') || !ID.test(wanted)) return null;
    if (this.#taken.has(wanted)) return null;
    this.#taken.add(wanted);
    this.#kept.add(wanted);
    return wanted;
  }

  /** Whether an id means the same as in the file that was read. */
  isKept(id: string): boolean {
    return this.#kept.has(id);
  }

  make(letter: string): string {
    let number = this.#next.get(letter) ?? 1;
    let id = `${letter}${number}`;
    while (this.#taken.has(id) || this.#wanted.has(id)) id = `${letter}${++number}`;
    this.#next.set(letter, number + 1);
    this.#taken.add(id);
    return id;
  }
}
