import type { InputOf, OutputOf } from '../../shared/contract/index.ts';
import type { Scheme } from '../../shared/model/scheme.ts';
import type { Uid } from '../../shared/model/uid.ts';
import { lockedWords, queryClient } from './queries.ts';
import { cacheKey, type CachedName } from './topics.ts';
import { useView } from './view.ts';

type Info = OutputOf<'project.info'>;

/** Returns the result of a call as last read, for commands, which run outside of React. */
function lastRead<Name extends CachedName>(name: Name, input: InputOf<Name>): OutputOf<Name> | undefined {
  return queryClient.getQueryData<OutputOf<Name>>(cacheKey(name, input));
}

/** The scheme as last read. */
export function currentScheme(): Scheme | undefined {
  return lastRead('project.scheme', {})?.scheme;
}

/** The project's properties as last read; its counts are those of the analyst's own set. */
export function currentProject(): Info | undefined {
  return lastRead('project.info', {});
}

/** Whether a project is open, as last reported by the host. */
export function isProjectOpen(): boolean {
  return lastRead('host.info', {})?.open ?? false;
}

/** The name of the analyst at this machine, as last reported by the host. */
export function currentAnalyst(): string | undefined {
  return lastRead('host.info', {})?.analyst.name;
}

/** Why the open project cannot be changed, as last reported by the host; `null` if it can be changed. */
export function whyLocked(): string | null {
  return lockedWords(lastRead('host.info', {})?.locked);
}

/** Whether a project could not be opened, so that its backups are offered. */
export function isProjectRefused(): boolean {
  return (lastRead('host.info', {})?.refused ?? null) !== null;
}

/** Returns the set that is shown: the one chosen by hand, otherwise the analyst's own, otherwise null. */
export function shownSet(
  info: { readonly sets: readonly { readonly id: Uid }[]; readonly ownSet: Uid | null } | undefined,
  chosen: Uid | null,
): Uid | null {
  if (chosen && info?.sets.some(({ id }) => id === chosen)) return chosen;
  return info?.ownSet ?? null;
}

/** Whether edits apply to the shown set: sets of other people and of models are only displayed here. */
export function isOwnShown(): boolean {
  const info = currentProject();
  const shown = shownSet(info, useView.getState().chosenSet);
  return shown === null || shown === info?.ownSet;
}
