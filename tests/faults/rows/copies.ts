import { copyFileSync, existsSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { backup } from '../../../db/backups/backup.ts';
import { openStore } from '../../../db/connection/open.ts';
import type { Lab } from '../lab.ts';
import { Moments } from '../moments.ts';
import { audit, makeProject, promise } from '../project.ts';
import { nothing, type FaultRow } from '../row.ts';

interface Works {
  readonly place: string;
  readonly path: string;
  /** A backup with less content than the project. */
  readonly copy: string;
  readonly now: string;
  readonly then: string;
}

interface Work {
  readonly name: string;
  args(works: Works): string[];
  /** Throws unless the output of the command is complete or does not exist. */
  look(works: Works, step: string): void;
}

const WORKS: readonly Work[] = [
  {
    name: 'backup',
    args: ({ path, place }) => ['backup', path, join(place, 'out.postil')],
    look({ path, place, now }, step) {
      promise(audit(path, step).digest === now, step, 'the project changed');
      const out = join(place, 'out.postil');
      if (existsSync(out)) promise(audit(out, step).digest === now, step, 'the backup says something else');
    },
  },
  {
    name: 'restore',
    args: ({ path, copy }) => ['restore', path, copy],
    look({ path, copy, then, now }, step) {
      promise([then, now].includes(audit(path, step).digest), step, 'the project is neither old nor new');
      promise(audit(copy, step).digest === then, step, 'the backup changed');
    },
  },
  {
    name: 'export',
    args: ({ path, place }) => ['export', path, join(place, 'out'), '--format', 'jsonl'],
    look({ path, place, now }, step) {
      promise(audit(path, step).digest === now, step, 'the project changed');
      const out = join(place, 'out');
      if (existsSync(out))
        promise(existsSync(join(out, 'manifest.json')), step, 'an export without its manifest has its name');
    },
  },
];

export const copiesRow: FaultRow = {
  number: 4,
  name: 'copies',
  fault: 'kill -9 during backup, restore, export: old file intact, nothing partial under the final name',
  unit: 'kills each',
  quick: 0,
  slow: 2,
  full: 100,
  needs: nothing,
  async run(kills, lab) {
    const details: string[] = [];
    for (const work of WORKS) details.push(`${work.name} ${await killed(work, kills, lab)} done`);
    return { runs: kills * WORKS.length, detail: details.join(', ') };
  },
};

async function killed(work: Work, kills: number, lab: Lab): Promise<number> {
  const source = lab.place('source');
  const { path: original } = await makeProject(source, { words: 4000, tags: 20 });
  const copyOf = join(source, 'copy.postil');
  const store = openStore(original, { program: 'the fault matrix' });
  backup(store, copyOf);
  store.close();
  const then = audit(copyOf, 'before').digest;
  const { path: changed } = await makeProject(lab.place('changed'), { words: 4000, tags: 40 });
  const now = audit(changed, 'before').digest;
  const place = lab.place(work.name);
  const works: Works = {
    place,
    path: join(place, 'victim.postil'),
    copy: join(place, 'copy.postil'),
    now,
    then,
  };
  const start = async () => {
    for (const name of readdirSync(place))
      if (name !== 'config') rmSync(join(place, name), { recursive: true });
    copyFileSync(changed, works.path);
    copyFileSync(copyOf, works.copy);
    return lab.start('cli', work.args(works), place);
  };
  const { moments, whole } = await Moments.of({ start, done: (child) => child.ended });
  const { code, stderr } = await whole.ended;
  promise(code === 0, `${work.name}, not killed`, stderr);
  let done = 0;
  for (let kill = 1; kill <= kills; kill++) {
    // The first part of the time is only the start of the program.
    const ended = await moments.kill(0.3 + (0.7 * (kill - 0.5)) / kills);
    if (ended.code === 0) done++;
    work.look(works, `${work.name}, kill ${kill}`);
  }
  return done;
}
