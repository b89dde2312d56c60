import { parseArgs } from 'node:util';
import { UsageError, type CliCommand, type CliContext } from './define.ts';
import { COMMANDS } from './index.ts';
import { MESSAGES } from './messages.ts';

/** A command with the name it goes by now, whether it was called by that name or by an alias. */
export interface NamedCommand {
  readonly name: string;
  readonly command: CliCommand;
}

/** Finds a command by its name or one of its aliases. */
export function findCommand(word: string): NamedCommand | undefined {
  const name = Object.hasOwn(COMMANDS, word)
    ? word
    : Object.keys(COMMANDS).find((each) => COMMANDS[each]!.aliases?.includes(word));
  return name === undefined ? undefined : { name, command: COMMANDS[name]! };
}

/**
 * Splits the arguments after the command's name into operands and options; an option given by an alias is returned by its
 * name. With `--help` nothing is required. Throws a UsageError.
 */
export function parseCommand(
  command: CliCommand,
  args: readonly string[],
): Pick<CliContext, 'positionals' | 'options'> {
  const { values, positionals } = split(command, args);
  const options: Record<string, CliContext['options'][string]> = {};
  for (const [given, value] of Object.entries(values)) {
    const name = nameOf(command, given);
    const other = options[name];
    options[name] = Array.isArray(value) && Array.isArray(other) ? [...other, ...value] : value;
  }
  if (options['help'] === true) return { positionals, options };
  const [least, most] = command.words;
  if (positionals.length < least) throw new UsageError(MESSAGES.operandMissing(command.operands));
  if (positionals.length > most)
    throw new UsageError(MESSAGES.tooManyOperands(most, positionals[0], command.operands));
  for (const [name, { required }] of Object.entries(command.options))
    if (required && options[name] === undefined) throw new UsageError(MESSAGES.optionMissing(name));
  return { positionals, options };
}

function split(command: CliCommand, args: readonly string[]) {
  const known = Object.entries(command.options).flatMap(([name, { type, multiple = false, aliases = [] }]) =>
    [name, ...aliases].map((each) => [each, { type, multiple }] as const),
  );
  try {
    return parseArgs({
      args: [...args],
      options: {
        ...Object.fromEntries(known),
        json: { type: 'boolean' },
        help: { type: 'boolean', short: 'h' },
      },
      allowPositionals: true,
    });
  } catch (error) {
    throw new UsageError((error as Error).message);
  }
}

function nameOf(command: CliCommand, given: string): string {
  const found = Object.entries(command.options).find(([, { aliases }]) => aliases?.includes(given));
  return found ? found[0] : given;
}
