import type { ChangeKind } from '../../shared/model/change.ts';
import type { Uid } from '../../shared/model/uid.ts';
import { compose } from '../connection/compose.ts';
import { sql, type ReadDb, type Sql } from '../connection/connection.ts';
import { toBytes } from '../connection/uid.ts';
import type { Meaning, RecheckedKind } from './meanings.ts';

/** The kinds of changes that rewrite annotations without that a person looks at each. */
const SKIPPED = ['correction', 'migration', 'merge'] as const satisfies readonly ChangeKind[];
const SKIPPED_JSON = JSON.stringify(SKIPPED);

/** The rows of a kind, as `t`, with the change that wrote their content, as `c`. */
const FROM: Readonly<Record<RecheckedKind, Sql>> = {
  span: sql`FROM span t JOIN change c ON c.id = t.change_id`,
  relation: sql`FROM relation t JOIN change c ON c.id = t.change_id`,
  label: sql`FROM label t JOIN change c ON c.id = t.change_id`,
};

const CONFIRMED: Readonly<Record<RecheckedKind, Sql>> = {
  span: sql`SELECT k.version_id FROM confirmation k WHERE k.span_id = t.id`,
  relation: sql`SELECT k.version_id FROM confirmation k WHERE k.relation_id = t.id`,
  label: sql`SELECT k.version_id FROM confirmation k WHERE k.label_id = t.id`,
};

/**
 * The version of the newest change that a person made to the row `t`. Of a row that such a change wrote last, which most are, the
 * journal's rows are not read. One change may write a row several times, hence UNION.
 */
const VERSION = sql`
  CASE WHEN c.kind NOT IN (SELECT value FROM json_each(${SKIPPED_JSON})) THEN c.scheme_version_id ELSE (
    WITH RECURSIVE back (id) AS (
      SELECT t.change_id UNION
      SELECT r.before_change FROM back b JOIN change k ON k.id = b.id
        JOIN change_row r ON r.uid = t.uid AND r.change_id = b.id
      WHERE k.kind IN (SELECT value FROM json_each(${SKIPPED_JSON})) AND r.before_change IS NOT NULL)
    SELECT scheme_version_id FROM change WHERE id = (SELECT min(id) FROM back)) END`;

/**
 * Returns what follows SELECT for the old annotations of a term: rows `t` of the table of its kind. Annotations of models are not
 * among them, since nobody works on those.
 */
export function oldSql({ term, terms, versions }: Meaning): Sql {
  const same = JSON.stringify(versions);
  return compose([
    FROM[term.kind],
    sql`WHERE t.type_id IN (SELECT value FROM json_each(${JSON.stringify(terms)})) AND t.set_id IN (SELECT id FROM annotation_set WHERE kind <> 'model') AND (`,
    VERSION,
    sql`) NOT IN (SELECT value FROM json_each(${same})) AND NOT EXISTS (`,
    CONFIRMED[term.kind],
    sql`AND k.version_id IN (SELECT value FROM json_each(${same})))`,
  ]);
}

/** Returns the version of the newest change up to `change` that a person made to a row: the same as the SQL above, for one row. */
export function versionOf(db: ReadDb, uid: Uid, change: number): number {
  for (let id = change; ;) {
    const { kind, version, before } = db.get<{
      kind: ChangeKind;
      version: number;
      before: number | null;
    }>(sql`
      SELECT c.kind, c.scheme_version_id AS version, (SELECT min(r.before_change) FROM change_row r
        WHERE r.uid = ${toBytes(uid)} AND r.change_id = c.id) AS before FROM change c WHERE c.id = ${id}`)!;
    if (!SKIPPED.some((skipped) => skipped === kind) || before === null || before >= id) return version;
    id = before;
  }
}
