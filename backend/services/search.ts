import { setOfAnalyst } from '../../db/sets/sets.ts';
import type { SearchQuery } from '../../shared/contract/search.ts';
import type { Domain, Handlers, QueryContext } from '../context.ts';
import { exportFolder } from '../jobs/output.ts';
import { exportHits } from '../jobs/hits-export.ts';
import { rowsOf } from '../search/rows.ts';
import { runOf, type SearchRun } from '../search/run.ts';
import { tagHits } from '../search/tag.ts';

export const searchHandlers: Handlers<Domain<'search'>> = {
  'search.hits': async (context, { order, descending, offset, limit, ...query }) => {
    const run = runOf(context.store, query, statusSet(context, query), order);
    const backwards = descending && order !== 'document';
    await run.advance(offset + limit);
    const { ordered } = run;
    const from = backwards ? Math.max(0, ordered.length - offset - limit) : offset;
    const to = backwards ? ordered.length - offset : offset + limit;
    const hits = ordered.slice(from, Math.max(from, to));
    return {
      ...stateOf(run),
      rows: rowsOf(context.store, backwards ? hits.reverse() : hits),
    };
  },
  'search.count': async (context, { most, ...query }) => {
    const run = runOf(context.store, query, statusSet(context, query));
    await run.advance(most);
    return stateOf(run);
  },
  'search.tag': tagHits,
  'search.export': async (context, { job: _, folder, spreadsheetSafe = false, ...query }) => ({
    result: await exportHits(
      context.store,
      folder === undefined ? exportFolder(context.store.path, 'hits') : context.files.resolve(folder).path,
      query,
      statusSet(context, query),
      spreadsheetSafe,
      context,
    ),
    change: null,
  }),
};

function statusSet({ store, actor }: QueryContext, { set }: SearchQuery) {
  return set ?? setOfAnalyst(store.db, actor.analyst.id);
}

function stateOf({ hits, documents, complete, cut }: SearchRun) {
  return { total: hits.length, documents, complete, cut };
}
