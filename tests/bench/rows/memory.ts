import { spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { join } from 'node:path';
import type { Lab } from '../lab.ts';
import type { BenchRow } from '../row.ts';
import { newUid } from '../../../shared/model/uid.ts';
import { freshFolder } from './store.ts';

/** Number of records of about 2,000 characters with three spans; both sizes are written in chunks. */
const FEW = 25_000;
const MANY = 75_000;
/** Printed by the program at its end, including the memory of threads. */
const TELL_PEAK =
  "data:text/javascript,process.on('exit',()=>console.error('peak '+process.resourceUsage().maxRSS))";

/** Peak memory of the built command line at two sizes. */
export const memoryRows: readonly BenchRow[] = (['import', 'export'] as const).map((what) => ({
  name: `store/memory/${what}`,
  what: `peak memory of the command line, ${what} of 75,000 JSONL records (150 MB); floor: of 25,000`,
  unit: 'MB',
  async run(lab) {
    const [few, many] = await lab.once(
      'memory',
      async () => [await peaks(lab, FEW), await peaks(lab, MANY)] as const,
    );
    return { values: [many[what]], floor: [few[what]] };
  },
}));

async function peaks(lab: Lab, records: number): Promise<Record<'import' | 'export', number>> {
  lab.say(`importing and exporting ${records} records`);
  const folder = freshFolder(lab, `memory-${records}`);
  const file = join(folder, 'data.jsonl');
  await writeRecords(file, records);
  const project = join(folder, 'memory.postil');
  postil(folder, 'new', project);
  return {
    import: postil(folder, 'import', project, file),
    export: postil(folder, 'export', project, join(folder, 'out'), '--format', 'jsonl'),
  };
}

/** Runs the built command line; returns its peak memory in MB. */
function postil(folder: string, ...words: string[]): number {
  const { status, stderr } = spawnSync(process.execPath, ['--import', TELL_PEAK, 'dist/cli.mjs', ...words], {
    encoding: 'utf8',
    env: { ...process.env, POSTIL_HOME: join(folder, 'home'), POSTIL_CONFIG: join(folder, 'config') },
  });
  const peak = /^peak (\d+)$/m.exec(stderr)?.[1];
  if (status !== 0 || peak === undefined) throw new Error(`postil ${words[0] ?? ''} failed: ${stderr}`);
  return Number(peak) / 1024;
}

async function writeRecords(path: string, count: number): Promise<void> {
  const out = createWriteStream(path);
  const filler = 'The ministers of both countries had discussed trade, energy and defence at length. '.repeat(
    7,
  );
  for (let i = 0; i < count; i++) {
    const text = `Ankara, number ${i}. ${filler}Maria Keller said so. ${filler}Reuters told it. ${filler}`;
    const span = (type: string, words: string) => {
      const start = text.indexOf(words);
      return { id: newUid(), type, start, end: start + words.length };
    };
    const spans = [span('GPE', 'Ankara'), span('PERSON', 'Maria Keller'), span('ORG', 'Reuters')];
    if (!out.write(`${JSON.stringify({ id: newUid(), text, spans })}\n`)) await once(out, 'drain');
  }
  out.end();
  await once(out, 'finish');
}
