import type { BackendEvent } from '../../shared/contract/change.ts';
import type { RequestEnvelope, ResponseEnvelope } from '../../shared/contract/envelope.ts';

/**
 * Whether the backend can be reached: `lost` while it cannot, `refused` if a later start of it is reached that does not
 * know this page.
 */
export type Connection = 'up' | 'lost' | 'refused';

/** How the page reaches the backend. */
export interface Transport {
  call(request: RequestEnvelope): Promise<ResponseEnvelope>;
  /** Calls `listener` for every event; returns a function that stops it. */
  on(listener: (event: BackendEvent) => void): () => void;
  /**
   * Calls `listener` with the current state and after every change. Missing in the desktop program, where page and backend
   * end together.
   */
  onConnection?(listener: (connection: Connection) => void): () => void;
}

declare global {
  interface Window {
    /** Set by the preload script in the desktop program. */
    readonly postil?: Transport;
  }
}
