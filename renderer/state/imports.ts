import { create } from 'zustand';
import type { Fault } from '../../shared/contract/errors.ts';
import type { ImportReport } from '../../shared/contract/exchange.ts';
import type { TermMap } from '../../shared/formats/term-map.ts';
import type { StatedRun } from '../../shared/model/set.ts';
import type { Uid } from '../../shared/model/uid.ts';

/**
 * What a person decided: how names that the scheme does not have are called here, and to add the others; to leave out
 * what is faulty; to import texts whose annotations cannot be read.
 */
export interface ImportAnswer {
  readonly map?: TermMap;
  readonly extendScheme?: boolean;
  readonly leaveOut?: boolean;
  readonly textOnly?: boolean;
}

/** What the import panel shows: nothing, a job under way, or what it did. */
interface ImportState {
  readonly running: Uid | null;
  readonly report: ImportReport | null;
  readonly error: string | null;
  /** File, line or record of the error, in words; empty where it has none. */
  readonly where: string;
  /** All that is wrong with the files, where they were refused for several faults. */
  readonly faults: readonly Fault[];
  /** The files of the import, to ask for it again with an answer. */
  readonly files: readonly Uid[];
  /** Whose predictions they are, where a person said so. */
  readonly model?: StatedRun | undefined;
  readonly answers?: ImportAnswer | undefined;
}

export const useImport = create<ImportState>()(() => ({
  running: null,
  report: null,
  error: null,
  where: '',
  faults: [],
  files: [],
}));
