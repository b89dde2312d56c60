import { isJsonObject } from '../json.ts';

export type Json = Record<string, unknown>;

/** A field as found: its name in the file, and its value. */
export interface Field {
  readonly name: string;
  readonly value: unknown;
}

/** Normalises field names that differ only in case, underscores, hyphens and blanks: `BeginOffset`, `begin_offset`. */
export function squash(name: string): string {
  return name.toLowerCase().replace(/[\s_-]+/g, '');
}

/** Finds the fields of an object by any of the names that libraries use, in the form that {@link squash} returns. */
export class Fields {
  readonly #fields = new Map<string, Field>();

  constructor(object: Json) {
    for (const [name, value] of Object.entries(object)) {
      const key = squash(name);
      if (!this.#fields.has(key)) this.#fields.set(key, { name, value });
    }
  }

  /** Returns the first of the named fields with a value; null and an empty text are no values. */
  find(names: readonly string[]): Field | undefined {
    for (const name of names) {
      const field = this.#fields.get(name);
      if (field && field.value !== undefined && field.value !== null && field.value !== '') return field;
    }
    return undefined;
  }

  /** Returns the first of the named fields with visible text. */
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

/** Returns the value if it is an object, else `undefined`. */
export function asObject(value: unknown): Json | undefined {
  return isJsonObject(value) ? value : undefined;
}
