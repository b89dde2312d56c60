import type * as z from 'zod';
import { damagedWhileOpen, isDamage } from '../db/integrity/damage.ts';
import { record, type Recorded } from '../db/journal/record.ts';
import { lastChange } from '../db/journal/since.ts';
import { ofFileSystem, translate } from '../db/connection/errors.ts';
import { ensureAnalyst, ensureOwnSet } from '../db/sets/sets.ts';
import { hideUnfinished } from '../db/imports/unfinished.ts';
import type { ChangeNotice } from '../shared/contract/change.ts';
import type { AnyCall } from '../shared/contract/define.ts';
import type { RequestEnvelope, ResponseEnvelope } from '../shared/contract/envelope.ts';
import { PostilError } from '../shared/contract/errors.ts';
import {
  contract,
  isCallName,
  type CallName,
  type InputOf,
  type OutputOf,
} from '../shared/contract/index.ts';
import { newUid, type Uid } from '../shared/model/uid.ts';
import type { CommandContext, Handlers, JobContext, QueryContext } from './context.ts';
import { MESSAGES } from './messages.ts';
import { noticeOf } from './notices.ts';
import { patiently } from './patience.ts';
import { toPostilError } from './refusal.ts';
import { handlers } from './services/index.ts';
import type { Workspace } from './workspace/workspace.ts';

type AnyHandler = (context: unknown, input: unknown) => unknown;
type Outcome = { readonly output: unknown; readonly notice?: ChangeNotice; readonly upTo?: number };

/** Runs calls for all transports: parse the input, run in a context by kind, announce the change, parse the output. */
export class Router {
  readonly workspace: Workspace;
  readonly #handlers: Handlers;

  constructor(workspace: Workspace, served: Handlers = handlers) {
    this.workspace = workspace;
    this.#handlers = served;
  }

  /** Calls from within the program: command line and tests. Throws what went wrong. */
  async call<Name extends CallName>(name: Name, input: InputOf<Name>): Promise<OutputOf<Name>> {
    return (await this.#run(name, input)).output as OutputOf<Name>;
  }

  /** Runs a request of a client; errors become part of the response. Never throws. */
  async answer({ call, input }: RequestEnvelope): Promise<ResponseEnvelope> {
    try {
      if (!isCallName(call)) throw new PostilError('invalid-input', MESSAGES.noCall(call));
      return { ok: true, ...(await this.#run(call, input)) };
    } catch (error) {
      return { ok: false, error: toPostilError(error).toEnvelope() };
    }
  }

  async #run(name: CallName, input: unknown): Promise<Outcome> {
    const call = contract[name];
    const parsed = parseInput(name, call.input, input);
    const handler = this.#handlers[name] as AnyHandler;
    const outcome = await this.#dispatch(call.kind, name, handler, parsed);
    // Output is checked like input, so a client never sees a field that the contract does not name.
    return { ...outcome, output: call.output.parse(outcome.output) };
  }

  async #dispatch(kind: string, name: CallName, handler: AnyHandler, input: unknown): Promise<Outcome> {
    const { workspace } = this;
    if (kind === 'host') {
      try {
        return { output: await handler({ workspace }, input) };
      } catch (error) {
        if (workspace.isOpen) workspace.guard.heed(error);
        throw error;
      }
    }
    const { store, guard } = workspace;
    try {
      store.db.refresh();
      hideUnfinished(store);
      store.terms.follow();
      workspace.lookForOthers();
      if (kind === 'query') {
        const context: QueryContext = { store, actor: workspace.settings.actor };
        const { output, upTo } = store.db.snapshot(() => ({
          upTo: lastChange(store),
          output: handler(context, input),
        }));
        return { output: await output, upTo };
      }
      // An import that is writing holds the lock for as long as it takes; commands wait instead of being refused.
      // Without a wait, a command runs in one turn with what was read above, see `Connection.refresh`.
      if (workspace.jobs.areWriting) await workspace.jobs.writable();
      guard.assertWritable();
      guard.look();
      try {
        return await this.#write(kind, name, handler, input);
      } finally {
        // Besides its own change, a call may make others: the analyst's row, the review of a set.
        if (workspace.isOpen) workspace.project.announceRest();
      }
    } catch (error) {
      const told = isDamage(error)
        ? damagedWhileOpen(store.path, error.message)
        : ofFileSystem(translate(error, store.path, store.db));
      guard.heed(told);
      // An unexpected error may be caused by values that no sound project holds.
      if (!(told instanceof PostilError)) workspace.project.suspect();
      throw guard.damaged && !(told instanceof PostilError) ? store.db.damage! : told;
    }
  }

  async #write(kind: string, name: CallName, handler: AnyHandler, input: unknown): Promise<Outcome> {
    if (kind !== 'job')
      return this.#announce(
        await patiently(() => handler(this.#commandContext(name, input), input) as Recorded<unknown>),
      );
    const { job = newUid() } = input as { job?: Uid };
    return await this.workspace.jobs.run(
      name,
      async (signal) =>
        this.#announce((await handler(this.#jobContext(job, signal), input)) as Recorded<unknown>),
      job,
    );
  }

  #announce({ result, change }: Recorded<unknown>): Outcome {
    if (!change) return { output: result };
    const { store, guard } = this.workspace;
    guard.look();
    const notice = noticeOf(store, change);
    this.workspace.announce({ event: 'changed', notice });
    return { output: result, notice };
  }

  #commandContext(name: CallName, input: unknown): CommandContext {
    const { store, settings } = this.workspace;
    const { actor } = settings;
    const call: AnyCall = contract[name];
    return {
      store,
      actor,
      record: (label, work) => {
        ensureAnalyst(store, actor); // history names who made a change
        return record(store, actor, { command: name, label, kind: call.makes!(input) }, work);
      },
      targetSet: (set) => set ?? this.#ownSet(),
    };
  }

  /** Returns the analyst's own set. Announces its creation at once, because the change that needs it announces only its own rows. */
  #ownSet(): Uid {
    const { store, settings } = this.workspace;
    const made = ensureOwnSet(store, settings.actor);
    this.#announce(made);
    return made.result;
  }

  #jobContext(job: Uid, signal: AbortSignal): JobContext {
    const { workspace } = this;
    const { sweeping } = workspace.project;
    const tell: JobContext['progress'] = (done, total, unit, message) =>
      workspace.announce({ event: 'progress', progress: { job, done, total, unit, message } });
    return {
      store: workspace.store,
      actor: workspace.settings.actor,
      targetSet: (set) => set ?? this.#ownSet(),
      files: workspace.files,
      signal,
      startChild: workspace.bridge.startChild,
      removal: workspace.removal,
      removing: (done, total) => tell(done, total, 'rows', 'Removing what was undone; editing goes on'),
      keepRemoving: (removal, stop) => sweeping.keep(removal, stop),
      holdCommands: () => workspace.jobs.hold(),
      progress: tell,
    };
  }
}

function parseInput(name: CallName, schema: z.ZodType, input: unknown): unknown {
  const parsed = schema.safeParse(input);
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0];
  const field = issue?.path.join('.');
  throw new PostilError('invalid-input', MESSAGES.invalidInput(name, field, issue?.message), {
    ...(field && { field }),
  });
}
