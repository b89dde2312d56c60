import type { CliOption } from './define.ts';
import { COMMANDS } from './index.ts';
import type { NamedCommand } from './parse.ts';

/** The exit codes of all commands, by what they mean. */
export const EXIT = { done: 0, failed: 1, usage: 2, inUse: 3, partial: 4 } as const;

/** What each exit code means. */
export const EXIT_MEANINGS: Readonly<Record<keyof typeof EXIT, string>> = {
  done: 'The command succeeded.',
  failed: 'The command was refused, failed, or found something wrong.',
  usage: 'The command line is wrong: an unknown command or option, or a missing one.',
  inUse: 'Another program is using the project.',
  partial: 'The command did part of its work: faulty input was left out and listed.',
};

/** The options that every command has. */
export const COMMON_OPTIONS: Readonly<Record<string, CliOption>> = {
  json: {
    type: 'boolean',
    help: 'Writes the result to standard output as one JSON object. Text for people always goes to standard error.',
  },
  help: { type: 'boolean', help: 'Shows the help of the command.' },
};

/** The usage of a command: a line for each of its forms. */
export function usageLines({ name, command }: NamedCommand): string[] {
  const options = Object.entries(command.options);
  const words = [
    ...options.filter(([, { required }]) => required).map(([each, option]) => optionUsage(each, option)),
    ...(options.some(([, { required }]) => !required) ? ['[OPTION]…'] : []),
  ];
  return command.operands
    .split(' | ')
    .map((form) => ['postil', name, form, ...words].filter((part) => part !== '').join(' '));
}

/** An option with its value, as it is typed: `--set NAME`. */
export function optionUsage(name: string, { value, multiple }: CliOption): string {
  return `--${name}${value === undefined ? '' : ` ${value}`}${multiple ? '…' : ''}`;
}

/** Lists all commands: the text of `postil --help`. */
export function overview(): string {
  const width = Math.max(...Object.keys(COMMANDS).map((name) => name.length));
  return [
    'Usage: postil COMMAND …  [--json]',
    '',
    'Commands:',
    ...Object.entries(COMMANDS).map(([name, { summary }]) => `  ${name.padEnd(width)}  ${summary}`),
    '',
    'postil COMMAND --help shows the options of a command, with examples.',
    '',
    'Exit codes:',
    ...exitLines().map((line) => `  ${line}`),
  ].join('\n');
}

/** The text of `postil COMMAND --help`. */
export function helpOf(named: NamedCommand): string {
  const { command } = named;
  const { aliases = [], summary, details, examples = [] } = command;
  const options = Object.entries({ ...command.options, ...COMMON_OPTIONS });
  const [first, ...others] = usageLines(named);
  return [
    `Usage: ${first}`,
    ...others.map((line) => `       ${line}`),
    '',
    `${summary}.`,
    ...(details === undefined ? [] : [details]),
    ...(aliases.length > 0 ? [`Earlier name, which still works: ${aliases.join(', ')}.`] : []),
    '',
    'Options:',
    ...options.flatMap(([name, option]) => [
      `  ${optionUsage(name, option)}`,
      `      ${optionMeaning(option)}`,
    ]),
    ...(examples.length > 0 ? ['', 'Examples:'] : []),
    ...examples.flatMap(({ line, does }) => [`  postil ${line}`, `      ${does}`]),
  ].join('\n');
}

/** The meaning of an option, with its earlier names. */
export function optionMeaning({ help, aliases = [] }: CliOption): string {
  return aliases.length === 0
    ? help
    : `${help} Earlier name: ${aliases.map((alias) => `--${alias}`).join(', ')}.`;
}

/** A line for each exit code. */
export function exitLines(): string[] {
  return Object.entries(EXIT).map(([key, code]) => `${code}  ${EXIT_MEANINGS[key as keyof typeof EXIT]}`);
}
