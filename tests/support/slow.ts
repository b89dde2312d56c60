/** Environment variable by which `npm run test:slow` sets the least number of random cases of every property. */
export const CASES = 'POSTIL_CASES';
/** Environment variable by which `npm run test:slow` sets the size of the fault rows: `slow` or `full`. */
export const FAULTS = 'POSTIL_FAULTS';

/** Returns the number of random cases of a property: `usual`, or more under `npm run test:slow`. */
export function cases(usual: number): number {
  return Math.max(usual, Number(process.env[CASES] ?? 0));
}

/** Returns the number of random cases of a property that needs a project on disk for each, which is a hundred times slower. */
export function projectCases(usual: number): number {
  return Math.max(usual, Math.floor(Number(process.env[CASES] ?? 0) / 20));
}
