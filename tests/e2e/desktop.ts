import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { openStore } from '../../db/open.ts';
import { sql } from '../../db/connection.ts';
import { startDoubleHost, type DoubleHost } from '../support/hosts/double-host.ts';
import { desktopHosts, startDesktopHost } from '../support/hosts/index.ts';
import type { DesktopHost, HostPlace } from '../support/hosts/running-host.ts';

export const ARTICLE = 'resources/sample/articles/01-tresk-visit.txt';

type Body<Host> = (host: Host, place: HostPlace) => Promise<void>;

/** A spec of the desktop program on each host that runs it, started on nothing or on a project with one article. */
export function desktopTest(title: string, start: 'empty' | 'project', body: Body<DesktopHost>): void {
  for (const name of desktopHosts())
    define(title, name, start, (place) => startDesktopHost(name, place), body);
}

/** A spec that asks what only the double can tell. */
export function doubleTest(title: string, start: 'empty' | 'project', body: Body<DoubleHost>): void {
  define(title, 'double', start, startDoubleHost, body);
}

function define<Host extends DesktopHost>(
  title: string,
  name: string,
  from: 'empty' | 'project',
  start: (place: HostPlace) => Promise<Host>,
  body: Body<Host>,
): void {
  test(`${title}, on the ${name} host`, { annotation: { type: 'host', description: name } }, async () => {
    const folder = mkdtempSync(join(tmpdir(), 'postil-desktop-'));
    const home = join(folder, 'home');
    mkdirSync(home);
    const place = { home, config: join(folder, 'config') };
    const file = join(home, 'Desk.postil');
    if (from === 'project') makeProject(file, ARTICLE);
    const started = from === 'project' ? { ...place, file } : place;
    const host = await start(started);
    try {
      await body(host, started);
      expect(host.errors().filter((error) => error.startsWith('program:'))).toEqual([]);
    } finally {
      await host.close();
      rmSync(folder, { recursive: true, force: true });
    }
  });
}

/** Makes a project by command line, with these articles. */
export function makeProject(file: string, ...articles: string[]): void {
  for (const words of [['new', file], ...(articles.length > 0 ? [['import', file, ...articles]] : [])]) {
    const { status, stderr } = spawnSync(process.execPath, ['dist/cli.mjs', ...words], { encoding: 'utf8' });
    if (status !== 0) throw new Error(`postil ${words.join(' ')}: ${stderr}`);
  }
}

/** How many spans a project on disk has. */
export function spansOnDisk(file: string): number {
  return countsOnDisk(file).spans;
}

/** How many documents and spans a project on disk has. */
export function countsOnDisk(file: string): { documents: number; spans: number } {
  const store = openStore(file, { program: 'test', readonly: true });
  try {
    return store.db.get<{ documents: number; spans: number }>(sql`
      SELECT (SELECT count(*) FROM document) AS documents, (SELECT count(*) FROM span) AS spans`)!;
  } finally {
    store.close();
  }
}
