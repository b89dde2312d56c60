import { basename, dirname, join } from 'node:path';
import { NOT_FOUND } from '../../db/messages.ts';
import { listQuarantine, quarantined, quarantineSets } from '../../db/review/quarantine.ts';
import { idOf } from '../../db/rows/ids.ts';
import type { Store } from '../../db/connection/store.ts';
import { currentScheme } from '../../db/scheme/scheme.ts';
import { PostilError } from '../../shared/contract/errors.ts';
import type { QuarantineItem } from '../../shared/contract/quarantine.ts';
import { Anchorer } from '../../shared/text/anchor.ts';
import { counted } from '../../shared/text/counted.ts';
import type { Domain, Handlers } from '../context.ts';
import { exportQuarantine } from '../jobs/quarantine-export.ts';
import {
  freeRelations,
  mayReopen,
  placeQuarantined,
  putState,
  requireQuarantined,
} from '../review/quarantine-placing.ts';
import { MESSAGES } from './messages.ts';

/** The number of places offered: as many as there are digit keys. */
const GUESSES = 5;

export const quarantineHandlers: Handlers<Domain<'quarantine'>> = {
  'quarantine.list': ({ store }, { offset, limit, ...filter }) => ({
    ...listQuarantine(store, filter, { offset, limit }),
    sets: quarantineSets(store),
  }),

  'quarantine.guesses': ({ store }, { id }) => {
    const item = quarantined(store, id);
    if (!item) throw new PostilError('not-found', NOT_FOUND.quarantined(id), { field: 'id' });
    if (item.document === undefined || item.body.text.trim() === '') return { guesses: [] };
    const text = store.texts.textOf(idOf(store.db, 'document', item.document));
    const guesses = new Anchorer(text).guesses(item.body.text, GUESSES);
    return {
      guesses: guesses.map(({ start, end, score, within }) => ({
        start,
        end,
        score,
        text: text.slice(start, end),
        ...(within !== undefined && { within }),
      })),
    };
  },

  'quarantine.place': ({ store, record }, { id, ...placing }) => {
    const item = requireQuarantined(store, id, 'open');
    const words = item.body.text === '' ? '' : ` “${short(item.body.text)}”`;
    return record(`Place ${labelOf(store, item)}${words} from quarantine`, (recorder) => {
      const result = placeQuarantined(store, recorder, id, placing);
      if (item.document) recorder.touch(item.document);
      return { result, freed: freeRelations(store, recorder, item) };
    });
  },

  'quarantine.dismiss': ({ store, record }, { ids }) => {
    for (const id of ids) requireQuarantined(store, id, 'open');
    return record(`Dismiss ${counted(ids.length, 'proposal')} from quarantine`, (recorder) => {
      for (const id of ids) putState(store, recorder, id, { state: 'dismissed' });
      return { dismissed: ids.length };
    });
  },

  'quarantine.reopen': ({ store, record }, { ids }) => {
    for (const id of ids) {
      if (mayReopen(store, requireQuarantined(store, id))) continue;
      throw new PostilError('refused', MESSAGES.cannotReopen, { field: 'ids' });
    }
    return record(`Open ${counted(ids.length, 'proposal')} again`, (recorder) => {
      for (const id of ids) putState(store, recorder, id, { state: 'open', result: undefined });
      return { reopened: ids.length };
    });
  },

  'quarantine.export': async (context, { folder, job: _, ...filter }) => {
    const out = folder === undefined ? defaultFolder(context.store.path) : context.files.resolve(folder).path;
    return { result: await exportQuarantine(context.store, out, filter, context), change: null };
  },
};

function short(words: string): string {
  const characters = [...words.replace(/\s+/g, ' ').trim()];
  return characters.length > 40 ? `${characters.slice(0, 39).join('')}…` : characters.join('');
}

/** The default folder of an export: beside the project, named by the project and the time. */
function defaultFolder(project: string): string {
  const stamp = new Date().toISOString().slice(0, 19).replaceAll(':', '-');
  return join(dirname(project), 'exports', `${basename(project, '.postil')}-quarantine-${stamp}`);
}

/** Returns the label of a proposal's type, or its name if the scheme does not have it. */
function labelOf(store: Store, { kind, body }: Pick<QuarantineItem, 'kind' | 'body'>): string {
  const { types, relations } = currentScheme(store).scheme;
  const known = (kind === 'relation' ? relations : types).find(({ name }) => name === body.type);
  return known?.label ?? body.type;
}
