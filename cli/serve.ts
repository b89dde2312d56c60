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
import { rendererFolder } from '../host/paths.ts';
import { WebServer } from '../host/web-server.ts';
import { PostilError } from '../shared/contract/errors.ts';
import { text, UsageError, type CliCommand } from './define.ts';

export const serveCommand: CliCommand = {
  usage: 'serve [FILE] [--port N]',
  help: 'open the workbench in a browser on this machine; runs until Ctrl+C',
  words: [0, 1],
  options: { port: { type: 'string' } },
  async run({ positionals: [file], options, say }) {
    const port = Number(text(options, 'port') ?? 0);
    if (!Number.isInteger(port) || port < 0 || port > 65_535)
      throw new UsageError('--port takes a number up to 65535.');
    await serve(file, port, say);
    return 'serving';
  },
};

/** Opens a project. One that is damaged is shown where the page has a way on: its backups, or a journal to decide about. */
function openOrOffer(workspace: Workspace, file: string, say: (line: string) => void): void {
  try {
    workspace.open(file);
  } catch (error) {
    const { refused } = workspace;
    if (!refused || (refused.odd === null && listBackups(refused.path).length === 0)) throw error;
    say(`${refused.message}\nThe page offers what can be done.`);
  }
}

/** Who else has the project open. That is allowed, and no error. */
function sayOthers(others: readonly string[]): string {
  return others.length === 0
    ? 'The project is open nowhere else any more.'
    : `The project is also open in ${others.join(' and ')}. Each shows what the other writes.`;
}

/** Starts the web host and returns once it listens; it ends with the process. */
export async function serve(
  file: string | undefined,
  port: number,
  say: (line: string) => void,
): Promise<void> {
  const workspace = new Workspace(withoutDialogs('web', 'the web host'), new SettingsFile());
  workspace.listen((event) => {
    if (event.event === 'holders') say(sayOthers(event.others));
  });
  if (file !== undefined) openOrOffer(workspace, file, say);
  if (workspace.others.length > 0) say(sayOthers(workspace.others));
  if (!existsSync(join(rendererFolder(), 'index.html'))) {
    workspace.dispose();
    throw new PostilError('refused', 'The screens are not built yet; run: npm run build.');
  }
  const calls = new RunningCalls();
  const server = new WebServer(new Router(workspace), new Pages(rendererFolder()), { calls });
  let link: string;
  try {
    link = await server.listen(port);
  } catch (error) {
    workspace.dispose();
    throw new PostilError('refused', `Port ${port} cannot be used: ${(error as Error).message}.`);
  }
  say(`Postil is at ${link}\nStop it with Ctrl+C.`);
  openBrowser(link);
  const stop = () => {
    // Ctrl+C is no way to wait for an import; a change that was given is made before the project is closed.
    for (const job of workspace.jobs.values()) job.abort();
    void Promise.all([server.close(), calls.whenIdle()]).then(async () => {
      workspace.dispose();
      await workspace.settled();
      process.exit(0);
    });
  };
  process.once('SIGINT', stop);
  process.once('SIGTERM', stop);
}
