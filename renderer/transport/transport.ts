import type { BackendEvent } from '../../shared/contract/change.ts';
import type { RequestEnvelope, ResponseEnvelope } from '../../shared/contract/envelope.ts';

/** How the page reaches the backend. */
export interface Transport {
  call(request: RequestEnvelope): Promise<ResponseEnvelope>;
  /** Calls `listener` for every event; answers how to stop. */
  on(listener: (event: BackendEvent) => void): () => void;
}

declare global {
  interface Window {
    /** Put there by the preload in the desktop program. */
    readonly postil?: Transport;
  }
}
