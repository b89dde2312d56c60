/** So many ends of the page within so long (ms) are a loop. */
const MANY = 3;
const WHILE = 60_000;

/** Remembers when the page crashed, to distinguish an accident from a loop. */
export class Crashes {
  #times: number[] = [];

  /** Notes a crash. Returns whether to load the page again. */
  note(now: number = Date.now()): boolean {
    this.#times = [...this.#times.filter((time) => now - time < WHILE), now];
    return this.#times.length < MANY;
  }

  /** Somebody wants to try once more. */
  forget(): void {
    this.#times = [];
  }
}
