import { ofFileSystem } from '../db/connection/errors.ts';
import { PostilError } from '../shared/contract/errors.ts';
import { MESSAGES } from './messages.ts';

/** Turns any error into one that can be sent to a client. Unexpected errors are logged with their stack first. */
export function toPostilError(error: unknown): PostilError {
  const known = ofFileSystem(error);
  if (known instanceof PostilError) return known;
  console.error(error);
  const message = error instanceof Error ? error.message : String(error);
  return new PostilError('internal', MESSAGES.internalError(message));
}
