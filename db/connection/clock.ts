import { v7 } from 'uuid';
import { toBytes } from './uid.ts';
import type { Uid } from '../../shared/model/uid.ts';

/** Milliseconds and counter of a hybrid clock reading; the counter lives in rand_a and the bits after it. */
interface Reading {
  readonly msecs: number;
  readonly seq: number;
}

const MAX_SEQ = 0xffff_ffff;

/** Reads the clock back out of a UUIDv7 as the `uuid` package lays it out: 12 + 20 bits of counter. */
function readingOf(uid: Uid): Reading {
  const bytes = toBytes(uid);
  const high = ((bytes[6]! & 0x0f) << 8) | bytes[7]!;
  const low = ((bytes[8]! & 0x3f) << 14) | (bytes[9]! << 6) | (bytes[10]! >> 2);
  return { msecs: bytes.readUIntBE(0, 6), seq: high * 2 ** 20 + low };
}

/**
 * The next reading of the hybrid logical clock, as a UUIDv7 greater than `last` in byte order even when the
 * wall clock stops or goes back: milliseconds = max(wall, last seen), then a counter.
 * (Kulkarni et al., "Logical Physical Clocks", 2014.)
 */
export function tick(last: Uid | undefined, wall: number = Date.now()): Uid {
  const seen = last ? readingOf(last) : { msecs: 0, seq: 0 };
  if (wall > seen.msecs) return v7({ msecs: wall, seq: 0 }) as Uid;
  if (seen.seq < MAX_SEQ) return v7({ msecs: seen.msecs, seq: seen.seq + 1 }) as Uid;
  return v7({ msecs: seen.msecs + 1, seq: 0 }) as Uid;
}
