import { translate } from '../db/connection/errors.ts';
import { sweepLeftovers } from '../db/connection/temporary.ts';
import { describeWhere, type ErrorEnvelope } from '../shared/contract/errors.ts';
import { visible } from '../shared/text/visible.ts';
import { COMMAND_LINE, withoutDialogs } from '../backend/workspace/host-bridge.ts';
import { toPostilError } from '../backend/refusal.ts';
import { Router } from '../backend/router.ts';
import { SettingsFile } from '../backend/workspace/settings.ts';
import { Workspace } from '../backend/workspace/workspace.ts';
import { UsageError, type CliResult, type CliStreams } from './define.ts';
import { faultLine } from './fault-lines.ts';
import { EXIT, helpOf, overview, usageLines } from './help.ts';
import { MESSAGES } from './messages.ts';
import { findCommand, parseCommand, type NamedCommand } from './parse.ts';

/**
 * Runs one command in this process. Returns its exit code, or `serving` if the command goes on until the process is ended.
 *
 * @param config the folder of the settings; the usual one by default
 */
export async function runCommandLine(
  args: readonly string[],
  streams: CliStreams,
  config?: string,
): Promise<number | 'serving'> {
  const output = new Output(streams);
  const [word, ...rest] = args;
  if (word === undefined || ['--help', '-h', 'help'].includes(word)) return help(output, word, rest[0]);
  const named = findCommand(word);
  if (!named) return unknown(output, word);
  return await runNamed(named, rest, output, config);
}

/** Writes results and errors: JSON to standard output, text for people to standard error. */
class Output {
  readonly streams: CliStreams;

  constructor(streams: CliStreams) {
    this.streams = streams;
  }

  /** Names and texts of files may be hostile; `visible` keeps control sequences off the terminal. */
  readonly say = (line: string): void => {
    this.streams.stderr.write(`${visible(line)}\n`);
  };

  result({ json, lines }: CliResult, asJson: boolean): void {
    if (asJson) this.#json(json);
    else for (const line of lines) this.say(line);
  }

  errorAsJson(error: ErrorEnvelope): void {
    this.#json({ error });
  }

  #json(value: object): void {
    this.streams.stdout.write(`${JSON.stringify(value)}\n`);
  }
}

async function runNamed(
  named: NamedCommand,
  args: readonly string[],
  output: Output,
  config: string | undefined,
): Promise<number | 'serving'> {
  const { command } = named;
  const { say, streams } = output;
  const asJson = args.includes('--json');
  let workspace: Workspace | undefined;
  const listening = command.handlesSignals ? { stop: () => undefined } : endOnSignals();
  try {
    const { options, positionals } = parseCommand(command, [...args]);
    if (options['help'] === true) {
      say(helpOf(named));
      return EXIT.done;
    }
    const settings = new SettingsFile(config);
    sweepLeftovers(settings.ledger);
    workspace = new Workspace(withoutDialogs('cli', COMMAND_LINE), settings);
    workspace.listen((event) => {
      if (event.event === 'alarm' || event.event === 'told') say(event.message);
    });
    const router = new Router(workspace);
    const result = await command.run({ positionals, options, workspace, router, streams, say });
    if (result === 'serving') return 'serving';
    output.result(result, asJson);
    const done = result.partial ? EXIT.partial : EXIT.done;
    return result.code ?? (result.failed ? EXIT.failed : done);
  } catch (error) {
    if (error instanceof UsageError) {
      const usage = usageLines(named)
        .map((line) => `Usage: ${line}`)
        .join('\n');
      say(MESSAGES.wrongUsage(error.message, usage, named.name));
      if (asJson) output.errorAsJson({ code: 'invalid-input', message: error.message });
      return EXIT.usage;
    }
    // The router translates the errors of SQLite, but not every command uses it.
    const { store } = workspace?.isOpen ? workspace : {};
    return failed(output, store ? translate(error, store.path, store.db) : error, asJson);
  } finally {
    listening.stop();
    workspace?.dispose();
  }
}

function failed(output: Output, error: unknown, asJson: boolean): number {
  const refusal = toPostilError(error);
  const { code, message, where, faults = [] } = refusal;
  const place = describeWhere(where && { ...where, field: undefined });
  output.say(place && !message.includes(place) ? `${place}: ${message}` : message);
  if (faults.length > 1) for (const fault of faults) output.say(`  ${faultLine(fault)}`);
  if (asJson) output.errorAsJson(refusal.toEnvelope());
  return code === 'in-use' ? EXIT.inUse : EXIT.failed;
}

function help(output: Output, word: string | undefined, about: string | undefined): number {
  const named = about === undefined ? undefined : findCommand(about);
  if (about !== undefined && !named && word === 'help') return unknown(output, about);
  output.say(named ? helpOf(named) : overview());
  return word === undefined ? EXIT.usage : EXIT.done;
}

function unknown(output: Output, word: string): number {
  output.say(MESSAGES.noCommand(word, overview()));
  return EXIT.usage;
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
