import type { SizeName } from '../workload/workload.ts';

export type SubjectName = 'editor' | 'plain';

/** Every operation, in the order in which {@link BenchPage.run} does them. */
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
] as const;
export type Operation = (typeof OPERATIONS)[number];

/** Milliseconds of main-thread work, one for each time an operation was done. */
export type Works = Readonly<Record<Operation, readonly number[]>>;

/** Milliseconds of main-thread work of a document whose relations are drawn as arcs. */
export interface ArcWorks {
  readonly open: readonly number[];
  readonly wheel: readonly number[];
}

/** What the benchmark calls in its page. */
export interface BenchPage {
  /** Opens a workload in a fresh page and does everything that is measured, once or several times each. */
  run(subject: SubjectName, size: SizeName): Promise<Works>;
  /** Opens a workload in the editor with so many relations, all drawn as arcs, and turns the wheel. */
  arcs(size: SizeName, relations: number): Promise<ArcWorks>;
  /** Makes a workload and its subject, and shows nothing yet. */
  prepare(subject: SubjectName, size: SizeName): Promise<void>;
  /** Opens the prepared workload; answers the ms of work. */
  open(): Promise<number>;
  /** Shows the prepared workload and waits until it is drawn. */
  show(withSpans: boolean): Promise<void>;
}

declare global {
  interface Window {
    bench: BenchPage;
  }
}
