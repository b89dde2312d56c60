import { isJsonObject } from '../json.ts';

export type Json = Record<string, unknown>;

/** A field as it was found: its name in the file, and what it holds. */
export interface Field {
  readonly name: string;
  readonly value: unknown;
}

/** Names of one field that differ in case, underscores, hyphens and blanks only: `BeginOffset`, `begin_offset`. */
export function squash(name: string): string {
  return name.toLowerCase().replace(/[\s_-]+/g, '');
}

/** Finds the fields of an object by any of the names that libraries give them, written as {@link squash} writes them. */
export class Fields {
  readonly #fields = new Map<string, Field>();

  constructor(object: Json) {
    for (const [name, value] of Object.entries(object)) {
      const key = squash(name);
      if (!this.#fields.has(key)) this.#fields.set(key, { name, value });
    }
  }

  /** The first of the names that holds something; null and an empty text are nothing. */
  find(names: readonly string[]): Field | undefined {
    for (const name of names) {
      const field = this.#fields.get(name);
      if (field && field.value !== undefined && field.value !== null && field.value !== '') return field;
    }
    return undefined;
  }

  /** The first of the names that holds a text with visible characters. */
  text(names: readonly string[]): string | undefined {
    return names.flatMap((name) => {
      const value = this.#fields.get(name)?.value;
      return typeof value === 'string' && value.trim() !== '' ? [value] : [];
    })[0];
  }

  has(name: string): boolean {
    return this.#fields.has(name);
  }

  /** All fields, each with its squashed name. */
  entries(): IterableIterator<[string, Field]> {
    return this.#fields.entries();
  }
}

/** The object itself, or nothing where the value is none. */
export function asObject(value: unknown): Json | undefined {
  return isJsonObject(value) ? value : undefined;
}
