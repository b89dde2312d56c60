import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeEach, describe, expect, test } from 'vitest';
import { runDesktop } from '../../host/desktop-run.ts';
import { temporaryFolder } from '../support/project.ts';
import { standInElectron } from '../support/stand-in.ts';

const shown = 'printf shown > "$POSTIL_LAUNCH_NOTE"';

/** Runs a shell script in place of the desktop program. */
async function run(script: string, { patience = 60_000, args = [] as string[] } = {}) {
  const path = standInElectron(temporaryFolder(), `#!/bin/sh\n${script}\n`);
  let printed = '';
  const hung: string[] = [];
  const run = await runDesktop(path, args, {
    patience,
    prints: (text) => (printed += text),
    hangs: (said) => hung.push(said),
  });
  return { run, printed, hung, path };
}

describe('the desktop program, run by the command line', () => {
  beforeEach((context) => context.skip(process.platform === 'win32', 'the stand-ins are shell scripts'));

  test('has failed if it ends before its window is shown, whatever the exit code', async () => {
    for (const code of [0, 1, 127]) {
      const { run: ended, printed } = await run(`echo some words >&2; exit ${code}`);
      expect(ended).toMatchObject({
        outcome: 'failed',
        failure: { output: 'some words\n', code, signal: null },
      });
      expect(printed, 'held back').toBe('');
    }
  });

  test('has failed with its signal if it crashes', async () => {
    const { run: ended } = await run('kill -TRAP $$');
    expect(ended).toMatchObject({
      outcome: 'failed',
      failure: { output: '', code: null, signal: 'SIGTRAP' },
    });
  });

  test('counts as ended even if its child processes keep its output open', async () => {
    const { run: ended } = await run('sleep 30 & echo $! >&2; exit 1');
    expect(ended).toMatchObject({ outcome: 'failed', failure: { code: 1 } });
    if (ended.outcome === 'failed') process.kill(Number(ended.failure.output));
  });

  test('has failed with the system error if it cannot be started', async () => {
    const folder = temporaryFolder();
    const options = { prints: () => undefined, hangs: () => undefined };
    const start = (content: string | Buffer, mode?: number) =>
      runDesktop(standInElectron(folder, content, mode), [], options);
    expect(await start('#!/bin/sh\n', 0o644)).toMatchObject({ failure: { refused: 'EACCES' } });
    expect(await start('#!/no/such/loader\n')).toMatchObject({ failure: { refused: 'ENOENT' } });
    expect(await start('')).toMatchObject({ failure: { flaw: 'its file is empty' } });
    // The system would run it as a shell script, which ends with 127 and a misleading message.
    if (process.platform === 'linux') {
      expect(await start(readFileSync(process.execPath).subarray(0, 50_000))).toMatchObject({
        failure: { flaw: 'its file is cut off' },
      });
    }
  });

  test('runs to its end once it has a window; its output and exit code are passed on', async () => {
    const { run: ended, printed } = await run(`echo before; ${shown}; echo after; exit 7`);
    expect(ended).toEqual({ outcome: 'ran', code: 7, signal: null });
    expect(printed).toBe('before\nafter\n');
  });

  test('returns the exit code of a shell if it crashes later', async () => {
    const { run: ended } = await run(`${shown}; kill -SEGV $$`);
    expect(ended).toEqual({ outcome: 'ran', code: 139, signal: 'SIGSEGV' });
  });

  test('passes the file to an instance that is already running', async () => {
    const { run: ended } = await run('printf handed-over > "$POSTIL_LAUNCH_NOTE"');
    expect(ended).toEqual({ outcome: 'handed-over' });
  });

  test('is reported once with its output if it hangs, and continues', async () => {
    const go = join(temporaryFolder(), 'go');
    const path = standInElectron(
      temporaryFolder(),
      `#!/bin/sh\necho waiting for a lock >&2\nuntil [ -e '${go}' ]; do sleep 0.05; done\n${shown}\n`,
    );
    const hung: string[] = [];
    const running = runDesktop(path, [], {
      patience: 1000,
      prints: () => undefined,
      hangs: (said) => {
        hung.push(said);
        // Lets the script continue only now.
        writeFileSync(go, '');
      },
    });
    expect(await running).toEqual({ outcome: 'ran', code: 0, signal: null });
    expect(hung).toEqual(['waiting for a lock\n']);
  });

  test('leaves no folder of notes behind', async () => {
    const { run: ended } = await run(`echo "$POSTIL_LAUNCH_NOTE" >&2; exit 1`);
    const file = ended.outcome === 'failed' ? ended.failure.output.trim() : '';
    expect(file).toContain(tmpdir());
    expect(existsSync(join(file, '..'))).toBe(false);
  });
});
