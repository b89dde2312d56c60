import { compose } from '../connection/compose.ts';
import { sql, type ReadDb, type Sql } from '../connection/connection.ts';
import type { ReviewRef } from './review.ts';

/**
 * SQL over `document d`: whether `d` is blind, so that its proposals stay hidden until the analyst is done with it. The
 * last 32 bits of a document's id are random, so they select the same sample in every copy of the project, also of
 * documents that are imported later.
 */
export function blindSql(share: number): Sql {
  if (share >= 1) return sql`1`;
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(Math.min(2 ** 32 - 1, Math.round(share * 2 ** 32)));
  return sql`(substr(d.uid, 13, 4) < ${bytes})`;
}

/** SQL over `document d`: whether `d` is done in the target set. */
export function doneSql(target: number): Sql {
  return sql`EXISTS (SELECT 1 FROM document_status t WHERE t.set_id = ${target} AND t.document_id = d.id AND t.status = 'done')`;
}

/** SQL over `review_case c`: whether `c` may be shown. */
export function shownSql({ blind, target }: ReviewRef): Sql {
  if (blind === 0) return sql`1`;
  return compose(
    [
      sql`EXISTS (SELECT 1 FROM document d WHERE d.id = c.document_id AND (NOT `,
      blindSql(blind),
      sql` OR `,
      doneSql(target),
      sql`))`,
    ],
    '',
  );
}

/** Whether the proposals of one document are hidden now. */
export function isHidden(db: ReadDb, { blind, target }: ReviewRef, document: number): boolean {
  if (blind === 0) return false;
  const hidden = compose(
    [
      sql`SELECT `,
      blindSql(blind),
      sql` AND NOT `,
      doneSql(target),
      sql` FROM document d WHERE d.id = ${document}`,
    ],
    '',
  );
  return db.value<number>(hidden) === 1;
}
