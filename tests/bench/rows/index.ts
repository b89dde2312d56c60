import type { BenchRow } from '../row.ts';
import { arcRows } from './arcs.ts';
import { bigRows } from './big.ts';
import { claimRows } from './claim.ts';
import { deskRows, startBigRow } from './desk.ts';
import { openDocumentRow } from './document.ts';
import { editorRows } from './editor.ts';
import { exchangeRows } from './exchange.ts';
import { extractionRows } from './extraction.ts';
import { handRows } from './hand.ts';
import { memoryRows } from './memory.ts';
import { queueRows } from './queue.ts';
import { registryRows } from './registry.ts';
import { reviewRows } from './review.ts';
import { schemeRows } from './scheme.ts';
import { schemeStepRows } from './scheme-steps.ts';
import { startRow } from './start.ts';
import { storeRows } from './store.ts';
import { tagRows } from './tag.ts';
import { textRows } from './text.ts';
import { undoRows } from './undo.ts';

/** Every row of the benchmark, in the order in which it is run and printed. */
export const ROWS: readonly BenchRow[] = [
  ...editorRows,
  ...arcRows,
  ...textRows,
  ...tagRows,
  ...claimRows,
  ...handRows,
  openDocumentRow,
  ...deskRows,
  ...exchangeRows,
  ...memoryRows,
  ...storeRows,
  ...undoRows,
  ...extractionRows,
  ...registryRows,
  ...reviewRows,
  ...queueRows,
  ...bigRows,
  ...schemeRows,
  ...schemeStepRows,
  startRow,
  startBigRow,
];
