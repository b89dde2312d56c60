import { sql } from '../../db/connection/connection.ts';
import { NOT_FOUND } from '../../db/messages.ts';
import { findId } from '../../db/rows/ids.ts';
import { fragmentsOf } from '../../db/rows/span.ts';
import { currentScheme } from '../../db/scheme/scheme.ts';
import type { ReadStore } from '../../db/connection/store.ts';
import { toUid } from '../../db/connection/uid.ts';
import { PostilError } from '../../shared/contract/errors.ts';
import type { Occurrence } from '../../shared/contract/propagation.ts';
import type { AttributeValue } from '../../shared/model/attributes/index.ts';
import { defaultValues, type SpanType } from '../../shared/model/scheme.ts';
import type { Uid } from '../../shared/model/uid.ts';
import { inContext } from '../../shared/text/concordance.ts';
import type { Occurrence as FoundText } from '../../shared/text/find.ts';
import { MESSAGES } from '../messages.ts';

/** By convention of the presets, the attribute that makes one string several things: one city, three governments. */
const ROLE = 'role';
/** Documents read before the thread is given back and a cancel is heard. */
const CHUNK = 64;

export interface Search {
  /** What is found in a document's text, in order and apart from each other. */
  readonly find: (text: string, document: number) => readonly FoundText[];
  readonly type: SpanType;
  readonly set: Uid | undefined;
  readonly attributes: Readonly<Record<string, AttributeValue>>;
  /** Whether spans that are tagged so already, but linked to nothing, are a group of their own. */
  readonly links?: boolean;
}

/** An occurrence with the group it belongs to; `identical` ones are tagged so already. */
export interface Match {
  readonly start: number;
  readonly end: number;
  readonly group: string;
  readonly overlaps?: string;
  /** The span that is there, if it is only to be linked. */
  readonly span?: Uid;
}

export const IDENTICAL = 'identical';

/** Groups in the order in which they are shown, and whether they are ticked by default. */
const GROUPS: readonly { readonly id: string; readonly ticked: boolean }[] = [
  { id: 'exact', ticked: true },
  { id: 'folded', ticked: false },
  { id: 'unlinked', ticked: true },
  { id: 'inside', ticked: false },
  { id: 'overlap', ticked: false },
];

/** Whether a group is chosen where nobody has chosen. */
export function isTicked(group: string): boolean {
  return GROUPS.find(({ id }) => id === group)?.ticked ?? false;
}

export function groupOrder(group: string): number {
  const at = GROUPS.findIndex(({ id }) => id === group);
  return at === -1 ? GROUPS.length : at;
}

/** Local ids of the documents a search goes through. */
export function documentsOf(store: ReadStore, scope: { readonly document: Uid } | 'project'): number[] {
  if (scope !== 'project') {
    const id = findId(store.db, 'document', scope.document);
    if (id === undefined)
      throw new PostilError('not-found', NOT_FOUND.document(scope.document), {
        field: 'document',
      });
    return [id];
  }
  return store.db
    .all<{ document_id: number }>(sql`SELECT document_id FROM document_text ORDER BY document_id`)
    .map((row) => row.document_id);
}

/** Finds what is to be tagged in one document after the other, each occurrence in its group. */
export class Propagation {
  readonly #store: ReadStore;
  readonly #search: Search;
  readonly #type: number;
  readonly #layer: ReadonlySet<number>;
  readonly #role: { readonly term: number; readonly value: AttributeValue | undefined } | undefined;

  constructor(store: ReadStore, search: Search) {
    const { terms } = store;
    const { type } = search;
    this.#store = store;
    this.#search = search;
    const own = terms.find('span', type.name)!;
    this.#type = own.id;
    const siblings = currentScheme(store).scheme.types.filter(({ layer }) => layer === type.layer);
    this.#layer = new Set(siblings.map(({ name }) => terms.find('span', name)!.id));
    const term = type.attributes.some(({ name }) => name === ROLE)
      ? terms.find('attribute', ROLE, own)
      : undefined;
    const value = search.attributes[ROLE] ?? defaultValues(type.attributes)[ROLE];
    this.#role = term && { term: term.id, value };
  }

  /** The occurrences in a document, in order. */
  inDocument(document: number, text = this.#textOf(document)): Match[] {
    const found = this.#search.find(text, document);
    if (found.length === 0) return [];
    const spans = this.#spansIn(document);
    return found.map(({ start, end, exact, bounded }): Match => {
      const there = spans.filter((span) => span.start === start && span.end === end && span.whole);
      const same = there.filter(({ type }) => type === this.#type);
      const alike = same.filter((span) => !this.#role || span.role === this.#role.value);
      if (alike[0])
        return this.#search.links && alike.every(({ linked }) => !linked)
          ? { start, end, group: 'unlinked', span: alike[0].uid }
          : { start, end, group: IDENTICAL };
      if (same[0]) return { start, end, group: `role:${String(same[0].role ?? '')}` };
      const other = spans.find((span) => this.#layer.has(span.type) && span.start < end && start < span.end);
      const overlaps = other && this.#store.terms.byId(other.type).name;
      const group = overlaps ? 'overlap' : !bounded ? 'inside' : exact ? 'exact' : 'folded';
      return { start, end, group, ...(overlaps && { overlaps }) };
    });
  }

  /**
   * Goes through documents and gives the thread back now and then. `each` gets those with occurrences.
   * Error: cancelled.
   */
  async through(
    documents: readonly number[],
    job: { signal: AbortSignal; progress(done: number, total: number): void },
    each: (document: number, matches: readonly Match[]) => void,
  ): Promise<void> {
    for (let from = 0; from < documents.length; from += CHUNK) {
      if (job.signal.aborted) throw new PostilError('cancelled', MESSAGES.searchCancelled);
      for (const document of documents.slice(from, from + CHUNK)) {
        const matches = this.inDocument(document);
        if (matches.length > 0) each(document, matches);
      }
      job.progress(Math.min(from + CHUNK, documents.length), documents.length);
      await new Promise((resolve) => setImmediate(resolve));
    }
    if (job.signal.aborted) throw new PostilError('cancelled', MESSAGES.searchCancelled);
  }

  /** A match as it is shown. */
  shown(document: number, { start, end, overlaps }: Match): Occurrence {
    const text = this.#textOf(document);
    const row = this.#store.db.get<{ uid: Buffer; title: string; lead: string; name: string }>(
      sql`SELECT uid, title, lead, name FROM document WHERE id = ${document}`,
    )!;
    return {
      document: toUid(row.uid),
      documentTitle: row.title || row.lead || row.name,
      start,
      end,
      ...inContext(text, [start, end]),
      text: text.slice(start, end),
      ...(overlaps && { overlaps }),
    };
  }

  /** Past the cache, which belongs to the documents that are being annotated. */
  #textOf(document: number): string {
    return (
      this.#store.db.value<string>(sql`SELECT text FROM document_text WHERE document_id = ${document}`) ?? ''
    );
  }

  #spansIn(document: number): Known[] {
    const { db, terms } = this.#store;
    const { set } = this.#search;
    const setId = set === undefined ? undefined : findId(db, 'annotation_set', set);
    if (setId === undefined) return [];
    const rows = db.all<SpanRow>(sql`
      SELECT s.uid, s.type_id, s.start, s."end", s.fragments, a.value AS role,
          EXISTS (SELECT 1 FROM mention m WHERE m.span_id = s.id) AS linked
        FROM span s
        LEFT JOIN attribute a ON a.owner = s.id AND a.of = 's' AND a.attribute_id IN (SELECT value FROM json_each(${terms.listOf([this.#role?.term])}))
      WHERE s.document_id = ${document} AND s.set_id = ${setId} AND s.start IS NOT NULL`);
    return rows.map((row) => ({
      uid: toUid(row.uid),
      linked: row.linked === 1,
      type: terms.byId(row.type_id).id,
      start: row.start,
      end: row.end,
      whole: fragmentsOf(row).length === 1,
      role:
        row.role === null
          ? undefined
          : terms.readValue(this.#role!.term, JSON.parse(row.role) as AttributeValue),
    }));
  }
}

interface SpanRow {
  uid: Buffer;
  linked: number;
  type_id: number;
  start: number;
  end: number;
  fragments: string | null;
  role: string | null;
}

interface Known {
  readonly uid: Uid;
  readonly linked: boolean;
  readonly type: number;
  readonly start: number;
  readonly end: number;
  readonly whole: boolean;
  readonly role: AttributeValue | undefined;
}
