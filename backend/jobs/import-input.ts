import type { Store } from '../../db/connection/store.ts';
import type { Actor } from '../../db/journal/actor.ts';
import type { OptionValues } from '../../shared/formats/define.ts';
import type { ExtractArticle } from '../../shared/formats/extracted.ts';
import type { TermMap } from '../../shared/formats/term-map.ts';
import type { StatedRun } from '../../shared/model/set.ts';
import type { DeskFile } from '../workspace/file-desk.ts';
import type { Progress } from './output.ts';

export interface ImportInput {
  readonly files: readonly DeskFile[];
  readonly format?: string | undefined;
  readonly set?: string | undefined;
  readonly options?: OptionValues | undefined;
  readonly map?: TermMap | undefined;
  readonly extendScheme?: boolean | undefined;
  /** All or nothing: any fault refuses all files. */
  readonly strict?: boolean | undefined;
  readonly ask?: boolean | undefined;
  /** Only with `ask`: the person has agreed to leave out faulty parts. */
  readonly leaveOut?: boolean | undefined;
  /** The files are predictions of a model and get a set of their own. */
  readonly model?: StatedRun | undefined;
}

/** What an import needs to run. */
export interface ImportContext extends Pick<Progress, 'progress'> {
  readonly store: Store;
  readonly actor: Actor;
  /** Called repeatedly; once it returns true, the import ends with an error `cancelled`. */
  isCancelled(): boolean;
  /** An empty folder for the staging database. */
  readonly staging: string;
  /** Takes articles out of web pages. */
  readonly extract?: ExtractArticle | undefined;
  /** Called before the project's write lock is taken for as long as the import takes. */
  onWriting(): void;
  /** Other chunk sizes, for tests. */
  readonly chunks?: ChunkSizes | undefined;
}

export interface ChunkSizes {
  /** More documents than this are committed in chunks. */
  readonly above: number;
  /** A chunk ends after this many items … */
  readonly items: number;
  /** … or after this time (ms), which is the longest that others have to wait. */
  readonly ms: number;
}
