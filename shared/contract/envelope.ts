import * as z from 'zod';
import { ChangeNotice } from './change.ts';
import { ErrorEnvelope } from './errors.ts';

/** A request as all transports carry it. */
export const RequestEnvelope = z.object({ call: z.string().max(80), input: z.unknown() });
export type RequestEnvelope = z.infer<typeof RequestEnvelope>;

/**
 * The response; that of a command is sent after its commit, with the change it made, and that of a query states the last
 * change that it includes, by its local id.
 */
export const ResponseEnvelope = z.discriminatedUnion('ok', [
  z.object({
    ok: z.literal(true),
    output: z.unknown(),
    notice: ChangeNotice.optional(),
    upTo: z.int().optional(),
  }),
  z.object({ ok: z.literal(false), error: ErrorEnvelope }),
]);
export type ResponseEnvelope = z.infer<typeof ResponseEnvelope>;
