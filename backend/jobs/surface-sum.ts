import { hash } from 'node:crypto';

const MODULUS = 1n << 128n;

/**
 * Counts texts and sums their hashes in any order, so that millions of texts can be compared without keeping them: two
 * sums are equal if the same texts were added equally often (unless SHA-256 is broken).
 */
export class SurfaceSum {
  count = 0;
  #sum = 0n;

  add(text: string): void {
    this.count++;
    const digest = hash('sha256', text, 'buffer');
    this.#sum = (this.#sum + ((digest.readBigUInt64BE(0) << 64n) | digest.readBigUInt64BE(8))) % MODULUS;
  }

  equals(other: SurfaceSum): boolean {
    return this.count === other.count && this.#sum === other.#sum;
  }
}
