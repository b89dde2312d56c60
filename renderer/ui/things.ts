import type { Uid } from '../../shared/model/uid.ts';
import type { ListedRelation } from '../../shared/contract/relations.ts';

/** What a row, a card or a part of the window stands for; a mention in a list is a span of a document. */
export interface Thing {
  readonly span?: Uid | undefined;
  readonly document?: Uid | undefined;
  readonly entity?: Uid | undefined;
  /** A case of the review. */
  readonly proposal?: Uid | undefined;
  readonly relation?: ListedRelation | undefined;
  /** How it is called on a menu. */
  readonly name?: string | undefined;
}

/** Attributes that state what an element stands for, so that keys and menus apply to it wherever it is shown. */
export function standsFor({ span, document, entity, proposal, relation, name }: Thing) {
  return {
    'data-span': span,
    'data-document': document,
    'data-entity': entity,
    'data-proposal': proposal,
    'data-relation': relation && JSON.stringify(relation),
    'data-name': name,
  };
}

const STANDS_FOR = '[data-span], [data-document], [data-entity], [data-proposal], [data-relation]';

/** Returns what an element stands for, or what it is in; a list stands for its current row. Null if it stands for nothing. */
export function thingAt(element: Element): Thing | null {
  const { dataset } = elementAt(element).closest<HTMLElement>(STANDS_FOR) ?? {};
  if (!dataset) return null;
  return {
    span: dataset['span'] as Uid | undefined,
    document: dataset['document'] as Uid | undefined,
    entity: dataset['entity'] as Uid | undefined,
    proposal: dataset['proposal'] as Uid | undefined,
    relation: dataset['relation'] ? (JSON.parse(dataset['relation']) as ListedRelation) : undefined,
    name: dataset['name'],
  };
}

/** Returns an element, or the current row if it is a list. */
export function elementAt(element: Element): Element {
  const row = element.getAttribute('aria-activedescendant');
  return (row ? element.ownerDocument.getElementById(row) : null) ?? element;
}
