import { v7 } from 'uuid';
import * as z from 'zod';

/** A UUID in lower-case text form. The only identity that leaves a project file. */
export const Uid = z
  .string()
  .regex(/^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/, 'not a lower-case UUID')
  .brand<'Uid'>();
export type Uid = z.infer<typeof Uid>;

/** Mints a fresh UUIDv7. The renderer mints ids too, so that a span can be drawn before it is stored. */
export function newUid(): Uid {
  return v7() as Uid;
}

/** True for text that is a well-formed {@link Uid}. */
export function isUid(text: string): text is Uid {
  return Uid.safeParse(text).success;
}
