/** Words quoted from a text, with further information about their position. */
export interface Quote {
  /** May be empty if there are offsets. */
  readonly words: string;
  /** In any unit, counted in the text that the quote was taken from. */
  readonly start?: number | undefined;
  readonly end?: number | undefined;
  /** A longer passage, such as a sentence, that contains the words. */
  readonly context?: string | undefined;
  /** The text immediately before and after the words. */
  readonly prefix?: string | undefined;
  readonly suffix?: string | undefined;
}
