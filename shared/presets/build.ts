import { nthHue } from '../model/hue.ts';
import { Scheme } from '../model/scheme.ts';
import type * as z from 'zod';

/** A scheme as written by hand: fields with a default may be omitted. */
export type SchemeSource = z.input<typeof Scheme>;
export type TypeSource = SchemeSource['types'][number];

/** Validates a shipped scheme when it is loaded, so that a mistake in it cannot reach a project. */
export function scheme(source: SchemeSource): Scheme {
  return Scheme.parse(source);
}

/** Returns hues for `count` types, spread over the circle by {@link nthHue}; in OKLCH degrees, with one decimal. */
export function spacedHues(count: number, start = 20): number[] {
  return Array.from({ length: count }, (_, i) => Math.round(nthHue(i, start) * 10) / 10);
}

/** Gives each type of a list a hue from {@link spacedHues}. */
export function withHues(types: readonly Omit<TypeSource, 'hue'>[], start?: number): TypeSource[] {
  const hues = spacedHues(types.length, start);
  return types.map((type, i) => ({ ...type, hue: hues[i] ?? 0 }));
}
