import { copyFileSync, existsSync, globSync, mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { assertSound } from '../../../db/backups/copy.ts';
import { CURRENT_VERSION, expectedSchema, schemaOf } from '../../../db/migrations/index.ts';
import { Moments } from '../moments.ts';
import { makeOldProject } from '../old-project.ts';
import { audit, makeProject, promise } from '../project.ts';
import { nothing, type FaultRow } from '../row.ts';

export const migrationRow: FaultRow = {
  number: 3,
  name: 'migration',
  fault: 'kill -9 during the migration from every old version: old or new, never between; backup there',
  unit: 'kills each',
  quick: 0,
  slow: 2,
  full: 100,
  needs: nothing,
  async run(kills, lab) {
    const place = lab.place('migration');
    const { path } = await makeProject(place, { words: 300, tags: 20 });
    const before = audit(path, 'before').digest;
    const ends = { old: 0, new: 0 };
    for (let version = 1; version < CURRENT_VERSION; version++) {
      const old = join(place, `version-${version}.postil`);
      makeOldProject(path, old, version);
      const victims = join(place, 'victims');
      const start = async () => {
        rmSync(victims, { recursive: true, force: true });
        mkdirSync(victims);
        copyFileSync(old, join(victims, 'old.postil'));
        const child = lab.start('open', [join(victims, 'old.postil')], place);
        await child.said('opening');
        return child;
      };
      const { moments, whole } = await Moments.of({ start, done: (child) => child.said('opened') });
      await whole.kill();
      for (let kill = 1; kill <= kills; kill++) {
        const step = `from version ${version}, kill ${kill}`;
        await moments.kill((1.2 * kill) / kills);
        const victim = join(victims, 'old.postil');
        const found = versionOf(victim);
        promise(found.isWhole, step, `version ${found.version} has not its tables`);
        const copies = globSync(join(victims, '**/*.migration.postil'));
        for (const copy of copies) {
          assertSound(copy);
          promise(versionOf(copy).version === version, step, `${copy} is no copy of the old file`);
        }
        promise(found.version === version || copies.length > 0, step, 'migrated without a backup');
        promise(existsSync(victim), step, 'the file is gone');
        promise(audit(victim, step).digest === before, step, 'the project says something else');
        ends[found.version === version ? 'old' : 'new']++;
      }
    }
    const runs = kills * (CURRENT_VERSION - 1);
    return { runs, detail: `versions 1 to ${CURRENT_VERSION - 1}: ${ends.old} old, ${ends.new} new` };
  },
};

/** Returns the version of a file after a crash, and whether it has exactly the tables of that version. */
function versionOf(path: string): { version: number; isWhole: boolean } {
  const raw = new Database(path);
  try {
    const version = raw.pragma('user_version', { simple: true }) as number;
    return { version, isWhole: schemaOf(raw) === expectedSchema(version) };
  } finally {
    raw.close();
  }
}
