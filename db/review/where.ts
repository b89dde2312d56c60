import { withTypesBelow } from '../../shared/model/type-tree.ts';
import type { Where } from '../../shared/comparison/where.ts';
import { PostilError } from '../../shared/contract/errors.ts';
import { fold } from '../../shared/text/fold.ts';
import { compose } from '../connection/compose.ts';
import { sql, type Sql } from '../connection/connection.ts';
import { presentName } from '../scheme/present-name.ts';
import { currentScheme } from '../scheme/scheme.ts';
import { MESSAGES } from '../messages.ts';
import { MODEL_PREFIX } from '../sets/sets.ts';
import type { ReadStore } from '../connection/store.ts';
import { toBytes } from '../connection/uid.ts';
import { isUid } from '../../shared/model/uid.ts';
import { CASE_STATES } from './state.ts';

type Test = Extract<Where, { op: 'test' }>;

/**
 * Translates a parsed condition to SQL over `review_case c`, for the review whose target set has the local id `target`.
 * The SQL restricts the state only if the condition names states.
 */
export function whereSql(store: ReadStore, where: Where, target: number): Sql {
  switch (where.op) {
    case 'not':
      return compose([sql`NOT (`, whereSql(store, where.part, target), sql`)`], '');
    case 'test':
      return testSql(store, where, target);
    case 'and':
    case 'or': {
      if (where.parts.length === 0) return sql`1`;
      const parts = where.parts.map((part) => compose([sql`(`, whereSql(store, part, target), sql`)`], ''));
      return compose(parts, where.op === 'and' ? ' AND ' : ' OR ');
    }
  }
}

/** Whether a condition names states; if not, it selects only open cases. */
export function namesState(where: Where): boolean {
  if (where.op === 'test') return where.field === 'state';
  return where.op === 'not' ? namesState(where.part) : where.parts.some(namesState);
}

function testSql(store: ReadStore, { field, comparison, values }: Test, target: number): Sql {
  const negated = comparison.startsWith('!');
  const [value = null] = values;
  const any = (of: (value: string) => Sql): Sql => {
    const tests = values.map((each) => of(String(each)));
    const one = tests.length === 1 ? tests[0]! : compose([sql`(`, compose(tests, ' OR '), sql`)`], '');
    // NULL counts as false: a proposal without words is not one whose words are "x".
    return negated ? compose([sql`NOT coalesce(`, one, sql`, 0)`], '') : one;
  };
  const contains = comparison.endsWith('~');
  switch (field) {
    case 'type': {
      const { terms } = store;
      const { scheme } = currentScheme(store);
      return any((name) => {
        const [type, relation] = [presentName(store, 'span', name), presentName(store, 'relation', name)];
        // A condition that was kept would select nothing without a word.
        if (type === undefined && relation === undefined)
          throw new PostilError('invalid-input', MESSAGES.noTypeInCondition(name), { field: 'where' });
        const spans = withTypesBelow(scheme, type === undefined ? [] : [type]);
        const ids = terms.listOf([
          ...spans.map((each) => terms.find('span', each)?.id),
          relation === undefined ? undefined : terms.find('relation', relation)?.id,
        ]);
        return sql`c.type_id IN (SELECT value FROM json_each(${ids}))`;
      });
    }
    case 'text':
      return any((words) =>
        contains
          ? sql`c.surface_id IN (SELECT id FROM surface WHERE instr(coalesce(folded, lower(text)), ${fold(words)}) > 0)`
          : sql`c.surface_id IN (SELECT id FROM surface WHERE text = ${words})`,
      );
    case 'source':
      return any((name) =>
        contains
          ? sql`c.source_id IN (SELECT id FROM annotation_set WHERE instr(lower(name), ${name.toLowerCase()}) > 0)`
          : sourceNamed(name),
      );
    case 'document':
      return any((words) => {
        if (contains)
          return sql`c.document_id IN (SELECT id FROM document WHERE instr(lower(title || ' ' || name), ${words.toLowerCase()}) > 0)`;
        if (isUid(words)) return sql`c.document_id = (SELECT id FROM document WHERE uid = ${toBytes(words)})`;
        return sql`c.document_id IN (SELECT id FROM document WHERE name = ${words} OR title = ${words})`;
      });
    case 'status':
      return any((status) =>
        status === 'new'
          ? sql`NOT EXISTS (SELECT 1 FROM document_status t WHERE t.set_id = ${target} AND t.document_id = c.document_id)`
          : sql`EXISTS (SELECT 1 FROM document_status t WHERE t.set_id = ${target} AND t.document_id = c.document_id AND t.status = ${status})`,
      );
    case 'state':
      return any((name) => sql`c.state = ${CASE_STATES[name as keyof typeof CASE_STATES]}`);
    case 'kind':
      return any((kind) => {
        if (kind === 'relation') return sql`c.relation_id IS NOT NULL`;
        const types = currentScheme(store).scheme.types.filter(({ family }) =>
          kind === 'mention' ? family === 'mention' || family === 'cue' : family === kind,
        );
        const ids = store.terms.listOf(types.map(({ name }) => store.terms.find('span', name)?.id));
        return sql`(c.span_id IS NOT NULL AND c.type_id IN (SELECT value FROM json_each(${ids})))`;
      });
    case 'score':
      if (value === null) return negated ? sql`c.score IS NOT NULL` : sql`c.score IS NULL`;
      return numberTest(sql`c.score`, comparison, values);
    case 'disagreement':
      return numberTest(sql`c.disagreement`, comparison, values);
    case 'length':
      return numberTest(sql`c.length`, comparison, values);
  }
}

/** Selects a set by its name, or all runs of the model of that name, which may be preceded by “model:”. */
function sourceNamed(name: string): Sql {
  const model = name.startsWith(MODEL_PREFIX) ? name.slice(MODEL_PREFIX.length) : name;
  return sql`c.source_id IN (
    SELECT id FROM annotation_set
    WHERE name = ${name} OR json_extract(model, '$.name') = ${model} OR (kind = 'model' AND name = ${model})
  )`;
}

const SIGNS = {
  '=': sql` = `,
  '!=': sql` <> `,
  '<': sql` < `,
  '<=': sql` <= `,
  '>': sql` > `,
  '>=': sql` >= `,
} as const;

function numberTest(column: Sql, comparison: Test['comparison'], values: Test['values']): Sql {
  const sign = SIGNS[comparison as keyof typeof SIGNS];
  const tests = values.map((value) => compose([column, sign, sql`${value as number}`], ''));
  return compose(tests, ' OR ');
}
