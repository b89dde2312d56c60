import type { Scheme } from '../../model/scheme.ts';
import type { LossTally } from '../losses.ts';

/** Names that brat keeps as they are; it replaces all other characters of names in its configuration. */
const STORED = /^[A-Za-z0-9_-]*[A-Za-z0-9_][A-Za-z0-9_-]*$/;
/** Names that annotation files can hold although the configuration cannot declare them. Kept for data from brat. */
const HELD = /^[^\s:]+$/;

export type NameKind = 'type' | 'relation' | 'role' | 'attribute';
const KINDS: readonly NameKind[] = ['type', 'relation', 'role', 'attribute'];

/**
 * Converts names to the form of brat files: no blanks, dots or letters beyond ASCII. A name always gets the same form,
 * no two names share one, and each changed name is reported once.
 */
export class StoredNames {
  readonly #losses: LossTally;
  readonly #names = new Map(KINDS.map((kind) => [kind, new Map<string, string>()]));
  readonly #taken = new Map(KINDS.map((kind) => [kind, new Set<string>()]));

  constructor(scheme: Scheme | undefined, losses: LossTally) {
    this.#losses = losses;
    // Names that need no change come first, so that a changed name cannot take theirs.
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

  /** @param held whether it came from a brat file, and may keep the form it had there */
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
