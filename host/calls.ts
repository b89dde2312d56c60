/** Counts the calls under way, so that closing can wait for what was already asked to be saved. */
export class RunningCalls {
  #running = 0;
  #begun = 0;
  #waiting: (() => void)[] = [];

  get idle(): boolean {
    return this.#running === 0;
  }

  /** How many calls there have been. */
  get begun(): number {
    return this.#begun;
  }

  /** Counts `work` until it is settled. */
  async track<Result>(work: () => Promise<Result>): Promise<Result> {
    this.#running += 1;
    this.#begun += 1;
    try {
      return await work();
    } finally {
      this.#running -= 1;
      if (this.#running === 0) for (const done of this.#waiting.splice(0)) done();
    }
  }

  async whenIdle(): Promise<void> {
    if (!this.idle) await new Promise<void>((resolve) => this.#waiting.push(resolve));
  }
}
