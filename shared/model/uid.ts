import { v7 } from 'uuid';
import * as z from 'zod';

const FORM = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

/** A UUID in lower-case text form. The only identity that leaves a project file. */
export const Uid = z.string().regex(FORM, 'not a lower-case UUID').brand<'Uid'>();
export type Uid = z.infer<typeof Uid>;

const BYTES = 16;
/** For how many ids random bytes are drawn at once: drawn for each id, they took a tenth of an import. */
const DRAWN = 256;
let drawn = new Uint8Array(0);
let used = 0;
let minted = { at: -Infinity, counter: 0 };

/**
 * Mints a fresh UUIDv7, greater than all that were minted here before: within a millisecond, and while the clock stands
 * still, a counter goes on (RFC 9562, 6.2, method 1). The renderer mints ids too, so that a span can be drawn before it is
 * stored.
 */
export function newUid(): Uid {
  if (used === drawn.length) {
    drawn = crypto.getRandomValues(new Uint8Array(DRAWN * BYTES));
    used = 0;
  }
  const random = drawn.subarray(used, used + BYTES);
  used += BYTES;
  const now = Date.now();
  if (now > minted.at) {
    // Half of its range is left to go on in.
    const counter = new DataView(random.buffer, random.byteOffset).getUint32(0) >>> 1;
    minted = { at: now, counter };
  } else {
    const counter = (minted.counter + 1) >>> 0;
    minted = { at: counter === 0 ? minted.at + 1 : minted.at, counter };
  }
  return v7({ random, msecs: minted.at, seq: minted.counter }) as Uid;
}

/** True for text that is a well-formed {@link Uid}. */
export function isUid(text: string): text is Uid {
  return FORM.test(text);
}
