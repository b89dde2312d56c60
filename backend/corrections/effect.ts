import { sql } from '../../db/connection/connection.ts';
import { toBytes } from '../../db/connection/uid.ts';
import type { CorrectionEffect as Effect } from '../../db/revisions/correct.ts';
import { kindOf } from '../../db/rows/index.ts';
import type { ReadStore } from '../../db/connection/store.ts';
import type { AffectedAnnotation, CorrectionEffect } from '../../shared/contract/texts.ts';
import { readableText } from '../../shared/model/fragments.ts';

/** Describes what a correction does, or would do, for clients. Call it while the annotations still exist. */
export function effectOf(store: ReadStore, { edits, affected, spans }: Effect): CorrectionEffect {
  const { db, terms } = store;
  return {
    edits: edits.edits.map(({ start, end, text }): [number, number, string] => [start, end, text]),
    affected: affected.map(({ span, before, after, fragments }): AffectedAnnotation => {
      const { set, type } = kindOf('span').read(store, span.uid)!.image;
      return {
        span: span.uid,
        set: db.value<string>(sql`SELECT name FROM annotation_set WHERE uid = ${toBytes(set)}`) ?? '',
        type: terms.byUid(type).name,
        before: readableText(before),
        after: after === null ? null : readableText(after),
        fragments: fragments.map(([start, end]): [number, number] => [start, end]),
      };
    }),
    annotations: spans,
  };
}
