let next: (() => void) | undefined;

/** Keeps what is to be done once the next project is open: the window begins anew with each, at its beginning. */
export function onceOpened(work: () => void): void {
  next = work;
}

/** Forgets it, because no project was opened. */
export function forgetOpening(): void {
  next = undefined;
}

/** Does it, when a project has been opened. */
export function projectOpened(): void {
  const work = next;
  next = undefined;
  work?.();
}
