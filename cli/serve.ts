import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { listBackups } from '../db/backups/backups.ts';
import { withoutDialogs } from '../backend/workspace/host-bridge.ts';
import { Router } from '../backend/router.ts';
import { SettingsFile } from '../backend/workspace/settings.ts';
import { Workspace } from '../backend/workspace/workspace.ts';
import { openBrowser } from '../host/browser.ts';
import { RunningCalls } from '../host/calls.ts';
import { Pages } from '../host/pages.ts';
import { appFolder, rendererFolder } from '../host/paths.ts';
import { WebServer } from '../host/web-server.ts';
import { PostilError } from '../shared/contract/errors.ts';
import { text, UsageError, type CliCommand } from './define.ts';
import { MESSAGES } from './messages.ts';

export const serveCommand: CliCommand = {
  operands: '[FILE]',
  summary: 'Open the workbench in a browser on this machine; runs until Ctrl+C',
  words: [0, 1],
  options: {
    port: { type: 'string', value: 'N', help: 'The port to listen on. Default: any free port.' },
  },
  async run({ positionals: [file], options, say }) {
    const port = Number(text(options, 'port') ?? 0);
    if (!Number.isInteger(port) || port < 0 || port > 65_535) throw new UsageError(MESSAGES.wrongPort);
    await serve(file, port, say);
    return 'serving';
  },
};

/** Opens a project. If it is damaged, the page is still served when it can offer a remedy: backups, or a decision about the journal. */
function openOrOffer(workspace: Workspace, file: string, say: (line: string) => void): void {
  try {
    workspace.open(file);
  } catch (error) {
    const { refused } = workspace;
    if (!refused || (refused.odd === null && listBackups(refused.path).length === 0)) throw error;
    say(MESSAGES.pageShowsRemedy(refused.message));
  }
}

/** Reports which other programs have the project open. That is allowed, not an error. */
function sayOthers(others: readonly string[]): string {
  return others.length === 0
    ? 'No other program has the project open now.'
    : `The project is also open in ${others.join(' and ')}. Each shows the changes of the others.`;
}

/** Starts the web host and returns when it is listening; it runs until the process ends. */
export async function serve(
  file: string | undefined,
  port: number,
  say: (line: string) => void,
): Promise<void> {
  const workspace = new Workspace(
    {
      ...withoutDialogs('web', 'the web host'),
      sample: join(appFolder(), 'resources', 'sample', 'sample.jsonl'),
    },
    new SettingsFile(),
  );
  workspace.listen((event) => {
    if (event.event === 'holders') say(sayOthers(event.others));
  });
  if (file !== undefined) openOrOffer(workspace, file, say);
  if (workspace.others.length > 0) say(sayOthers(workspace.others));
  if (!existsSync(join(rendererFolder(), 'index.html'))) {
    workspace.dispose();
    throw new PostilError('refused', MESSAGES.notBuilt);
  }
  const calls = new RunningCalls();
  const server = new WebServer(new Router(workspace), new Pages(rendererFolder()), { calls });
  let link: string;
  try {
    link = await server.listen(port);
  } catch (error) {
    workspace.dispose();
    throw new PostilError('refused', MESSAGES.portUnusable(port, (error as Error).message));
  }
  say(MESSAGES.running(link));
  openBrowser(link);
  const stop = () => {
    // Ctrl+C cancels jobs such as imports, but finishes commands that have arrived before the project is closed.
    workspace.jobs.abortAll();
    void Promise.all([server.close(), calls.whenIdle()]).then(async () => {
      workspace.dispose();
      await workspace.settled();
      process.exit(0);
    });
  };
  process.once('SIGINT', stop);
  process.once('SIGTERM', stop);
}
