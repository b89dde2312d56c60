import type { ConfiguredObject } from './config.ts';

/** How the text of a document is written in its task. */
export interface Layout {
  readonly key: string;
  readonly kind: ConfiguredObject['kind'];
  /** Where each paragraph begins. */
  readonly paragraphs: readonly number[];
}
