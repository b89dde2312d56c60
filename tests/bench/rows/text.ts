import { affectedSpans } from '../../../shared/text/corrected-ranges.ts';
import { EditList } from '../../../shared/text/edits.ts';
import { isGraphemeBoundary } from '../../../shared/text/graphemes.ts';
import { nextWordEnd } from '../../../shared/text/words.ts';
import { lay, span, store } from '../../unit/editor/support.ts';
import type { BenchRow, Measured } from '../row.ts';

/** Number of measurements of a row, and of calls in each. */
const SERIES = 20;
const CALLS = 2000;
/** Times that the long text is as long as the short one, which is the floor. */
const GROWTH = 100;

const NEWS = 'Işık said 北京 👍🏽 '.repeat(1000);
/** A long document with an annotation on every other word, and the places of one session of corrections. */
const [SPANS, EDITS] = [40_000, 100];
const WORDS = 'word '.repeat(2000);

/** What the editor asks at every key must take as long in a long text, or among many spans, as in a short one. */
export const textRows: readonly BenchRow[] = [
  {
    name: 'text/graphemes/long',
    what: `${CALLS} questions for the boundary of a character in the middle of a text of ${NEWS.length * GROWTH} code units; floor: of ${NEWS.length}`,
    unit: 'ms',
    run: () => Promise.resolve(inTheMiddle(NEWS, (text, at) => isGraphemeBoundary(text, at))),
  },
  {
    name: 'text/words/long',
    what: `${CALLS} steps to the end of the next word in the middle of a text of ${WORDS.length * GROWTH} code units; floor: of ${WORDS.length}`,
    unit: 'ms',
    run: () => Promise.resolve(inTheMiddle(WORDS, (text, at) => nextWordEnd(text, at))),
  },
  {
    name: 'text/spans/many',
    what: `${CALLS} changes of one span among 10,000 in the span store of the editor; floor: among 100`,
    unit: 'ms',
    run: () => Promise.resolve(series(changing(2000), changing(20))),
  },
  {
    name: 'text/correct/spans',
    what: `moving ${SPANS} spans through a correction of ${EDITS} places in a text of ${SPANS * 10} code units, and comparing their words`,
    unit: 'ms',
    run: () => Promise.resolve({ values: correcting() }),
  },
];

/** Returns the times of moving many spans through a correction. */
function correcting(): number[] {
  const text = 'Ankara is a'.slice(0, 10).repeat(SPANS);
  const spans = Array.from({ length: SPANS }, (_, i) => ({
    fragments: [[i * 10, i * 10 + 6]] as const,
  }));
  const every = Math.floor(text.length / EDITS);
  const edits = new EditList(
    Array.from({ length: EDITS }, (_, i) => ({ start: i * every + 3, end: i * every + 4, text: 'q' })),
  );
  const passage = { before: text, after: edits.apply(text), way: [edits] };
  return Array.from({ length: SERIES }, () => {
    const begun = performance.now();
    affectedSpans(passage, spans);
    return performance.now() - begun;
  });
}

function inTheMiddle(short: string, ask: (text: string, at: number) => unknown): Measured {
  const asking = (text: string) => () => {
    const middle = Math.floor(text.length / 2);
    for (let i = 0; i < CALLS; i++) ask(text, middle + i);
  };
  return series(asking(short.repeat(GROWTH)), asking(short));
}

/** Returns the change of one span in a text of so many blocks with five spans each. */
function changing(blocks: number): () => void {
  const laid = lay(Array.from({ length: blocks }, () => 'word '.repeat(20)).join('|'));
  const spans = laid.blocks.flatMap(([, start]) =>
    [0, 10, 20, 30, 40].map((at) => span('PERSON', [[start + at, start + at + 4]])),
  );
  const before = store(laid, spans);
  return () => {
    for (let i = 0; i < CALLS; i++) before.change([span('PERSON', [[500, 520]])], []);
  };
}

/** Measures work and floor by turns, after each has run once, so that both meet the same conditions. */
function series(work: () => void, floor: () => void): Measured {
  const timed = (run: () => void) => {
    const begun = performance.now();
    run();
    return performance.now() - begun;
  };
  work();
  floor();
  const pairs = Array.from({ length: SERIES }, () => [timed(work), timed(floor)] as const);
  return { values: pairs.map(([value]) => value), floor: pairs.map(([, value]) => value) };
}
