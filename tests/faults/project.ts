import { createHash } from 'node:crypto';
import { copyFileSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { checkProject } from '../../db/integrity/check.ts';
import { sql } from '../../db/connection/connection.ts';
import { canonicalDump } from '../../db/exports/dump.ts';
import { openStore } from '../../db/connection/open.ts';
import { toUid } from '../../db/connection/uid.ts';
import { withoutDialogs } from '../../backend/workspace/host-bridge.ts';
import { Router } from '../../backend/router.ts';
import { SettingsFile } from '../../backend/workspace/settings.ts';
import { Workspace } from '../../backend/workspace/workspace.ts';
import { inThisThread } from '../support/in-this-thread.ts';
import { newUid } from '../../shared/model/uid.ts';
import { newsScheme } from '../../shared/presets/news.ts';

/** A closed project with one text, whose first words are tagged. */
export interface VictimProject {
  readonly path: string;
  readonly document: string;
}

export const WORD = 'abcdefghij ';

/** Creates one in a folder; its text has `words` words, of which `tags` are tagged. */
export async function makeProject(
  folder: string,
  { words = 30, tags = 0 }: { words?: number; tags?: number } = {},
): Promise<VictimProject> {
  const workspace = new Workspace(
    withoutDialogs('cli', 'the fault matrix'),
    new SettingsFile(join(folder, 'config')),
  );
  const path = join(folder, 'victim.postil');
  try {
    workspace.create(path, newsScheme);
    const router = new Router(workspace, inThisThread);
    const article = join(folder, 'article.txt');
    writeFileSync(article, WORD.repeat(words));
    await router.call('exchange.import', { job: newUid(), files: [workspace.files.admit(article).id] });
    const document = toUid(workspace.store.db.value<Buffer>(sql`SELECT uid FROM document`)!);
    for (let i = 0; i < tags; i++)
      await router.call('spans.create', {
        document,
        type: 'PERSON',
        fragments: [[i * WORD.length, i * WORD.length + WORD.length - 1]],
      });
    return { path, document };
  } finally {
    workspace.dispose();
  }
}

/** Copies a closed project to where another may have been, without what a killed program left of that one. */
export function copyProject(from: string, to: string): void {
  for (const suffix of ['-wal', '-shm']) rmSync(to + suffix, { force: true });
  copyFileSync(from, to);
}

/** The content of a project after a fault. */
export interface Audit {
  readonly documents: number;
  readonly spans: ReadonlySet<string>;
  /** A digest of the whole content. */
  readonly digest: string;
}

/**
 * Opens a project as after a crash and checks everything that must hold. Throws an error that begins with `step` if
 * something does not.
 */
export function audit(path: string, step: string): Audit {
  let store;
  try {
    store = openStore(path, { program: 'the audit' });
  } catch (error) {
    throw new Error(`${step}: ${path} does not open: ${(error as Error).message}`, { cause: error });
  }
  try {
    const { problems } = checkProject(store);
    if (problems.length > 0) throw new Error(`${step}: ${problems[0]!.area}: ${problems[0]!.message}`);
    const spans = store.db.all<{ uid: Buffer }>(sql`SELECT uid FROM span`).map(({ uid }) => toUid(uid));
    const digest = createHash('sha256');
    for (const line of canonicalDump(store)) digest.update(`${line}\n`);
    return {
      documents: store.db.value<number>(sql`SELECT count(*) FROM document`)!,
      spans: new Set(spans),
      digest: digest.digest('hex'),
    };
  } finally {
    store.close();
  }
}

/** Throws an error that begins with `step` unless `holds`. */
export function promise(holds: boolean, step: string, broken: string): asserts holds {
  if (!holds) throw new Error(`${step}: ${broken}`);
}

export const hashOf = (path: string) => createHash('sha256').update(readFileSync(path)).digest('hex');

/** Returns the error that the command line printed with `--json`, or `undefined`. */
export function errorIn(stdout: string): { code: string; message: string } | undefined {
  const last = stdout.trim().split('\n').at(-1) ?? '';
  try {
    return (JSON.parse(last) as { error?: { code: string; message: string } }).error;
  } catch {
    return undefined;
  }
}

/** Writes `documents` short articles with one span each as JSON Lines. */
export function writeArticles(path: string, documents: number): void {
  const line = (i: number) =>
    JSON.stringify({ text: `Ada met Bo, number ${i}.`, spans: [{ start: 0, end: 3, type: 'PERSON' }] });
  writeFileSync(path, Array.from({ length: documents }, (_, i) => `${line(i)}\n`).join(''));
}
