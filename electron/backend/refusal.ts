import { PostilError } from '../../shared/contract/errors.ts';

/** Any failure as one that can cross to a client; the unexpected is logged with its stack first. */
export function toPostilError(error: unknown): PostilError {
  if (error instanceof PostilError) return error;
  console.error(error);
  const message = error instanceof Error ? error.message : String(error);
  return new PostilError(
    'internal',
    `Something went wrong inside Postil: ${message}. Nothing was half done.`,
  );
}
