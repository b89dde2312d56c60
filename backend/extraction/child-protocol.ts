import type { ErrorEnvelope } from '../../shared/contract/errors.ts';
import type { ExtractedArticle, ExtractedKind } from '../../shared/formats/extracted.ts';

/** What the process that reads files is sent: one file. */
export interface ExtractRequest {
  readonly id: number;
  readonly kind: ExtractedKind;
  readonly bytes: Uint8Array;
  readonly file: string;
}

/** What it sends back for each file: its article, or why there is none. */
export type ExtractReply =
  | { readonly id: number; readonly article: ExtractedArticle }
  | { readonly id: number; readonly error: ErrorEnvelope };

/** Sent once, when it listens. The time to start does not count towards the time of the first file. */
export const READY = 'ready';
export type ChildMessage = ExtractReply | typeof READY;
