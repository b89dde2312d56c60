import type { OutputOf } from '../../shared/contract/index.ts';
import type { Uid } from '../../shared/model/uid.ts';
import type { Backend } from './backend.ts';

/** Undoes or redoes the latest change of any kind, as a person does who confirms the question. */
export async function takeBack(
  b: Backend,
  verb: 'undo' | 'redo',
  scope: { document?: Uid } = {},
): Promise<OutputOf<'history.undo'>> {
  const done = await b.call(`history.${verb}`, { ...scope, ask: true });
  return done.asks ? await b.call(`history.${verb}`, { change: done.asks.change }) : done;
}
