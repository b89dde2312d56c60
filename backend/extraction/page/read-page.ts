import { Readability } from '@mozilla/readability';
import { Parser } from 'htmlparser2';
import { parseHTML } from 'linkedom';
import { PostilError } from '../../../shared/contract/errors.ts';
import { counted } from '../../../shared/text/counted.ts';
import type { ExtractedArticle } from '../../../shared/formats/extracted.ts';
import { MESSAGES } from '../messages.ts';
import { blocksOf, type BlockText } from './blocks.ts';
import { removeFurniture, withoutFieldLines } from './clean.ts';
import { decodePage } from './decode.ts';
import { addShownByText, statedByPage } from './metadata.ts';

/** Elements of a page are never nested this deep; the time to build such a tree grows with the square of its depth. */
const DEEPEST = 700;
/** The name and version of what separates the article from the rest of its page, stored with every article. */
export const PAGE_EXTRACTOR = 'readability 0.6.0';

/**
 * Reads the article of a web page: its words without menus, advertisements and related links, as blocks, and what the page states
 * about it. Scripts of the page are not run, and nothing is loaded.
 * @throws PostilError `refused` for a page without an article, or one that cannot be read safely
 */
export function readPage(bytes: Uint8Array, file: string): ExtractedArticle {
  const { html, note } = decodePage(bytes, file);
  assertDepth(html, file);
  const document = parseHTML(html).document;
  if (document.querySelector('meta[name="generator"][content="Postil"]'))
    throw new PostilError('refused', MESSAGES.ownPage, { file });
  const stated = statedByPage(document);
  const heads = [...document.querySelectorAll('h1, h2')].map((head) => plain(head.textContent));
  const words = wordCount(blocksOf(document.body).text);
  removeFurniture(document);
  const article = new Readability(document, {
    // `statedByPage` has read the JSON-LD already.
    disableJSONLD: true,
    serializer: (element) => element as Element,
  }).parse();
  const found = article?.content ? blocksOf(article.content) : { text: '', blocks: [] };
  if (found.blocks.every(([kind]) => kind === 'headline'))
    throw new PostilError('refused', MESSAGES.noArticle, { file });
  const title = shortTitle(stated.best().title ?? article?.title ?? '', heads);
  const body = withoutFieldLines(found, stated.best().byline ?? '');
  const whole = withHeadline(body, title);
  addShownByText(stated, { ...whole, file });
  const out = words - wordCount(whole.text);
  return {
    ...whole,
    metadata: { ...stated.best(), ...(title !== '' && { title }) },
    candidates: stated.list(),
    extractor: PAGE_EXTRACTOR,
    notes: [...(note === null ? [] : [note]), ...(out > 0 ? [MESSAGES.leftOut(counted(out, 'word'))] : [])],
  };
}

/**
 * Returns the title without the name of the site that pages add to it (“… | The Daily”), if a headline of the page shows where it
 * ends, or the mark before the site does.
 */
function shortTitle(title: string, heads: readonly string[]): string {
  const whole = plain(title);
  const short = /^(.{10,}?)\s+[|–—»·-]\s+[^|–—»·]{2,40}$/u.exec(whole)?.[1];
  if (short === undefined || heads.includes(whole)) return whole;
  return heads.includes(short) || /[|»]/.test(whole) ? short : whole;
}

/** Puts the headline before the text, unless the text begins with it. */
function withHeadline({ text, blocks }: BlockText, title: string): BlockText {
  if (title === '' || text.slice(0, blocks[0]?.[2]) === title) return { text, blocks };
  const by = title.length + 2;
  return {
    text: `${title}\n\n${text}`,
    blocks: [
      ['headline', 0, title.length],
      ...blocks.map(([kind, start, end]) => [kind, start + by, end + by] as const),
    ],
  };
}

function plain(words: string): string {
  return words.replace(/\s+/g, ' ').trim();
}

function assertDepth(html: string, file: string): void {
  let depth = 0;
  const parser = new Parser({
    onopentag() {
      if (++depth > DEEPEST) throw new PostilError('refused', MESSAGES.tooDeep(DEEPEST), { file });
    },
    onclosetag() {
      depth--;
    },
  });
  parser.end(html);
}

function wordCount(text: string): number {
  return text.match(/[\p{L}\p{N}]+(?:['’-][\p{L}\p{N}]+)*/gu)?.length ?? 0;
}
