import type { Family, Scheme } from '../../shared/model/scheme.ts';
import { needTypeStyles } from './type-styles.ts';

/** What the editor needs to know of a span type. */
export interface DrawnType {
  /** Index in the scheme; -1 for a type that is not in it. Class names are made of it, never of the name. */
  readonly index: number;
  readonly name: string;
  readonly label: string;
  readonly family: Family;
  readonly layer: string;
  readonly hue: number;
}

/** The scheme's types by name. A span of an unknown type is drawn in grey and not dropped. */
export class TypeTable {
  readonly #byName = new Map<string, DrawnType>();

  constructor(scheme: Pick<Scheme, 'types'>) {
    for (const [index, { name, label, family, layer, hue }] of scheme.types.entries()) {
      this.#byName.set(name, { index, name, label, family, layer, hue });
    }
  }

  get(name: string): DrawnType {
    const known = this.#byName.get(name);
    if (known) return known;
    // Kept, so that the same unknown type is always the same object.
    const unknown: DrawnType = { index: -1, name, label: name, family: 'mention', layer: '', hue: 0 };
    this.#byName.set(name, unknown);
    return unknown;
  }
}

/** Whether spans of a type are drawn on the text. Claims and events have a bracket in the margin instead. */
export function isInline(type: DrawnType): boolean {
  return type.family === 'mention' || type.family === 'cue';
}

/** The part of a class name that identifies a type shown in the text. */
export function typeToken({ index }: DrawnType): string {
  if (index < 0) return 'x';
  needTypeStyles(index, 'swatch');
  needTypeStyles(index, 'text');
  return String(index);
}
