import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { build } from '../../scripts/build.ts';
import { ensureChromium } from '../support/chromium.ts';
import { isBuildStale } from '../../scripts/e2e.ts';
import { compareRuns, parseEarlier, toComparison } from './compare.ts';
import { Lab } from './lab.ts';
import { describeMachine, machineLine } from './machine.ts';
import { toJson, toTable, type Result } from './report.ts';
import { ROWS } from './rows/index.ts';
import type { BenchRow } from './row.ts';
import { judge, summarise } from './statistics.ts';
import { targetOf } from './targets.ts';

const USAGE = `Usage: npm run bench -- [--only NAME] [--repeat N] [--scale S] [--json] [--compare FILE] [--list]
  --only NAME   rows whose name begins so, such as editor or editor/open/W3; may be given several times
  --repeat N    how often rows begin anew (5)
  --scale S     makes the big project of the rows big/… smaller, such as 0.01, to see that they work (1)
  --json        one JSON object on standard output and nothing else
  --compare FILE  what changed against an earlier run, which --json wrote to FILE
  --list        names the rows`;

const { values: options } = parseArgs({
  options: {
    only: { type: 'string', multiple: true, default: [''] },
    repeat: { type: 'string', default: '5' },
    scale: { type: 'string', default: '1' },
    json: { type: 'boolean', default: false },
    compare: { type: 'string' },
    list: { type: 'boolean', default: false },
  },
});
const repetitions = Number(options.repeat);
const scale = Number(options.scale);
const rows = ROWS.filter(({ name }) => options.only.some((beginning) => name.startsWith(beginning)));
if (rows.length === 0 || !Number.isInteger(repetitions) || repetitions < 1 || !(scale > 0 && scale <= 1)) {
  console.error(rows.length === 0 ? `No row begins with ${options.only.join(' or ')}.\n${USAGE}` : USAGE);
  process.exit(2);
}
if (options.list) {
  for (const { name, what } of rows) console.log(`${name}  ${what}`);
  process.exit(0);
}
// Read first, so that a wrong file is reported before an hour of measuring.
const earlier = options.compare === undefined ? null : parseEarlier(readFileSync(options.compare, 'utf8'));
const chromium = ensureChromium();
if ('missing' in chromium) {
  console.error(chromium.missing);
  process.exit(1);
}
// A missed target is a finding, not a failure; a row that cannot be measured is a failure.
process.exitCode = (await bench()) ? 0 : 1;

async function bench(): Promise<boolean> {
  if (isBuildStale()) await build();
  const machine = describeMachine();
  const lab = new Lab({ repetitions, scale }, (line) => console.error(line));
  const results: Result[] = [];
  try {
    for (const row of rows) results.push(await measure(row, lab));
  } finally {
    await lab.dispose();
  }
  const compared = earlier && compareRuns(earlier, results);
  if (options.json)
    console.log(JSON.stringify({ ...toJson(machine, results), ...(compared && { compared }) }));
  else {
    console.log(`\n${machineLine(machine)}\n\n${toTable(results)}`);
    if (compared)
      console.log(`\nAgainst ${options.compare} (load ${earlier.machine.load}):\n${toComparison(compared)}`);
  }
  return results.every((result) => !('error' in result));
}

async function measure(row: BenchRow, lab: Lab): Promise<Result> {
  try {
    const measured = await row.run(lab);
    const figures = summarise(measured);
    const { note } = measured;
    return {
      row,
      figures,
      verdicts: judge(figures, targetOf(row.name)),
      ...(note !== undefined && { note }),
    };
  } catch (error) {
    return { row, error: error instanceof Error ? error.message : String(error) };
  }
}
