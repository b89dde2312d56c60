import type { BackendEvent } from '../../shared/contract/change.ts';

type Listener = (event: BackendEvent) => void;

/** Passes events of the backend on to all clients. */
export class Events {
  readonly #listeners = new Set<Listener>();
  /** What is wrong with the open project; clients that come later receive it too. */
  #alarm: string | undefined;

  /** Calls `listener` for every event until the returned function is called. */
  listen(listener: Listener): () => void {
    this.#listeners.add(listener);
    if (this.#alarm !== undefined) listener({ event: 'alarm', message: this.#alarm });
    return () => this.#listeners.delete(listener);
  }

  emit(event: BackendEvent): void {
    for (const listener of this.#listeners) listener(event);
  }

  /** Reports that something is wrong with the open project, now and to later clients, until {@link calm}. */
  raiseAlarm(message: string): void {
    this.#alarm = message;
    this.emit({ event: 'alarm', message });
  }

  calm(): void {
    this.#alarm = undefined;
  }

  clear(): void {
    this.#listeners.clear();
  }
}
