/** Rows of a page of a long list: more than any window shows, so that two pages always cover the view. */
export const PAGE = 200;
