import { relationImage, slotImages, spanImage } from '../../db/annotations/images.ts';
import { record } from '../../db/journal/record.ts';
import { freeSetName } from '../../db/sets/sets.ts';
import type { Filler, Span } from '../../shared/model/annotation.ts';
import { newUid, type Uid } from '../../shared/model/uid.ts';
import { rankAfter } from '../../shared/model/rank.ts';
import type { Backend } from './backend.ts';

/** A proposal of a model in one article. Its text is searched from the offset `from` on. */
export interface Proposal {
  readonly type: string;
  readonly words: string;
  readonly score?: number;
  readonly from?: number;
  /** Fillers by slot: the text of another proposal of this article, or a plain text. */
  readonly slots?: Readonly<Record<string, { readonly words: string } | { readonly text: string }>>;
  /** For a cue: the text of its claim. */
  readonly cueOf?: string;
}

/**
 * Writes a model's set straight into the project, as an import would. Returns the set and the proposals by their
 * text.
 */
export function modelSet(
  b: Backend,
  name: string,
  articles: ReadonlyMap<Uid, readonly Proposal[]>,
  options: {
    readonly supersedes?: Uid;
    readonly relations?: readonly { readonly type: string; readonly from: string; readonly to: string }[];
  } = {},
): { set: Uid; ids: Map<string, Uid>; relations: Uid[] } {
  const { store, workspace } = b;
  const set = newUid();
  const ids = new Map<string, Uid>();
  const relations: Uid[] = [];
  record(
    store,
    workspace.settings.actor,
    { command: 'test.model', label: `Import ${name}`, kind: 'edit' },
    (recorder) => {
      recorder.put('set', set, {
        name: freeSetName(store.db, name),
        kind: 'model',
        model: { name },
        ...(options.supersedes && { supersedes: options.supersedes }),
      });
      for (const [document, proposals] of articles) {
        const text = b.textOf(document);
        const spans = proposals.map(({ type, words, score, from = 0, cueOf }): Span => {
          const start = words === '' ? -1 : text.indexOf(words, from);
          if (words !== '' && start < 0) throw new Error(`“${words}” does not stand in the article`);
          const id = newUid();
          ids.set(words, id);
          const owner = cueOf === undefined ? undefined : ids.get(cueOf);
          return {
            id,
            document,
            set,
            type,
            fragments: words === '' ? [] : [[start, start + words.length]],
            attributes: {},
            untouched: [],
            slots: [],
            entities: [],
            ...(score !== undefined && { score }),
            ...(owner && { owner }),
          };
        });
        for (const span of spans) recorder.put('span', span.id, spanImage(store, span));
        for (const [i, { slots = {} }] of proposals.entries()) {
          const rows = Object.entries(slots).map(([slot, filler]) => ({
            id: newUid(),
            name: slot,
            rank: rankAfter(undefined),
            filler: ('text' in filler
              ? { text: filler.text }
              : { span: ids.get(filler.words)! }) satisfies Filler,
            evidence: [],
          }));
          for (const [uid, image] of slotImages(store, { ...spans[i]!, slots: rows }))
            recorder.put('slot', uid, image);
        }
        for (const { type, from, to } of options.relations ?? []) {
          const ends = [ids.get(from), ids.get(to)];
          if (!spans.some(({ id }) => id === ends[0])) continue;
          const id = newUid();
          relations.push(id);
          recorder.put(
            'relation',
            id,
            relationImage(store, {
              set,
              document,
              type,
              ends: 'span',
              from: ends[0]!,
              to: ends[1]!,
              attributes: {},
              untouched: [],
            }),
          );
        }
      }
    },
  );
  return { set, ids, relations };
}
