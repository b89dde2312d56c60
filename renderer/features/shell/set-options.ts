import type { Uid } from '../../../shared/model/uid.ts';
import type { ProjectHead } from '../../state/queries.ts';
import type { Option } from '../../ui/Select.tsx';
import { TEXTS } from './texts.ts';

/** Returns the sets that can be shown, by id; the analyst's own is '' until it exists. Empty if there is nothing to choose. */
export function setOptions(project: ProjectHead, analyst: string): readonly Option<Uid | ''>[] {
  if (project.sets.every(({ id }) => id === project.ownSet)) return [];
  return [
    ...(project.ownSet ? [] : [['', TEXTS.yours(analyst)] as const]),
    ...project.sets.map(({ id, name }) => [id, id === project.ownSet ? TEXTS.yours(name) : name] as const),
  ];
}
