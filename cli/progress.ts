import { visible } from '../shared/text/visible.ts';
import { paceInWords, type Pace } from '../shared/text/pace.ts';
import type { Progress } from '../backend/jobs/output.ts';
import type { CliCommand, CliContext } from './define.ts';

/** How often the line is rewritten on a terminal, and how often a line is printed elsewhere. */
const EVERY_MS = { terminal: 500, lines: 3000 } as const;
const CLEAR = '\r\u001b[K';

/** The option that {@link withProgress} reads. */
export const PROGRESS_OPTION = {
  progress: {
    type: 'boolean',
    help: 'Reports progress every three seconds even if standard error is not a terminal.',
  },
} as const satisfies CliCommand['options'];

/** The output and the clock of a {@link ProgressTeller}. */
export interface ProgressSink {
  /** A terminal shows one line that is rewritten. */
  readonly terminal: boolean;
  readonly write: (text: string) => void;
  readonly now: () => number;
}

/** Reports how far a job is, its rate and the time left. */
export class ProgressTeller {
  readonly #sink: ProgressSink;
  #pace: (Pace & { readonly message: string }) | null = null;
  #told = -Infinity;
  #shown = false;

  constructor(sink: ProgressSink) {
    this.#sink = sink;
  }

  readonly progress: Progress['progress'] = (done, total, unit, message) => {
    const at = this.#sink.now();
    const before = this.#pace;
    // Start again for another unit or another pass over the data; the files of one pass have different messages.
    const goesOn = before?.unit === unit && done >= before.done;
    const pace = { done, total, unit, message, at, began: goesOn ? before.began : { at, done } };
    this.#pace = pace;
    const { terminal, write } = this.#sink;
    if (at - this.#told < EVERY_MS[terminal ? 'terminal' : 'lines']) return;
    this.#told = at;
    const line = visible(`${message}: ${paceInWords(pace)}`);
    write(terminal ? `${CLEAR}${line}` : `${line}\n`);
    this.#shown = terminal;
  };

  /** Clears the line on the terminal before other output. */
  end(): void {
    if (this.#shown) this.#sink.write(CLEAR);
    this.#shown = false;
  }
}

/**
 * Runs a job and reports its progress on standard error: on a terminal as one line that is rewritten, elsewhere only with
 * `--progress`, as a line every three seconds.
 */
export async function withProgress<Result>(
  { options, streams: { stderr } }: Pick<CliContext, 'options' | 'streams'>,
  run: (progress: Progress['progress']) => Promise<Result>,
): Promise<Result> {
  if (!stderr.isTTY && options['progress'] !== true) return await run(() => undefined);
  const teller = new ProgressTeller({
    terminal: stderr.isTTY === true && process.env['TERM'] !== 'dumb',
    write: (text) => void stderr.write(text),
    now: () => performance.now(),
  });
  try {
    return await run(teller.progress);
  } finally {
    teller.end();
  }
}

/** Like {@link withProgress}, for a job of the backend, which announces its progress as events. */
export async function withJobProgress<Result>(
  { workspace, ...rest }: Pick<CliContext, 'options' | 'streams' | 'workspace'>,
  run: () => Promise<Result>,
): Promise<Result> {
  return await withProgress(rest, async (tell) => {
    const stop = workspace.listen((event) => {
      if (event.event !== 'progress') return;
      const { done, total, unit, message } = event.progress;
      tell(done, total, unit, message);
    });
    try {
      return await run();
    } finally {
      stop();
    }
  });
}
