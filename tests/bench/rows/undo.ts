import { createWriteStream, statSync } from 'node:fs';
import { once } from 'node:events';
import { join } from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import type { Lab } from '../lab.ts';
import type { BenchRow } from '../row.ts';
import { freshFolder } from './store.ts';

/** Documents, and spans per document: 200,000 spans. */
const DOCUMENTS = 20_000;
const SPANS = 10;
/** Number of articles whose history is read. */
const HISTORIES = 20;
const WHAT = '20,000 documents with 200,000 spans';

interface Times {
  /** Total times (ms), until all work is done. */
  readonly imported: number;
  readonly undone: number;
  readonly redone: number;
  /** Times until the undo is visible (ms). */
  readonly seen: number;
  /** Longest blocks of the host's event loop meanwhile (ms). */
  readonly undoBlock: number;
  readonly redoBlock: number;
  /** Time of moving half of the articles to the trash, and the longest block meanwhile (ms). */
  readonly deleted: number;
  readonly deleteBlock: number;
  /** Times of the history of one of them (ms). */
  readonly histories: readonly number[];
  /** Size of the file after each step (MB). */
  readonly sizes: readonly number[];
}

/** Undo and redo of a large import, compared with the import itself. */
export const undoRows: readonly BenchRow[] = [
  {
    name: 'store/undo/whole',
    what: `undo of the import of ${WHAT}, until its rows are packed and removed; floor: the import`,
    unit: 'ms',
    async run(lab) {
      const { undone, imported, seen, sizes } = await timesOf(lab);
      const note = `seen after ${Math.round(seen)} ms; file ${sizes.map((size) => Math.round(size)).join(' → ')} MB (import, undo, redo)`;
      return { values: [undone], floor: [imported], note };
    },
  },
  {
    name: 'store/redo/whole',
    what: 'redo of that; floor: the import',
    unit: 'ms',
    async run(lab) {
      const { redone, imported } = await timesOf(lab);
      return { values: [redone], floor: [imported] };
    },
  },
  {
    name: 'store/undo/blocked',
    what: 'longest block of the event loop during that undo and that redo',
    unit: 'ms',
    async run(lab) {
      const { undoBlock, redoBlock } = await timesOf(lab);
      return { values: [undoBlock, redoBlock] };
    },
  },
  {
    name: 'store/delete/half',
    what: `half of the articles moved to the trash after that; floor: the import of all`,
    unit: 'ms',
    async run(lab) {
      const { deleted, imported, deleteBlock } = await timesOf(lab);
      return { values: [deleted], floor: [imported], note: `longest block ${Math.round(deleteBlock)} ms` };
    },
  },
  {
    name: 'store/history/deleted',
    what: 'the history of one of the articles that were deleted together',
    unit: 'ms',
    async run(lab) {
      const { histories } = await timesOf(lab);
      return { values: histories };
    },
  },
];

function timesOf(lab: Lab): Promise<Times> {
  return lab.once('undo', () => measure(lab));
}

async function measure(lab: Lab): Promise<Times> {
  const { importFile, newProject } = await lab.backend();
  const project = newProject(freshFolder(lab, 'undo'));
  try {
    const { folder, path, workspace, router } = project;
    const file = join(folder, 'large.jsonl');
    await writeArticles(file);
    const sizes: number[] = [];
    const timed = async (what: string, work: () => Promise<unknown>) => {
      lab.say(what);
      const delay = monitorEventLoopDelay({ resolution: 5 });
      delay.enable();
      const begun = performance.now();
      await work();
      const whole = performance.now() - begun;
      delay.disable();
      workspace.store.db.raw.pragma('wal_checkpoint(TRUNCATE)');
      sizes.push(statSync(path).size / 1e6);
      return { whole, block: delay.max / 1e6 };
    };
    const imported = await timed(`importing ${WHAT}`, () => importFile(project, file));
    const { asks } = await router.call('history.undo', { ask: true });
    if (!asks) throw new Error('the undo of an import did not ask');
    let seen = 0;
    const undone = await timed('undoing that', async () => {
      const begun = performance.now();
      await router.call('history.undo', { change: asks.change });
      seen = performance.now() - begun;
      await workspace.removal;
    });
    const redone = await timed('redoing that', () => router.call('history.redo', { change: asks.change }));
    const { rows } = await router.call('documents.list', { limit: DOCUMENTS / 2 });
    const documents = rows.map(({ id }) => id);
    const deleted = await timed('deleting half of it', () => router.call('documents.delete', { documents }));
    const histories: number[] = [];
    for (const document of documents.slice(0, HISTORIES)) {
      const begun = performance.now();
      const { entries } = await router.call('history.list', { document });
      histories.push(performance.now() - begun);
      if (!entries[0]?.rows.length) throw new Error('the history does not show the deletion');
    }
    return {
      deleted: deleted.whole,
      deleteBlock: deleted.block,
      histories,
      imported: imported.whole,
      undone: undone.whole,
      redone: redone.whole,
      seen,
      undoBlock: undone.block,
      redoBlock: redone.block,
      sizes,
    };
  } finally {
    project.workspace.dispose();
  }
}

async function writeArticles(path: string): Promise<void> {
  const out = createWriteStream(path);
  for (let i = 0; i < DOCUMENTS; i++) {
    const text = `Ada met Bo in Rome, number ${i}. They said that the talks would go on. `.repeat(SPANS);
    const length = text.length / SPANS;
    const spans = Array.from({ length: SPANS }, (_, n) => ({
      start: n * length,
      end: n * length + 3,
      type: 'PERSON',
    }));
    if (!out.write(`${JSON.stringify({ text, spans })}\n`)) await once(out, 'drain');
  }
  out.end();
  await once(out, 'close');
}
