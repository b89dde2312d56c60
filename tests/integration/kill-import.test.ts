import { copyFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { checkProject } from '../../db/check.ts';
import { sql } from '../../db/connection.ts';
import { openStore } from '../../db/open.ts';
import { backend } from '../support/backend.ts';
import { startChild } from '../support/child.ts';

/** Row 2 of the fault matrix, its quick number. */
const CYCLES = 10;
const DOCUMENTS = 3000;

test(
  `kill -9 during an import of ${DOCUMENTS} documents, ${CYCLES} times: all or nothing`,
  { timeout: 180_000 },
  async () => {
    const b = backend();
    b.addDocument('What was here before stays.');
    b.workspace.close();
    const data = join(b.folder, 'data.jsonl');
    const record = (i: number) =>
      JSON.stringify({ text: `Ada met Bo, number ${i}.`, spans: [{ start: 0, end: 3, type: 'PERSON' }] });
    writeFileSync(data, Array.from({ length: DOCUMENTS }, (_, i) => `${record(i)}\n`).join(''));

    // How long the write takes here, so that the kills are spread over it.
    const path = (cycle: number) => join(b.folder, `cycle-${cycle}.postil`);
    const start = async (cycle: number) => {
      copyFileSync(b.path, path(cycle));
      const child = startChild('import', path(cycle), join(b.folder, 'config'), data);
      await child.said('writing');
      return child;
    };
    const whole = await start(0);
    const begun = performance.now();
    await whole.said('imported');
    const duration = performance.now() - begun;
    await whole.kill();
    expect(documentsIn(path(0))).toBe(DOCUMENTS + 1);

    const ends = { before: 0, after: 0 };
    for (let cycle = 1; cycle <= CYCLES; cycle++) {
      const child = await start(cycle);
      await new Promise((resolve) => setTimeout(resolve, (cycle * duration) / (CYCLES - 1)));
      await child.kill();
      const found = documentsIn(path(cycle));
      expect([1, DOCUMENTS + 1]).toContain(found);
      ends[found === 1 ? 'before' : 'after']++;
    }
    expect(ends.before, 'kills that fell into the write').toBeGreaterThan(0);
  },
);

/** Opens a project as after a crash, checks it, and counts its documents. */
function documentsIn(path: string): number {
  const store = openStore(path, { program: 'test' });
  try {
    expect(checkProject(store).problems).toEqual([]);
    const { documents, spans } = store.db.get<{ documents: number; spans: number }>(
      sql`SELECT (SELECT count(*) FROM document) AS documents, (SELECT count(*) FROM span) AS spans`,
    )!;
    expect(spans).toBe(documents - 1);
    return documents;
  } finally {
    store.close();
  }
}
