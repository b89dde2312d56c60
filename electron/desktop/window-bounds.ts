import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import * as z from 'zod';
import { partialPath } from '../../db/connection/temporary.ts';

const Box = z.object({ x: z.int(), y: z.int(), width: z.int().min(1), height: z.int().min(1) });
export type Box = z.infer<typeof Box>;

const Place = z.object({ box: Box, maximised: z.boolean() });
export type Place = z.infer<typeof Place>;

/** So much of the window's head must be on a display to be grasped (px). */
const GRIP = { width: 120, height: 32 };

/** Where the window was when the program ended; `undefined` at the first start, and of a file that cannot be read. */
export function readPlace(file: string): Place | undefined {
  try {
    return Place.parse(JSON.parse(readFileSync(file, 'utf8')));
  } catch {
    return undefined;
  }
}

export function writePlace(file: string, place: Place): void {
  const partial = partialPath(file);
  writeFileSync(partial, JSON.stringify(place), { mode: 0o600 });
  renameSync(partial, file);
}

/**
 * The box on displays as they are now: where a person can grasp its head it stays, no larger than the display; else it
 * goes to the middle of the first one. `displays`: the parts that no bar of the system covers.
 */
export function onDisplay(box: Box, displays: readonly Box[]): Box {
  const home = displays.find((display) => isGraspable(box, display)) ?? displays[0];
  if (!home) return box;
  const width = Math.min(box.width, home.width);
  const height = Math.min(box.height, home.height);
  if (isGraspable(box, home)) return { x: box.x, y: box.y, width, height };
  return {
    x: home.x + Math.floor((home.width - width) / 2),
    y: home.y + Math.floor((home.height - height) / 2),
    width,
    height,
  };
}

function isGraspable({ x, y, width }: Box, display: Box): boolean {
  const across = Math.min(x + width, display.x + display.width) - Math.max(x, display.x);
  return across >= GRIP.width && y >= display.y && y + GRIP.height <= display.y + display.height;
}
