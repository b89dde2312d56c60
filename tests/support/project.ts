import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { createProject } from '../../db/connection/create.ts';
import type { Actor } from '../../db/journal/actor.ts';
import { openStore } from '../../db/connection/open.ts';
import type { Scheme } from '../../shared/model/scheme.ts';
import { newUid } from '../../shared/model/uid.ts';
import { newsScheme } from '../../shared/presets/news.ts';

/** Creates a private folder that is removed after the test. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'postil-test-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** Returns an analyst who works at a machine of their own. */
export function actor(name: string): Actor {
  return {
    analyst: { id: newUid(), name, initials: name.slice(0, 2).toUpperCase(), hue: 200 },
    device: { id: newUid(), name: `${name}'s machine` },
    session: newUid(),
  };
}

/** Creates a project on disk, open for writing; closed after the test. */
export function project({ scheme = newsScheme, by = actor('Ada') }: { scheme?: Scheme; by?: Actor } = {}) {
  const path = join(temporaryFolder(), 'test.postil');
  createProject(path, scheme, by);
  const store = openStore(path, { program: 'test' });
  onTestFinished(() => {
    if (store.db.raw.open) store.close();
  });
  return { path, store, by };
}
