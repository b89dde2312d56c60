import type { FaultRow } from '../row.ts';
import { copiesRow } from './copies.ts';
import { damageRow } from './damage.ts';
import { damagedPagesRow } from './damaged-pages.ts';
import { diskErrorsRow } from './disk-errors.ts';
import { diskFullRow } from './disk-full.ts';
import { drillRow } from './drill.ts';
import { editRow } from './edit.ts';
import { filesRow } from './files.ts';
import { foreignRow } from './foreign.ts';
import { importRow } from './import.ts';
import { leftoversRow } from './leftovers.ts';
import { lockRow } from './lock.ts';
import { migrationRow } from './migration.ts';
import { overwrittenRow } from './overwritten.ts';
import { pageRow } from './page.ts';
import { pairsRow } from './pairs.ts';
import { readerRow } from './reader.ts';
import { readOnlyRow } from './read-only.ts';
import { togetherRow } from './together.ts';
import { undoRow } from './undo.ts';

/** All rows of the fault matrix, in the order of their numbers. */
export const ROWS: readonly FaultRow[] = [
  editRow,
  importRow,
  migrationRow,
  copiesRow,
  pageRow,
  diskErrorsRow,
  diskFullRow,
  readOnlyRow,
  lockRow,
  togetherRow,
  damageRow,
  filesRow,
  foreignRow,
  readerRow,
  drillRow,
  pairsRow,
  damagedPagesRow,
  overwrittenRow,
  leftoversRow,
  undoRow,
];
