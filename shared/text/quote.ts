/** Words that somebody quoted from a text, with what else is known of their position. */
export interface Quote {
  /** May be empty where offsets are given. */
  readonly words: string;
  /** In some unit, over the text that was read. */
  readonly start?: number | undefined;
  readonly end?: number | undefined;
  /** A sentence or so that holds the words. */
  readonly context?: string | undefined;
  /** The text right before and after. */
  readonly prefix?: string | undefined;
  readonly suffix?: string | undefined;
}
