import type * as z from 'zod';
import { annotationsOf } from '../../db/annotations/annotations.ts';
import { NOT_FOUND } from '../../db/messages.ts';
import { currentScheme } from '../../db/scheme/scheme.ts';
import {
  documentByUid,
  documentsAround,
  documentUids,
  listDocuments,
  nextUnfinished,
  statusOf,
} from '../../db/documents/documents.ts';
import { findDocuments, namedDocuments } from '../../db/documents/find.ts';
import { statusUid } from '../../db/rows/status.ts';
import type { Recorder } from '../../db/journal/recorder.ts';
import { compact, findId } from '../../db/rows/ids.ts';
import { kindOf } from '../../db/rows/index.ts';
import { presentText } from '../../db/rows/text.ts';
import { putRevision } from '../../db/revisions/correct.ts';
import type { ReadStore, Store } from '../../db/connection/store.ts';
import { setOfAnalyst } from '../../db/sets/sets.ts';
import { isEdtf } from '../../shared/model/attributes/date.ts';
import type { DocumentFilter as StoredFilter, DocumentSorting } from '../../db/documents/documents.ts';
import { compose } from '../../db/connection/compose.ts';
import { keptOpenCounts, openCounts } from '../../db/annotations/open-counts.ts';
import { documentsLabelled } from '../../db/documents/labelled.ts';
import { documentsToRecheck } from '../../db/recheck/list.ts';
import type { DocumentFilter, SortedFilter } from '../../shared/contract/documents.ts';
import { PostilError } from '../../shared/contract/errors.ts';
import type { Block, Status } from '../../shared/model/document.ts';
import type { Uid } from '../../shared/model/uid.ts';
import { counted } from '../../shared/text/counted.ts';
import { openItemsIn } from '../../shared/model/open-items.ts';
import { findBlocks } from '../../shared/text/blocks.ts';
import { EditList } from '../../shared/text/edits.ts';
import type { Domain, Handlers, QueryContext } from '../context.ts';
import { takeBackAnySize } from '../jobs/take-back-in-thread.ts';
import { MESSAGES } from './messages.ts';

/** The set that is meant: the analyst's own unless another is given. */
function meantSet({ store, actor }: QueryContext, set: Uid | undefined): Uid | undefined {
  return set ?? setOfAnalyst(store.db, actor.analyst.id);
}

/** Returns the filter as the store takes it. */
function filterOf(
  context: QueryContext,
  { recheck = false, label, openItems = false, ...filter }: z.output<typeof DocumentFilter>,
): StoredFilter {
  const { store } = context;
  const set = meantSet(context, filter.set);
  const also = [
    ...(recheck ? [documentsToRecheck(store, set)] : []),
    ...(label ? [documentsLabelled(store, set, label)] : []),
    ...(openItems ? [keptOpenCounts(store, set).condition] : []),
  ];
  return { ...filter, set, ...(also.length > 0 && { also: compose(also, ' AND ') }) };
}

/** Returns the order as the store takes it. */
function sortingOf(
  context: QueryContext,
  { order, descending, set }: Pick<z.output<typeof SortedFilter>, 'order' | 'descending' | 'set'>,
): DocumentSorting {
  return order === 'open items'
    ? { descending, by: keptOpenCounts(context.store, meantSet(context, set)).of }
    : { order, descending };
}

/** In a list that is not read page by page, the open items are those of all documents. */
const LONGEST_PAGE = 500;

export const documentHandlers: Handlers<Domain<'documents'>> = {
  'documents.list': (context, { order, descending, offset, limit, ...filter }) => {
    const { store } = context;
    const sorting = sortingOf(context, { order, descending, set: filter.set });
    const { total, ids, rows } = listDocuments(store.db, filterOf(context, filter), sorting, {
      offset,
      limit,
    });
    const set = meantSet(context, filter.set);
    const open = ids.length > LONGEST_PAGE ? keptOpenCounts(store, set) : openCounts(store, set, ids);
    return { total, rows: rows.map((row, i) => ({ ...row, openItems: open.of(ids[i]!) })) };
  },
  'documents.ids': (context, { order, descending, offset, limit, ...filter }) => ({
    ids: documentUids(
      context.store.db,
      filterOf(context, filter),
      sortingOf(context, { order, descending, set: filter.set }),
      { offset, limit },
    ),
  }),
  'documents.around': (context, { document, order, descending, ...filter }) =>
    documentsAround(
      context.store.db,
      document,
      filterOf(context, filter),
      sortingOf(context, { order, descending, set: filter.set }),
    ),
  'documents.find': ({ store }, { search, limit }) => ({ documents: findDocuments(store.db, search, limit) }),
  'documents.named': ({ store }, { ids }) => ({ documents: namedDocuments(store.db, ids) }),
  'documents.get': ({ store, actor }, { document: uid, set }) => {
    const document = documentByUid(store, uid);
    if (!document) throw notFound(uid);
    const target = meantSet({ store, actor }, set);
    const { status, reason } = target
      ? statusOf(store.db, target, uid)
      : { status: 'new' as const, reason: '' };
    return { document, status, reason };
  },
  'documents.next': ({ store, actor }, { set, from, step }) => ({
    document: nextUnfinished(store.db, set ?? setOfAnalyst(store.db, actor.analyst.id), from, step) ?? null,
  }),
  'documents.setMetadata': ({ store, record }, { document, metadata }) => {
    const given = compact(metadata);
    const { published } = metadata;
    if (published && !isEdtf(published.slice(0, 10))) {
      throw new PostilError('invalid-input', MESSAGES.notADate(published), {
        field: 'published',
      });
    }
    return record(`Edit ${Object.keys(given).join(', ')}`, (recorder) => {
      recorder.put('document', document, { ...requireDocument(store, document), ...given });
      return {};
    });
  },
  'documents.setStatus': ({ store, record, targetSet }, { document, status, reason, set }) => {
    requireDocument(store, document);
    const target = targetSet(set);
    return record(`Mark ${status}`, (recorder) => {
      putStatus(recorder, target, document, status, reason ?? '');
      return {};
    });
  },
  'documents.setStatuses': ({ store, record, targetSet }, { documents, status, reason, set }) => {
    const target = targetSet(set);
    const label = `Mark ${counted(documents.length, 'document')} ${status}`;
    return record(label, (recorder) => {
      const changing = [...new Set(documents)].filter((document) => {
        assertDocument(store, document);
        return statusOf(store.db, target, document).status !== status;
      });
      if (changing.length === 0)
        throw new PostilError('refused', MESSAGES.allHaveStatus(documents.length, status));
      for (const document of changing) putStatus(recorder, target, document, status, reason ?? '');
      return { changed: changing.length };
    });
  },
  'documents.openItems': ({ store, actor }, { document, set }) => {
    const whole = documentByUid(store, document);
    if (!whole) throw notFound(document);
    const target = meantSet({ store, actor }, set);
    const found = target ? annotationsOf(store, document, target) : { spans: [], relations: [], labels: [] };
    return {
      title: whole.title || whole.origin.name,
      items: openItemsIn(currentScheme(store).scheme, { text: whole.text, ...found }),
    };
  },
  'documents.delete': (context, { documents }) => {
    const ids = [...new Set(documents)];
    const [only] = ids;
    const name =
      ids.length === 1 && only ? `“${titleOf(context.store, only)}”` : counted(ids.length, 'document');
    return takeBackAnySize(context, { do: 'delete', documents: ids, label: `Delete ${name}` });
  },
  'documents.restoreHeader': ({ store, record }, { document }) =>
    record('Put the header back into the text', (recorder) => restoreHeader(store, recorder, document)),
};

/** Returns the image of a document. Throws if it does not exist. */
export function requireDocument(store: Store, document: Uid) {
  const stored = kindOf('document').read(store, document);
  if (!stored) throw notFound(document);
  return stored.image;
}

/** Returns the display name of a document: its title, or the name of its file if it has none. */
export function titleOf(store: Store, document: Uid): string {
  const { title, origin } = requireDocument(store, document);
  return title || origin.name;
}

/** @throws PostilError `not-found` for a document that does not exist or was deleted. */
export function assertDocument({ db }: ReadStore, document: Uid): void {
  if (findId(db, 'document', document) === undefined) throw notFound(document);
}

/** Sets the status of a document in a set. The status "new" has no row. */
export function putStatus(recorder: Recorder, set: Uid, document: Uid, status: Status, reason = ''): void {
  const uid = statusUid(set, document);
  if (status !== 'new') recorder.put('status', uid, { set, document, status, reason });
  else recorder.remove('status', uid);
}

/** Makes the header a part of the text again. Spans of every set and tokens move by its length. */
function restoreHeader(store: Store, recorder: Recorder, document: Uid): { moved: number } {
  const image = requireDocument(store, document);
  if (image.header === '') throw new PostilError('refused', MESSAGES.noHeader);
  const { blocks } = presentText(store, document)!;
  const shift = image.header.length;
  const markdown = /\.(md|markdown)$/i.test(image.origin.name);
  const inHeader = findBlocks(image.header, { markdown });
  // If no line break separates them, the last block of the header and the first of the text are one block.
  const last = inHeader.at(-1);
  const joins = last !== undefined && !/\n/.test(image.header.slice(last[2]));
  const moved = blocks.map(([kind, start, end]): Block => [kind, start + shift, end + shift]);
  if (joins && moved[0]) {
    inHeader.pop();
    moved[0] = [moved[0][0], last[1], moved[0][2]];
  }
  const { moved: spans } = putRevision(store, recorder, document, {
    edits: new EditList([{ start: 0, end: 0, text: image.header }]),
    blocks: [...inHeader, ...moved],
  });
  recorder.put('document', document, { ...image, header: '' });
  return { moved: spans };
}

function notFound(uid: Uid): PostilError {
  return new PostilError('not-found', NOT_FOUND.document(uid), { field: 'document' });
}
