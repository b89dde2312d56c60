import { compact } from '../../db/rows/ids.ts';
import type { ImageOf } from '../../db/rows/index.ts';
import type { ReadStore } from '../../db/connection/store.ts';
import type { Entity } from '../../shared/model/annotation.ts';
import type { Uid } from '../../shared/model/uid.ts';
import { requireType } from './span-rules.ts';

/** What a new entity is made of. */
export type EntityParts = Pick<Entity, 'name'> & {
  readonly [Key in keyof Omit<Entity, 'id' | 'name'>]?: Entity[Key] | undefined;
};

/** The image of a new entity. */
export function newEntityImage(store: ReadStore, parts: EntityParts): ImageOf<'entity'> {
  return compact({
    name: parts.name,
    type: typeTerm(store, parts.type ?? null),
    colour: parts.colour,
    note: parts.note?.trim() || undefined,
    aliases: distinctAliases(parts.aliases ?? [], parts.name),
    externalIds: sortedIds(parts.externalIds ?? []),
  });
}

/** The term of a type's name; `null` is no type. Error: refused, naming the types there are. */
export function typeTerm(store: ReadStore, name: string | null): Uid | undefined {
  return name === null ? undefined : store.terms.find('span', requireType(store, name).name)?.uid;
}

/** The name of an image's type. */
export function typeNameOf({ terms }: ReadStore, type: Uid | undefined): string | undefined {
  return type && terms.byUid(type).name;
}

/** Aliases each once; the name itself is found without being one. */
export function distinctAliases(aliases: readonly string[], name: string): string[] {
  return [...new Set(aliases)].filter((alias) => alias !== name);
}

/** Each once, in the order in which rows are read back. */
export function sortedIds(ids: Entity['externalIds']): Entity['externalIds'] {
  const key = ({ authority, value }: Entity['externalIds'][number]) => `${authority}\u0000${value}`;
  const once = new Map(ids.map((id) => [key(id), id]));
  return [...once].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, id]) => id);
}
