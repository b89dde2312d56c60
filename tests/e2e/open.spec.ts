import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { runDesktop } from '../../host/desktop-run.ts';
import { standInElectron } from '../support/stand-in.ts';
import { makeProject } from './desktop.ts';

test('the desktop program says when its window shows, and hands over to one that runs', async () => {
  test.skip(process.platform === 'win32', 'starts the double by a shell script');
  test.info().annotations.push({ type: 'host', description: 'double' });
  const folder = mkdtempSync(join(tmpdir(), 'postil-e2e-'));
  const file = join(folder, 'Desk.postil');
  await makeProject(file);
  mkdirSync(join(folder, 'dist'));
  const pid = join(folder, 'pid');
  // The built program on the double of Electron.
  const path = standInElectron(
    join(folder, 'dist'),
    `#!/bin/sh
echo $$ > '${pid}'
echo "$POSTIL_LAUNCH_NOTE" > '${pid}.note'
export POSTIL_HOME='${folder}' POSTIL_CONFIG='${join(folder, 'config')}'
exec '${process.execPath}' --import ./tests/support/electron-double/register.ts "$@"
`,
  );
  const options = { hangs: () => undefined, prints: () => undefined };
  try {
    let ended = false;
    const first = runDesktop(path, ['dist/main.mjs', file], options).finally(() => (ended = true));
    let note = '';
    await expect.poll(() => existsSync((note ||= read(`${pid}.note`))) && read(note)).toBe('shown');
    const running = Number(read(pid));
    expect(await runDesktop(path, ['dist/main.mjs'], options)).toEqual({ outcome: 'handed-over' });
    expect(ended).toBe(false);
    process.kill(running, 'SIGTERM');
    expect(await first).toEqual({ outcome: 'ran', code: 0, signal: null });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});

function read(path: string): string {
  return existsSync(path) ? readFileSync(path, 'utf8').trim() : '';
}
