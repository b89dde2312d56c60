import * as z from 'zod';

/**
 * What a change of the project was, which decides how undo treats it:
 * - `edit` one action on an annotation, a document, an entity or the scheme
 * - `bulk` one action that wrote many rows or documents, such as tagging all that was found
 * - `correction` of an article's text, with all annotations on it
 * - `import` of documents, annotations or entities
 * - `deletion` of documents, which go to the trash, or their return from there
 * - `merge` of entities
 * - `migration` of annotations to another scheme
 * - `setup` what work presupposes: the project, an analyst's set; undo steps over it
 */
export const CHANGE_KINDS = [
  'edit',
  'bulk',
  'import',
  'setup',
  'merge',
  'migration',
  'correction',
  'deletion',
] as const;
export const ChangeKind = z.enum(CHANGE_KINDS);
export type ChangeKind = z.infer<typeof ChangeKind>;

/** The kinds that undo reverts without a question; all others add or remove so much that a person is asked or must name them. */
export const ORDINARY_KINDS = ['edit', 'bulk', 'correction'] as const satisfies readonly ChangeKind[];

/** Whether undo reverts a change of this kind without a question. */
export function isOrdinary(kind: ChangeKind): boolean {
  return ORDINARY_KINDS.some((ordinary) => ordinary === kind);
}

/** What a change of each kind is, in a sentence: “it is …”. */
export const KIND_WORDS: Readonly<Record<ChangeKind, string>> = {
  edit: 'an edit',
  bulk: 'an edit of many rows',
  import: 'an import',
  setup: 'part of the project itself',
  merge: 'a merge of entities',
  migration: 'a change of scheme that rewrote annotations',
  correction: 'a correction of the text',
  deletion: 'a deletion of articles, or their return',
};
