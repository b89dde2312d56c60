import type { ReadStore } from '../../db/connection/store.ts';
import type { AffectedSpan } from '../../shared/text/corrected-ranges.ts';
import type { PlacedSpan } from '../../db/revisions/move-text.ts';
import { sql } from '../../db/connection/connection.ts';
import type { OutputOf, ParsedInputOf } from '../../shared/contract/index.ts';
import type { ReplacedPlace } from '../../shared/contract/texts.ts';
import type { Fragment } from '../../shared/model/fragments.ts';
import { inContext } from '../../shared/text/concordance.ts';
import { effectOf } from './effect.ts';
import { hashOfText, placesFinder, placesIn, totalOf, type ArticlePlaces } from './places.ts';

/** So many types of annotations are named at a place. */
const TYPES = 3;
/** So many annotations whose words change are listed for an article. */
const LISTED = 300;

/** Returns some of the places of a replacement in each of some articles. */
export function previewPlaces(
  store: ReadStore,
  { articles, ...replacement }: ParsedInputOf<'texts.places'>,
): OutputOf<'texts.places'> {
  const find = placesFinder(replacement);
  return {
    articles: articles.map(({ document, of, first, count, ...choice }) => {
      if (hashOfText(store, document) !== of) return null;
      const found = placesIn(store, document, replacement, find, choice);
      return found && found.places.slice(first, first + count).map((place) => describe(store, found, place));
    }),
  };
}

function describe(store: ReadStore, { text, effect }: ArticlePlaces, place: Fragment): ReplacedPlace {
  const touched = effect.affected.filter((each) => isTouched(each, place));
  const types = new Set<string>();
  for (const { span } of touched) {
    if (types.size === TYPES) break;
    const type = store.db.value<number>(sql`SELECT type_id FROM span WHERE id = ${span.id}`)!;
    types.add(store.terms.byId(type).name);
  }
  const [start, end] = place;
  return {
    start,
    end,
    ...inContext(text, place),
    text: text.slice(start, end),
    types: [...types],
    affected: touched.length,
  };
}

/** Whether an annotation covers some of the words at a place. */
function isTouched({ span }: AffectedSpan<PlacedSpan>, [from, to]: Fragment): boolean {
  return span.fragments.some(([start, end]) => start < to && end > from);
}

/** Returns what a replacement does to the annotations of one article, or to those at one place of it. */
export function previewReplacement(
  store: ReadStore,
  { article: { document, of, ...choice }, at, ...replacement }: ParsedInputOf<'texts.replacement'>,
): OutputOf<'texts.replacement'> {
  if (hashOfText(store, document) !== of) return null;
  const found = placesIn(store, document, replacement, placesFinder(replacement), choice);
  if (!found) return null;
  const place = found.places.find(([start]) => start === at);
  const affected =
    at === undefined
      ? found.effect.affected
      : found.effect.affected.filter((each) => place && isTouched(each, place));
  const gone = affected.filter(({ after }) => after === null);
  const others = affected.filter(({ after }) => after !== null).slice(0, LISTED);
  return {
    affected: effectOf(store, { ...found.effect, affected: [...gone, ...others] }).affected,
    affectedInAll: affected.length,
    total: totalOf(found),
  };
}
