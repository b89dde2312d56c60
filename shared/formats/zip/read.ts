import { Inflate } from 'fflate';
import { formatError } from '../define.ts';
import { MESSAGES } from './messages.ts';

/** A part of a zip file, as the list at its end states it. */
interface Entry {
  /** Where its header begins. */
  readonly at: number;
  readonly size: number;
  readonly stored: boolean;
}

const END_OF_LIST = 0x06054b50;
const LISTED = 0x02014b50;
/** Bytes of a part are inflated in pieces of this size, so that only one piece is in memory as text. */
const PIECE = 1 << 16;

/** A zip file in memory, whose parts are unpacked in pieces. */
export class Zipped {
  readonly #bytes: Uint8Array;
  readonly #file: string;
  readonly #entries = new Map<string, Entry>();

  /** @throws PostilError `refused` if the file is no zip file, or cut off */
  constructor(bytes: Uint8Array, file: string) {
    this.#bytes = bytes;
    this.#file = file;
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    // The list is followed by its own description, which ends the file unless there is a comment.
    const end = bytes.length - 22;
    if (end < 0 || view.getUint32(end, true) !== END_OF_LIST) throw formatError(MESSAGES.notZip, { file });
    let at = view.getUint32(end + 16, true);
    for (let left = view.getUint16(end + 10, true); left > 0; left--) {
      if (at + 46 > end || view.getUint32(at, true) !== LISTED) throw formatError(MESSAGES.notZip, { file });
      const [name, extra, comment] = [28, 30, 32].map((field) => view.getUint16(at + field, true)) as [
        number,
        number,
        number,
      ];
      this.#entries.set(new TextDecoder().decode(bytes.subarray(at + 46, at + 46 + name)), {
        at: view.getUint32(at + 42, true),
        size: view.getUint32(at + 20, true),
        stored: view.getUint16(at + 10, true) === 0,
      });
      at += 46 + name + extra + comment;
    }
  }

  get names(): string[] {
    return [...this.#entries.keys()];
  }

  /** Yields the text of a part in pieces. */
  *text(name: string): Generator<string> {
    const entry = this.#entries.get(name);
    if (!entry) throw formatError(MESSAGES.partMissing(name), { file: this.#file });
    const decoder = new TextDecoder();
    for (const piece of this.#unpacked(entry, name)) yield decoder.decode(piece, { stream: true });
    yield decoder.decode();
  }

  *#unpacked({ at, size, stored }: Entry, name: string): Generator<Uint8Array> {
    const view = new DataView(this.#bytes.buffer, this.#bytes.byteOffset);
    const from = at + 30 + view.getUint16(at + 26, true) + view.getUint16(at + 28, true);
    if (stored) {
      yield this.#bytes.subarray(from, from + size);
      return;
    }
    const ready: Uint8Array[] = [];
    const inflate = new Inflate((chunk) => ready.push(chunk));
    for (let done = 0; done < size; done += PIECE) {
      try {
        inflate.push(
          this.#bytes.subarray(from + done, from + Math.min(size, done + PIECE)),
          done + PIECE >= size,
        );
      } catch (error) {
        const reason = error instanceof Error ? error.message : String(error);
        throw formatError(MESSAGES.partDamaged(name, reason), { file: this.#file });
      }
      yield* ready.splice(0);
    }
  }
}
