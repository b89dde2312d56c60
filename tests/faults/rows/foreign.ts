import { randomBytes } from 'node:crypto';
import { copyFileSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { errorIn, hashOf, makeProject, promise } from '../project.ts';
import { nothing, type FaultRow } from '../row.ts';

/** The files in place of a project, with the code of the refusal. */
const FILES: readonly {
  readonly what: string;
  readonly code: string;
  make(path: string, place: string): Promise<void> | void;
}[] = [
  {
    what: 'another application id',
    code: 'not-a-project',
    make: (path, place) => changed(path, place, (raw) => raw.pragma('application_id = 7')),
  },
  {
    what: 'a newer version',
    code: 'newer-version',
    make: (path, place) => changed(path, place, (raw) => raw.pragma('user_version = 99')),
  },
  {
    what: 'random bytes',
    code: 'not-a-project',
    make: (path) => writeFileSync(path, randomBytes(10_000)),
  },
  {
    what: 'random bytes behind a header of ours',
    code: 'damaged',
    async make(path, place) {
      await changed(path, place, () => undefined);
      const header = readFileSync(path).subarray(0, 100);
      writeFileSync(path, Buffer.concat([header, randomBytes(16_284)]));
    },
  },
  { what: '0 bytes', code: 'not-a-project', make: (path) => writeFileSync(path, '') },
];

export const foreignRow: FaultRow = {
  number: 13,
  name: 'foreign',
  fault: 'wrong application id, newer version, random bytes, 0 bytes: refused by name, bytes unchanged',
  unit: 'each',
  quick: 1,
  full: 1,
  needs: nothing,
  async run(times, lab) {
    let runs = 0;
    for (let time = 0; time < times; time++) {
      for (const { what, code, make } of FILES) {
        const place = lab.place('foreign');
        const path = join(place, 'foreign.postil');
        await make(path, place);
        const before = hashOf(path);
        const files = readdirSync(place);
        for (const command of [['info'], ['undo']]) {
          const step = `${what}, ${command[0]}`;
          const { code: exit, stdout, stderr } = await lab.cli([command[0]!, path], place);
          promise(exit === 1 && errorIn(stdout)?.code === code, step, `answered ${exit} ${stdout} ${stderr}`);
          promise(stderr.includes(path), step, `“${stderr}” does not name the file`);
          promise(hashOf(path) === before, step, 'its bytes changed');
          const left = readdirSync(place).filter((name) => !files.includes(name) && name !== 'config');
          promise(left.length === 0, step, `${left.join(', ')} was left beside it`);
          runs++;
        }
      }
    }
    return { runs, detail: `${FILES.map(({ what }) => what).join(', ')}: all refused` };
  },
};

/** Changes a closed project without Postil. */
async function changed(path: string, place: string, change: (raw: Database.Database) => void): Promise<void> {
  const folder = join(place, 'config');
  mkdirSync(folder, { recursive: true });
  const made = await makeProject(folder);
  const raw = new Database(made.path);
  change(raw);
  raw.close();
  copyFileSync(made.path, path);
}
