import { spawnSync } from 'node:child_process';
import { cpus, loadavg, totalmem } from 'node:os';
import Database from 'better-sqlite3';
import { findChromium } from '../support/chromium.ts';

/** The machine that was measured. Absolute times are useless without it, and ratios hardly comparable. */
export interface Machine {
  readonly date: string;
  readonly cpu: string;
  readonly cores: number;
  readonly memoryGB: number;
  /** Average load of the last minute at the start: other programs falsify the figures. */
  readonly load: number;
  readonly node: string;
  readonly sqlite: string;
  readonly chromium: string;
}

export function describeMachine(): Machine {
  const memory = new Database(':memory:');
  const sqlite = memory.prepare('SELECT sqlite_version()').pluck().get() as string;
  memory.close();
  const chromium = spawnSync(findChromium() ?? 'chromium', ['--version'], { encoding: 'utf8' });
  return {
    date: new Date().toISOString(),
    cpu: cpus()[0]?.model.trim() ?? 'unknown',
    cores: cpus().length,
    memoryGB: Math.round(totalmem() / 1e8) / 10,
    load: Math.round(loadavg()[0]! * 100) / 100,
    node: process.version,
    sqlite,
    chromium: /[\d.]{4,}/.exec(chromium.stdout)?.[0] ?? 'unknown',
  };
}

export function machineLine({ cpu, cores, memoryGB, load, node, sqlite, chromium }: Machine): string {
  return `${cpu}, ${cores} cores, ${memoryGB} GB, load ${load}; Node ${node}, SQLite ${sqlite}, Chromium ${chromium}`;
}
