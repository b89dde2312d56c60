import { copyFileSync, existsSync, globSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { backup } from '../../../db/backups/backup.ts';
import { openStore } from '../../../db/connection/open.ts';
import type { Lab } from '../lab.ts';
import { audit, errorIn, hashOf, makeProject, promise, type VictimProject } from '../project.ts';
import { nothing, type FaultRow } from '../row.ts';

/** A project whose program was killed while it wrote: its journal is beside it. */
interface Crashed extends VictimProject {
  readonly place: string;
  readonly acknowledged: string[];
}

/** The files that replace the project. */
const REPLACEMENTS: readonly {
  readonly what: string;
  make(crashed: Crashed, lab: Lab, early: string): Promise<string> | string;
}[] = [
  { what: 'a backup of before', make: ({ place }) => join(place, 'backup.postil') },
  { what: 'a plain copy of before', make: (_, __, early) => early },
  {
    what: 'another project',
    make: async (_, lab) => (await makeProject(lab.place('other'), { words: 500, tags: 30 })).path,
  },
];

export const filesRow: FaultRow = {
  number: 12,
  name: 'files',
  fault: 'stale -wal beside a replaced file, -wal deleted, file deleted while open: told, nothing discarded',
  unit: 'each',
  // As many as there are variants: each is another accident, not a repetition.
  quick: 3,
  full: 10,
  needs: nothing,
  async run(times, lab) {
    const told: Record<string, number> = {};
    const tell = (what: string) => (told[what] = (told[what] ?? 0) + 1);
    for (let run = 0; run < times; run++) {
      tell(await stale(run, lab));
      tell(await journalDeleted(run, lab));
      tell(await takenAway(run, lab));
    }
    const detail = Object.entries(told).map(([what, count]) => `${count} ${what}`);
    return { runs: 3 * times, detail: detail.join(', ') };
  },
};

async function stale(run: number, lab: Lab): Promise<string> {
  const { what, make } = REPLACEMENTS[run % REPLACEMENTS.length]!;
  const step = `run ${run + 1}, ${what} beside a stale journal`;
  const crashed = await crash(lab, run);
  const { path, place, acknowledged } = crashed;
  const other = await make(crashed, lab, join(place, 'early.postil'));
  const said = audit(other, step).digest;
  // Tests both ways of replacing a file.
  if (run % 2 === 0) copyFileSync(other, path);
  else {
    copyFileSync(other, `${path}.new`);
    renameSync(`${path}.new`, path);
  }
  const [file, journal] = [hashOf(path), hashOf(`${path}-wal`)];
  const { code, stdout, stderr } = await lab.cli(['info', path], place);
  if (code === 0) {
    // Accepting the journal is right if it contains all changes since; then no span may be lost.
    const { spans } = audit(path, step);
    const lost = acknowledged.filter((id) => !spans.has(id));
    promise(lost.length === 0, step, `taken for sound with ${lost.length} of ${acknowledged.length} lost`);
    return 'journals that fit replayed';
  }
  promise(code === 1 && errorIn(stdout)?.code === 'damaged', step, `answered ${code} ${stdout} ${stderr}`);
  promise(stderr.includes(`${path}-wal`), step, `“${stderr}” does not name the journal`);
  promise(hashOf(path) === file && hashOf(`${path}-wal`) === journal, step, 'the files changed');
  // Follows the advice of the message.
  renameSync(`${path}-wal`, `${path}-wal-of-the-other`);
  promise(audit(path, step).digest === said, step, 'the file without the journal says something else');
  return 'foreign journals refused';
}

async function journalDeleted(run: number, lab: Lab): Promise<string> {
  const step = `run ${run + 1}, journal deleted after a crash`;
  const { path, place } = await crash(lab, run);
  rmSync(`${path}-wal`);
  rmSync(`${path}-shm`, { force: true });
  const command = run % 2 === 0 ? ['info', path] : ['undo', path];
  const { stderr } = await lab.cli(command, place);
  promise(stderr.includes(`${path}-wal`), step, `nothing was told of the missing journal: ${stderr}`);
  const again = await lab.cli(['info', path], place);
  promise(again.code === 0, step, again.stderr);
  promise(!again.stderr.includes('-wal'), step, 'it is told again after it was told');
  audit(path, step);
  return 'missing journals told';
}

/** While a program writes, the file is deleted, replaced by another, or its journal is deleted. */
async function takenAway(run: number, lab: Lab): Promise<string> {
  const what = (['file deleted', 'file replaced', 'journal deleted'] as const)[run % 3]!;
  const step = `run ${run + 1}, ${what} while open`;
  const place = lab.place('taken');
  const { path, document } = await makeProject(place);
  const copy = join(place, 'copy.postil');
  copyFileSync(path, copy);
  const log = join(place, 'acknowledged');
  writeFileSync(log, '');
  const child = lab.start('annotate', [path, log, document, 'desktop'], place);
  await child.said('running');
  if (what === 'file deleted') rmSync(path);
  else if (what === 'file replaced') renameSync(copy, path);
  else rmSync(`${path}-wal`);
  const { stderr } = await child.ended;
  promise(stderr.includes(path), step, `it ended with “${stderr}”`);
  const name = basename(path, '.postil');
  const saved = what === 'journal deleted' ? path : globSync(join(dirname(path), `${name} rescued *`))[0];
  promise(saved !== undefined && existsSync(saved), step, `nothing was rescued: ${stderr}`);
  promise(stderr.includes(saved), step, `“${stderr}” does not say where it was saved`);
  const { spans } = audit(saved, step);
  const acknowledged = readFileSync(log, 'utf8').split('\n').slice(0, -1);
  const lost = acknowledged.filter((id) => !spans.has(id));
  promise(lost.length === 0, step, `${lost.length} of ${acknowledged.length} acknowledged spans are lost`);
  return `${what}: all saved`;
}

async function crash(lab: Lab, run: number): Promise<Crashed> {
  const place = lab.place('crash');
  const { path, document } = await makeProject(place, { words: 200, tags: run });
  const store = openStore(path, { program: 'the fault matrix' });
  backup(store, join(place, 'backup.postil'));
  store.close();
  copyFileSync(path, join(place, 'early.postil'));
  const log = join(place, 'acknowledged');
  writeFileSync(log, '');
  const child = lab.start('annotate', [path, log, document], place);
  await child.said('running');
  await child.kill();
  const acknowledged = readFileSync(log, 'utf8').split('\n').slice(0, -1);
  promise(existsSync(`${path}-wal`), `run ${run + 1}`, 'the crash left no journal');
  return { path, document, place, acknowledged };
}
