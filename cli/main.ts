#!/usr/bin/env node
import '../host/node-version.ts';
import { parseArgs } from 'node:util';
import { translate } from '../db/connection/open.ts';
import { sweepLeftovers } from '../db/connection/temporary.ts';
import { describeWhere, type ErrorEnvelope } from '../shared/contract/errors.ts';
import { visible } from '../shared/text/visible.ts';
import { COMMAND_LINE, withoutDialogs } from '../backend/workspace/host-bridge.ts';
import { toPostilError } from '../backend/refusal.ts';
import { Router } from '../backend/router.ts';
import { SettingsFile } from '../backend/workspace/settings.ts';
import { Workspace } from '../backend/workspace/workspace.ts';
import { UsageError, type CliCommand, type CliResult } from './define.ts';
import { faultLine } from './fault-lines.ts';
import { COMMANDS } from './index.ts';

const EXIT = { done: 0, failed: 1, usage: 2, inUse: 3, partial: 4 } as const;

/** Names and texts of files are hostile: none may steer the terminal. */
const say = (line: string) => process.stderr.write(`${visible(line)}\n`);

function help(): string {
  const lines = Object.values(COMMANDS).map(({ usage, help }) => `  ${usage}\n      ${help}`);
  return `Usage: postil COMMAND …  [--json]\n\n${lines.join('\n')}\n\nExit codes: 0 done, 1 refused or failed, 2 usage, 3 in use, 4 done in part: what was faulty was left out.`;
}

function parse(command: CliCommand, args: string[]) {
  const options = {
    ...command.options,
    json: { type: 'boolean' },
    help: { type: 'boolean', short: 'h' },
  } as const;
  try {
    const { values, positionals } = parseArgs({ args, options, allowPositionals: true });
    const [least, most] = command.words;
    if (!values['help'] && (positionals.length < least || positionals.length > most)) {
      throw new UsageError(`${positionals.length < least ? 'Something is missing' : 'That is too much'}.`);
    }
    return { values, positionals };
  } catch (error) {
    throw error instanceof UsageError ? error : new UsageError((error as Error).message);
  }
}

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

async function main(args: string[]): Promise<number | 'serving'> {
  const [name, ...rest] = args;
  const command = name !== undefined && Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : undefined;
  if (!command) {
    const asked = name === undefined || name === '--help' || name === '-h' || name === 'help';
    say(asked ? help() : `There is no command “${name}”.\n\n${help()}`);
    return name === undefined || !asked ? EXIT.usage : EXIT.done;
  }
  const asJson = rest.includes('--json');
  let workspace: Workspace | undefined;
  const listening = command.handlesSignals ? { stop: () => undefined } : endOnSignals();
  try {
    const { values, positionals } = parse(command, rest);
    if (values['help']) {
      say(`Usage: postil ${command.usage} [--json]\n  ${command.help}`);
      return EXIT.done;
    }
    const settings = new SettingsFile();
    sweepLeftovers(settings.ledger);
    workspace = new Workspace(withoutDialogs('cli', COMMAND_LINE), settings);
    workspace.listen((event) => {
      if (event.event === 'alarm' || event.event === 'told') say(event.message);
    });
    const router = new Router(workspace);
    const result = await command.run({ positionals, options: values, workspace, router, say });
    if (result === 'serving') return 'serving';
    print(result, asJson);
    const done = result.partial ? EXIT.partial : EXIT.done;
    return result.code ?? (result.failed ? EXIT.failed : done);
  } catch (error) {
    if (error instanceof UsageError) {
      say(`${error.message}\nUsage: postil ${command.usage} [--json]`);
      if (asJson) sayError({ code: 'invalid-input', message: error.message });
      return EXIT.usage;
    }
    // Not every command goes through the router, which does this.
    const { store } = workspace?.isOpen ? workspace : {};
    return report(store ? translate(error, store.path, store.db) : error, asJson);
  } finally {
    listening.stop();
    workspace?.dispose();
  }
}

/**
 * Ends the program when it is told to, as its exit code says (128 and the signal's number), after it has removed what it
 * had made for a while only. A write under way is undone by SQLite; what was written in chunks is swept by the next opening.
 */
function endOnSignals() {
  const codes = { SIGINT: 130, SIGTERM: 143, SIGHUP: 129 } as const;
  const ends = Object.entries(codes).map(([signal, code]) => {
    const end = () => process.exit(code); // what is temporary goes with the event “exit”
    process.once(signal, end);
    return () => process.off(signal, end);
  });
  return { stop: () => ends.forEach((stop) => stop()) };
}

const code = await main(process.argv.slice(2));
if (code !== 'serving') process.exitCode = code;
