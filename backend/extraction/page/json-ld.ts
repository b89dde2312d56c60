import { htmlText } from '../../../shared/formats/html-text.ts';

/** What the first news article of a page's JSON-LD states; fields that it does not state are absent. */
export interface StatedArticle {
  readonly headline?: string;
  readonly author?: string;
  readonly published?: string;
  readonly publisher?: string;
  readonly url?: string;
  readonly language?: string;
}

type Json = Readonly<Record<string, unknown>>;

/** So many objects of a page are looked at. */
const MOST = 2000;

/**
 * Reads the JSON-LD of a page (schema.org `NewsArticle` and its kinds), also within `@graph`, lists and `mainEntity`. Blocks that
 * are not valid JSON are skipped.
 */
export function readJsonLd(blocks: readonly string[]): StatedArticle {
  const articles = blocks.flatMap((block) => [...nodesOf(parse(block))].filter(isArticle));
  // Pages also list other articles in a few words: the one with a date and a headline is the page's own.
  const article = articles.find((each) => each['headline'] && each['datePublished']) ?? articles[0];
  if (!article) return {};
  const main = article['mainEntityOfPage'];
  const stated = {
    headline: text(article['headline'] ?? article['name']),
    author: names(article['author'] ?? article['creator']),
    published: text(article['datePublished'] ?? article['dateCreated']),
    publisher: names(article['publisher'] ?? article['sourceOrganization']),
    url: text(article['url']) ?? text(isObject(main) ? main['@id'] : main),
    language: text(
      isObject(article['inLanguage']) ? article['inLanguage']['alternateName'] : article['inLanguage'],
    ),
  };
  return Object.fromEntries(Object.entries(stated).filter(([, value]) => value !== undefined));
}

function parse(block: string): unknown {
  const json = block
    .trim()
    .replace(/^(?:\/\/|\/\*)?\s*<!\[CDATA\[(?:\*\/)?|(?:\/\/|\/\*)?\s*\]\]>(?:\*\/)?$/g, '')
    .replace(/^<!--|-->$/g, '');
  try {
    return JSON.parse(json);
  } catch {
    return null;
  }
}

function* nodesOf(value: unknown): Generator<Json> {
  const waiting = [value];
  for (let looked = 0; waiting.length > 0 && looked < MOST; looked++) {
    const next = waiting.shift();
    if (Array.isArray(next)) waiting.push(...(next as unknown[]).slice(0, MOST));
    if (!isObject(next)) continue;
    yield next;
    for (const key of ['@graph', 'mainEntity', 'mainEntityOfPage']) if (next[key]) waiting.push(next[key]);
  }
}

function isArticle(node: Json): boolean {
  const types = [node['@type']].flat();
  return types.some((type) => typeof type === 'string' && /(?:Article|BlogPosting|Report)$/.test(type));
}

function isObject(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Strings of JSON-LD often hold character references of HTML. */
function text(value: unknown): string | undefined {
  const words = typeof value === 'string' ? htmlText(value).trim() : '';
  return words === '' ? undefined : words;
}

/** The names of persons or organisations, given as a string, an object or a list of them. */
function names(value: unknown): string | undefined {
  const found = [value]
    .flat()
    .map((each) => text(isObject(each) ? each['name'] : each))
    .filter((name) => name !== undefined && !/^https?:/.test(name));
  return found.length === 0 ? undefined : [...new Set(found)].join(', ');
}
