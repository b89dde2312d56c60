import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { formatById } from '../../shared/formats/registry.ts';
import { Exports, ours } from './exports.ts';
import { PEERS, type Counts, type Peer } from './peers.ts';
import { Missing, Python } from './python.ts';

// Reads our exports of a project that has everything in it with the libraries of other programs, and compares their counts
// with ours. Opt-in: it needs Python, and pip if libraries are missing.
// To select packages: npm run test:peers -- duckdb conllu
const SCRIPT = join(import.meta.dirname, 'read.py');

const asked = process.argv.slice(2);
const chosen = PEERS.filter(({ packages }) => asked.length === 0 || asked.includes(packages[0]));

type Result = readonly [peer: string, format: string, set: string, verdict: string];

const folder = mkdtempSync(join(tmpdir(), 'postil-peers-'));
const results: Result[] = [];
let failed = 0;
let compared = 0;
try {
  const python = await Python.open();
  const exports = new Exports(folder);
  await exports.prepare();
  for (const peer of chosen) await ask(peer, python, exports);
} catch (error) {
  if (!(error instanceof Missing)) throw error;
  for (const { packages, format } of chosen)
    results.push([packages[0], format, '', `skipped: ${error.message}`]);
} finally {
  rmSync(folder, { recursive: true, force: true });
}
const widths = [0, 1, 2].map((column) => Math.max(...results.map((row) => row[column]!.length)));
for (const [name, format, set, verdict] of results)
  console.log(
    `${name.padEnd(widths[0]!)}  ${format.padEnd(widths[1]!)}  ${set.padEnd(widths[2]!)}  ${verdict}`,
  );
console.log(`${compared} exports read and compared, ${failed} of them with other counts than ours.`);
process.exitCode = failed > 0 ? 1 : 0;

async function ask(peer: Peer, python: Python, exports: Exports): Promise<void> {
  let name: string = peer.packages[0];
  try {
    const [version = ''] = await Promise.all(peer.packages.map((each) => python.require(each)));
    name = `${name} ${version}`;
  } catch (error) {
    if (!(error instanceof Missing)) throw error;
    results.push([name, peer.format, '', `skipped: ${error.message}`]);
    return;
  }
  const format = formatById(peer.format)!;
  for (const set of format.sets === 'one' ? exports.sets : [undefined]) {
    const out = await exports.of(peer, set);
    const mine = await ours(format, out);
    const theirs = (await python
      .json(SCRIPT, [peer.reader, out], join(folder, 'cache'))
      .catch((error: unknown) => (error as Error).message)) as Counts | string;
    compared++;
    const verdict = typeof theirs === 'string' ? `FAILED: ${theirs}` : compare(mine, theirs);
    if (verdict.startsWith('FAILED')) failed++;
    const how = Object.values(peer.options ?? {}).map((value) => ` (${value})`);
    results.push([name, `${peer.format}${how.join('')}`, set ?? 'all sets', verdict]);
  }
}

/** Describes both counts, for everything that the other program counts. */
function compare(mine: Omit<Counts, 'wrong'>, { wrong, ...theirs }: Counts): string {
  const pairs = Object.entries(theirs).map(([what, count]) => ({
    what,
    count,
    own: mine[what as keyof typeof mine],
  }));
  const others = pairs.filter(({ count, own }) => count !== own);
  const told = pairs.map(({ what, count, own }) =>
    count === own ? `${count} ${what}` : `${count} ${what} for our ${own}`,
  );
  if (wrong > 0) told.push(`${wrong} with other words than at their offsets`);
  return `${others.length > 0 || wrong > 0 ? 'FAILED' : 'equal'}: ${told.join(', ')}`;
}
