import { join } from 'node:path';
import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';
import { spanByUid } from '../../db/annotations/annotations.ts';
import { sql } from '../../db/connection/connection.ts';
import { rememberHandedOut } from '../../db/exports/handed-out.ts';
import { openStore } from '../../db/connection/open.ts';
import { kindOf } from '../../db/rows/index.ts';
import { findId } from '../../db/rows/ids.ts';
import { requireReview } from '../../db/review/review.ts';
import type { ReadStore } from '../../db/connection/store.ts';
import { toUid } from '../../db/connection/uid.ts';
import { PostilError } from '../../shared/contract/errors.ts';
import { hull, readableQuote } from '../../shared/model/fragments.ts';
import type { Uid } from '../../shared/model/uid.ts';
import { inContext } from '../../shared/text/concordance.ts';
import { MESSAGES } from './messages.ts';
import { nameFolder, writeAside, writeFiles, type Progress } from './output.ts';
import { assertOutput } from './output-path.ts';

const FILE = 'corrections.jsonl';
const STEP = 500;

/**
 * Writes the decisions into the folder `out` as JSON lines, one per proposal: what was proposed, what it became, and
 * the surrounding words. This is training data for the next run of the model. Offsets are UTF-16 code units. Skipped
 * and flagged proposals are left out, because they are not decided yet.
 */
export async function exportCorrections(
  store: ReadStore,
  out: string,
  review: Uid,
  job: Progress,
): Promise<{ folder: string; file: string; pairs: number }> {
  assertOutput(out, 'folder');
  const view = openStore(store.path, { program: 'export', readonly: true });
  try {
    return await writeAside(out, async (partial) => {
      view.db.raw.exec('BEGIN');
      const { id } = requireReview(view.db, review);
      const total = view.db.value<number>(
        sql`SELECT count(*) FROM decision WHERE review_id = ${id} AND verdict IN ('accepted', 'corrected', 'rejected')`,
      )!;
      let pairs = 0;
      await writeFiles(partial, async (files) => {
        files.write(FILE, '');
        for (const { uid } of view.db.each<{ uid: Buffer }>(sql`
          SELECT uid FROM decision WHERE review_id = ${id} AND verdict IN ('accepted', 'corrected', 'rejected') ORDER BY id`)) {
          files.write(FILE, `${JSON.stringify(pairOf(view, toUid(uid)))}\n`);
          if (++pairs % STEP > 0) continue;
          job.progress(pairs, total, 'decisions', 'Writing');
          await new Promise((resolve) => setImmediate(resolve));
          if (job.signal.aborted) throw new PostilError('cancelled', MESSAGES.exportCancelled);
        }
      });
      await assertWritten(join(partial, FILE), pairs);
      nameFolder(partial, out);
      rememberHandedOut(view.path, { kind: 'export', format: 'corrections', path: out });
      return { folder: out, file: FILE, pairs };
    });
  } finally {
    view.close();
  }
}

function pairOf(store: ReadStore, uid: Uid): object {
  const { document, proposal, verdict, result, reason, analyst, at, proposed } = kindOf('decision').read(
    store,
    uid,
  )!.image;
  const local = document && findId(store.db, 'document', document);
  const text = local === undefined ? '' : store.texts.textOf(local);
  const span = result ? spanByUid(store, result) : undefined;
  const relation = result && !span ? kindOf('relation').read(store, result)?.image : undefined;
  const range = hull(proposed.fragments);
  return {
    document_id: document,
    document_title: document && kindOf('document').read(store, document)?.image.title,
    proposal_id: proposal,
    decision: verdict,
    reason,
    analyst: kindOf('analyst').read(store, analyst)?.image.name,
    at,
    offset_unit: 'utf-16',
    ...(range && inContext(text, range)),
    proposed,
    corrected: span
      ? {
          id: result,
          type: span.type,
          text: readableQuote(text, span.fragments),
          fragments: span.fragments,
          attributes: span.attributes,
        }
      : relation
        ? { id: result, type: store.terms.byUid(relation.type).name }
        : null,
  };
}

/** Reads the file back. It must contain as many records as were written, all complete. */
async function assertWritten(path: string, pairs: number): Promise<void> {
  let found = 0;
  for await (const line of createInterface({ input: createReadStream(path) })) {
    JSON.parse(line);
    found++;
  }
  if (found !== pairs)
    throw new PostilError('internal', MESSAGES.readBackDiffers, {
      file: FILE,
    });
}
