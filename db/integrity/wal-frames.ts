import { fstatSync, readSync } from 'node:fs';

/** The state of the journal according to SQLite's own index of it (`-shm`). See https://www.sqlite.org/walformat.html. */
export interface WalIndex {
  /** Frames that are committed. */
  readonly frames: number;
  /** Of these, folded into the file. */
  readonly folded: number;
  readonly pageSize: number;
  readonly salts: Buffer;
  readonly checksum: readonly [number, number];
}

const HEADER = 32;
const FRAME_HEADER = 24;
/** Two copies of 48 bytes, and how much is folded. */
const INDEX_BYTES = 100;
const VERSION = 3007000;
/** How many bytes of frames are summed at a time. */
const STRETCH = 256;

/** Reads the index; `undefined` while another program is changing it, or where it cannot be read. */
export function readWalIndex(file: number): WalIndex | undefined {
  const bytes = Buffer.alloc(INDEX_BYTES);
  try {
    if (readSync(file, bytes, 0, INDEX_BYTES, 0) < INDEX_BYTES) return undefined;
  } catch {
    return undefined; // Windows locks parts of it
  }
  if (bytes.readUInt32LE(0) !== VERSION || bytes.compare(bytes, 48, 96, 0, 48) !== 0) return undefined;
  const size = bytes.readUInt16LE(14);
  return {
    frames: bytes.readUInt32LE(16),
    folded: bytes.readUInt32LE(96),
    pageSize: size === 1 ? 65536 : size,
    salts: bytes.subarray(32, 40),
    checksum: [bytes.readUInt32LE(24), bytes.readUInt32LE(28)],
  };
}

/** Compares the journal's beginning and end with its index. Returns what is wrong, or `undefined`. */
export function readWal(file: number, { frames, pageSize, salts, checksum }: WalIndex): string | undefined {
  const frame = FRAME_HEADER + pageSize;
  if (fstatSync(file).size < HEADER + frames * frame) return 'its journal was cut off';
  const head = read(file, 0, HEADER);
  const last = read(file, HEADER + (frames - 1) * frame, FRAME_HEADER);
  const fits =
    head.subarray(16, 24).equals(salts) &&
    last.subarray(8, 16).equals(salts) &&
    last.readUInt32BE(16) === checksum[0] &&
    last.readUInt32BE(20) === checksum[1];
  return fits ? undefined : 'its journal was written over';
}

/**
 * Whether each committed frame from the one numbered `from` (0 is the first) has the checksum that its header states, which
 * continues that of the frame before. Of at most `summed` frames the bytes are summed; the headers of the others must
 * only belong to the same journal.
 */
export function sameChain(
  file: number,
  { frames, pageSize, salts }: WalIndex,
  { from = 0, summed = Infinity } = {},
): boolean {
  const head = read(file, 0, HEADER);
  const size = FRAME_HEADER + pageSize;
  const offset = (frame: number) => HEADER + frame * size;
  const sum = new Sum((head.readUInt32BE(0) & 1) === 0);
  if (from > 0) sum.continue(read(file, offset(from - 1), FRAME_HEADER), 16);
  else {
    sum.add(head.subarray(0, 24));
    if (!sum.equals(head, 24)) return false;
  }
  const end = Math.min(frames, from + summed);
  for (let first = from; first < end; first += STRETCH) {
    const count = Math.min(STRETCH, end - first);
    const bytes = read(file, offset(first), count * size);
    for (let i = 0; i < count; i++) {
      const frame = bytes.subarray(i * size, (i + 1) * size);
      if (!frame.subarray(8, 16).equals(salts)) return false;
      sum.add(frame.subarray(0, 8));
      sum.add(frame.subarray(FRAME_HEADER));
      if (!sum.equals(frame, 16)) return false;
    }
  }
  for (let frame = end; frame < frames; frame++)
    if (!read(file, offset(frame), FRAME_HEADER).subarray(8, 16).equals(salts)) return false;
  return true;
}

/** The checksum of the journal's format: two sums that feed each other. */
class Sum {
  readonly #little: boolean;
  #one = 0;
  #two = 0;

  constructor(little: boolean) {
    this.#little = little;
  }

  add(bytes: Buffer): void {
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
    for (let i = 0; i < bytes.length; i += 8) {
      this.#one = (this.#one + view.getUint32(i, this.#little) + this.#two) >>> 0;
      this.#two = (this.#two + view.getUint32(i + 4, this.#little) + this.#one) >>> 0;
    }
  }

  /** Continues from a checksum as a header holds it. */
  continue(bytes: Buffer, at: number): void {
    this.#one = bytes.readUInt32BE(at);
    this.#two = bytes.readUInt32BE(at + 4);
  }

  equals(bytes: Buffer, at: number): boolean {
    return bytes.readUInt32BE(at) === this.#one && bytes.readUInt32BE(at + 4) === this.#two;
  }
}

function read(file: number, at: number, length: number): Buffer {
  const bytes = Buffer.alloc(length);
  readSync(file, bytes, 0, length, at);
  return bytes;
}
