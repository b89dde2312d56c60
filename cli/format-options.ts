import { readFileSync } from 'node:fs';
import { PostilError } from '../shared/contract/errors.ts';
import { UNIT_OPTION, type OptionValues } from '../shared/formats/define.ts';
import { FORMATS, formatById } from '../shared/formats/registry.ts';
import { TermMap } from '../shared/formats/term-map.ts';
import { parseValue, problemOfValue, type AttributeValue } from '../shared/model/attributes/index.ts';
import { text, UsageError, type CliContext } from './define.ts';

/** The options that {@link formatOptions} and {@link termMap} read. */
export const FORMAT_OPTIONS = {
  option: { type: 'string', multiple: true },
  'offset-unit': { type: 'string' },
} as const;

/**
 * Values of a format's options from `--option NAME=VALUE` and `--offset-unit U`; without a format (it is found for each
 * file) of any format that declares the name. `undefined` when none was given.
 */
export function formatOptions(
  options: CliContext['options'],
  format: string | undefined,
): OptionValues | undefined {
  const given = ((options['option'] as string[] | undefined) ?? []).map((pair) => {
    const at = pair.indexOf('=');
    if (at < 1) throw new UsageError(`--option takes NAME=VALUE, not “${pair}”.`);
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
    throw new UsageError(`There is no option “${name}”; there are: ${known.join(', ') || 'none'}.`);
  }
  for (const option of declared) {
    const parsed = parseValue(option, value);
    if (parsed !== undefined && problemOfValue(option, parsed) === null) return parsed;
  }
  throw new UsageError(`The option ${name} ${problemOfValue(declared[0]!, value) ?? 'cannot be that'}.`);
}

/** The map of `--map FILE`. Errors: not-found, refused with the field that does not fit. */
export function termMap(options: CliContext['options']): TermMap | undefined {
  const file = text(options, 'map');
  if (file === undefined) return undefined;
  let content: unknown;
  try {
    content = JSON.parse(readFileSync(file, 'utf8'));
  } catch (error) {
    throw new PostilError('refused', `The map ${file} cannot be read: ${(error as Error).message}.`, {
      file,
    });
  }
  const parsed = TermMap.safeParse(content);
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0];
  throw new PostilError(
    'refused',
    `The map does not fit at ${issue?.path.join('.') || 'the top'}: ${issue?.message ?? ''}. It looks like {"types": {"PER": "PERSON", "MISC": null}}.`,
    { file },
  );
}
