import { mkdtempSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { openStore } from '../../db/connection/open.ts';
import type { Actor } from '../../db/journal/actor.ts';
import type { Store } from '../../db/connection/store.ts';
import { newUid, type Uid } from '../../shared/model/uid.ts';
import { runImport } from '../../backend/jobs/import.ts';
import type { ImportInput } from '../../backend/jobs/import-input.ts';

/** Small enough that the data of a test takes many chunks. */
export const SMALL_CHUNKS = { above: 50, items: 20, ms: 1000 } as const;

/**
 * Imports a file as the import's thread does, on its own connection, but in small chunks.
 *
 * @param isCancelled called repeatedly, also within chunks
 */
export async function importInChunks(
  project: string,
  actor: Actor,
  file: string,
  { isCancelled = () => false, ...input }: { isCancelled?: () => boolean } & Partial<ImportInput> = {},
) {
  const store = openStore(project, { program: 'import' });
  try {
    const context = {
      store,
      actor,
      // Beside the project, so that it is removed with it.
      staging: mkdtempSync(join(dirname(project), 'staging-')),
      isCancelled,
      progress: () => undefined,
      onWriting: () => {
        throw new Error('it was to be written in chunks');
      },
      chunks: SMALL_CHUNKS,
    };
    return await runImport(context, {
      files: [{ id: newUid(), path: file, name: basename(file) }],
      ...input,
    });
  } finally {
    store.close();
  }
}

/**
 * Returns the number of rows of every table, including hidden rows, except for the table that records who has the
 * project open.
 */
export function rowCounts({ db }: Store): Record<string, number> {
  const tables = db.raw
    .prepare(
      "SELECT name FROM main.sqlite_schema WHERE type = 'table' AND name NOT LIKE 'document_fts_%' AND name <> 'holder'",
    )
    .pluck()
    .all() as string[];
  return Object.fromEntries(
    tables.map((name) => [name, db.raw.prepare(`SELECT count(*) FROM main.${name}`).pluck().get() as number]),
  );
}

/** Number of documents in the {@link dataset}. */
export const LARGE_DOCUMENTS = 160;

/**
 * Documents with an entity, spans with slots, relations, labels, statuses and notes, and one entity that all of them
 * mention.
 */
export function dataset({
  entity,
  status = true,
  documents = LARGE_DOCUMENTS,
}: { entity?: Uid; status?: boolean; documents?: number } = {}) {
  const set = newUid();
  const own = entity ?? newUid();
  const lines: object[] = [
    {
      kind: 'header',
      format: 'postil-jsonl',
      version: 1,
      sets: [{ id: set, name: 'Large', kind: 'import' }],
    },
  ];
  if (!entity)
    lines.push({ kind: 'entity', id: own, name: 'Ada Lind', type: 'PERSON', aliases: [], externalIds: [] });
  for (let i = 0; i < documents; i++) {
    const [ada, said, claim] = [newUid(), newUid(), newUid()];
    const base = { set: 'Large' };
    lines.push({
      kind: 'document',
      id: newUid(),
      title: `Report ${i}`,
      text: `Ada Lind said that number ${i} is enough.`,
      spans: [
        { ...base, id: ada, type: 'PERSON', start: 0, end: 8, text: 'Ada Lind', entities: [own] },
        {
          ...base,
          id: claim,
          type: 'CLAIM',
          start: 14,
          end: 25,
          text: 'that number',
          slots: [
            { id: newUid(), name: 'claimer', rank: 'a0', filler: { span: ada }, evidence: [] },
            { id: newUid(), name: 'cue', rank: 'a0', filler: { span: said }, evidence: [said] },
          ],
        },
        { ...base, id: said, type: 'CUE', start: 9, end: 13, text: 'said', owner: claim },
      ],
      labels: [{ id: newUid(), set: 'Large', name: 'topic', value: 'politics' }],
      statuses: status ? [{ set: 'Large', status: 'done', reason: '' }] : [],
      notes: [{ id: newUid(), span: ada, body: 'Who is she?' }],
    });
  }
  return { lines, set, entity: own };
}

/** Writes lines of Postil JSONL into a folder, and returns the file's path. */
export function writeDataset(
  { folder }: { readonly folder: string },
  lines: readonly object[],
  name = 'large.jsonl',
): string {
  const path = join(folder, name);
  writeFileSync(path, lines.map((line) => `${JSON.stringify(line)}\n`).join(''));
  return path;
}
