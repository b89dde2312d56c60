import { isKnownLanguage, languageOf } from '../language.ts';
import { CandidateList } from '../candidates.ts';
import { readDateline } from '../../../shared/text/dateline.ts';
import type { Block } from '../../../shared/model/document.ts';
import { readJsonLd } from './json-ld.ts';

/** Names of `meta` elements, the most exact first. */
const META = {
  title: ['dc.title', 'dcterms.title', 'citation_title', 'parsely-title', 'twitter:title'],
  byline: [
    'author',
    'byl',
    'dc.creator',
    'dcterms.creator',
    'parsely-author',
    'sailthru.author',
    'citation_author',
  ],
  published: [
    'date',
    'pubdate',
    'publishdate',
    'publish-date',
    'dc.date',
    'dc.date.issued',
    'dcterms.created',
    'dcterms.issued',
    'dcterms.date',
    'parsely-pub-date',
    'sailthru.date',
    'citation_publication_date',
    'article.published',
  ],
  source: ['application-name', 'dc.publisher', 'dcterms.publisher', 'citation_journal_title'],
} as const;

/**
 * Collects what a page states about its article, in the order: JSON-LD, OpenGraph, `meta` elements, `time` elements and other parts of
 * the page, the dateline, the name of the file. Must be called before the page is reduced to its article.
 */
export function statedByPage(document: Document): CandidateList {
  const found = new CandidateList();
  const all = <Kind extends Element>(selector: string) => [...document.querySelectorAll<Kind>(selector)];
  const metas = new Map<string, string[]>();
  for (const meta of all('meta')) {
    const name = meta.getAttribute('property') ?? meta.getAttribute('name') ?? meta.getAttribute('itemprop');
    const content = meta.getAttribute('content');
    if (name === null || content === null) continue;
    const key = name.toLowerCase();
    metas.set(key, [...(metas.get(key) ?? []), content]);
  }
  const joined = (name: string) =>
    metas
      .get(name)
      ?.filter((value) => !/^https?:/.test(value))
      .join(', ');

  const stated = readJsonLd(all('script[type="application/ld+json" i]').map((script) => script.textContent));
  found.add('title', stated.headline, 'JSON-LD');
  found.add('byline', stated.author, 'JSON-LD');
  found.add('published', stated.published, 'JSON-LD');
  found.add('source', stated.publisher, 'JSON-LD');
  found.add('url', stated.url, 'JSON-LD');
  found.add('language', stated.language, 'JSON-LD');

  found.add('title', metas.get('og:title')?.[0], 'OpenGraph');
  found.add('byline', joined('article:author'), 'OpenGraph');
  found.add(
    'published',
    metas.get('article:published_time')?.[0] ?? metas.get('og:published_time')?.[0],
    'OpenGraph',
  );
  found.add('source', metas.get('og:site_name')?.[0], 'OpenGraph');
  found.add('url', metas.get('og:url')?.[0], 'OpenGraph');

  for (const field of ['title', 'byline', 'published', 'source'] as const)
    for (const name of META[field]) found.add(field, joined(name), `meta ${name}`);
  found.add('published', metas.get('datepublished')?.[0], 'meta datePublished');

  for (const time of all(
    'time[datetime][itemprop="datePublished"], time[datetime][pubdate], article time[datetime]',
  ))
    found.add('published', time.getAttribute('datetime'), 'time');
  found.add(
    'byline',
    withoutBy(document.querySelector('[rel="author"], [itemprop="author"]')?.textContent),
    'page',
  );
  found.add('url', document.querySelector('link[rel="canonical"]')?.getAttribute('href'), 'canonical link');
  found.add('url', addressOfSaved(document), 'saved page');
  const heads = all('h1');
  if (heads.length === 1) found.add('title', heads[0]!.textContent, 'h1');
  found.add('title', document.querySelector('title')?.textContent, 'title');

  const languages = [
    [document.querySelector('html')?.getAttribute('lang'), 'lang'],
    [metas.get('og:locale')?.[0], 'OpenGraph'],
    [
      document.querySelector('meta[http-equiv="content-language" i]')?.getAttribute('content'),
      'content-language',
    ],
  ] as const;
  for (const [language, origin] of languages)
    if (isKnownLanguage(language)) found.add('language', language, origin);
  return found;
}

/** Adds what the text of an article and the name of its file show. */
export function addShownByText(
  found: CandidateList,
  { text, blocks, file }: { readonly text: string; readonly blocks: readonly Block[]; readonly file: string },
): void {
  const first = blocks.find(([kind]) => kind !== 'headline');
  const dateline = first ? readDateline(text.slice(first[1])) : null;
  if (dateline) {
    found.add('dateline', dateline.dateline, 'dateline');
    found.add('published', dateline.published, 'dateline');
  }
  const day = /(?:^|[^\d])((?:19|20)\d\d)[-_]?(0[1-9]|1[0-2])[-_]?(0[1-9]|[12]\d|3[01])(?!\d)/.exec(file);
  if (day) found.add('published', `${day[1]}-${day[2]}-${day[3]}`, 'file name');
  found.add('language', languageOf(text), 'its words');
}

function withoutBy(words: string | null | undefined): string | undefined {
  return words?.trim().replace(/^(?:by|von|par|por)\s+/i, '');
}

/** The address that browsers and SingleFile note in a page that they save. */
function addressOfSaved(document: Document): string | undefined {
  for (const node of [...document.childNodes, ...(document.querySelector('html')?.childNodes ?? [])]) {
    if (node.nodeType !== node.COMMENT_NODE) continue;
    const address = /^\s*(?:saved from url=\(\d+\)|Page saved with SingleFile\s+url:\s*)(https?:\S+)/.exec(
      node.nodeValue ?? '',
    );
    if (address) return address[1];
  }
  return undefined;
}
