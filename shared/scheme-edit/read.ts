import { PostilError } from '../contract/errors.ts';
import { Scheme } from '../model/scheme.ts';

/** Reads a scheme from the text of a JSON file. Errors name the position of the problem. */
export function readSchemeText(text: string, file: string): Scheme {
  let json: unknown;
  try {
    json = JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch (error) {
    throw new PostilError('refused', `The scheme is not valid JSON: ${(error as Error).message}.`, { file });
  }
  const parsed = Scheme.safeParse(json);
  if (parsed.success) return parsed.data;
  const { path, message } = parsed.error.issues[0]!;
  throw new PostilError('refused', `The scheme is not valid: ${path.join('.') || 'top level'}: ${message}.`, {
    file,
    ...(path.length > 0 && { field: path.join('.') }),
  });
}
