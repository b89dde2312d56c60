import { spawnSync } from 'node:child_process';
import { copyFileSync, existsSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Lab } from '../lab.ts';
import { audit, errorIn, makeProject, promise, writeArticles } from '../project.ts';
import type { FaultRow } from '../row.ts';

const SYSTEM_CALLS = ['fsync', 'fdatasync', 'pwrite64', 'ftruncate', 'rename'] as const;
const DOCUMENTS = 30;
const TAGS = 5;

interface Work {
  readonly name: string;
  args(path: string, document: string, place: string): string[];
  /** Returns whether the result of the work exists. */
  isDone(path: string, place: string, step: string): boolean;
}

const WORKS: readonly Work[] = [
  {
    name: 'annotate',
    args: (path, document) => [
      'annotate',
      path,
      '--document',
      document,
      '--type',
      'PERSON',
      '--span',
      '300:305',
    ],
    isDone: (path, _, step) => audit(path, step).spans.size === TAGS + 1,
  },
  {
    name: 'import',
    args: (path, _, place) => ['import', path, join(place, 'data.jsonl')],
    isDone: (path, _, step) => {
      const { documents, spans } = audit(path, step);
      promise(
        spans.size - TAGS === documents - 1 && [1, DOCUMENTS + 1].includes(documents),
        step,
        'half imported',
      );
      return documents > 1;
    },
  },
  {
    name: 'export',
    args: (path, _, place) => ['export', path, join(place, 'out'), '--format', 'jsonl'],
    isDone: (path, place, step) => {
      audit(path, step);
      const out = join(place, 'out');
      if (!existsSync(out)) return false;
      promise(existsSync(join(out, 'manifest.json')), step, 'an export without its manifest has its name');
      return true;
    },
  },
  {
    name: 'backup',
    args: (path, _, place) => ['backup', path, join(place, 'out.postil')],
    isDone: (path, place, step) => {
      audit(path, step);
      const out = join(place, 'out.postil');
      return existsSync(out) && audit(out, step).spans.size === TAGS;
    },
  },
];

export const diskErrorsRow: FaultRow = {
  number: 6,
  name: 'disk-errors',
  fault:
    'EIO at the Nth fsync, pwrite, ftruncate, rename: told, nothing called saved that is not, file sound',
  unit: 'faults',
  quick: 0,
  /** Maximum per kind; a kind ends earlier when the work no longer reaches the fault. */
  full: 200,
  needs: () =>
    spawnSync('strace', ['-f', '-o', '/dev/null', '-e', 'inject=rename:error=EIO:when=1', 'true']).status ===
    0
      ? null
      : 'strace',
  async run(most, lab) {
    const source = lab.place('source');
    const made = await makeProject(source, { words: 60, tags: TAGS });
    let runs = 0;
    const details: string[] = [];
    for (const work of WORKS) {
      let refused = 0;
      let harmless = 0;
      for (const call of SYSTEM_CALLS) {
        for (let nth = 1; nth <= most; nth++) {
          const end = await failing(work, call, nth, made, lab);
          if (end === 'no fault') break;
          runs++;
          if (end === 'refused') refused++;
          else harmless++;
        }
      }
      details.push(`${work.name}: ${refused} refused, ${harmless} done all the same`);
      lab.say(`  ${details.at(-1)}`);
    }
    return { runs, detail: details.join('; ') };
  },
};

async function failing(
  work: Work,
  call: string,
  nth: number,
  { path: original, document }: { path: string; document: string },
  lab: Lab,
): Promise<'no fault' | 'refused' | 'done'> {
  const step = `${work.name}, ${call} number ${nth}`;
  const place = lab.place('eio');
  try {
    const path = join(place, 'victim.postil');
    copyFileSync(original, path);
    writeArticles(join(place, 'data.jsonl'), DOCUMENTS);
    const log = join(place, 'strace');
    const inject = `inject=${call}:error=EIO:when=${nth}`;
    const { code, stdout, stderr } = await lab.cli(work.args(path, document, place), place, {
      through: ['strace', '-f', '-o', log, '-e', `trace=${call}`, '-e', inject],
    });
    const hit = readFileSync(log, 'utf8').includes('(INJECTED)');
    if (!hit) {
      promise(code === 0, step, `failed without a fault: ${stderr}`);
      return 'no fault';
    }
    const isDone = work.isDone(path, place, step);
    const left = readdirSync(place).filter((name) => /\.partial$/.test(name));
    promise(left.length === 0, step, `${left.join(', ')} was left behind`);
    if (code === 0) {
      promise(isDone, step, 'it was called done and is not there');
      return 'done';
    }
    const error = errorIn(stdout);
    promise(
      code === 1 && error !== undefined && error.code !== 'internal',
      step,
      `${code} ${stdout}${stderr}`,
    );
    promise(
      !isDone || !/nothing was saved|nothing was written/i.test(error.message),
      step,
      `“${error.message}”, but it is there`,
    );
    return 'refused';
  } finally {
    rmSync(place, { recursive: true, force: true });
  }
}
