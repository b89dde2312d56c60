import { readDay } from '../../../shared/text/published.ts';
import type { BlockText } from './blocks.ts';

/** Words in the class or id of parts of a page that are never its article. Whole words only: “shared-quay” is not “share”. */
const NOT_ARTICLE = new RegExp(
  `(?:^|[\\s_-])(?:${[
    'cookies?',
    'consent',
    'gdpr',
    'newsletter',
    'subscribe',
    'subscription',
    'paywall',
    'related',
    'recommend(?:ed|ations)?',
    'read-?more',
    'more-?on',
    'most-?read',
    'trending',
    'share',
    'sharing',
    'social',
    'breadcrumbs?',
    'advert(?:isement)?',
    'sponsored',
    'taboola',
    'outbrain',
    'comments?',
    'disqus',
    'skip-?link',
  ].join('|')})(?:[\\s_-]|$)`,
  'i',
);

/** Removes parts of a page that are never its article, which Readability keeps if they stand within it. */
export function removeFurniture(document: Document): void {
  const roles =
    'nav, dialog, form, [role="navigation"], [role="dialog"], [role="search"], [aria-hidden="true"]';
  for (const element of document.querySelectorAll(roles)) element.remove();
  for (const element of document.querySelectorAll('[class], [id]')) {
    const names = `${element.getAttribute('class') ?? ''} ${element.getAttribute('id') ?? ''}`;
    // A theme may put such a word on the body or around the article itself.
    if (
      NOT_ARTICLE.test(names) &&
      !/^(?:body|html|main|article)$/i.test(element.nodeName) &&
      !element.querySelector('article, h1')
    )
      element.remove();
  }
}

/** A paragraph of at least this length belongs to the article. */
const LONG = 120;

/**
 * Removes lines between the headline and the first paragraph that only repeat what has fields of its own: the author, the date, the
 * time that reading takes.
 */
export function withoutFieldLines({ text, blocks }: BlockText, byline: string): BlockText {
  const authors = byline.split(/,\s*/).filter((name) => name !== '');
  const isField = (words: string) =>
    isByline(words, authors) ||
    readDay(words)?.rest.length === 0 ||
    /^(?:\d+ min(?:ute)?s? read|(?:published|updated|last updated|posted|veröffentlicht|aktualisiert|stand)\b.{0,60})$/i.test(
      words,
    );
  const first = blocks.findIndex(([kind, start, end]) => kind !== 'headline' && end - start >= LONG);
  const kept = blocks.filter(([, start, end], i) => i >= first || !isField(text.slice(start, end)));
  if (kept.length === blocks.length || first < 0) return { text, blocks };
  let whole = '';
  const moved = kept.map(([kind, start, end]) => {
    if (whole !== '') whole += '\n\n';
    const at = whole.length;
    whole += text.slice(start, end);
    return [kind, at, whole.length] as const;
  });
  return { text: whole, blocks: moved };
}

/** Whether a line holds the names of the authors and little else: “By Ida Marsh and Jonas Petrov”. */
function isByline(words: string, authors: readonly string[]): boolean {
  if (authors.length === 0 || !authors.some((name) => words.includes(name))) return false;
  const rest = authors.reduce((left, name) => left.replace(name, ''), words);
  return rest.replace(/[\s,|&·]+|\b(?:by|and|und|et|y|von|par|por)\b/gi, '').length <= 20;
}
