import { parseArgs } from 'node:util';
import { Lab } from './lab.ts';
import { ROWS } from './rows/index.ts';
import type { FaultRow, Outcome } from './row.ts';

const USAGE = `Usage: npm run test:faults -- [--only NUMBER]… [--quick] [--scale F] [--json]
  --only NUMBER  this row of the matrix; may be given several times
  --quick        the numbers of npm test
  --scale F      F times the full numbers, such as 0.1
  --json         one JSON object on standard output and nothing else`;

const { values: options } = parseArgs({
  options: {
    only: { type: 'string', multiple: true },
    quick: { type: 'boolean', default: false },
    scale: { type: 'string', default: '1' },
    json: { type: 'boolean', default: false },
  },
});
const scale = Number(options.scale);
const rows = ROWS.filter(({ number }) => options.only?.includes(String(number)) ?? true);
if (rows.length === 0 || !(scale > 0)) {
  console.error(USAGE);
  process.exit(2);
}

type Verdict = { readonly row: FaultRow; readonly seconds: number } & (
  | { readonly outcome: Outcome }
  /** What this machine lacks to run the row, which then counts as failed. */
  | { readonly missing: string }
  | { readonly broken: string }
);

const verdicts: Verdict[] = [];
const lab = await Lab.open(options.quick ? 'quick' : 'full', (line) => console.error(line));
try {
  for (const row of rows) verdicts.push(await judge(row));
} finally {
  await lab.dispose();
}
if (options.json) console.log(JSON.stringify(verdicts.map(toJson)));
else console.log(`\n${toTable(verdicts)}`);
process.exitCode = verdicts.every((verdict) => 'outcome' in verdict) ? 0 : 1;

async function judge(row: FaultRow): Promise<Verdict> {
  const times = options.quick
    ? row.quick || (row.slow ?? row.full)
    : Math.max(1, Math.round(row.full * scale));
  const missing = row.needs();
  if (missing !== null) return { row, seconds: 0, missing };
  console.error(`${row.number} ${row.fault} (${times} ${row.unit})`);
  const begun = performance.now();
  const seconds = () => Math.round((performance.now() - begun) / 100) / 10;
  try {
    const outcome = await row.run(times, lab);
    return { row, seconds: seconds(), outcome };
  } catch (error) {
    return { row, seconds: seconds(), broken: error instanceof Error ? error.message : String(error) };
  }
}

function toJson({ row: { number, name, fault, unit }, ...verdict }: Verdict): object {
  return { number, name, fault, unit, ...verdict };
}

function toTable(all: readonly Verdict[]): string {
  const lines = all.map((verdict) => {
    const { row, seconds } = verdict;
    const [runs, result] =
      'outcome' in verdict
        ? [String(verdict.outcome.runs), `holds: ${verdict.outcome.detail}`]
        : ['0', 'missing' in verdict ? `NOT TRIED: ${verdict.missing}` : `BROKEN: ${verdict.broken}`];
    return `| ${row.number} | ${row.fault} | ${runs} ${row.unit} | ${result} | ${seconds} |`;
  });
  return ['| # | fault | runs | result | seconds |', '|---|---|---|---|---|', ...lines].join('\n');
}
