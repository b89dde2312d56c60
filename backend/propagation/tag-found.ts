import { sql } from '../../db/connection/connection.ts';
import { linkSpan } from '../../db/entities/entity-changes.ts';
import { liveEntities } from '../../db/entities/entities.ts';
import { spanImage } from '../../db/annotations/images.ts';
import { record, type Recorded } from '../../db/journal/record.ts';
import { documentsChangedSince, lastChange } from '../../db/journal/since.ts';
import { findId } from '../../db/rows/ids.ts';
import { setOfAnalyst } from '../../db/sets/sets.ts';
import { toUid } from '../../db/connection/uid.ts';
import type { AttributeValue } from '../../shared/model/attributes/index.ts';
import { defaultValues } from '../../shared/model/scheme.ts';
import { newUid, type Uid } from '../../shared/model/uid.ts';
import type { JobContext } from '../context.ts';
import { patiently } from '../patience.ts';
import { IDENTICAL, type Match, type Propagation } from './propagation.ts';
import { requireType } from '../rules/span-rules.ts';

/** What is tagged, as what, where, and under which name the change goes. */
export interface Tagging {
  readonly command: string;
  readonly label: string;
  readonly type: string;
  readonly attributes: Readonly<Record<string, AttributeValue>>;
  readonly entities: readonly Uid[];
  /** The analyst's own set, when absent. */
  readonly set: Uid | undefined;
  /** The document it was asked for from: its undo takes it back too. */
  readonly from: Uid | undefined;
  /** Local ids. */
  readonly documents: readonly number[];
  /** How it is searched for, against what a set has already. */
  readonly propagation: (set: Uid | undefined) => Propagation;
  readonly wanted: (document: Uid, match: Match) => boolean;
}

interface Tagged {
  readonly created: number;
  /** Of spans that were there. */
  readonly linked: number;
  readonly documents: number;
}

/** Reads first, with pauses; then writes all spans in one transaction, or none. */
export async function tagFound(context: JobContext, tagging: Tagging): Promise<Recorded<Tagged>> {
  const { store } = context;
  const { documents, wanted } = tagging;
  const propagation = tagging.propagation(tagging.set ?? setOfAnalyst(store.db, context.actor.analyst.id));
  const found = new Map<Uid, readonly Match[]>();
  const uidOf = (document: number) =>
    toUid(store.db.value<Buffer>(sql`SELECT uid FROM document WHERE id = ${document}`)!);
  const seen = lastChange(store);
  await propagation.through(documents, searching(context), (document, matches) => {
    const uid = uidOf(document);
    const chosen = matches.filter((match) => wanted(uid, match));
    if (chosen.length > 0) found.set(uid, chosen);
  });
  context.progress(found.size, found.size, 'documents', 'Tagging; editing waits');
  return await patiently(() => {
    const target = context.targetSet(tagging.set);
    return write(context, tagging, target, (recorderId) => {
      // What was annotated while we read is looked at again; within the transaction nobody can.
      for (const document of documentsChangedSince(store, seen, recorderId)) {
        const uid = uidOf(document);
        if (!found.has(uid)) continue;
        const again = tagging.propagation(target).inDocument(document);
        found.set(
          uid,
          again.filter((match) => wanted(uid, match)),
        );
      }
      return found;
    });
  });
}

function write(
  { store, actor }: JobContext,
  { command, label, type: typeName, attributes: given, entities: linked, from }: Tagging,
  set: Uid,
  fresh: (change: number) => ReadonlyMap<Uid, readonly Match[]>,
): Recorded<Tagged> {
  const type = requireType(store, typeName);
  const defaults = defaultValues(type.attributes);
  const entities = liveEntities(store.db, [...linked]);
  return record(store, actor, { command, label, kind: 'bulk' }, (recorder) => {
    const result = { created: 0, linked: 0, documents: 0 };
    for (const [document, all] of fresh(recorder.id)) {
      const matches = all.filter(({ group }) => group !== IDENTICAL);
      // An undone import may have taken it away meanwhile.
      if (matches.length === 0 || findId(store.db, 'document', document) === undefined) continue;
      result.documents++;
      for (const { start, end, span } of matches) {
        if (span) {
          linkSpan(store, recorder, span, entities);
          result.linked++;
          continue;
        }
        recorder.put(
          'span',
          newUid(),
          spanImage(store, {
            document,
            set,
            type: type.name,
            fragments: [[start, end]],
            attributes: { ...defaults, ...given },
            untouched: Object.keys(defaults).filter((name) => !(name in given)),
            entities,
          }),
        );
        result.created++;
      }
    }
    if (from) recorder.touch(from);
    return result;
  });
}

/** How a search through documents reports its progress, and how it is stopped. */
export function searching(context: JobContext) {
  return {
    signal: context.signal,
    progress: (done: number, total: number) => context.progress(done, total, 'documents', 'Searching'),
  };
}

/** Words for the label of a change: short, on one line. */
export function shortly(text: string): string {
  const characters = [...text.trim().replace(/\s+/g, ' ')];
  return characters.length > 40 ? `${characters.slice(0, 39).join('')}…` : characters.join('');
}
