import type { ArcWorks } from '../page/api.ts';
import type { Lab } from '../lab.ts';
import type { BenchRow } from '../row.ts';

const SIZE = 'W2';
const RELATIONS = 500;

interface Series {
  readonly drawn: ArcWorks;
  /** The same document without arcs. */
  readonly none: ArcWorks;
}

function arcRow(operation: keyof ArcWorks, what: string): BenchRow {
  return {
    name: `arcs/${operation}/${SIZE}`,
    what,
    unit: 'ms',
    async run(lab) {
      const { drawn, none } = await lab.once('arcs', () => arcSeries(lab));
      const longest = Math.max(...none[operation]).toFixed(1);
      return { values: drawn[operation], floor: none[operation], note: `longest of the floor ${longest} ms` };
    },
  };
}

/**
 * All arcs drawn in a document of 1,000 spans. The floor is the same document in the same editor, with all spans but no
 * relations, so the ratio is the cost of the arcs; it is not the plain text of the other editor rows. Most notches draw
 * nothing. The longest ones draw several blocks with their spans ahead, in the floor as well: if its longest notch takes
 * more than 16 ms, as on two slow shared cores, ours cannot take less.
 */
export const arcRows: readonly BenchRow[] = [
  arcRow(
    'open',
    `a document with ${RELATIONS} relations, all arcs drawn; floor: the same spans, no relations`,
  ),
  arcRow('wheel', 'one notch with all arcs drawn; floor: the same spans, no relations'),
];

/** Measures with arcs and without by turns, in new pages of one browser. */
async function arcSeries(lab: Lab): Promise<Series> {
  const runs: { drawn: ArcWorks[]; none: ArcWorks[] } = { drawn: [], none: [] };
  for (let i = 0; i < lab.repetitions; i++) {
    lab.say(`arcs, ${SIZE}, ${i + 1} of ${lab.repetitions}`);
    for (const [name, relations] of [
      ['none', 0],
      ['drawn', RELATIONS],
    ] as const) {
      runs[name].push(
        await lab.page((page) =>
          page.evaluate(([size, count]) => window.bench.arcs(size, count), [SIZE, relations] as const),
        ),
      );
    }
  }
  return { drawn: joined(runs.drawn), none: joined(runs.none) };
}

function joined(runs: readonly ArcWorks[]): ArcWorks {
  return { open: runs.flatMap(({ open }) => open), wheel: runs.flatMap(({ wheel }) => wheel) };
}
