#!/usr/bin/env node
import '../host/node-version.ts';
import { translate } from '../db/connection/open.ts';
import { sweepLeftovers } from '../db/connection/temporary.ts';
import { describeWhere, type ErrorEnvelope } from '../shared/contract/errors.ts';
import { visible } from '../shared/text/visible.ts';
import { COMMAND_LINE, withoutDialogs } from '../backend/workspace/host-bridge.ts';
import { toPostilError } from '../backend/refusal.ts';
import { Router } from '../backend/router.ts';
import { SettingsFile } from '../backend/workspace/settings.ts';
import { Workspace } from '../backend/workspace/workspace.ts';
import { UsageError, type CliResult } from './define.ts';
import { faultLine } from './fault-lines.ts';
import { EXIT, helpOf, overview, usageLines } from './help.ts';
import { findCommand, parseCommand } from './parse.ts';

/** Names and texts of files may be hostile; `visible` keeps control sequences off the terminal. */
const say = (line: string) => process.stderr.write(`${visible(line)}\n`);

function print({ json, lines }: CliResult, asJson: boolean): void {
  if (asJson) process.stdout.write(`${JSON.stringify(json)}\n`);
  else for (const line of lines) say(line);
}

function sayError(error: ErrorEnvelope): void {
  process.stdout.write(`${JSON.stringify({ error })}\n`);
}

function report(error: unknown, asJson: boolean): number {
  const refusal = toPostilError(error);
  const { code, message, where, faults = [] } = refusal;
  const place = describeWhere(where && { ...where, field: undefined });
  say(place && !message.includes(place) ? `${place}: ${message}` : message);
  if (faults.length > 1) for (const fault of faults) say(`  ${faultLine(fault)}`);
  if (asJson) sayError(refusal.toEnvelope());
  return code === 'in-use' ? EXIT.inUse : EXIT.failed;
}

function sayHelp(word: string | undefined, about: string | undefined): number {
  const named = about === undefined ? undefined : findCommand(about);
  if (about !== undefined && !named && word === 'help') return sayUnknown(about);
  say(named ? helpOf(named) : overview());
  return word === undefined ? EXIT.usage : EXIT.done;
}

function sayUnknown(word: string): number {
  say(`There is no command “${word}”.\n\n${overview()}`);
  return EXIT.usage;
}

async function main(args: string[]): Promise<number | 'serving'> {
  const [word, ...rest] = args;
  if (word === undefined || ['--help', '-h', 'help'].includes(word)) return sayHelp(word, rest[0]);
  const named = findCommand(word);
  if (!named) return sayUnknown(word);
  const { command } = named;
  const asJson = rest.includes('--json');
  let workspace: Workspace | undefined;
  const listening = command.handlesSignals ? { stop: () => undefined } : endOnSignals();
  try {
    const { options, positionals } = parseCommand(command, rest);
    if (options['help'] === true) {
      say(helpOf(named));
      return EXIT.done;
    }
    const settings = new SettingsFile();
    sweepLeftovers(settings.ledger);
    workspace = new Workspace(withoutDialogs('cli', COMMAND_LINE), settings);
    workspace.listen((event) => {
      if (event.event === 'alarm' || event.event === 'told') say(event.message);
    });
    const router = new Router(workspace);
    const result = await command.run({ positionals, options, workspace, router, say });
    if (result === 'serving') return 'serving';
    print(result, asJson);
    const done = result.partial ? EXIT.partial : EXIT.done;
    return result.code ?? (result.failed ? EXIT.failed : done);
  } catch (error) {
    if (error instanceof UsageError) {
      say(
        `${error.message}\n${usageLines(named)
          .map((line) => `Usage: ${line}`)
          .join('\n')}\nSee: postil ${named.name} --help`,
      );
      if (asJson) sayError({ code: 'invalid-input', message: error.message });
      return EXIT.usage;
    }
    // The router translates the errors of SQLite, but not every command uses it.
    const { store } = workspace?.isOpen ? workspace : {};
    return report(store ? translate(error, store.path, store.db) : error, asJson);
  } finally {
    listening.stop();
    workspace?.dispose();
  }
}

/**
 * Ends the program on a signal with exit code 128 plus the signal's number, after its temporary files are removed. SQLite
 * rolls back an unfinished write; the next opening sweeps what was written in chunks.
 */
function endOnSignals() {
  const codes = { SIGINT: 130, SIGTERM: 143, SIGHUP: 129 } as const;
  const ends = Object.entries(codes).map(([signal, code]) => {
    const end = () => process.exit(code); // the “exit” event removes temporary files
    process.once(signal, end);
    return () => process.off(signal, end);
  });
  return { stop: () => ends.forEach((stop) => stop()) };
}

const code = await main(process.argv.slice(2));
if (code !== 'serving') process.exitCode = code;
