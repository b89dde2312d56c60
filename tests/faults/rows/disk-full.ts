import { spawnSync } from 'node:child_process';
import { copyFileSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Lab } from '../lab.ts';
import { audit, makeProject, promise, writeArticles } from '../project.ts';
import type { FaultRow } from '../row.ts';

const WORKS = ['save', 'import', 'export', 'backup'] as const;
const DOCUMENTS = 300;
const MOUNT = 'mount -t tmpfs -o size=24m tmpfs "$0" && exec "$@"';

interface Said {
  readonly error?: { readonly code: string; readonly message: string };
  readonly again?: { readonly message: string };
  readonly left: boolean;
  /** Number of spans of `saved` that were acknowledged before the disk was full. */
  readonly before: number;
  readonly saved: readonly string[];
}

export const diskFullRow: FaultRow = {
  number: 7,
  name: 'disk-full',
  fault: 'disk full on save, import, export, backup: a clear message; works again once there is room',
  unit: 'sizes',
  quick: 2,
  full: 20,
  asRoot: true,
  needs: () =>
    process.getuid?.() === 0 && spawnSync('unshare', ['-m', 'true']).status === 0
      ? null
      : 'root and unshare (to mount a small disk)',
  async run(sizes, lab) {
    const details: string[] = [];
    for (const work of WORKS) {
      let full = 0;
      for (let size = 0; size < sizes; size++) full += (await one(work, roomOf(size, sizes), lab)) ? 1 : 0;
      promise(full > 0, work, 'the disk was never full');
      details.push(`${work} ${full} of ${sizes} full`);
      lab.say(`  ${details.at(-1)}`);
    }
    return { runs: sizes, detail: details.join(', ') };
  },
};

/** Returns the free space of a run (KB): almost none at first, then more and more. */
function roomOf(size: number, sizes: number): number {
  return Math.round(4 + 1600 * (size / sizes) ** 2);
}

/** Returns whether the disk became full. */
async function one(work: string, room: number, lab: Lab): Promise<boolean> {
  const step = `${work} with ${room} KB`;
  const place = lab.place('full');
  const { path: source, document } = await makeProject(place, { words: 60, tags: 5 });
  copyFileSync(source, `${source}.before`);
  const data = join(place, 'data.jsonl');
  writeArticles(data, DOCUMENTS);
  const disk = join(place, 'disk');
  mkdirSync(disk);
  const args = [source, disk, work, data, document, String(room)];
  const through = ['unshare', '-m', 'sh', '-c', MOUNT, disk];
  const { code, stdout, stderr } = await lab.start('disk-full', args, place, { through }).ended;
  promise(code === 0 && stderr === '', step, `it ended with ${code}: ${stderr}`);
  const { error, again, left, before, saved } = JSON.parse(stdout) as Said;
  const after = audit(`${source}.after`, step);
  const lost = saved.filter((id) => !after.spans.has(id));
  promise(lost.length === 0, step, `${lost.length} acknowledged spans are lost`);
  if (!error) return false;
  promise(
    /disk .*is full/.test(error.message),
    step,
    `“${error.message}” does not say that the disk is full`,
  );
  promise(!left, step, 'something partial has the final name');
  promise(again === undefined, step, `with room again: ${again?.message}`);
  if (work === 'save') promise(saved.length === before + 300, step, 'not all was saved with room again');
  if (work === 'import') promise(after.documents === DOCUMENTS + 1, step, `${after.documents} documents`);
  return true;
}
