import type { BackendEvent } from '../../shared/contract/change.ts';
import type { RequestEnvelope, ResponseEnvelope } from '../../shared/contract/envelope.ts';

/**
 * Whether the backend can be reached: `lost` while it cannot, `refused` when what is reached is a later start that does not
 * know this page.
 */
export type Connection = 'up' | 'lost' | 'refused';

/** How the page reaches the backend. */
export interface Transport {
  call(request: RequestEnvelope): Promise<ResponseEnvelope>;
  /** Calls `listener` for every event; answers how to stop. */
  on(listener: (event: BackendEvent) => void): () => void;
  /** Calls `listener` with the state now and whenever it changes. In the desktop program page and backend end together. */
  onConnection?(listener: (connection: Connection) => void): () => void;
}

declare global {
  interface Window {
    /** Put there by the preload in the desktop program. */
    readonly postil?: Transport;
  }
}
