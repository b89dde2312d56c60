import { claimFacets } from '../../db/annotations/claim-facets.ts';
import { claimIds, groupedClaims, groupsOfClaims } from '../../db/annotations/claim-groups.ts';
import { listClaims } from '../../db/annotations/claims.ts';
import { currentScheme } from '../../db/scheme/scheme.ts';
import type { Domain, Handlers } from '../context.ts';
import { exportClaims } from '../jobs/claims-export.ts';
import { exportFolder } from '../jobs/output.ts';

export const claimHandlers: Handlers<Domain<'claims'>> = {
  'claims.list': ({ store }, { order, descending, offset, limit, ...filter }) =>
    listClaims(store, currentScheme(store).scheme, filter, { order, descending, offset, limit }),

  'claims.groups': ({ store }, { order, descending, by, ...filter }) => ({
    groups: groupsOfClaims(store, currentScheme(store).scheme, filter, { by, order, descending }),
  }),

  'claims.grouped': ({ store }, { order, descending, by, folded, offset, limit, ...filter }) =>
    groupedClaims(
      store,
      currentScheme(store).scheme,
      filter,
      { by, order, descending },
      { folded, offset, limit },
    ),

  'claims.ids': ({ store }, { order, descending, groups, offset, limit, ...filter }) => ({
    ids: claimIds(
      store,
      currentScheme(store).scheme,
      filter,
      { order, descending },
      { groups, offset, limit },
    ),
  }),

  'claims.facets': ({ store }, { set }) => claimFacets(store, currentScheme(store).scheme, set),

  'claims.export': async (
    context,
    { folder, job: _, order, descending, spreadsheetSafe = false, ...filter },
  ) => {
    const out =
      folder === undefined ? exportFolder(context.store.path, 'claims') : context.files.resolve(folder).path;
    return {
      result: await exportClaims(context.store, out, filter, { order, descending }, spreadsheetSafe, context),
      change: null,
    };
  },
};
