import type { ConfiguredObject } from './config.ts';

/** The form of a document's text in its task. */
export interface Layout {
  readonly key: string;
  readonly kind: ConfiguredObject['kind'];
  /** The start of each paragraph. */
  readonly paragraphs: readonly number[];
}
