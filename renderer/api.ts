import type { BackendEvent, ChangeNotice } from '../shared/contract/change.ts';
import { PostilError } from '../shared/contract/errors.ts';
import type { CallName, InputOf, OutputOf } from '../shared/contract/index.ts';
import { writingKind } from '../shared/contract/kinds.ts';
import { transport } from './transport/index.ts';
import type { Connection } from './transport/transport.ts';

type SavingListener = (pending: number) => void;
type NoticeListener = (notice: ChangeNotice) => void;

const savingListeners = new Set<SavingListener>();
const noticeListeners = new Set<NoticeListener>();
const seen = new Set<string>();
/** The calls of this window that made changes, by the id of the change. */
const made = new Map<string, CallName>();
let pending = 0;
let reachable = true;
/** Why the open project is read-only; null if it is not. */
let locked: string | null = null;
let queue: Promise<unknown> = Promise.resolve();

/**
 * Calls the backend. Commands, and jobs that wait their turn, are sent one after the other in the order of the calls: HTTP
 * would not keep it, and an undo must not overtake the tag that it undoes. Throws {@link PostilError}.
 */
export function call<Name extends CallName>(name: Name, input: InputOf<Name>): Promise<OutputOf<Name>> {
  return reply(name, input).then(({ output }) => output);
}

/** The result of a call and, for a query, the last change that it includes, by its local id. */
interface Reply<Name extends CallName> {
  readonly output: OutputOf<Name>;
  readonly upTo: number | undefined;
}

/** Like {@link call}, but returns the last change that the result of a query includes, too. */
export function reply<Name extends CallName>(name: Name, input: InputOf<Name>): Promise<Reply<Name>> {
  const writing = writingKind(name);
  if (!reachable && writing !== undefined) return Promise.reject(notSent());
  const inOrder = writing === 'command' || writing === 'job in turn';
  if (locked !== null && inOrder) return Promise.reject(new PostilError('read-only', locked));
  if (!inOrder) return send(name, input);
  setPending(pending + 1);
  const turn = queue.then(() => send(name, input, () => setPending(pending - 1)));
  queue = turn.catch(() => undefined);
  return turn;
}

function notSent(): PostilError {
  return new PostilError('unavailable', 'Postil cannot be reached, so nothing can be changed now.');
}

/** Makes later commands fail with this reason; with `null` they are sent again. */
export function lockCommands(why: string | null): void {
  locked = why;
}

async function send<Name extends CallName>(
  name: Name,
  input: InputOf<Name>,
  acknowledged: () => void = () => undefined,
): Promise<Reply<Name>> {
  const isCommand = writingKind(name) === 'command';
  if (isCommand) running++;
  try {
    const response = await transport.call({ call: name, input });
    if (!response.ok) throw PostilError.of(response.error);
    if (response.notice) {
      made.set(response.notice.change, name);
      if (made.size > 1000) made.delete(made.keys().next().value!);
      held.push(response.notice);
    }
    return { output: response.output as OutputOf<Name>, upTo: response.upTo };
  } finally {
    if (isCommand) running--;
    if (running === 0) heedHeld();
    acknowledged();
  }
}

/** Number of commands that were sent and have not returned. */
let running = 0;
/**
 * Notices that arrived while a command was running, in this order. One of them is probably its own: it is handled when the command
 * returns, so that the change and its acknowledgement are shown with one update of the page.
 */
let held: ChangeNotice[] = [];

function heedHeld(): void {
  const notices = held;
  held = [];
  for (const notice of notices) heed(notice);
}

/** A notice arrives with the result and as an event; only the first one is handled. */
function heed(notice: ChangeNotice): void {
  if (seen.has(notice.change)) return;
  seen.add(notice.change);
  if (seen.size > 1000) seen.delete(seen.values().next().value!);
  for (const listener of noticeListeners) listener(notice);
}

/** Returns the call of this window that made a change; `undefined` for changes of others, and until the call has returned. */
export function madeBy(change: string): CallName | undefined {
  return made.get(change);
}

function setPending(count: number): void {
  pending = count;
  for (const listener of savingListeners) listener(count);
}

/** Resolves when all commands so far are acknowledged or refused. */
export async function settled(): Promise<void> {
  while (pending > 0) await queue;
}

/** Calls `listener` with the number of running commands whenever it changes; returns a function that stops it. */
export function onSaving(listener: SavingListener): () => void {
  savingListeners.add(listener);
  return () => savingListeners.delete(listener);
}

/** Calls `listener` with the state of the connection, now and after every change; returns a function that stops it. */
export function onConnection(listener: (connection: Connection) => void): () => void {
  return transport.onConnection((connection) => {
    reachable = connection === 'up';
    listener(connection);
  });
}

/** Calls `listener` once for every change, whoever made it; returns a function that stops it. */
export function onNotice(listener: NoticeListener): () => void {
  noticeListeners.add(listener);
  return () => noticeListeners.delete(listener);
}

/** Calls `listener` for every other event of the backend; returns a function that stops it. */
export function onEvent(listener: (event: Exclude<BackendEvent, { event: 'changed' }>) => void): () => void {
  return transport.on((event) => {
    if (event.event === 'changed') {
      held.push(event.notice);
      if (running === 0) heedHeld();
    } else listener(event);
  });
}
