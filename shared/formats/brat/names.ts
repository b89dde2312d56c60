import type { Scheme } from '../../model/scheme.ts';
import type { LossTally } from '../losses.ts';

/** What brat itself stores: its configuration replaces everything else. */
const STORED = /^[A-Za-z0-9_-]*[A-Za-z0-9_][A-Za-z0-9_-]*$/;
/** What its annotation files can hold, though its configuration cannot declare it: kept for what came from brat. */
const HELD = /^[^\s:]+$/;

export type NameKind = 'type' | 'relation' | 'role' | 'attribute';
const KINDS: readonly NameKind[] = ['type', 'relation', 'role', 'attribute'];

/**
 * The names as files of brat have them: no blanks, points or letters beyond ASCII. One name always becomes the same, and no
 * two become one; each that changes is reported once.
 */
export class StoredNames {
  readonly #losses: LossTally;
  readonly #names = new Map(KINDS.map((kind) => [kind, new Map<string, string>()]));
  readonly #taken = new Map(KINDS.map((kind) => [kind, new Set<string>()]));

  constructor(scheme: Scheme | undefined, losses: LossTally) {
    this.#losses = losses;
    // Names that need no change come first, so that none of them gives way to one that does.
    const declared: Record<NameKind, string[]> = {
      type: scheme?.types.map(({ name }) => name) ?? [],
      relation: scheme?.relations.map(({ name }) => name) ?? [],
      role: scheme?.types.flatMap(({ slots }) => slots.map(({ name }) => name)) ?? [],
      attribute: [...(scheme?.types ?? []), ...(scheme?.relations ?? [])].flatMap(({ attributes }) =>
        attributes.map(({ name }) => name),
      ),
    };
    for (const kind of KINDS)
      for (const name of declared[kind]) if (STORED.test(name)) this.of(kind, name, false);
  }

  /** @param held whether it came from a file of brat, and may stay what it was there */
  of(kind: NameKind, name: string, held: boolean): string {
    const names = this.#names.get(kind)!;
    const known = names.get(name);
    if (known !== undefined) return known;
    const taken = this.#taken.get(kind)!;
    const wanted = STORED.test(name) || (held && HELD.test(name)) ? name : stored(name);
    let free = wanted;
    for (let n = 2; taken.has(free); n++) free = `${wanted}_${n}`;
    if (free !== name) this.#losses.add('names changed to what brat can store', `${name} → ${free}`);
    taken.add(free);
    names.set(name, free);
    return free;
  }
}

function stored(name: string): string {
  const plain = name
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .replace(/[^A-Za-z0-9_-]/g, '_');
  return STORED.test(plain) ? plain : `_${plain}`;
}
