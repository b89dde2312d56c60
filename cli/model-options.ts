import { readFileSync } from 'node:fs';
import { MODEL_PREFIX as PREFIX } from '../db/sets/sets.ts';
import { PostilError } from '../shared/contract/errors.ts';
import { StatedRun } from '../shared/model/set.ts';
import { text, UsageError, type CliCommand, type CliContext } from './define.ts';
import { MESSAGES } from './messages.ts';

/** The options that {@link setAndModel} reads, beside `set`. */
export const MODEL_OPTIONS = {
  'model-version': { type: 'string', value: 'VERSION', help: 'The version of the model.' },
  run: { type: 'string', value: 'LABEL', help: 'A label for this run of the model.' },
  date: { type: 'string', value: 'DATE', help: 'The date of the run.' },
  parameters: {
    type: 'string',
    value: 'JSON|@FILE',
    help: 'The parameters of the run, as JSON or in a file.',
  },
} as const satisfies CliCommand['options'];

/**
 * Returns the set that `--set` and the options of a run describe: a set by its name, or with `model:NAME` the model that
 * predicted the annotations.
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
  if (!parsed.success) throw new UsageError(MESSAGES.modelName);
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
      throw new UsageError(MESSAGES.notParameters);
    }
  }
  const file = given.slice(1);
  let content: string;
  try {
    content = readFileSync(file, 'utf8');
  } catch (error) {
    throw new PostilError('not-found', MESSAGES.parametersUnreadable(file, (error as Error).message), {
      file,
    });
  }
  try {
    return JSON.parse(content);
  } catch {
    return content;
  }
}
