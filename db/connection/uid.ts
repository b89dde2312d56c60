import { createHash } from 'node:crypto';
import { parse, stringify } from 'uuid';
import { PostilError } from '../../shared/contract/errors.ts';
import { isUid, type Uid } from '../../shared/model/uid.ts';
import { MESSAGES } from '../messages.ts';

/** The 16 bytes in which a uid is stored. */
export function toBytes(uid: Uid): Buffer {
  const digits = uid.slice(0, 8) + uid.slice(9, 13) + uid.slice(14, 18) + uid.slice(19, 23) + uid.slice(24);
  return Buffer.from(digits, 'hex');
}

/** The text form of a stored uid. Error: damaged, where the bytes are none: SQLite does not see a flipped bit. */
export function toUid(bytes: Uint8Array): Uid {
  try {
    return stringify(bytes) as Uid;
  } catch {
    throw damagedId(Buffer.from(bytes).toString('hex'));
  }
}

/**
 * The same for `lower(hex(uid))`, with which many are read in a sixth of the time: each blob would be memory of its own outside
 * of the heap. Error: damaged.
 */
export function uidFromHex(hex: string): Uid {
  const uid = `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
  if (isUid(uid)) return uid;
  throw damagedId(hex);
}

function damagedId(hex: string): PostilError {
  return new PostilError('damaged', MESSAGES.damagedId(hex));
}

/**
 * A UUIDv8 derived from names, for things that must get the same id wherever they are made: the terms of a
 * preset scheme, so that projects started from it can be merged.
 */
export function derivedUid(...names: readonly string[]): Uid {
  const bytes = createHash('sha256').update(names.join('\u0000')).digest().subarray(0, 16);
  bytes[6] = (bytes[6]! & 0x0f) | 0x80;
  bytes[8] = (bytes[8]! & 0x3f) | 0x80;
  return stringify(bytes) as Uid;
}

/** Milliseconds since 1970 in a UUIDv7. */
export function timeOf(uid: Uid): number {
  const bytes = parse(uid);
  return Buffer.from(bytes.buffer, bytes.byteOffset, 6).readUIntBE(0, 6);
}
