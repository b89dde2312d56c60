import { sql } from '../connection/connection.ts';
import type { Derived } from './define.ts';

/** The set of each attribute value: that of the span or relation to which the value belongs. */
export const attributeSets: Derived = {
  name: 'sets of attribute values',
  *problems({ db }) {
    const count = db.value<number>(sql`
      SELECT count(*) FROM attribute a LEFT JOIN span s ON a.of = 's' AND s.id = a.owner
        LEFT JOIN relation r ON a.of = 'r' AND r.id = a.owner
      WHERE a.set_id <> coalesce(s.set_id, r.set_id)`)!;
    if (count > 0) yield `${count} attribute values name another set than their span or relation`;
  },
  rebuild({ db }) {
    const spans = db.run(sql`
      UPDATE main.attribute AS a SET set_id = s.set_id FROM main.span s
      WHERE a.of = 's' AND s.id = a.owner AND a.set_id <> s.set_id`);
    const relations = db.run(sql`
      UPDATE main.attribute AS a SET set_id = r.set_id FROM main.relation r
      WHERE a.of = 'r' AND r.id = a.owner AND a.set_id <> r.set_id`);
    return spans.changes + relations.changes;
  },
};
