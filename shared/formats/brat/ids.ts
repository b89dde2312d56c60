const ID = /^(?:[A-Za-z]+|#[A-Za-z]*)\d+[^\s:]*$/;

/**
 * Assigns the ids of one .ann file: annotations keep the ids they had if those are still free; the others get new
 * numbers.
 */
export class Ids {
  readonly #taken = new Set<string>();
  readonly #kept = new Set<string>();
  readonly #wanted: ReadonlySet<string>;
  readonly #next = new Map<string, number>();

  /** @param wanted every id that may have to be kept: new ids avoid them */
  constructor(wanted: Iterable<string>) {
    this.#wanted = new Set(wanted);
  }

  /** Reserves and returns the former id if it begins with one of these letters and is free; else `null`. */
  keep(wanted: string | undefined, letters: string): string | null {
    if (wanted === undefined || !letters.includes(wanted[0] ?? ' ') || !ID.test(wanted)) return null;
    if (this.#taken.has(wanted)) return null;
    this.#taken.add(wanted);
    this.#kept.add(wanted);
    return wanted;
  }

  /** Whether an id still denotes what it denoted in the file that was read. */
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
