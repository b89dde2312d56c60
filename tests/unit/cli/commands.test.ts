import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { UsageError, type CliCommand } from '../../../cli/define.ts';
import { helpOf, overview, usageLines } from '../../../cli/help.ts';
import { COMMANDS } from '../../../cli/index.ts';
import { findCommand, parseCommand } from '../../../cli/parse.ts';
import { commandLinePage } from '../../../scripts/make-command-line.ts';

const all = Object.entries(COMMANDS).map(([name, command]) => ({ name, command }));

describe('earlier names', () => {
  test.each([
    ['review', 'agreement'],
    ['back', 'go-back'],
  ])('the command %s is found as %s', (alias, name) => {
    expect(findCommand(alias)).toEqual({ name, command: COMMANDS[name] });
    expect(findCommand(name)).toEqual({ name, command: COMMANDS[name] });
    expect(overview()).not.toMatch(new RegExp(`^ +${alias} `, 'm'));
    expect(helpOf(findCommand(name)!)).toContain(`Earlier name, which still works: ${alias}.`);
  });

  test.each([
    ['export', ['p', 'out', '--format', 'csv', '--safe'], { format: 'csv', 'spreadsheet-safe': true }],
    ['quarantine', ['p', '--place', 'ID'], { locate: 'ID' }],
    ['scheme', ['p', '--set=new.json'], { replace: 'new.json' }],
    ['scheme', ['p', '--back-to', '3'], { 'go-back': '3' }],
  ])('options of %s given as %j are %j', (word, args, options) => {
    expect(parseCommand(findCommand(word)!.command, args).options).toEqual(options);
  });

  test('values of a repeated option are collected from its name and its alias', () => {
    const command: CliCommand = {
      ...COMMANDS['formats']!,
      options: { tag: { type: 'string', multiple: true, help: '', aliases: ['label'] } },
    };
    expect(parseCommand(command, ['--tag', 'a', '--label', 'b']).options['tag']).toEqual(['a', 'b']);
  });

  test('are unique among commands and among the options of a command', () => {
    const words = all.flatMap(({ name, command: { aliases = [] } }) => [name, ...aliases]);
    expect(new Set(words).size).toBe(words.length);
    for (const { command } of all) {
      const options = Object.entries(command.options);
      const names = options.flatMap(([name, { aliases = [] }]) => [name, ...aliases]);
      expect(new Set(names).size).toBe(names.length);
    }
  });

  test('a word that every object has is not a command', () => {
    expect(findCommand('constructor')).toBeUndefined();
    expect(findCommand('toString')).toBeUndefined();
  });
});

describe.each(all)('the command $name', ({ name, command }) => {
  test('describes itself: every option, in sentences, with a placeholder for its value', () => {
    expect(command.summary).toMatch(/^[A-Z].*[^.]$/u);
    for (const [option, { type, value, help }] of Object.entries(command.options)) {
      expect(help, option).toMatch(/^[A-Z].*\.$/su);
      expect(value !== undefined, option).toBe(type === 'string');
    }
    const text = helpOf({ name, command });
    for (const line of usageLines({ name, command })) expect(text).toContain(line);
    for (const option of Object.keys(command.options)) expect(text).toContain(`--${option}`);
  });

  test('has examples that it understands', () => {
    for (const { line } of command.examples ?? []) {
      const [word, ...args] = words(line);
      expect(word).toBe(name);
      expect(() => parseCommand(command, args), line).not.toThrow();
    }
  });

  test('refuses what is missing and what is unknown, but never --help', () => {
    const [least, most] = command.words;
    const required = Object.values(command.options).some((option) => option.required);
    if (least > 0 || required) expect(() => parseCommand(command, [])).toThrow(UsageError);
    if (least > 0) expect(() => parseCommand(command, [])).toThrow(command.operands);
    if (required) {
      const operands = Array.from({ length: least }, () => 'x');
      expect(() => parseCommand(command, operands)).toThrow(/^--[a-z-]+ is missing\.$/);
    }
    if (most < Infinity) {
      const operands = Array.from({ length: most + 1 }, () => 'x');
      expect(() => parseCommand(command, operands)).toThrow(UsageError);
    }
    expect(() => parseCommand(command, ['--no-such-option'])).toThrow(/no-such-option/);
    expect(parseCommand(command, ['--help']).options['help']).toBe(true);
  });
});

test('docs/command-line.md is generated from the commands (node scripts/make-command-line.ts)', () => {
  expect(readFileSync('docs/command-line.md', 'utf8')).toBe(commandLinePage());
});

/** Splits a command line as a shell does, with quotation marks. */
function words(line: string): string[] {
  return [...line.matchAll(/(?:'[^']*'|"[^"]*"|\S)+/gu)].map(([word]) =>
    word.replace(/^'(.*)'$|^"(.*)"$/u, '$1$2'),
  );
}
