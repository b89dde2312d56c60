import {
  extraordinarySince,
  named,
  next,
  nextUndo,
  type UndoTarget,
  type Verb,
} from '../../db/journal/choose.ts';
import { effectOf, placeOf } from '../../db/journal/effect.ts';
import type { Recorded } from '../../db/journal/record.ts';
import { kindOf } from '../../db/rows/index.ts';
import type { ReadStore } from '../../db/connection/store.ts';
import { PostilError } from '../../shared/contract/errors.ts';
import type { Question, UndoPlace } from '../../shared/contract/history.ts';
import type { OutputOf, ParsedInputOf } from '../../shared/contract/index.ts';
import { isOrdinary, KIND_WORDS } from '../../shared/model/change.ts';
import type { Uid } from '../../shared/model/uid.ts';
import type { CommandContext, JobContext } from '../context.ts';
import { takeBackAnySize } from '../jobs/take-back-in-thread.ts';
import { MESSAGES } from '../messages.ts';

type Input = ParsedInputOf<'history.undo'>;
type Done = OutputOf<'history.undo'>;
/** Who undoes or redoes, in what. */
type Context = Pick<CommandContext, 'actor'> & { readonly store: ReadStore };

/** What is to be done: take this back, ask about it first, or nothing. */
type Choice = { readonly target: UndoTarget } | { readonly asks: Question } | null;

const NOTHING: Done = {
  label: null,
  documents: 0,
  change: null,
  kind: null,
  command: '',
  place: null,
  stays: [],
  asks: null,
};

/**
 * Undoes or redoes what the input asks for, or returns what has to be asked first.
 * @throws PostilError `conflict` that names the change in the way; `refused` where only a change that must be named is left;
 * `not-found` for a change that the project does not have.
 */
export async function reverse(context: JobContext, verb: Verb, input: Input): Promise<Recorded<Done>> {
  const choice = choose(context, verb, input);
  if (choice === null) return { result: NOTHING, change: null };
  if ('asks' in choice) return { result: { ...NOTHING, asks: choice.asks }, change: null };
  const { target } = choice;
  const stays = staying(context, verb, input, target);
  const order = { do: verb === 'undo' ? 'Undo' : 'Redo', found: target } as const;
  const { change } = await takeBackAnySize(context, order);
  return { result: told(context.store, target, change?.id, input.here, stays), change };
}

/** Which change an input means; see the contract. */
export function choose(context: Context, verb: Verb, { document, change, ask }: Input): Choice {
  const { store, actor } = context;
  const analyst = actor.analyst.id;
  if (change !== undefined) {
    const target = named(store.db, verb, change);
    return ask && !isOrdinary(target.kind) ? { asks: question(context, verb, target) } : { target };
  }
  const latest = next(store.db, verb, analyst, { document });
  if (!latest) return null;
  if (ask)
    return isOrdinary(latest.kind) && latest.session === actor.session
      ? { target: latest }
      : { asks: question(context, verb, latest) };
  const target = isOrdinary(latest.kind)
    ? latest
    : next(store.db, verb, analyst, { document, ordinary: true });
  if (target) return { target };
  throw new PostilError(
    'refused',
    MESSAGES.onlyByName(latest.label, KIND_WORDS[latest.kind], PAST[verb], verb, latest.change),
    { change: latest.change },
  );
}

const PAST = { undo: 'undone', redo: 'redone' } as const;

/** What has to be known before a change is undone or redone. */
function question({ store, actor }: Context, verb: Verb, target: UndoTarget): Question {
  const { change, label, kind, at, analyst, session, documents } = target;
  const edit =
    verb === 'undo'
      ? nextUndo(store.db, actor.analyst.id, { ordinary: true, session: actor.session })
      : undefined;
  return {
    change,
    label,
    kind,
    at: new Date(at).toISOString(),
    analyst: (analyst && kindOf('analyst').read(store, analyst)?.image.name) ?? '',
    thisSession: session === actor.session,
    documents,
    counts: [...effectOf(store.db, target)],
    instead:
      edit && edit.change !== change ? { change: edit.change, label: edit.label, kind: edit.kind } : null,
  };
}

/** The newer changes that were passed over. Who names a change knows that the others stay. */
function staying({ store, actor }: Context, verb: Verb, { change }: Input, { id }: UndoTarget) {
  return change === undefined ? extraordinarySince(store.db, verb, actor.analyst.id, id) : [];
}

function told(
  store: ReadStore,
  { label, documents, change, kind, command }: UndoTarget,
  entry: number | undefined,
  here: Uid | undefined,
  stays: Done['stays'],
): Done {
  return {
    ...NOTHING,
    label,
    documents,
    change,
    kind,
    command,
    place: entry === undefined ? null : toldPlace(store, entry, here),
    stays,
  };
}

function toldPlace(store: ReadStore, entry: number, here: Uid | undefined): UndoPlace {
  const place = placeOf(store, entry, here);
  const image = place.document && kindOf('document').read(store, place.document)?.image;
  return { ...place, title: image ? image.title || image.origin.name : '' };
}
