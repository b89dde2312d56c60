/** Where the caret is in a text and what is in view, so that another editor of the same article can show the same place. */
export interface ReadingPlace {
  readonly caret: number;
  /** An offset at the top of the view with its distance from the edge; null if the beginning of the text is in view. */
  readonly held: { readonly offset: number; readonly top: number } | null;
}
