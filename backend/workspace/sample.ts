import { createReadStream, mkdirSync, rmSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { createProject } from '../../db/connection/create.ts';
import { Importer } from '../../db/imports/importer.ts';
import type { Actor } from '../../db/journal/actor.ts';
import { record } from '../../db/journal/record.ts';
import { openStore } from '../../db/connection/open.ts';
import type { Store } from '../../db/connection/store.ts';
import { temporaryFolder } from '../../db/connection/temporary.ts';
import { runImport } from '../jobs/import.ts';
import type { Incoming } from '../../shared/formats/define.ts';
import { postilJsonl } from '../../shared/formats/postil-jsonl.ts';
import { newUid } from '../../shared/model/uid.ts';
import { newsScheme } from '../../shared/presets/news.ts';

/**
 * Makes the sample project at `path` from its JSONL; the annotations become the analyst's own, to play with. Beside it are the
 * extractions of a model, `reader.json`, which become proposals.
 */
export async function createSample(path: string, jsonl: string, actor: Actor): Promise<void> {
  const items: Incoming[] = [];
  for await (const item of postilJsonl.read!(createReadStream(jsonl), { file: 'sample.jsonl' }))
    items.push(asOwn(item, actor));
  mkdirSync(dirname(path), { recursive: true });
  createProject(path, newsScheme, actor);
  try {
    const store = openStore(path, { program: 'the sample maker' });
    try {
      const title = {
        command: 'exchange.import',
        label: 'Import the sample articles',
        kind: 'setup',
      } as const;
      record(
        store,
        actor,
        title,
        (recorder) =>
          write(
            new Importer(store, recorder, { defaultSet: actor.analyst.name, tell: () => undefined }),
            items,
          ),
        { batch: true },
      );
      await propose(store, actor, join(dirname(jsonl), 'reader.json'));
    } finally {
      store.close();
    }
  } catch (error) {
    rmSync(path, { force: true });
    throw error;
  }
}

async function propose(store: Store, actor: Actor, path: string): Promise<void> {
  const staging = temporaryFolder('import');
  try {
    await runImport(
      {
        store,
        actor,
        staging,
        isCancelled: () => false,
        progress: () => undefined,
        onWriting: () => undefined,
      },
      { files: [{ id: newUid(), name: basename(path), path }] },
    );
  } finally {
    rmSync(staging, { recursive: true, force: true });
  }
}

function write(importer: Importer, items: readonly Incoming[]): void {
  for (const item of items) {
    if (item.kind === 'header') importer.header(item);
    else if (item.kind === 'entity') importer.entity(item);
    else if (item.kind === 'document') importer.document(item);
    else if (item.kind === 'relation') importer.relation(item);
  }
  for (const waiting of importer.waiting) importer.slots(waiting);
  importer.finish();
}

/** The sample's one set becomes this analyst's. */
function asOwn(item: Incoming, { analyst }: Actor): Incoming {
  const set = analyst.name;
  if (item.kind === 'header') {
    return {
      ...item,
      analysts: [analyst],
      sets: [{ id: newUid(), name: set, kind: 'analyst', analyst: analyst.id }],
    };
  }
  if (item.kind === 'relation') return { ...item, relation: { ...item.relation, set } };
  if (item.kind !== 'document') return item;
  const { spans, relations, labels, statuses, notes } = item.record;
  return {
    ...item,
    record: {
      ...item.record,
      spans: spans.map((span) => ({ ...span, set })),
      relations: relations.map((relation) => ({ ...relation, set })),
      labels: labels.map((label) => ({ ...label, set })),
      statuses: statuses.map((status) => ({ ...status, set })),
      notes: notes.map((note) => ({ ...note, analyst: analyst.id })),
    },
  };
}
