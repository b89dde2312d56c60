import { listEntities } from '../../db/entities/entity-table.ts';
import { entityCandidates } from '../../db/entities/entity-candidates.ts';
import {
  freshEntityUid,
  linkSpan,
  mergeEntities,
  relinkSpan,
  removeEntity,
  splitEntity,
  type Moved,
} from '../../db/entities/entity-changes.ts';
import {
  entityByUid,
  entityPage,
  liveEntities,
  namedEntities,
  requireEntity,
} from '../../db/entities/entities.ts';
import { claimsOfEntity, concordance } from '../../db/entities/entity-mentions.ts';
import { NOT_FOUND } from '../../db/messages.ts';
import { compact } from '../../db/rows/ids.ts';
import { kindOf, type ImageOf } from '../../db/rows/index.ts';
import type { ReadStore, Store } from '../../db/connection/store.ts';
import { PostilError } from '../../shared/contract/errors.ts';
import type { Uid } from '../../shared/model/uid.ts';
import type { Domain, Handlers } from '../context.ts';
import { exportPack } from '../jobs/entity-export.ts';
import { importPack } from '../jobs/entity-import.ts';
import { distinctAliases, newEntityImage, sortedIds, typeNameOf, typeTerm } from '../rules/entity-rules.ts';
import { shortQuote } from '../rules/span-rules.ts';
import { MESSAGES } from './messages.ts';

export const entityHandlers: Handlers<Domain<'entities'> | Domain<'mentions'>> = {
  'entities.search': ({ store }, query) => ({ candidates: entityCandidates(store, query) }),
  'entities.list': ({ store }, query) => listEntities(store, query),
  'entities.get': ({ store }, { entity }) => entityPage(store, entity),
  'entities.named': ({ store }, { ids }) => ({ entities: namedEntities(store, ids) }),
  'entities.concordance': ({ store }, { entity, ...page }) => concordance(store, entity, compact(page)),
  'entities.claims': ({ store }, { entity, set }) => claimsOfEntity(store, entity, set),

  'entities.create': ({ store, record }, { id, mentions = [], ...parts }) => {
    const uid = freshEntityUid(store, id);
    const image = newEntityImage(store, parts);
    for (const span of mentions) requireSpanImage(store, span);
    return record(`New entity “${image.name}”`, (recorder) => {
      recorder.put('entity', uid, image);
      for (const span of mentions) relinkSpan(store, recorder, span, { add: [uid] });
      return { entity: entityByUid(store, uid)! };
    });
  },

  'entities.update': ({ store, record }, { entity, ...change }) => {
    const { image } = requireUnmerged(store, entity);
    const name = change.name ?? image.name;
    const next: ImageOf<'entity'> = compact({
      name,
      type: change.type === undefined ? image.type : typeTerm(store, change.type),
      colour: change.colour === undefined ? image.colour : (change.colour ?? undefined),
      note: change.note === undefined ? image.note : change.note?.trim() || undefined,
      mergedInto: undefined,
      aliases: distinctAliases(change.aliases ?? image.aliases, name),
      externalIds: sortedIds(change.externalIds ?? image.externalIds),
    });
    const what = Object.keys(compact(change)).join(', ');
    return record(`Edit ${what} of “${image.name}”`, (recorder) => {
      recorder.put('entity', entity, next);
      return { entity: entityByUid(store, entity)! };
    });
  },

  'entities.delete': ({ store, record }, { entities }) => {
    const chosen = liveEntities(store.db, entities);
    const label =
      chosen.length === 1 ? `Delete “${nameOf(store, chosen[0]!)}”` : `Delete ${chosen.length} entities`;
    return record(label, (recorder) => {
      const sum: Moved = { mentions: 0, slots: 0, relations: 0, dropped: 0 };
      for (const uid of chosen) {
        const gone = removeEntity(store, recorder, uid);
        for (const key of ['mentions', 'slots', 'relations'] as const) sum[key] += gone[key];
      }
      const { mentions, slots, relations } = sum;
      return { deleted: chosen.length, mentions, slots, relations };
    });
  },

  'entities.merge': ({ store, record }, { into, from }) => {
    requireUnmerged(store, into);
    const others = liveEntities(store.db, from);
    if (others.includes(into)) {
      throw new PostilError('refused', MESSAGES.mergedIntoItself(nameOf(store, into)), { field: 'from' });
    }
    const names = others.map((uid) => `“${nameOf(store, uid)}”`);
    const what = names.length > 3 ? `${names.length} entities` : names.join(', ');
    return record(`Merge ${what} into “${nameOf(store, into)}”`, (recorder) => {
      const moved = mergeEntities(store, recorder, into, others);
      return { entity: entityByUid(store, into)!, ...moved };
    });
  },

  'entities.split': ({ store, record }, { entity, mentions, id, name, type }) => {
    const { image } = requireUnmerged(store, entity);
    const uid = freshEntityUid(store, id);
    const made = newEntityImage(store, { name, type: type ?? typeNameOf(store, image.type) });
    return record(`Split “${name}” from “${image.name}”`, (recorder) => {
      splitEntity(store, recorder, { entity, mentions, id: uid, image: made });
      return { entity: entityByUid(store, uid)! };
    });
  },

  'mentions.set': ({ store, record }, { spans, entities }) => {
    const images = spans.map((span) => requireSpanImage(store, span));
    const live = liveEntities(store.db, entities);
    const { document, fragments } = images[0]!;
    const words =
      spans.length === 1 ? `“${shortQuote(store, document, fragments)}”` : `${spans.length} spans`;
    const names = live.map((uid) => `“${nameOf(store, uid)}”`).join(', ');
    return record(names === '' ? `Unlink ${words}` : `Link ${words} to ${names}`, (recorder) => {
      for (const span of spans) linkSpan(store, recorder, span, live);
      return { linked: spans.length };
    });
  },

  'entities.import': (context, input) => importPack(context, input),
  'entities.export': async (context, input) => ({ result: await exportPack(context, input), change: null }),
};

function nameOf(store: ReadStore, uid: Uid): string {
  return kindOf('entity').read(store, uid)!.image.name;
}

function requireUnmerged(store: Store, uid: Uid) {
  const stored = kindOf('entity').read(store, uid);
  if (!stored) requireEntity(store.db, uid);
  const into = stored?.image.mergedInto;
  if (into === undefined) return stored!;
  throw new PostilError('refused', MESSAGES.mergedEntity(nameOf(store, into)), {
    field: 'entity',
  });
}

function requireSpanImage(store: ReadStore, span: Uid): ImageOf<'span'> {
  const stored = kindOf('span').read(store, span);
  if (!stored) throw new PostilError('not-found', NOT_FOUND.span(span), { field: 'spans' });
  return stored.image;
}
