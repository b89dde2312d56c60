import type { Scheme } from '../model/scheme.ts';
import { blankScheme } from './blank.ts';
import { conllScheme } from './conll.ts';
import { newsScheme } from './news.ts';
import { ontonotesScheme } from './ontonotes.ts';

/** A scheme that ships with Postil, with the id for `new --scheme`. */
export interface Preset {
  readonly id: string;
  readonly label: string;
  readonly description: string;
  readonly scheme: Scheme;
}

const preset = (id: string, scheme: Scheme): Preset => ({
  id,
  label: scheme.name,
  description: scheme.description,
  scheme,
});

/** All schemes that ship with Postil; the first is the default. To add one, add its file and a line here. */
export const PRESETS: readonly Preset[] = [
  preset('news', newsScheme),
  preset('ontonotes', ontonotesScheme),
  preset('conll', conllScheme),
  preset('blank', blankScheme),
];

/** Finds a preset by its id. */
export function presetById(id: string): Preset | undefined {
  return PRESETS.find((preset) => preset.id === id);
}
