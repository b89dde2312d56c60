import { spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Lab } from '../lab.ts';
import { errorIn, hashOf, makeProject, promise } from '../project.ts';
import type { FaultRow } from '../row.ts';
import { ASKED_AS, handOver, NO_READ_ONLY } from '../../support/read-only-place.ts';

/** Reading commands work everywhere; the writing one is refused. */
const COMMANDS = ['info', 'undo', 'check', 'list'] as const;
const isRoot = process.getuid?.() === 0;

/** What is read-only, and how the command line is started for it. */
const KINDS: readonly {
  readonly what: string;
  start(path: string, args: readonly string[], place: string, lab: Lab): ReturnType<Lab['cli']>;
}[] = [
  {
    what: 'file',
    start(path, args, place, lab) {
      chmodSync(path, 0o444);
      return lab.cli(args, place, ASKED_AS);
    },
  },
  {
    what: 'folder',
    start(path, args, place, lab) {
      chmodSync(join(path, '..'), 0o555);
      return lab.cli(args, place, ASKED_AS);
    },
  },
  {
    what: 'mount',
    start(path, args, place, lab) {
      const folder = join(path, '..');
      const script = 'mount --bind -o ro "$0" "$0" && mount -o remount,bind,ro "$0" && exec "$@"';
      return lab.cli(args, place, { through: ['unshare', '-m', 'sh', '-c', script, folder] });
    },
  },
];

export const readOnlyRow: FaultRow = {
  number: 8,
  name: 'read-only',
  fault: 'read-only file, folder, mount: commands that read work, those that write name the path',
  unit: 'runs',
  quick: 6,
  full: 12,
  asRoot: true,
  needs: () =>
    NO_READ_ONLY !== null
      ? 'permissions as on Unix'
      : isRoot && spawnSync('unshare', ['-m', 'true']).status !== 0
        ? 'unshare (mount namespaces)'
        : null,
  async run(times, lab) {
    const kinds = isRoot ? KINDS : KINDS.filter(({ what }) => what !== 'mount');
    const told: string[] = [];
    let runs = 0;
    for (; runs < times; runs++) {
      const { what, start } = kinds[runs % kinds.length]!;
      const command = COMMANDS[Math.floor(runs / kinds.length) % COMMANDS.length]!;
      const step = `read-only ${what}, ${command}`;
      const place = lab.place('read-only');
      const folder = join(place, 'project');
      mkdirSync(folder);
      const { path } = await makeProject(folder);
      const before = hashOf(path);
      mkdirSync(join(place, 'config'));
      handOver(place);
      const { code, stdout, stderr } = await start(path, [command, path], place, lab);
      chmodSync(folder, 0o755);
      const error = errorIn(stdout);
      promise(
        command === 'undo' ? code === 1 && error?.code === 'read-only' : code === 0,
        step,
        `${code} ${stdout}${stderr}`,
      );
      promise(stderr.includes(folder), step, `“${stderr}” does not name the path`);
      promise(hashOf(path) === before, step, 'the file changed');
      told.push(`${what} ${command} ${code === 0 ? 'read' : 'refused'}`);
    }
    return { runs, detail: told.join(', ') };
  },
};
