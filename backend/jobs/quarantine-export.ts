import { join } from 'node:path';
import { readFileSync } from 'node:fs';
import { createHash } from 'node:crypto';
import { rememberHandedOut } from '../../db/exports/handed-out.ts';
import { openStore } from '../../db/connection/open.ts';
import { eachQuarantined } from '../../db/review/quarantine.ts';
import type { ReadStore } from '../../db/connection/store.ts';
import { PostilError } from '../../shared/contract/errors.ts';
import type { QuarantineFilter, QuarantineItem } from '../../shared/contract/quarantine.ts';
import { MESSAGES } from './messages.ts';
import { nameFolder, writeAside, writeFiles, type Progress } from './output.ts';
import { assertOutput } from './output-path.ts';

const FILE = 'quarantine.jsonl';
const STEP = 500;

/**
 * Returns one quarantined proposal as a line of JSON: where it belongs, why it is in quarantine, and what the file
 * contained.
 */
export function quarantineLine({
  id,
  set,
  document,
  kind,
  state,
  reason,
  body,
  result,
  from,
  to,
}: QuarantineItem): string {
  return JSON.stringify({
    id,
    set: set.name,
    ...(document && { document_id: document.id, document: document.title }),
    kind,
    state,
    reason,
    type: body.type,
    ...(body.text !== '' && { text: body.text }),
    ...(from && { from: from.text }),
    ...(to && { to: to.text }),
    ...(body.score !== undefined && { score: body.score }),
    ...(result && { result }),
    given: body.given,
  });
}

/**
 * Writes the quarantined proposals that match a filter, one per line, from one consistent view of the project: under a
 * temporary name, which is then replaced by the final one.
 */
export async function exportQuarantine(
  store: ReadStore,
  out: string,
  filter: QuarantineFilter,
  job: Progress,
): Promise<{ folder: string; items: number; bytes: number; sha256: string }> {
  assertOutput(out, 'folder');
  const view = openStore(store.path, { program: 'export', readonly: true });
  try {
    return await writeAside(out, async (partial) => {
      let items = 0;
      const { files } = await writeFiles(partial, async (output) => {
        output.write(FILE, '');
        for (const item of eachQuarantined(view, filter)) {
          output.write(FILE, `${quarantineLine(item)}\n`);
          if (++items % STEP > 0) continue;
          job.progress(items, null, 'proposals', 'Writing');
          await new Promise((resolve) => setImmediate(resolve));
          if (job.signal.aborted) throw new PostilError('cancelled', MESSAGES.exportCancelled);
        }
      });
      const [file] = files;
      const written = createHash('sha256')
        .update(readFileSync(join(partial, FILE)))
        .digest('hex');
      if (written !== file!.sha256)
        throw new PostilError('internal', MESSAGES.readBackDiffers, {
          file: FILE,
        });
      nameFolder(partial, out);
      rememberHandedOut(view.path, { kind: 'export', format: 'quarantine', path: out });
      return { folder: out, items, bytes: file!.bytes, sha256: file!.sha256 };
    });
  } finally {
    view.close();
  }
}
