import { readFileSync } from 'node:fs';
import { PostilError } from '../shared/contract/errors.ts';
import { UNIT_OPTION, type OptionValues } from '../shared/formats/define.ts';
import { FORMATS, formatById } from '../shared/formats/registry.ts';
import { TermMap } from '../shared/formats/term-map.ts';
import { OFFSET_UNITS } from '../shared/text/offsets.ts';
import { parseValue, problemOfValue, type AttributeValue } from '../shared/model/attributes/index.ts';
import { text, UsageError, type CliCommand, type CliContext } from './define.ts';
import { MESSAGES } from './messages.ts';

/** The options that {@link formatOptions} and {@link termMap} read. */
export const FORMAT_OPTIONS = {
  option: {
    type: 'string',
    value: 'NAME=VALUE',
    multiple: true,
    help: 'Sets an option of the format; “postil formats” lists the options of each.',
  },
  'offset-unit': {
    type: 'string',
    value: 'UNIT',
    help: `The unit of offsets in the input: ${OFFSET_UNITS.join(', ')}. Default: the unit of the format, or the one that fits.`,
  },
} as const satisfies CliCommand['options'];

/**
 * Returns the values of a format's options from `--option NAME=VALUE` and `--offset-unit U`, or `undefined` if none is
 * given. Without a format (it is recognised for each file) any format may declare the option.
 */
export function formatOptions(
  options: CliContext['options'],
  format: string | undefined,
): OptionValues | undefined {
  const given = ((options['option'] as string[] | undefined) ?? []).map((pair) => {
    const at = pair.indexOf('=');
    if (at < 1) throw new UsageError(MESSAGES.notAnOption(pair));
    return [pair.slice(0, at), pair.slice(at + 1)] as const;
  });
  const unit = text(options, 'offset-unit');
  if (unit !== undefined) given.push([UNIT_OPTION, unit]);
  if (given.length === 0) return undefined;
  const named = format === undefined ? undefined : formatById(format);
  return Object.fromEntries(
    given.map(([name, value]) => [name, valueOf(name, value, named ? [named] : FORMATS)]),
  );
}

function valueOf(name: string, value: string, formats: typeof FORMATS): AttributeValue {
  const declared = formats.flatMap(({ options }) => options.filter((option) => option.name === name));
  if (declared.length === 0) {
    const known = [...new Set(formats.flatMap(({ options }) => options.map((option) => option.name)))];
    throw new UsageError(MESSAGES.noOption(known.length, name, known.join(', ')));
  }
  for (const option of declared) {
    const parsed = parseValue(option, value);
    if (parsed !== undefined && problemOfValue(option, parsed) === null) return parsed;
  }
  throw new UsageError(MESSAGES.wrongOption(name, problemOfValue(declared[0]!, value), value));
}

/** Reads the file of `--map`. Throws `refused` if it cannot be read, or with the field that is wrong. */
export function termMap(options: CliContext['options']): TermMap | undefined {
  const file = text(options, 'map');
  if (file === undefined) return undefined;
  let content: unknown;
  try {
    content = JSON.parse(readFileSync(file, 'utf8'));
  } catch (error) {
    throw new PostilError('refused', MESSAGES.mapUnreadable(file, (error as Error).message), {
      file,
    });
  }
  const parsed = TermMap.safeParse(content);
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0];
  throw new PostilError('refused', MESSAGES.mapWrong(issue?.path.join('.'), issue?.message), { file });
}
