import { sql } from '../../db/connection/connection.ts';
import { fragmentsOf } from '../../db/rows/span.ts';
import type { ReadStore } from '../../db/connection/store.ts';
import { toUid } from '../../db/connection/uid.ts';
import type { SearchHit } from '../../shared/contract/search.ts';
import { readableQuote } from '../../shared/model/fragments.ts';
import { inContext } from '../../shared/text/concordance.ts';
import type { Hit } from './finder.ts';

interface DocumentRow {
  uid: Buffer;
  title: string;
  lead: string;
  name: string;
  published: string;
  text: string;
}

interface SpanRow {
  uid: Buffer;
  set_uid: Buffer;
  set_name: string;
  type_id: number;
  start: number | null;
  end: number | null;
  fragments: string | null;
}

/** Hits as they are shown, with the words around them. Documents are read once where their hits follow each other. */
export function rowsOf(store: ReadStore, hits: readonly Hit[]): SearchHit[] {
  const { db, terms } = store;
  let last = -1;
  let document: DocumentRow | undefined;
  return hits.flatMap((hit) => {
    if (hit.document !== last) {
      last = hit.document;
      document = db.get<DocumentRow>(sql`
        SELECT d.uid, d.title, d.lead, d.name, d.published, t.text
        FROM document d JOIN document_text t ON t.document_id = d.id WHERE d.id = ${hit.document}`);
    }
    // Gone while the search was under way: its change has begun another one.
    if (!document) return [];
    const { text } = document;
    const row = {
      document: toUid(document.uid),
      documentTitle: document.title || document.lead || document.name,
      published: document.published,
      start: hit.start,
      end: hit.end,
      ...inContext(text, [hit.start ?? 0, hit.end ?? 0]),
      text: hit.start === null ? '' : text.slice(hit.start, hit.end ?? hit.start),
    };
    if (hit.span === null) return [row];
    const span = db.get<SpanRow>(sql`
      SELECT s.uid, a.uid AS set_uid, a.name AS set_name, s.type_id, s.start, s."end", s.fragments
      FROM span s JOIN annotation_set a ON a.id = s.set_id WHERE s.id = ${hit.span}`);
    if (!span) return [];
    return [
      {
        ...row,
        text: span.start === null ? '' : readableQuote(text, fragmentsOf(span)),
        span: {
          id: toUid(span.uid),
          type: terms.byId(span.type_id).name,
          set: toUid(span.set_uid),
          setName: span.set_name,
        },
      },
    ];
  });
}
