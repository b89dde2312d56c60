import { sql } from '../../db/connection/connection.ts';
import { spanUid } from '../../db/sets/compared.ts';
import { peekSpans } from '../../db/documents/peek.ts';
import type { ReadStore } from '../../db/connection/store.ts';
import type { ComparedExample } from '../../shared/contract/comparison.ts';
import type { ComparedId, ComparedRelation } from '../../shared/comparison/compared.ts';
import type { RelationExample } from '../../shared/comparison/relations.ts';

/** Returns the relations of a type on which the sets differ, located at their first span, with both ends in words. */
export function differingRelations(
  store: ReadStore,
  examples: readonly RelationExample[],
  type: string,
): ComparedExample[] {
  return examples
    .filter(({ sameType, sameBounds }) => !(sameType && sameBounds))
    .filter(({ source, target }) => source?.type === type || target?.type === type)
    .map(({ source, target, sameType }) => ({
      source: beginning(store, source),
      target: beginning(store, target),
      score: null,
      verdict: !source || !target ? 'missing' : sameType ? 'bounds' : 'type',
      fillers: { source: inWords(store, source), target: inWords(store, target) },
    }));
}

/** Returns the documents in which relations across documents begin or end. */
export function documentsOfEnds(store: ReadStore, relations: readonly ComparedRelation[]): number[] {
  const ids = relations.flatMap(({ ends, from, to }) => (ends === 'span' ? [from, to] : []));
  const documents = ids.map((id) =>
    store.db.value<number>(sql`SELECT document_id FROM span WHERE id = ${id as number}`),
  );
  return [...new Set(documents.filter((id) => id !== undefined))];
}

/** Returns the span at which a relation begins; relations between entities have no place in a text. */
function beginning(store: ReadStore, relation: ComparedRelation | undefined) {
  return relation?.ends === 'span' ? peekSpans(store, [spanUid(store, relation.from as number)])[0]! : null;
}

function inWords(store: ReadStore, relation: ComparedRelation | undefined): string | null {
  if (!relation) return null;
  const end = (id: ComparedId) =>
    relation.ends === 'span'
      ? peekSpans(store, [spanUid(store, id as number)])[0]!.text || '(no words)'
      : (store.db.value<string>(sql`SELECT text FROM alias WHERE entity_id = ${id} AND is_name = 1`) ?? '');
  return `${end(relation.from)} → ${relation.type} → ${end(relation.to)}`;
}
