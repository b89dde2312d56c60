import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { checkProject } from '../../db/check.ts';
import { sql } from '../../db/connection.ts';
import { openStore } from '../../db/open.ts';
import { toUid } from '../../db/uid.ts';
import { backend } from '../support/backend.ts';

/** Row 1 of the fault matrix, its quick number. */
const CYCLES = 40;
/** How long a victim works at most before it is killed (ms). */
const LIFE = 120;

test(
  `kill -9 while annotating, ${CYCLES} times: nothing acknowledged is lost, nothing half applied`,
  { timeout: 180_000 },
  async () => {
    const b = backend();
    const document = b.addDocument('abcdefghij '.repeat(30));
    b.workspace.close();
    const log = join(b.folder, 'acknowledged');
    writeFileSync(log, '');
    for (let cycle = 0; cycle < CYCLES; cycle++) {
      const child = spawn(
        process.execPath,
        ['tests/integration/children/annotate.ts', b.path, join(b.folder, 'config'), log, document],
        { stdio: ['ignore', 'pipe', 'inherit'] },
      );
      await once(child.stdout, 'data');
      // Not at random but spread over the life, so that a failure can be found again.
      await new Promise((resolve) => setTimeout(resolve, (cycle * LIFE) / CYCLES));
      child.kill('SIGKILL');
      await once(child, 'exit');
    }
    const acknowledged = readFileSync(log, 'utf8').split('\n').slice(0, -1);
    expect(acknowledged.length).toBeGreaterThanOrEqual(CYCLES);
    const store = openStore(b.path, { program: 'test' });
    try {
      const kept = new Set(
        store.db.all<{ uid: Buffer }>(sql`SELECT uid FROM span`).map(({ uid }) => toUid(uid) as string),
      );
      expect(acknowledged.filter((id) => !kept.has(id))).toEqual([]);
      expect(checkProject(store).problems).toEqual([]);
    } finally {
      store.close();
    }
  },
);
