import fc from 'fast-check';
import { canonicalDump } from '../../db/exports/dump.ts';
import { spanImage } from '../../db/annotations/images.ts';
import { checkProject } from '../../db/integrity/check.ts';
import { record } from '../../db/journal/record.ts';
import { kindOf } from '../../db/rows/index.ts';
import { setOfAnalyst } from '../../db/sets/sets.ts';
import type { Fragment } from '../../shared/model/fragments.ts';
import type { Scheme } from '../../shared/model/scheme.ts';
import { newUid, type Uid } from '../../shared/model/uid.ts';
import { EditList, type TextEdit } from '../../shared/text/edits.ts';
import { backend, type Backend } from './backend.ts';

/** Pieces of which random texts are made: emoji, combining marks, scripts from right to left, line breaks of every origin. */
const PIECES = [
  'word',
  ' ',
  'Isl',
  'amabad',
  '\n',
  '\n\n',
  '\r\n',
  '👩‍👩‍👧',
  'é',
  'e\u0301',
  'أنقرة',
  'ירושלים',
  '北京',
  '🇹🇷',
  '.',
  ', ',
  '’s',
  'a',
];

/** Random texts with everything that a correction must not cut. */
export const texts = fc.array(fc.constantFrom(...PIECES), { maxLength: 24 }).map((pieces) => pieces.join(''));

/** Random edits of a text: sorted and disjoint, anywhere, even within a grapheme. */
export function editsOf(text: string): fc.Arbitrary<EditList> {
  const inserted = fc.array(fc.constantFrom(...PIECES), { maxLength: 3 }).map((pieces) => pieces.join(''));
  return fc.array(fc.tuple(fc.nat(text.length), fc.nat(8), inserted), { maxLength: 5 }).map((wanted) => {
    const list: TextEdit[] = [];
    let last = -1;
    for (const [start, length, replacement] of wanted.sort((a, b) => a[0] - b[0])) {
      const end = Math.min(text.length, start + length);
      if (start > last) list.push({ start, end, text: replacement });
      last = Math.max(last, end);
    }
    return new EditList(list);
  });
}

const type = (name: string) => ({
  name,
  label: name,
  layer: 'all',
  family: 'mention',
  attributes: [],
  slots: [],
});

/** The smallest scheme: a project is made, dumped and checked in a third of the time. */
const SCHEME = {
  name: 'Small',
  description: '',
  layers: [{ name: 'all', label: 'All', visible: true }],
  types: [type('PERSON'), type('ORG')].map((each, hue) => ({ ...each, hue })),
  relations: [],
  labels: [],
} as unknown as Scheme;

/** So many random cases share a project, each with an article of its own. */
const SHARED = 10;

/**
 * Projects for random corrections. Making and checking a project takes longer than a case, so several cases share one; it is checked
 * when it is left. After a failure every case has a project of its own, so that a smaller example is found.
 */
export class SharedProjects {
  #project: { readonly backend: Backend; readonly own: Uid; readonly gold: Uid } | null = null;
  #used = 0;
  #most = SHARED;

  /** Runs a case on a new article with this text, and with the same annotations in the analyst's set and in gold. */
  async withArticle(
    text: string,
    places: readonly Fragment[],
    run: (project: Backend, document: Uid, spans: readonly Uid[]) => Promise<void>,
  ): Promise<void> {
    this.#project ??= await begun();
    const { backend: project, own, gold } = this.#project;
    const document = project.addDocument(text, `${this.#used}.txt`);
    const spans: Uid[] = [];
    const { store, settings } = project.workspace;
    record(
      store,
      settings.actor,
      { command: 'test.annotate', label: 'Annotate', kind: 'bulk' },
      (recorder) => {
        for (const [set, name] of [
          [own, 'PERSON'],
          [gold, 'ORG'],
        ] as const)
          for (const place of places) {
            const fragments: [number, number][] = place[0] === place[1] ? [] : [[...place]];
            const span = newUid();
            const empty = { attributes: {}, untouched: [], entities: [] };
            recorder.put('span', span, spanImage(store, { document, set, type: name, fragments, ...empty }));
            spans.push(span);
          }
      },
    );
    this.#used++;
    try {
      await run(project, document, spans);
      if (this.#used >= this.#most) this.finish();
    } catch (error) {
      project.workspace.dispose();
      this.#project = null;
      this.#used = 0;
      this.#most = 1;
      throw error;
    }
  }

  /** Checks the project in use, and leaves it. */
  finish(): void {
    const left = this.#project?.backend.workspace;
    this.#project = null;
    this.#used = 0;
    if (!left) return;
    const { problems } = checkProject(left.store);
    left.dispose();
    if (problems.length > 0) throw new Error(`the project is not sound: ${JSON.stringify(problems)}`);
  }
}

async function begun() {
  const project = backend({ scheme: SCHEME });
  const { store, settings } = project.workspace;
  // The first annotation makes the analyst's own set.
  const document = project.addDocument('First words.', 'first.txt');
  await project.call('spans.create', { document, type: 'PERSON', fragments: [[0, 5]] });
  const gold = newUid();
  record(store, settings.actor, { command: 'test.gold', label: 'Begin gold', kind: 'setup' }, (recorder) =>
    recorder.put('set', gold, { name: 'gold', kind: 'gold' }),
  );
  return { backend: project, own: setOfAnalyst(store.db, settings.actor.analyst.id)!, gold };
}

/** Returns everything in a project but local ids and the journal, to be compared. */
export function dumpOf({ workspace: { store } }: Pick<Backend, 'workspace'>): string {
  return [...canonicalDump(store)].join('\n');
}

/** Returns the image of a span, if it exists. */
export function spanOf({ workspace: { store } }: Pick<Backend, 'workspace'>, span: Uid) {
  return kindOf('span').read(store, span)?.image;
}
