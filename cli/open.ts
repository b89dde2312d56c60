import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { desktopObstacle } from '../host/desktop-obstacle.ts';
import { explainFailure } from '../host/desktop-failure.ts';
import { runDesktop } from '../host/desktop-run.ts';
import { fetchElectron } from '../host/electron-binary.ts';
import { appFolder } from '../host/paths.ts';
import { packageManager } from '../host/system-packages.ts';
import { PostilError } from '../shared/contract/errors.ts';
import type { CliCommand, CliResult, CliStreams } from './define.ts';
import { MESSAGES } from './messages.ts';
import { withProgress } from './progress.ts';
import { serve } from './serve.ts';

type Say = (line: string) => void;

export const openCommand: CliCommand = {
  operands: '[FILE]',
  summary: 'Open the desktop program, or the workbench in a browser if the desktop program cannot run',
  words: [0, 1],
  options: {},
  handlesSignals: true,
  async run({ positionals: [file], streams, say }) {
    if (file !== undefined && !existsSync(file))
      throw new PostilError('not-found', MESSAGES.noFile(file), { file });
    const done = await openDesktop(file, streams, say);
    if (done !== null) return done;
    await serve(file, 0, say);
    return 'serving';
  },
};

/** Runs the desktop program until it ends. Returns null, and prints the reason, if it cannot show a window here. */
async function openDesktop(
  file: string | undefined,
  streams: CliStreams,
  say: Say,
): Promise<CliResult | null> {
  const instead = 'Opening the workbench in a browser instead.';
  // Checked first, so that Electron is not downloaded in vain.
  const obstacle = desktopObstacle();
  if (obstacle !== null) {
    say(MESSAGES.noWindow(obstacle, instead));
    return null;
  }
  const electron = await withProgress({ options: {}, streams }, (progress) =>
    fetchElectron(progress, {
      begins: () => say(MESSAGES.downloadsElectron),
    }),
  );
  const main = join(appFolder(), 'dist', 'main.mjs');
  if ('reason' in electron || !existsSync(main)) {
    const reason =
      'reason' in electron ? electron.reason : 'the desktop program is not built (npm run build)';
    say(MESSAGES.cannotRun(reason, instead));
    return null;
  }
  const run = await runDesktop(electron.path, [main, ...(file === undefined ? [] : [resolve(file)])], {
    prints: (text) => streams.stderr.write(text),
    hangs: (said) => {
      if (said !== '') say(said.trimEnd());
      const again = ['npm run -s postil -- serve', ...(file === undefined ? [] : [file])].join(' ');
      say(MESSAGES.noWindowYet(again));
    },
  });
  switch (run.outcome) {
    case 'failed': {
      const { what, cure } = explainFailure(run.failure, packageManager());
      say(MESSAGES.endedEarly(what, instead));
      if (cure !== null) say(MESSAGES.toGetTheWindow(cure));
      return null;
    }
    case 'handed-over':
      return {
        json: { host: 'desktop' },
        lines: ['Postil is already running; its window comes to the front.'],
      };
    case 'stopped':
      return { json: { host: 'desktop' }, lines: [], code: run.code };
    case 'ran': {
      const crashed = `The desktop program was ended by ${run.signal}. Everything that was shown as saved is saved.`;
      return { json: { host: 'desktop' }, lines: run.signal === null ? [] : [crashed], code: run.code };
    }
  }
}
