import { create } from 'zustand';
import { PostilError } from '../../shared/contract/errors.ts';

/** A short message. It disappears after a while, except for errors and messages to remember, which stay until dismissed. */
export interface Toast {
  readonly id: number;
  readonly kind: 'done' | 'notice' | 'error';
  readonly message: string;
  /** How often it was reported while it was shown. A notice is reported once, however often its cause is met. */
  readonly times: number;
  /** What a button in it does, such as undoing what it reports. */
  readonly action?: ToastAction | undefined;
}

export interface ToastAction {
  readonly label: string;
  readonly run: () => void;
}

export const useToasts = create<{ readonly toasts: readonly Toast[] }>()(() => ({ toasts: [] }));

/** How long a message stays (ms); errors stay until dismissed. */
const TOAST_LIFE = 4500;

/** The maximum number of messages; the oldest goes first. */
const MOST_TOASTS = 4;

let lastId = 0;
const timers = new Map<number, ReturnType<typeof setTimeout>>();
let held = false;

/** Shows a message at the bottom of the window. A message that is still shown is counted instead of shown again. */
export function toast(message: string, kind: Toast['kind'] = 'done', action?: ToastAction): void {
  const { toasts } = useToasts.getState();
  const same = toasts.find((shown) => shown.message === message && shown.kind === kind);
  if (same && kind === 'notice') return;
  const id = same?.id ?? ++lastId;
  const now = same
    ? toasts.map((shown) => (shown === same ? { ...same, times: same.times + 1, action } : shown))
    : [...toasts.slice(1 - MOST_TOASTS), { id, kind, message, times: 1, action }];
  useToasts.setState({ toasts: now });
  if (kind === 'done') expire(id);
}

function expire(id: number): void {
  clearTimeout(timers.get(id));
  if (!held)
    timers.set(
      id,
      setTimeout(() => dismissToast(id), TOAST_LIFE),
    );
}

export function dismissToast(id: number): void {
  clearTimeout(timers.get(id));
  timers.delete(id);
  const toasts = useToasts.getState().toasts.filter((shown) => shown.id !== id);
  useToasts.setState({ toasts });
  // No event reports that the pointer or the focus leaves what is removed.
  if (toasts.length === 0) held = false;
}

/** Dismisses the messages about what was done, which an undo would contradict. */
export function dismissDone(): void {
  for (const { id, kind } of useToasts.getState().toasts) if (kind === 'done') dismissToast(id);
}

/** Keeps messages from disappearing while they are read: while the pointer is on them or the focus is in them. */
export function holdToasts(hold: boolean): void {
  held = hold;
  for (const timer of timers.values()) clearTimeout(timer);
  timers.clear();
  if (!hold) for (const { id, kind } of useToasts.getState().toasts) if (kind === 'done') expire(id);
}

/** An id of something in a project. */
const ID = /[\da-f]{8}-[\da-f]{4}-[\da-f]{4}-[\da-f]{4}-[\da-f]{12}/iu;

/** Shows the message of an error. For an object that no longer exists, shows a sentence without its id. */
export function toastError(error: unknown): void {
  const message = error instanceof Error ? error.message : String(error);
  if (error instanceof PostilError && error.code === 'not-found' && ID.test(message))
    toast('This is not in the project any more; it was deleted or undone meanwhile.', 'notice');
  // A read-only project is not an error, and a banner reports it too.
  else toast(message, error instanceof PostilError && error.code === 'read-only' ? 'notice' : 'error');
}
