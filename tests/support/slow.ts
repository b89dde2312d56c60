/** Environment variable by which the slow tests set the least number of random cases of every property. */
export const CASES = 'POSTIL_CASES';
/** Environment variable by which the slow tests set the sizes of the fault rows, separated by commas: `quick`, `slow`, `full`. */
export const FAULTS = 'POSTIL_FAULTS';

/** The slow tests that take minutes: number of random cases of each property, fault rows, and the longest time for one test (ms). */
export const SHORT = { cases: 500, faults: 'slow', timeout: 1_200_000 };
/** Those that take hours. */
export const FULL = { cases: 10_000, faults: 'full', timeout: 10_800_000 };

/** Returns the number of random cases of a property: `usual`, or more under `npm run test:slow`. */
export function cases(usual: number): number {
  return Math.max(usual, Number(process.env[CASES] ?? 0));
}

/** Returns the number of random cases of a property that needs a project on disk for each, which is a hundred times slower. */
export function projectCases(usual: number): number {
  return Math.max(usual, Math.floor(Number(process.env[CASES] ?? 0) / 20));
}
