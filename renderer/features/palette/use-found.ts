import { useEffect, useState } from 'react';
import type { Scheme } from '../../../shared/model/scheme.ts';
import { typeLabel } from '../../../shared/model/scheme.ts';
import { goToHit, openSearchFor } from '../../commands/search.ts';
import { useArticle } from '../../state/article.ts';
import { useCall } from '../../state/queries.ts';
import { useRecent } from '../../state/recent.ts';
import { shortWords } from '../../ui/short-words.ts';
import { articleEntry, entityEntry, idsOfKind, type Entry } from './entries.ts';
import { TEXTS } from './texts.ts';

/** How long nothing is typed before the project is searched (ms). */
const PAUSE = 120;
/** The maximum number of finds of each kind: more is a matter of their screens. */
const MOST = 6;

/**
 * Returns what the project has for the words: articles, entities, claims. Each query stops at a few rows. While something is
 * typed or read there are none: those of earlier words would be chosen by mistake.
 */
export function useFound(words: string, scheme: Scheme | undefined): { found: Entry[]; searching: boolean } {
  const wanted = words.trim();
  const [asked, setAsked] = useState('');
  useEffect(() => {
    const timer = setTimeout(() => setAsked(wanted), PAUSE);
    return () => clearTimeout(timer);
  }, [wanted]);
  // One letter is in everything, but one Chinese character is a word.
  const enabled = scheme !== undefined && asked !== '' && (asked.length > 1 || asked > '\u2e80');
  const claimTypes = scheme?.types.filter(({ family }) => family === 'claim').map(({ name }) => name) ?? [];
  const articles = useCall('documents.find', { search: asked, limit: MOST }, { enabled });
  const entities = useCall('entities.search', { text: asked, limit: MOST }, { enabled });
  const claims = useCall(
    'search.hits',
    { text: asked, where: 'annotations', types: claimTypes, limit: MOST },
    { enabled: enabled && claimTypes.length > 0 },
  );
  const searching =
    wanted !== asked || (enabled && [articles, entities, claims].some(({ isFetching }) => isFetching));
  // All at once: rows that come in between would move the list under the hand.
  if (!scheme || wanted === '' || searching) return { found: [], searching };
  const found: Entry[] = [
    ...(articles.data?.documents ?? []).map(({ id, title, source, published, found: place }) =>
      articleEntry(
        id,
        shortWords(title),
        [published.slice(0, 10), source, place === 'text' && TEXTS.inText].filter(Boolean).join(' · '),
      ),
    ),
    ...(entities.data?.candidates ?? []).map(({ entity: { id, name, type }, mentions }) =>
      entityEntry(
        id,
        name,
        [type && typeLabel(scheme, type), TEXTS.mentions(mentions)].filter(Boolean).join(' · '),
      ),
    ),
    ...(claims.data?.rows ?? []).flatMap((hit): Entry[] =>
      hit.span
        ? [
            {
              id: `claim:${hit.span.id}`,
              kind: 'claim',
              label: shortWords(hit.text),
              detail: shortWords(hit.documentTitle),
              found: true,
              run: () => goToHit(hit),
            },
          ]
        : [],
    ),
    {
      id: 'search:all',
      kind: 'search',
      label: TEXTS.searchAll(wanted),
      detail: '',
      found: true,
      run: () => openSearchFor(wanted),
    },
  ];
  return { found, searching };
}

/** Returns what was chosen or opened recently and still exists, the latest first. `entries` has everything else. */
export function useRecentEntries(entries: readonly Entry[], enabled: boolean): Entry[] {
  const chosen = useRecent((recent) => recent.chosen);
  const here = useArticle((article) => article.document?.id);
  const [documents, entities] = [idsOfKind(chosen, 'article'), idsOfKind(chosen, 'entity')];
  const articles = useCall(
    'documents.named',
    { ids: documents },
    { enabled: enabled && documents.length > 0 },
  );
  const named = useCall('entities.named', { ids: entities }, { enabled: enabled && entities.length > 0 });
  if (!enabled) return [];
  const known = new Map<string, Entry>(entries.map((entry) => [entry.id, entry]));
  for (const { id, title } of articles.data?.documents ?? [])
    if (id !== here) known.set(`article:${id}`, articleEntry(id, shortWords(title), TEXTS.recent));
  for (const { id, name } of named.data?.entities ?? [])
    known.set(`entity:${id}`, entityEntry(id, name, TEXTS.recent));
  return chosen.flatMap((id) => known.get(id) ?? []);
}
