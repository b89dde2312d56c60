import { sql } from '../../db/connection/connection.ts';
import { NOT_FOUND } from '../../db/messages.ts';
import { findId } from '../../db/rows/ids.ts';
import { toUid } from '../../db/connection/uid.ts';
import { record, type Recorded } from '../../db/journal/record.ts';
import { correctText, previewCorrection } from '../../db/revisions/correct.ts';
import { presentText } from '../../db/rows/text.ts';
import type { ReadStore } from '../../db/connection/store.ts';
import { PostilError } from '../../shared/contract/errors.ts';
import type { OutputOf, ParsedInputOf } from '../../shared/contract/index.ts';
import type { Uid } from '../../shared/model/uid.ts';
import { counted } from '../../shared/text/counted.ts';
import { EditList, type TextEdit } from '../../shared/text/edits.ts';
import { isGraphemeBoundary } from '../../shared/text/graphemes.ts';
import { isInsideWord } from '../../shared/text/words.ts';
import type { JobContext } from '../context.ts';
import { MESSAGES } from '../messages.ts';
import { patiently } from '../patience.ts';
import { shortly } from '../propagation/tag-found.ts';
import { effectOf } from './effect.ts';

type Input = ParsedInputOf<'texts.replace'>;
type Output = OutputOf<'texts.replace'>;

/** So many documents are looked into at once. */
const PAGE = 200;
/** So many annotations whose words change are listed; the others are counted. */
const LISTED = 500;

/** Replaces a string wherever it stands in one article or all of them, as one change. Reads first, with pauses. */
export async function replaceEverywhere(context: JobContext, input: Input): Promise<Recorded<Output>> {
  const { store, actor } = context;
  if (input.find === input.replace)
    throw new PostilError('invalid-input', MESSAGES.replacesNothing, { field: 'replace' });
  const found = await documentsWith(context, input);
  const output: Output = { documents: 0, places: 0, affected: [], affectedInAll: 0 };
  for (const document of found) {
    const edits = placesIn(store, document, input);
    const effect = effectOf(store, previewCorrection(store, document, edits));
    output.documents++;
    output.places += edits.edits.length;
    output.affectedInAll += effect.affected.length;
    output.affected.push(...effect.affected.slice(0, Math.max(0, LISTED - output.affected.length)));
    await pause(context);
  }
  if (input.dryRun || output.places === 0) return { result: output, change: null };
  context.progress(output.documents, output.documents, 'documents', 'Replacing; editing waits');
  return await patiently(() =>
    record(
      store,
      actor,
      {
        command: 'texts.replace',
        label: `Replace “${shortly(input.find)}” by “${shortly(input.replace)}” at ${counted(output.places, 'place')}`,
        kind: 'correction',
      },
      (recorder) => {
        for (const document of found) {
          // It may have been deleted or corrected meanwhile.
          if (findId(store.db, 'document', document) === undefined) continue;
          const edits = placesIn(store, document, input);
          const effect = previewCorrection(store, document, edits);
          correctText(store, recorder, document, effect, { otherwise: input.gone });
        }
        return output;
      },
    ),
  );
}

/** Returns the articles whose text holds the string at a place that counts. */
async function documentsWith(context: JobContext, input: Input): Promise<Uid[]> {
  const { store } = context;
  if (input.document !== undefined) {
    if (!presentText(store, input.document))
      throw new PostilError('not-found', NOT_FOUND.document(input.document), { field: 'document' });
    return placesIn(store, input.document, input).isEmpty ? [] : [input.document];
  }
  const found: Uid[] = [];
  const last = store.db.value<number | null>(sql`SELECT max(id) FROM document`) ?? 0;
  for (let after = 0; after < last;) {
    const rows = store.db.all<{ id: number; uid: Buffer; holds: number }>(sql`
      SELECT d.id, d.uid, instr(t.text, ${input.find}) > 0 AS holds FROM document d JOIN document_text t ON t.document_id = d.id
      WHERE d.id > ${after} ORDER BY d.id LIMIT ${PAGE}`);
    for (const { uid, holds } of rows)
      if (holds === 1 && !placesIn(store, toUid(uid), input).isEmpty) found.push(toUid(uid));
    after = rows.at(-1)?.id ?? last;
    context.progress(after, last, 'documents', 'Searching');
    await pause(context);
  }
  return found;
}

/** Returns the places of the string in the present text of a document, as edits; it never cuts a character. */
function placesIn(store: ReadStore, document: Uid, { find, replace, words }: Input): EditList {
  const { text } = presentText(store, document)!;
  const edits: TextEdit[] = [];
  for (let start = text.indexOf(find); start !== -1;) {
    const end = start + find.length;
    const isWhole = isGraphemeBoundary(text, start) && isGraphemeBoundary(text, end);
    const counts = isWhole && !(words && (isInsideWord(text, start) || isInsideWord(text, end)));
    if (counts) edits.push({ start, end, text: replace });
    start = text.indexOf(find, counts ? end : start + 1);
  }
  return new EditList(edits);
}

async function pause({ signal }: JobContext): Promise<void> {
  await new Promise((resolve) => setImmediate(resolve));
  if (signal.aborted) throw new PostilError('cancelled', MESSAGES.replacingCancelled);
}
