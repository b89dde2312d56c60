import { replaceEqualDeep } from '@tanstack/react-query';
import { create } from 'zustand';
import type { AnnotationPatch, ChangeNotice, Topic } from '../../shared/contract/change.ts';
import type { Label, Note, Relation, Span } from '../../shared/model/annotation.ts';
import type { Document, Status } from '../../shared/model/document.ts';
import type { Fragment } from '../../shared/model/fragments.ts';
import { newUid, type Uid } from '../../shared/model/uid.ts';
import { PostilError } from '../../shared/contract/errors.ts';
import { call } from '../api.ts';
import { partsOf } from './parts.ts';
import type { ProposedSpan } from '../editor/span-store.ts';
import { setView, toastError, useView } from './view.ts';

/** The open document with its annotations in the shown set, kept up to date by change notices. */
interface Article {
  document: Document | null;
  set: Uid | null;
  status: Status;
  reason: string;
  spans: readonly Span[];
  /** Spans that are shown as they will be once the command under way has returned. */
  unstored: readonly Uid[];
  relations: readonly Relation[];
  labels: readonly Label[];
  notes: readonly Note[];
  /** Open proposals of the review for the shown set, if that is the analyst's own. */
  proposals: readonly ProposedSpan[];
  /** Open proposed relations; their ends are spans or proposals of this document. */
  proposedRelations: readonly Relation[];
  /** The review that the proposals belong to. */
  reviewed: Uid | null;
  /** Whether the review is blind: proposals are hidden until the document is done. */
  blind: boolean;
  /** Proposals of this document that were rejected. */
  rejected: number;
  /** The selected span or proposal. */
  selected: Uid | null;
  /** The span that was selected before text was; a further fragment is added to it. */
  anchor: Uid | null;
  selection: Fragment | null;
  caret: number;
}

const nothing: Article = {
  document: null,
  set: null,
  status: 'new',
  reason: '',
  spans: [],
  unstored: [],
  relations: [],
  labels: [],
  notes: [],
  proposals: [],
  proposedRelations: [],
  reviewed: null,
  blind: false,
  rejected: 0,
  selected: null,
  anchor: null,
  selection: null,
  caret: 0,
};

export const useArticle = create<Article>()(() => nothing);

/** Returns parts of the open article by name, `useArticleParts('document', 'spans')`. */
export const useArticleParts = partsOf(useArticle);

/**
 * Sets parts of the open article, if they differ. The editor reports what it was told, in the middle of a commit; a change of
 * nothing would render every component of the article once more.
 */
export function setArticle(parts: Partial<Article>): void {
  const now = useArticle.getState();
  if (Object.entries(parts).some(([name, value]) => now[name as keyof Article] !== value))
    useArticle.setState(parts);
}

const reading = latestOnly();
const proposalsReading = latestOnly();
const documentReading = latestOnly();
/** An article that is being read. The data read may be older than the changes made here meanwhile. */
interface Reading {
  /** Change notices received since the read began. */
  readonly notices: ChangeNotice[];
  /** Spans that were being stored when the read began, or were shown since; their notice may not have arrived yet. */
  readonly shown: Map<Uid, Span>;
}
/** `null` while no article is being read. */
let underWay: Reading | null = null;
/** The latest request; it may still be running. */
let wanted: readonly [document: Uid | null, set: Uid | null] = [null, null];

/** Reads a document with its annotations in a set. A later call wins over an earlier one that is still running. */
export async function openArticle(documentId: Uid | null, set: Uid | null): Promise<void> {
  const isLatest = reading();
  wanted = [documentId, set];
  underWay = documentId === null ? null : { notices: [], shown: new Map(unsaved) };
  if (documentId === null) return useArticle.setState(nothing);
  try {
    const scope = { document: documentId, ...(set && { set }) };
    // If the analyst has no set yet, show no annotations, so that other people's work is not mistaken for the analyst's
    // own.
    const annotations = set ? call('annotations.get', scope) : undefined;
    const [{ document, status, reason }, found] = await Promise.all([
      call('documents.get', scope),
      annotations,
    ]);
    if (!isLatest()) return;
    const now = useArticle.getState();
    const same = now.document?.id === documentId;
    const { notices, shown } = underWay ?? { notices: [], shown: unsaved };
    underWay = null;
    const unstored = [...shown.values()].filter((span) => span.document === documentId);
    let rows: Rows = {
      spans: merge(found?.spans ?? [], inSet(unstored, set), []),
      relations: found?.relations ?? [],
      labels: found?.labels ?? [],
      notes: found?.notes ?? [],
    };
    // Apply notices in the same update: a span that is missing for a moment loses its selection and its active slot.
    for (const { patch } of notices) if (patch) rows = patched(rows, patch, documentId, set);
    const { spans } = rows;
    const isThere = (id: Uid | null) =>
      spans.some((span) => span.id === id) || now.proposals.some((span) => span.id === id);
    useArticle.setState({
      ...(same ? {} : nothing),
      ...(same && !isThere(now.selected) && { selected: null }),
      ...(same && !isThere(now.anchor) && { anchor: null }),
      // The same text keeps its object, so that the editor does not load it again.
      document:
        same &&
        now.document?.text === document.text &&
        JSON.stringify(now.document) === JSON.stringify(document)
          ? now.document
          : document,
      set,
      status,
      reason,
      ...rows,
    });
    void refreshProposals();
    for (const notice of notices) heedNotice(notice);
  } catch (error) {
    if (!isLatest()) return;
    underWay = null;
    if (error instanceof PostilError && error.code === 'not-found') leave(documentId);
    else toastError(error);
  }
}

/** The document no longer exists: it was deleted, or its import was undone. Shows another one. */
function leave(document: Uid): void {
  if (useArticle.getState().document?.id === document) useArticle.setState(nothing);
  if (useView.getState().documentId === document) setView({ documentId: null });
}

/** Reads the proposals of the open document, if a review was opened and the analyst's own set is shown. */
async function refreshProposals(): Promise<void> {
  const { document, set } = useArticle.getState();
  const isLatest = proposalsReading();
  if (!document || !set) return;
  try {
    const found = await call('review.inDocument', { document: document.id, target: set });
    if (!isLatest() || useArticle.getState().document?.id !== document.id) return;
    useArticle.setState(({ proposals, proposedRelations }) => ({
      // Keep the array if it was and stays empty, so that the editor has nothing to update.
      proposals:
        found.spans.length + proposals.length === 0
          ? proposals
          : found.spans.map((span) => ({ ...span, proposal: true })),
      proposedRelations:
        found.relations.length + proposedRelations.length === 0 ? proposedRelations : found.relations,
      reviewed: found.review,
      blind: found.blind,
      rejected: found.rejected,
    }));
  } catch (error) {
    toastError(error);
  }
}

/** Reads the open document again, after a change too large for a patch; never a document that was left meanwhile. */
export function reloadArticle(): Promise<void> {
  return openArticle(...wanted);
}

/** Applies a change notice to what is shown. */
export function heedNotice(notice: ChangeNotice): void {
  underWay?.notices.push(notice);
  const { documents, patch, stale } = notice;
  const { document, set: shown, reviewed } = useArticle.getState();
  // Annotations and the status of documents affect proposals, but only if there is a review.
  if (stale.includes('review') || (reviewed !== null && stale.some((topic) => PROPOSED.has(topic))))
    void refreshProposals();
  if (!document || (documents.length > 0 && !documents.includes(document.id))) return;
  // Read text and spans together: for a moment they would not match.
  if (patch === null) return void reloadArticle();
  const status = notice.counted?.statuses.findLast(
    (each) => each.document === document.id && each.set === shown,
  );
  if (status) useArticle.setState({ status: status.status, reason: status.reason });
  else if (stale.includes('documents')) void refreshDocument();
  // The analyst's own set is created with the first span.
  const set = shown ?? patch.spans.find(({ id }) => unsaved.has(id))?.set ?? null;
  if (set !== shown) wanted = [document.id, set];
  useArticle.setState((now) => ({
    set,
    unstored: now.unstored.filter((id) => !patch.spans.some((span) => span.id === id)),
    ...patched(now, patch, document.id, set),
    selected: now.selected && patch.removed.includes(now.selected) ? null : now.selected,
    anchor: now.anchor && patch.removed.includes(now.anchor) ? null : now.anchor,
  }));
}

/** Topics besides `review` whose changes affect the proposals of an open review. */
const PROPOSED: ReadonlySet<Topic> = new Set<Topic>(['annotations', 'documents', 'sets']);

type Rows = Pick<Article, 'spans' | 'relations' | 'labels' | 'notes'>;

/** Returns the rows of a document in a set after a change. */
function patched(rows: Rows, patch: AnnotationPatch, document: Uid, set: Uid | null): Rows {
  const mine = <Row extends { document?: Uid | undefined; set?: Uid | undefined }>(all: readonly Row[]) =>
    all.filter((row) => row.document === document && (row.set === undefined || row.set === set));
  const spans = inSet(merge(rows.spans, mine(patch.spans), patch.removed), set);
  return {
    spans,
    relations: merge(
      rows.relations,
      [...mine(patch.relations), ...across(patch.relations, spans, set)],
      patch.removed,
    ),
    labels: merge(rows.labels, mine(patch.labels), patch.removed),
    notes: merge(rows.notes, mine(patch.notes), patch.removed),
  };
}

/** Relations to other documents with an end at one of these spans. */
function across(relations: readonly Relation[], spans: readonly Span[], set: Uid | null): Relation[] {
  const loose = relations.filter(
    (relation) => relation.document === undefined && relation.ends === 'span' && relation.set === set,
  );
  if (loose.length === 0) return [];
  const here = new Set(spans.map(({ id }) => id));
  return loose.filter(({ from, to }) => here.has(from) || here.has(to));
}

async function refreshDocument(): Promise<void> {
  const { document, set } = useArticle.getState();
  const isLatest = documentReading();
  if (!document) return;
  try {
    const fresh = await call('documents.get', { document: document.id, ...(set && { set }) });
    if (!isLatest() || useArticle.getState().document?.id !== document.id) return;
    const changed = JSON.stringify(fresh.document) !== JSON.stringify(document);
    useArticle.setState({
      status: fresh.status,
      reason: fresh.reason,
      ...(changed && { document: fresh.document }),
    });
  } catch (error) {
    // Any other failure does not mean that the document is gone.
    if (error instanceof PostilError && error.code === 'not-found') leave(document.id);
    else toastError(error);
  }
}

/** Returns a function to call at each start of a request; it returns a test whether that request is still the latest. */
function latestOnly(): () => () => boolean {
  let latest = 0;
  return () => {
    const mine = ++latest;
    return () => mine === latest;
  };
}

/** Returns rows with some replaced or added and some removed; the same array if nothing differs. */
function merge<Row extends { id: Uid }>(
  rows: readonly Row[],
  put: readonly Row[],
  removed: readonly Uid[],
): readonly Row[] {
  if (put.length === 0 && removed.length === 0) return rows;
  const gone = new Set<Uid>(removed);
  for (const { id } of put) gone.delete(id);
  const merged = gone.size === 0 ? rows.slice() : rows.filter(({ id }) => !gone.has(id));
  // A replaced row keeps its place, so that what differs between two lists stays small.
  let same = merged.length === rows.length;
  for (const row of put) {
    const at = merged.findIndex(({ id }) => id === row.id);
    // What is shown already keeps its objects, and is not rendered again: a new tag is shown before it is stored.
    const now = at === -1 ? row : replaceEqualDeep(merged[at], row);
    if (now === merged[at]) continue;
    same = false;
    if (at === -1) merged.push(now);
    else merged[at] = now;
  }
  return same ? rows : merged;
}

/**
 * Placeholder for the set of new spans while the analyst has none: the backend creates the set with the first span it
 * stores.
 */
export const COMING_SET = newUid();

/** Replaces the placeholder set of spans by the one that was created; returns the same array if no span used it. */
function inSet(spans: readonly Span[], set: Uid | null): readonly Span[] {
  if (set === null || !spans.some((span) => span.set === COMING_SET)) return spans;
  return spans.map((span) => (span.set === COMING_SET ? { ...span, set } : span));
}

/** Spans as they will be once they are stored. The article may be read meanwhile, without them. */
const unsaved = new Map<Uid, Span>();

/**
 * Shows a span while it is being stored; the change notice replaces it. If storing fails, shows the earlier state again and
 * throws the error.
 */
export async function showUnsaved(span: Span, storing: Promise<unknown>): Promise<void> {
  const before = spanById(span.id);
  unsaved.set(span.id, span);
  underWay?.shown.set(span.id, span);
  useArticle.setState(({ spans, unstored }) => ({
    spans: merge(spans, [span], []),
    unstored: [...unstored, span.id],
  }));
  try {
    await storing;
  } catch (error) {
    if (underWay?.shown.get(span.id) === span) underWay.shown.delete(span.id);
    useArticle.setState(({ spans }) => ({ spans: merge(spans, before ? [before] : [], [span.id]) }));
    throw error;
  } finally {
    if (unsaved.get(span.id) === span) unsaved.delete(span.id);
    // If it was stored, its notice has removed it already.
    const { unstored } = useArticle.getState();
    if (unstored.includes(span.id)) setArticle({ unstored: unstored.filter((id) => id !== span.id) });
  }
}

/** Whether the project has a span as it is shown. */
export function useIsStored(id: Uid): boolean {
  return useArticle(({ unstored }) => !unstored.includes(id));
}

/** Returns the proposal with that id in the open document. */
export function proposalById(id: Uid | null): ProposedSpan | undefined {
  return id === null ? undefined : useArticle.getState().proposals.find((span) => span.id === id);
}

export function spanById(id: Uid | null): Span | undefined {
  return id === null ? undefined : useArticle.getState().spans.find((span) => span.id === id);
}
