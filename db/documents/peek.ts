import type { PeekedSpan } from '../../shared/contract/relations.ts';
import { hull, readableQuote } from '../../shared/model/fragments.ts';
import type { Uid } from '../../shared/model/uid.ts';
import { graphemeEnd, graphemeStart } from '../../shared/text/graphemes.ts';
import { sql } from '../connection/connection.ts';
import { fragmentsOf } from '../rows/span.ts';
import type { ReadStore } from '../connection/store.ts';
import { toBytes, toUid } from '../connection/uid.ts';

/** How much of the text is shown on either side of a peeked span, in UTF-16 units. */
const CONTEXT = 90;
/** A longer run without a blank is cut where it is. */
const LONGEST_WORD = 24;

interface PeekRow {
  document_id: number;
  document: Buffer;
  title: string;
  set_uid: Buffer;
  type_id: number;
  start: number | null;
  end: number | null;
  fragments: string | null;
}

/** Returns spans with the text around them, in the order of the input; spans that do not exist are left out. */
export function peekSpans(store: ReadStore, ids: readonly Uid[]): PeekedSpan[] {
  const { db, terms, texts } = store;
  return ids.flatMap((id) => {
    const row = db.get<PeekRow>(sql`
      SELECT s.document_id, d.uid AS document, coalesce(nullif(d.title, ''), nullif(d.lead, ''), d.name) AS title,
        a.uid AS set_uid, s.type_id, s.start, s."end", s.fragments
      FROM span s JOIN document d ON d.id = s.document_id JOIN annotation_set a ON a.id = s.set_id
      WHERE s.uid = ${toBytes(id)}`);
    if (!row) return [];
    const fragments = fragmentsOf(row);
    const text = texts.textOf(row.document_id);
    const range = hull(fragments);
    return [
      {
        id,
        document: toUid(row.document),
        documentTitle: row.title,
        set: toUid(row.set_uid),
        type: terms.byId(row.type_id).name,
        text: readableQuote(text, fragments),
        before: range ? text.slice(contextStart(text, range[0]), range[0]) : '',
        after: range ? text.slice(range[1], contextEnd(text, range[1])) : '',
        start: range ? range[0] : null,
      },
    ];
  });
}

/** Returns where context before an offset begins, at most that many UTF-16 units away: at the start of a word, unless blanks do not separate words there. */
export function contextStart(text: string, offset: number, width = CONTEXT): number {
  const from = graphemeEnd(text, Math.max(0, offset - width));
  if (from === 0) return 0;
  const blank = /\s/.exec(text.slice(from, Math.min(offset, from + LONGEST_WORD)));
  return blank ? from + blank.index + 1 : from;
}

/** Where context behind an offset ends: with a word. */
export function contextEnd(text: string, offset: number, width = CONTEXT): number {
  const to = graphemeStart(text, Math.min(text.length, offset + width));
  if (to === text.length) return to;
  const from = Math.max(offset, to - LONGEST_WORD);
  const blank = /\s\S*$/.exec(text.slice(from, to));
  return blank ? from + blank.index : to;
}
