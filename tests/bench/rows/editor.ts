import type { CDPSession } from '@playwright/test';
import { OPERATIONS, type Operation, type SubjectName, type Works } from '../page/api.ts';
import type { Lab } from '../lab.ts';
import type { BenchRow } from '../row.ts';
import { median } from '../statistics.ts';
import type { SizeName } from '../workload/workload.ts';

const WHAT: Record<Operation, string> = {
  open: 'the first document of a window with its spans; floor: paragraphs',
  next: 'a further document in the same editor; floor: paragraphs again',
  add: 'a visible span; floor: an element around the word',
  remove: 'a visible span; floor: the element unwrapped',
  select: 'a visible span; floor: the browser’s selection',
  hover: 'a visible span; floor: an outlined element',
  type: 'a letter, dropped in reading mode; floor: a letter typed',
  jump: 'to a far place; floor: scrolled into view',
  wheel: 'one notch; floor: the same',
  walk: '100 spans, one after the other; floor: the browser’s caret by words',
  drag: 'the end of a span, a word at a time; floor: the browser’s selection extended by words',
};

/** Main-thread work of one operation in the real editor, compared with the plain text. */
function editorRow(operation: Operation, size: SizeName): BenchRow {
  return {
    name: `editor/${operation}/${size}`,
    what: WHAT[operation],
    unit: 'ms',
    async run(lab) {
      const { editor, plain } = await editorSeries(lab, size);
      return { values: editor[operation], floor: plain[operation] };
    },
  };
}

/** How much more an operation costs in a document that is forty times as long. */
function growthRow(operation: Operation): BenchRow {
  return {
    name: `editor/${operation}/growth`,
    what: 'W4 over W2',
    unit: '×',
    async run(lab) {
      const [small, large] = [await editorSeries(lab, 'W2'), await editorSeries(lab, 'W4')];
      return { values: [median(large.editor[operation]) / median(small.editor[operation])] };
    },
  };
}

/** How much more an operation at one place costs in a long document than in a short article. */
function localRow(operation: Operation): BenchRow {
  return {
    name: `editor/${operation}/local`,
    what: 'W3 over W1',
    unit: '×',
    async run(lab) {
      const [small, large] = [await editorSeries(lab, 'W1'), await editorSeries(lab, 'W3')];
      return { values: [median(large.editor[operation]) / median(small.editor[operation])] };
    },
  };
}

/** The memory that the annotations of a large document take, apart from the spans themselves, which the app has anyway. */
const heapRow: BenchRow = {
  name: 'editor/heap/W4',
  what: 'annotations beside the spans; floor: the plain text',
  unit: 'MB',
  async run(lab) {
    const values: number[] = [];
    const floor: number[] = [];
    for (let i = 0; i < Math.min(3, lab.repetitions); i++) {
      values.push(await heapOf(lab, 'editor', 'W4'));
      floor.push(await heapOf(lab, 'plain', 'W4'));
    }
    return { values, floor };
  },
};

/**
 * Memory of the document (MB, including page elements): for the editor, shown with spans minus without them; for plain text,
 * shown minus not shown.
 */
function heapOf(lab: Lab, subject: SubjectName, size: SizeName): Promise<number> {
  return lab.page(async (page, devtools) => {
    await page.evaluate(([name, what]) => window.bench.prepare(name, what), [subject, size] as const);
    // A first time, so that code and caches are not counted as annotations.
    await page.evaluate(() => window.bench.show(true));
    await page.evaluate(() => window.bench.show(false));
    const before = await usedHeap(devtools);
    await page.evaluate(() => window.bench.show(true));
    return (await usedHeap(devtools)) - before;
  });
}

async function usedHeap(devtools: CDPSession): Promise<number> {
  for (let i = 0; i < 3; i++) await devtools.send('HeapProfiler.collectGarbage');
  const { usedSize, embedderHeapUsedSize } = await devtools.send('Runtime.getHeapUsage');
  return (usedSize + embedderHeapUsedSize) / 1e6;
}

interface Series {
  readonly editor: Works;
  readonly plain: Works;
}

/** Measures all operations at one size, editor and floor by turns in new pages of one browser. */
function editorSeries(lab: Lab, size: SizeName): Promise<Series> {
  return lab.once(`editor ${size}`, async () => {
    const runs: { editor: Works[]; plain: Works[] } = { editor: [], plain: [] };
    for (let i = 0; i < lab.repetitions; i++) {
      for (const subject of ['plain', 'editor'] as const) {
        lab.say(`${subject === 'plain' ? 'plain text' : 'editor'}, ${size}, ${i + 1} of ${lab.repetitions}`);
        const works = await lab.page((page) =>
          page.evaluate(([name, what]) => window.bench.run(name, what), [subject, size] as const),
        );
        runs[subject].push(works);
      }
    }
    return { editor: joined(runs.editor), plain: joined(runs.plain) };
  });
}

function joined(runs: readonly Works[]): Works {
  const all = {} as Record<Operation, number[]>;
  for (const name of OPERATIONS) all[name] = runs.flatMap((run) => run[name]);
  return all;
}

export const editorRows: readonly BenchRow[] = [
  editorRow('open', 'W1'),
  editorRow('open', 'W2'),
  editorRow('open', 'W3'),
  editorRow('open', 'W4'),
  editorRow('next', 'W1'),
  editorRow('next', 'W2'),
  editorRow('next', 'W3'),
  editorRow('next', 'W4'),
  editorRow('add', 'W1'),
  editorRow('add', 'W2'),
  editorRow('add', 'W3'),
  editorRow('add', 'W4'),
  growthRow('add'),
  editorRow('remove', 'W1'),
  editorRow('remove', 'W2'),
  editorRow('remove', 'W3'),
  editorRow('remove', 'W4'),
  growthRow('remove'),
  editorRow('select', 'W1'),
  editorRow('select', 'W2'),
  editorRow('select', 'W3'),
  editorRow('select', 'W4'),
  editorRow('hover', 'W1'),
  editorRow('hover', 'W2'),
  editorRow('hover', 'W3'),
  editorRow('hover', 'W4'),
  editorRow('type', 'W1'),
  editorRow('type', 'W2'),
  editorRow('type', 'W3'),
  editorRow('type', 'W4'),
  editorRow('jump', 'W2'),
  editorRow('jump', 'W3'),
  editorRow('jump', 'W4'),
  editorRow('wheel', 'W2'),
  editorRow('wheel', 'W3'),
  editorRow('wheel', 'W4'),
  editorRow('walk', 'W1'),
  editorRow('walk', 'W2'),
  editorRow('walk', 'W3'),
  editorRow('drag', 'W1'),
  editorRow('drag', 'W2'),
  editorRow('drag', 'W3'),
  ...(['add', 'remove', 'select', 'hover', 'type', 'walk', 'drag'] as const).map(localRow),
  heapRow,
];
