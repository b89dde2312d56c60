import { create } from 'zustand';
import type { Fault } from '../../shared/contract/errors.ts';
import type { ImportReport } from '../../shared/contract/exchange.ts';
import type { TermMap } from '../../shared/formats/term-map.ts';
import type { StatedRun } from '../../shared/model/set.ts';
import type { Uid } from '../../shared/model/uid.ts';

/**
 * The analyst's decisions about an import: the format of the files, if it is not the one that was recognised; the term for
 * each unknown name and which names to add to the scheme; whether to leave out what is faulty; whether to import texts
 * whose annotations cannot be read.
 */
export interface ImportAnswer {
  readonly format?: string;
  readonly map?: TermMap;
  readonly extendScheme?: boolean;
  readonly leaveOut?: boolean;
  readonly textOnly?: boolean;
}

/** State of the import panel: nothing, a running job, or its result. */
interface ImportState {
  readonly running: Uid | null;
  readonly report: ImportReport | null;
  readonly error: string | null;
  /** File, line or record of the error, as text; empty if there is none. */
  readonly where: string;
  /** All faults, if the files were refused for several. */
  readonly faults: readonly Fault[];
  /** The files of the import, to start it again with the analyst's answer. */
  readonly files: readonly Uid[];
  /** Ids of the formats that were recognised in the files. */
  readonly recognised: readonly string[];
  /** The model run that produced the predictions, if the analyst stated it. */
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
  recognised: [],
}));
