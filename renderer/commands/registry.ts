import type { InputOf } from '../../shared/contract/index.ts';
import type { Uid } from '../../shared/model/uid.ts';
import { call } from '../api.ts';
import type { ListedEntity } from '../../shared/contract/entities.ts';
import { useTicked } from '../state/ticked-entities.ts';
import { setView, toast, toastError, useView } from '../state/view.ts';
import { openEntity } from './entities.ts';
import { TEXTS } from './texts.ts';

export function tick(entity: ListedEntity): void {
  useTicked.setState(({ ticked }) => ({
    ticked: ticked.some(({ id }) => id === entity.id)
      ? ticked.filter(({ id }) => id !== entity.id)
      : [...ticked, entity],
  }));
}

export function untickAll(): void {
  useTicked.setState({ ticked: [] });
}

/** Creates an entity and opens its page. */
export async function newEntity(name: string, type: string | undefined): Promise<void> {
  try {
    const { entity } = await call('entities.create', { name, ...(type && { type }) });
    openEntity(entity.id);
  } catch (error) {
    toastError(error);
  }
}

/** Changes an entity. Returns the refusal in words, or `null`. */
export async function updateEntity(
  entity: Uid,
  change: Omit<InputOf<'entities.update'>, 'entity'>,
): Promise<string | null> {
  try {
    await call('entities.update', { entity, ...change });
    return null;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

/** Merges several entities into one, and reports what was merged. */
export async function mergeInto(into: Uid, from: readonly Uid[]): Promise<void> {
  try {
    const { entity, mentions, slots, relations, dropped } = await call('entities.merge', {
      into,
      from: [...from],
    });
    toast(TEXTS.merged(entity.name, { mentions, slots, relations }, dropped));
    untickAll();
  } catch (error) {
    toastError(error);
  }
}

/** Deletes entities; keeps their mentions. */
export async function deleteEntities(entities: readonly Uid[]): Promise<void> {
  try {
    const gone = await call('entities.delete', { entities: [...entities] });
    toast(TEXTS.entitiesDeleted(gone.deleted, gone.mentions, gone));
    untickAll();
    if (useView.getState().entityId) setView({ entityId: null });
  } catch (error) {
    toastError(error);
  }
}

/** Moves mentions of an entity to a new one, and opens the page of the new one. */
export async function splitOff(entity: Uid, mentions: readonly Uid[], name: string): Promise<void> {
  try {
    const made = await call('entities.split', { entity, mentions: [...mentions], name });
    toast(TEXTS.split(name, mentions.length));
    openEntity(made.entity.id);
  } catch (error) {
    toastError(error);
  }
}
