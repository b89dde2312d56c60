import { closeSync, fstatSync, openSync, readSync } from 'node:fs';
import { endianness } from 'node:os';

/** The content of a `-wal` file, read from its bytes by SQLite's file format (section 4 of https://sqlite.org/fileformat2.html). */
export interface WalFile {
  readonly bytes: number;
  /** `null` if there is no valid header: SQLite treats such a file as empty. */
  readonly pageSize: number | null;
  /** Frames that SQLite would read: their salts and checksums hold, up to the last that ends a commit. */
  readonly frames: number;
  readonly commits: number;
  /** Commits of the same run of the journal behind the first frame that does not hold: SQLite would drop them silently. */
  readonly lostCommits: number;
  /** Whether every byte is zero, as after a power cut before anything was written. */
  readonly blank: boolean;
}

const HEADER = 32;
const FRAME_HEADER = 24;
/** The last bit is the byte order of the words of the checksums. */
const MAGIC = 0x377f0682;
const VERSION = 3007000;
/** So much is read at a time (bytes). */
const CHUNK = 4 * 1024 * 1024;

/** Reads a `-wal` file. It is safe at any time: SQLite puts no lock on this file that closing it could give up. */
export function readWal(path: string): WalFile {
  const file = openSync(path, 'r');
  try {
    const bytes = fstatSync(file).size;
    const header = Buffer.alloc(HEADER);
    const got = readSync(file, header, 0, HEADER, 0);
    const sum = got === HEADER ? parseHeader(header) : undefined;
    if (!sum)
      return { bytes, pageSize: null, frames: 0, commits: 0, lostCommits: 0, blank: isBlank(file, bytes) };
    const pageSize = header.readUInt32BE(8);
    return { bytes, pageSize, ...readFrames(file, bytes, pageSize, header, sum), blank: false };
  } finally {
    closeSync(file);
  }
}

/** Whether the words of the checksums are big-endian is the last bit of the magic number. */
interface Sum {
  readonly bigEndian: boolean;
  readonly start: readonly [number, number];
}

function parseHeader(header: Buffer): Sum | undefined {
  const magic = header.readUInt32BE(0);
  const pageSize = header.readUInt32BE(8);
  const isPower = pageSize >= 512 && pageSize <= 65_536 && (pageSize & (pageSize - 1)) === 0;
  if ((magic & ~1) >>> 0 !== MAGIC || header.readUInt32BE(4) !== VERSION || !isPower) return undefined;
  const bigEndian = (magic & 1) === 1;
  const [a, b] = checksum(header.subarray(0, 24), bigEndian, [0, 0]);
  return a === header.readUInt32BE(24) && b === header.readUInt32BE(28)
    ? { bigEndian, start: [a, b] }
    : undefined;
}

function readFrames(file: number, bytes: number, pageSize: number, header: Buffer, sum: Sum) {
  const size = FRAME_HEADER + pageSize;
  const perChunk = Math.max(1, Math.floor(CHUNK / size));
  const chunk = Buffer.alloc(perChunk * size);
  let [frames, commits, lostCommits, seen] = [0, 0, 0, 0];
  let running: readonly [number, number] | undefined = sum.start;
  for (let at = HEADER; at + size <= bytes; at += perChunk * size) {
    const got = readSync(file, chunk, 0, chunk.length, at);
    for (let from = 0; from + size <= got; from += size) {
      const frame = chunk.subarray(from, from + size);
      const isCommit = frame.readUInt32BE(4) > 0;
      const sameRun = frame.compare(header, 16, 24, 8, 16) === 0;
      if (running) {
        const next = checksum(
          frame.subarray(FRAME_HEADER),
          sum.bigEndian,
          checksum(frame.subarray(0, 8), sum.bigEndian, running),
        );
        const holds =
          sameRun &&
          frame.readUInt32BE(0) > 0 &&
          next[0] === frame.readUInt32BE(16) &&
          next[1] === frame.readUInt32BE(20);
        running = holds ? next : undefined;
        if (holds) {
          seen++;
          if (isCommit) [frames, commits] = [seen, commits + 1];
          continue;
        }
      }
      // What an earlier run of the journal left has other salts.
      if (sameRun && isCommit) lostCommits++;
    }
  }
  return { frames, commits, lostCommits };
}

function isBlank(file: number, bytes: number): boolean {
  const chunk = Buffer.alloc(Math.min(bytes, CHUNK));
  for (let at = 0; at < bytes; at += CHUNK) {
    const got = readSync(file, chunk, 0, chunk.length, at);
    if (!chunk.subarray(0, got).every((byte) => byte === 0)) return false;
  }
  return true;
}

const NATIVE_BIG = endianness() === 'BE';

/** The checksum of SQLite's journal: two Fibonacci-weighted sums over pairs of 32-bit words. */
function checksum(
  bytes: Buffer,
  bigEndian: boolean,
  [first, second]: readonly [number, number],
): readonly [number, number] {
  let [a, b] = [first, second];
  // The machine's own order is read several times as fast, but only where words are aligned.
  if (bigEndian === NATIVE_BIG && bytes.byteOffset % 4 === 0) {
    const words = new Uint32Array(bytes.buffer, bytes.byteOffset, bytes.length / 4);
    for (let i = 0; i < words.length; i += 2) {
      a = (a + words[i]! + b) >>> 0;
      b = (b + words[i + 1]! + a) >>> 0;
    }
    return [a, b];
  }
  const word = bigEndian ? (at: number) => bytes.readUInt32BE(at) : (at: number) => bytes.readUInt32LE(at);
  for (let at = 0; at < bytes.length; at += 8) {
    a = (a + word(at) + b) >>> 0;
    b = (b + word(at + 4) + a) >>> 0;
  }
  return [a, b];
}
