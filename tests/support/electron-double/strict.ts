/**
 * Makes an object of the double throw, by name, when a missing member is used. A call that silently does nothing
 * would let a spec pass without proving anything.
 */
export function strict<Target extends object>(name: string, target: Target): Target {
  return new Proxy(target, {
    get(object, key) {
      // `await` reads `then` of any value.
      if (typeof key === 'symbol' || key === 'then' || key in object) {
        const value: unknown = Reflect.get(object, key, object);
        return typeof value === 'function' ? (value.bind(object) as unknown) : value;
      }
      throw new Error(`The Electron double has no ${name}.${key}.`);
    },
  });
}

type Listener = (...args: unknown[]) => void;

/** An emitter with a fixed list of events: listening for one that the double never emits is an error. */
export class Events {
  readonly #owner: string;
  readonly #known: ReadonlySet<string>;
  readonly #listeners = new Map<string, Set<Listener>>();

  constructor(owner: string, known: readonly string[]) {
    this.#owner = owner;
    this.#known = new Set(known);
  }

  on(event: string, listener: Listener): void {
    if (!this.#known.has(event))
      throw new Error(`The Electron double emits no “${event}” of ${this.#owner}.`);
    const listeners = this.#listeners.get(event) ?? new Set();
    this.#listeners.set(event, listeners.add(listener));
  }

  once(event: string, listener: Listener): void {
    const first: Listener = (...args) => {
      this.#listeners.get(event)?.delete(first);
      listener(...args);
    };
    this.on(event, first);
  }

  emit(event: string, ...args: unknown[]): void {
    for (const listener of [...(this.#listeners.get(event) ?? [])]) listener(...args);
  }

  /** Emits an event that can be prevented; returns whether it was. */
  ask(event: string, details: object = {}, ...args: unknown[]): boolean {
    let prevented = false;
    this.emit(event, { ...details, preventDefault: () => (prevented = true) }, ...args);
    return prevented;
  }
}
