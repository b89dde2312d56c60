import { sql } from '../connection/connection.ts';
import { fragmentsOf } from '../rows/span.ts';
import { internQuote, quoteOf } from '../annotations/surfaces.ts';
import { toUid } from '../connection/uid.ts';
import { derivedRows, inPages } from './define.ts';

interface QuotedRow {
  readonly id: number;
  readonly uid: Buffer;
  readonly start: number | null;
  readonly end: number | null;
  readonly fragments: string | null;
  readonly surface: string | null;
}

/**
 * The quote of each span. The journal records text and offsets, but not the quote. If the journal does not agree with
 * the text and offsets, a differing quote is a sign that the offsets are wrong, and check reports damage instead of
 * rebuilding it.
 */
export const quotes = derivedRows('quotes of spans', function* (store) {
  const { db, texts } = store;
  const documents = inPages<{ id: number }>(
    store,
    (after, limit) => sql`SELECT id FROM document WHERE id > ${after} ORDER BY id LIMIT ${limit}`,
  );
  for (const { id: document } of documents) {
    const spans = db.all<QuotedRow>(sql`
      SELECT s.id, s.uid, s.start, s."end", s.fragments, f.text AS surface
      FROM span s LEFT JOIN surface f ON f.id = s.surface_id WHERE s.document_id = ${document}`);
    if (spans.length === 0) continue;
    const text = texts.textOf(document);
    for (const span of spans) {
      const fragments = fragmentsOf(span);
      const right = quoteOf(text, fragments);
      if (right === span.surface) continue;
      yield {
        message: `span ${toUid(span.uid)}: ${whatDiffers(right, span.surface)}`,
        mend: (db) =>
          db.run(
            sql`UPDATE main.span SET surface_id = ${internQuote(db, text, fragments)} WHERE id = ${span.id}`,
          ),
      };
    }
  }
});

function whatDiffers(right: string | null, stored: string | null): string {
  if (right === null) return 'it is implicit but has a quote';
  return stored === null
    ? `it covers “${right}” but has no quote`
    : `it covers “${right}” but was stored as “${stored}”`;
}
