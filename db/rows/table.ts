import type { Uid } from '../../shared/model/uid.ts';

/** Where the rows of a kind are stored. */
export interface RowTable {
  readonly name: string;
  /** The column that identifies a row: its own uid, or the document, one row each. */
  readonly key: 'uid' | 'document_id';
  /** Whether an import brings rows of this table, which then lie above a line of ids until the import is finished. */
  readonly imported: boolean;
  /** Tables without a kind of their own whose rows are written and removed with a row; with the column that refers to it. */
  readonly parts: Readonly<Record<string, string>>;
  /** Whether rows have attributes: the value of `attribute.of`. */
  readonly attributes?: 's' | 'r';
  /** A full-text index with the row's document as its rowid. */
  readonly index?: string;
  /** The rows of `review_case` that are derived from a row, by this column. */
  readonly cases?: string;
}

/** How a row belongs to documents. */
export type Belonging<Image> =
  /** To none: it is part of the project as a whole. */
  | 'project'
  /** It has the uid of its document. */
  | 'uid'
  /** The field `document` of its image names it, the column `document_id` of its table too. */
  | 'field'
  /**
   * To the document of the spans in these columns. The field `document` of its image names it; where that is absent, it belongs to
   * the documents of all the spans that `spans` returns.
   */
  | { readonly columns: readonly string[]; spans(image: Image): readonly Uid[] };
