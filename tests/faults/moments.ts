import { sleep, type Ended, type Program } from './lab.ts';

/** A piece of work that programs do until they are killed. */
interface Work {
  /** Starts a program on fresh files, and resolves once it is at work. */
  start(): Promise<Program>;
  /** Resolves when the program has done the work, or has ended. */
  done(program: Program): Promise<unknown>;
}

/** How often a program is started for a moment that comes too late. */
const TRIES = 8;

/**
 * Kills programs at moments that are spread over the time that their work takes. On a machine that others use too, that time differs
 * from run to run, so a program that was done before its moment is started again, and its moment is a share of the time that it took.
 */
export class Moments {
  readonly #work: Work;
  /** The time that the work takes (ms). */
  #duration: number;

  private constructor(work: Work, duration: number) {
    this.#work = work;
    this.#duration = duration;
  }

  /** Measures the time that the work takes. Returns the program, which has done it, too. */
  static async of(work: Work): Promise<{ moments: Moments; whole: Program }> {
    const whole = await work.start();
    return { moments: new Moments(work, await timeOf(work.done(whole))), whole };
  }

  /**
   * Starts a program and sends it a signal after this share of the time that its work takes; at 1 or more, as soon as it is done.
   * Returns how it ended.
   */
  async kill(share: number, signal: NodeJS.Signals = 'SIGKILL'): Promise<Ended> {
    let duration = this.#duration;
    for (let tries = 1; ; tries++) {
      const program = await this.#work.start();
      const done = timeOf(this.#work.done(program));
      const moment = sleep(share * duration).then(() => null);
      const took = await (share < 1 ? Promise.race([done, moment]) : done);
      // One that is killed at work is never done.
      done.catch(() => undefined);
      const isTooLate = share < 1 && took !== null;
      if (isTooLate) {
        duration = took;
        // Half-way, because the shortest time of all would leave out the end of all others.
        this.#duration = (this.#duration + took) / 2;
      }
      if (!isTooLate || tries === TRIES) {
        program.process.kill(signal);
        return await program.ended;
      }
      await program.kill();
    }
  }
}

async function timeOf(done: Promise<unknown>): Promise<number> {
  const begun = performance.now();
  await done;
  return performance.now() - begun;
}
