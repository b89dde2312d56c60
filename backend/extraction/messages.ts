/** What intake tells about pages and other files that are not plain text. */
export const MESSAGES = {
  declaredOther: (declared: string, real: string) =>
    `The page declares ${declared}, but its bytes are ${real}; it was read as ${real}.`,
  notDeclared: (declared: string | null, used: string) =>
    declared === null
      ? `The page does not declare its encoding and is not UTF-8; it was read as ${used}, as browsers do. Check letters with accents.`
      : `The page declares ${declared}, but its bytes are not; it was read as ${used}. Check letters with accents.`,
  notInEncoding: (label: string) =>
    `The bytes of this page are not valid in ${label}, which it declares. Open it in a browser and save it again as UTF-8.`,
  tooDeep: (depth: number) =>
    `The elements of this page are nested more than ${depth} deep. No article is; it cannot be read safely.`,
  noArticle:
    'No article was found in this page: it holds no paragraphs of text. Nothing was imported from it.',
  ownPage:
    'This is an annotated article that Postil wrote for reading. Its annotations cannot be read back from it: import the Postil JSONL of the project instead.',
  leftOut: (words: string) =>
    `${words} outside of the article, such as menus and related links, were left out.`,
  tooLong: (seconds: number) =>
    `Reading this file took more than ${seconds} seconds, so it was stopped. Other files are not affected.`,
  died: (megabytes: number) =>
    `The program that reads this file stopped: the file needs more than ${megabytes} MB of memory, or is damaged. Other files are not affected.`,
  stopped: 'Reading this file was stopped.',
  tooComplex: 'The elements of this file are nested too deeply. It cannot be read safely.',
  notReadable: (reason: string) => `This file could not be read: ${reason}.`,
};
