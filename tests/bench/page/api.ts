import type { SizeName } from '../workload/workload.ts';

export type SubjectName = 'editor' | 'plain';

/** Every operation, in the order in which {@link BenchPage.run} performs them. */
export const OPERATIONS = [
  'open',
  'next',
  'add',
  'select',
  'hover',
  'type',
  'jump',
  'wheel',
  'remove',
  'walk',
  'drag',
] as const;
export type Operation = (typeof OPERATIONS)[number];

/** Milliseconds of main-thread work, one for each repetition of an operation. */
export type Works = Readonly<Record<Operation, readonly number[]>>;

/** Milliseconds of main-thread work in a document whose relations are drawn as arcs. */
export interface ArcWorks {
  readonly open: readonly number[];
  readonly wheel: readonly number[];
}

/** Operations at one place, which can be performed one at a time. */
export type LocalOperation = Exclude<Operation, 'open' | 'next' | 'wheel'>;

/** The functions that the benchmark calls in its page. */
export interface BenchPage {
  /** Opens a workload in a new page and performs everything that is measured, once or several times each. */
  run(subject: SubjectName, size: SizeName): Promise<Works>;
  /** Opens a workload in the editor with `relations` relations, all drawn as arcs, and turns the wheel. */
  arcs(size: SizeName, relations: number): Promise<ArcWorks>;
  /** Creates a workload and its subject without showing anything. */
  prepare(subject: SubjectName, size: SizeName): Promise<void>;
  /** Opens the prepared workload; returns the milliseconds of work. */
  open(): Promise<number>;
  /** Goes to the place of the prepared workload at which {@link perform} acts; `index` counts places of one operation. */
  place(operation: LocalOperation, index: number): Promise<void>;
  /** Performs an operation and draws it; returns the milliseconds of work. */
  perform(operation: LocalOperation, index: number): Promise<number>;
  /** Shows the prepared workload and waits until it is drawn. */
  show(withSpans: boolean): Promise<void>;
}

declare global {
  interface Window {
    bench: BenchPage;
  }
}
