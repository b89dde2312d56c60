/** What the reader of web pages tells. */
export const MESSAGES = {
  cannotExtract: 'Web pages cannot be read here. Import the page into a project.',
};
