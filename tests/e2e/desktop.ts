import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test as base } from '@playwright/test';
import { openStore } from '../../db/connection/open.ts';
import { sql } from '../../db/connection/connection.ts';
import { startDoubleHost, type DoubleHost } from '../support/hosts/double-host.ts';
import { desktopHosts, startDesktopHost } from '../support/hosts/index.ts';
import type { DesktopHost, HostPlace } from '../support/hosts/running-host.ts';
import { Cli } from './cli.ts';

export const ARTICLE = 'resources/sample/articles/01-tresk-visit.txt';

type Body<Host> = (host: Host, place: HostPlace) => Promise<void>;
/**
 * The initial state: `empty` without a project, or a `project` with one article. `shared` is an empty program used by all
 * specs of a worker that do not change its state; each loads the page again.
 */
type Start = 'empty' | 'project' | 'shared';

interface Started<Host extends DesktopHost> {
  readonly host: Host;
  readonly place: HostPlace;
  end(): Promise<void>;
}

const test = base.extend<object, { shared: Map<string, Started<DesktopHost>> }>({
  shared: [
    // eslint-disable-next-line no-empty-pattern -- Playwright requires a pattern
    async ({}, use) => {
      const started = new Map<string, Started<DesktopHost>>();
      await use(started);
      for (const { end } of started.values()) await end();
    },
    { scope: 'worker' },
  ],
});

/** Registers a spec of the desktop program on each host that runs it. */
export function desktopTest(title: string, start: Start, body: Body<DesktopHost>): void {
  for (const name of desktopHosts())
    define(title, name, start, (place) => startDesktopHost(name, place), body);
}

/** Registers a spec that needs information which only the double provides. */
export function doubleTest(title: string, start: Start, body: Body<DoubleHost>): void {
  define(title, 'double', start, startDoubleHost, body);
}

function define<Host extends DesktopHost>(
  title: string,
  name: string,
  from: Start,
  start: (place: HostPlace) => Promise<Host>,
  body: Body<Host>,
): void {
  const annotation = { type: 'host', description: name };
  const run = async ({ host, place }: Started<Host>) => {
    await body(host, place);
    expect(host.errors().filter((error) => error.startsWith('program:'))).toEqual([]);
  };
  test(`${title}, on the ${name} host`, { annotation }, async ({ shared }) => {
    if (from === 'shared') {
      // All specs with the same host name start the same host.
      const started = (shared.get(name) as Started<Host> | undefined) ?? (await begin('empty', start));
      shared.set(name, started);
      await started.host.page.reload();
      return run(started);
    }
    const started = await begin(from, start);
    try {
      await run(started);
    } finally {
      await started.end();
    }
  });
}

async function begin<Host extends DesktopHost>(
  from: 'empty' | 'project',
  start: (place: HostPlace) => Promise<Host>,
): Promise<Started<Host>> {
  const folder = mkdtempSync(join(tmpdir(), 'postil-desktop-'));
  const home = join(folder, 'home');
  mkdirSync(home);
  const file = join(home, 'Desk.postil');
  if (from === 'project') await makeProject(file, ARTICLE);
  const place = { home, config: join(folder, 'config'), ...(from === 'project' && { file }) };
  const host = await start(place);
  return {
    host,
    place,
    async end() {
      await host.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** Creates a project with these articles, with settings other than those of the test. */
export async function makeProject(file: string, ...articles: string[]): Promise<void> {
  await Cli.project(file, `${file}.maker`, ...articles);
}

/** Returns how many spans a project on disk has. */
export function spansOnDisk(file: string): number {
  return countsOnDisk(file).spans;
}

/** Returns how many documents and spans a project on disk has. */
export function countsOnDisk(file: string): { documents: number; spans: number } {
  const store = openStore(file, { program: 'test', readonly: true });
  try {
    return store.db.get<{ documents: number; spans: number }>(sql`
      SELECT (SELECT count(*) FROM document) AS documents, (SELECT count(*) FROM span) AS spans`)!;
  } finally {
    store.close();
  }
}
