import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { desktopObstacle } from '../host/desktop-obstacle.ts';
import { explainFailure } from '../host/desktop-failure.ts';
import { runDesktop } from '../host/desktop-run.ts';
import { fetchElectron } from '../host/electron-binary.ts';
import { appFolder } from '../host/paths.ts';
import { packageManager } from '../host/system-packages.ts';
import { PostilError } from '../shared/contract/errors.ts';
import type { CliCommand, CliResult } from './define.ts';
import { withProgress } from './progress.ts';
import { serve } from './serve.ts';

type Say = (line: string) => void;

export const openCommand: CliCommand = {
  usage: 'open [FILE]',
  help: 'open the desktop program, or where it cannot run the same in a browser',
  words: [0, 1],
  handlesSignals: true,
  options: {},
  async run({ positionals: [file], say }) {
    if (file !== undefined && !existsSync(file))
      throw new PostilError('not-found', `There is no file ${file}.`, { file });
    const done = await openDesktop(file, say);
    if (done !== null) return done;
    await serve(file, 0, say);
    return 'serving';
  },
};

/** Runs the desktop program until it ends. `null`: it cannot show a window here; why was said. */
async function openDesktop(file: string | undefined, say: Say): Promise<CliResult | null> {
  const instead = 'The same workbench opens in a browser instead.';
  // Before anything is downloaded for nothing.
  const obstacle = desktopObstacle();
  if (obstacle !== null) {
    say(`The desktop program cannot show a window here: ${obstacle}. ${instead}`);
    return null;
  }
  const electron = await withProgress({}, (progress) =>
    fetchElectron(progress, {
      begins: () => say('Electron’s program is not here yet; fetching it once. It is over 100 MB.'),
    }),
  );
  const main = join(appFolder(), 'dist', 'main.mjs');
  if ('reason' in electron || !existsSync(main)) {
    const reason =
      'reason' in electron ? electron.reason : 'the desktop program is not built (npm run build)';
    say(`The desktop program cannot run here: ${reason}. ${instead}`);
    return null;
  }
  const run = await runDesktop(electron.path, [main, ...(file === undefined ? [] : [resolve(file)])], {
    prints: (text) => process.stderr.write(text),
    hangs: (said) => {
      if (said !== '') say(said.trimEnd());
      const again = ['npm run -s postil -- serve', ...(file === undefined ? [] : [file])].join(' ');
      say(
        `The desktop program has not shown a window yet. It may still come. Or stop it with Ctrl+C and open the same workbench in a browser: ${again}`,
      );
    },
  });
  switch (run.outcome) {
    case 'failed': {
      const { what, cure } = explainFailure(run.failure, packageManager());
      say(`The desktop program ended before it had shown a window: ${what}. ${instead}`);
      if (cure !== null) say(`To have the window: ${cure}.`);
      return null;
    }
    case 'handed-over':
      return { json: { host: 'desktop' }, lines: ['Postil is running already; its window comes forward.'] };
    case 'stopped':
      return { json: { host: 'desktop' }, lines: [], code: run.code };
    case 'ran': {
      const crashed = `The desktop program was ended by ${run.signal}. Everything that was shown as saved is saved.`;
      return { json: { host: 'desktop' }, lines: run.signal === null ? [] : [crashed], code: run.code };
    }
  }
}
