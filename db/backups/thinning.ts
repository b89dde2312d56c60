/** An automatic copy, as the choice of which to keep sees it. */
export interface Thinnable {
  readonly name: string;
  /** When it was made, in ms since 1970. */
  readonly at: number;
  readonly bytes: number;
  /** Whether the whole of it was checked; `null` of a copy that cannot be read. */
  readonly checked: boolean | null;
}

/** How many automatic copies are kept: the newest, one a day, one a month. */
export const KEPT = { recent: 12, daily: 10, monthly: 9 } as const;

/**
 * Names of the automatic copies that go. Kept are the 12 newest, one of each of the last 10 days and of the last 9
 * months in which there are any (UTC); of a day or month the newest one that was checked, else the newest. What is then
 * still more than `limit` bytes goes down to it: first the copies that only stand among the newest, from the oldest on,
 * then the oldest of the rest, since a file may have been damaged for long before somebody sees it. The newest stays
 * whatever its size, and so does the newest that was checked. Copies that cannot be read take the place of no other: they
 * do not count among those kept, and are the first to go when there are too many bytes.
 */
export function thin(copies: readonly Thinnable[], limit: number): string[] {
  const all = [...copies].sort((a, b) => b.at - a.at || (a.name < b.name ? 1 : -1));
  const newestFirst = all.filter(({ checked }) => checked !== null);
  const unreadable = all.filter(({ checked }) => checked === null);
  const recent = newestFirst.slice(0, KEPT.recent);
  const lasting = new Set([
    ...ofEach(newestFirst, 'yyyy-mm-dd'.length, KEPT.daily),
    ...ofEach(newestFirst, 'yyyy-mm'.length, KEPT.monthly),
  ]);
  const kept = new Set([...recent, ...lasting, ...unreadable]);
  const staying = new Set([newestFirst[0] ?? all[0], newestFirst.find(({ checked }) => checked === true)]);
  const oldestFirst = [...newestFirst].reverse().filter((copy) => kept.has(copy) && !staying.has(copy));
  let bytes = [...kept].reduce((sum, copy) => sum + copy.bytes, 0);
  for (const copy of [
    ...[...unreadable].reverse().filter((copy) => !staying.has(copy)),
    ...oldestFirst.filter((each) => !lasting.has(each)),
    ...oldestFirst.filter((each) => lasting.has(each)),
  ]) {
    if (bytes <= limit) break;
    kept.delete(copy);
    bytes -= copy.bytes;
  }
  return all.filter((copy) => !kept.has(copy)).map(({ name }) => name);
}

/** One copy of each of the last `count` periods; a period is a beginning of the ISO date. */
function ofEach(newestFirst: readonly Thinnable[], length: number, count: number): Thinnable[] {
  const periods = new Map<string, Thinnable>();
  for (const copy of newestFirst) {
    const period = new Date(copy.at).toISOString().slice(0, length);
    const known = periods.get(period);
    if (!known || (known.checked !== true && copy.checked === true)) periods.set(period, copy);
  }
  return [...periods.values()].slice(0, count);
}
