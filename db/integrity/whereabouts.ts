import { statSync } from 'node:fs';

/** What became of the files of an open project. */
export type Whereabouts = 'there' | 'gone' | 'replaced' | 'without journal';

/** The files of an open project as they were when it was opened: what is written reaches nobody once they are others. */
export class Place {
  readonly #path: string;
  readonly #file: string;
  readonly #journal: string;

  /** To be made after the first write, when the journal is there. */
  constructor(path: string) {
    this.#path = path;
    this.#file = identity(path);
    this.#journal = identity(`${path}-wal`);
  }

  /** Two calls of the system, so that every write can ask. */
  look(): Whereabouts {
    const file = identity(this.#path);
    if (file === '') return 'gone';
    if (file !== this.#file) return 'replaced';
    return identity(`${this.#path}-wal`) === this.#journal ? 'there' : 'without journal';
  }

  /** How large the journal is (bytes). */
  get journalBytes(): number {
    return statSync(`${this.#path}-wal`, { throwIfNoEntry: false })?.size ?? 0;
  }
}

function identity(path: string): string {
  // As big numbers: Windows has ids that no other number holds.
  const stat = statSync(path, { throwIfNoEntry: false, bigint: true });
  return stat ? `${stat.dev}:${stat.ino}` : '';
}
