import { readFileSync } from 'node:fs';
import { MODEL_PREFIX as PREFIX } from '../db/sets/sets.ts';
import { PostilError } from '../shared/contract/errors.ts';
import { StatedRun } from '../shared/model/set.ts';
import { text, UsageError, type CliContext } from './define.ts';

/** The options that {@link setAndModel} reads, beside `set`. */
export const MODEL_OPTIONS = {
  'model-version': { type: 'string' },
  run: { type: 'string' },
  date: { type: 'string' },
  parameters: { type: 'string' },
} as const;

/**
 * What `--set` and the options about a run say: the name of a set, or with `model:NAME` a model whose predictions the files are.
 */
export function setAndModel(options: CliContext['options']): { set?: string; model?: StatedRun } {
  const given = text(options, 'set');
  const parameters = text(options, 'parameters');
  const stated = {
    ...(given?.startsWith(PREFIX) && { name: given.slice(PREFIX.length) }),
    ...named('version', text(options, 'model-version')),
    ...named('run', text(options, 'run')),
    ...named('date', text(options, 'date')),
    ...(parameters !== undefined && { parameters: parametersOf(parameters) }),
  };
  const set = given !== undefined && !given.startsWith(PREFIX) && given !== '' ? { set: given } : {};
  if (Object.keys(stated).length === 0) return set;
  const parsed = StatedRun.safeParse(stated);
  if (!parsed.success) throw new UsageError('--set model:NAME needs a name of 1 to 160 characters.');
  return { ...set, model: parsed.data };
}

function named(name: string, value: string | undefined): Record<string, string> {
  return value === undefined ? {} : { [name]: value };
}

/** JSON, or `@FILE` with JSON or any other text in it, such as a prompt. */
function parametersOf(given: string): unknown {
  if (!given.startsWith('@')) {
    try {
      return JSON.parse(given);
    } catch {
      throw new UsageError('--parameters takes JSON, or @FILE.');
    }
  }
  const file = given.slice(1);
  let content: string;
  try {
    content = readFileSync(file, 'utf8');
  } catch (error) {
    throw new PostilError(
      'not-found',
      `The parameters ${file} cannot be read: ${(error as Error).message}.`,
      {
        file,
      },
    );
  }
  try {
    return JSON.parse(content);
  } catch {
    return content;
  }
}
