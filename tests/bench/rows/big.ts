import { spawnSync } from 'node:child_process';
import { sql } from '../../../db/connection/connection.ts';
import type { InputOf } from '../../../shared/contract/index.ts';
import { bigDocuments, bigFolder, bigProject, SPANS } from '../big-project.ts';
import type { Lab } from '../lab.ts';
import type { BenchProject } from '../project.ts';
import type { BenchRow, Measured } from '../row.ts';

const PAGE = { limit: 200 } as const;
const TRIES = 5;
/** The default limit up to which `search.count` counts hits. */
const COUNTED = 10_000;
const PEAK = '100,000 documents and 5,000,000 spans';

type List = InputOf<'documents.list'>;
type Search = Omit<InputOf<'search.hits'>, 'sets'>;

/** The list queries, with the pages that the panel requests. */
const LISTS: Readonly<Record<string, List>> = {
  first: {},
  'far down': { offset: 90_000 },
  'by title': { order: 'title' },
  'by date, newest first': { order: 'published', descending: true },
  'by length': { order: 'length', descending: true },
  'status done': { status: ['done'] },
  'status new, by title': { status: ['new'], order: 'title' },
  'a word of many': { search: 'minister' },
  'a word of few': { search: 'isiklar' },
  'a part of a title': { search: 'anka' },
};

/** Typical searches. */
const SEARCHES: Readonly<Record<string, Search>> = {
  'a word of many': { text: 'minister' },
  'a word of few': { text: 'isik' },
  'a word of one': { text: 'vantorium' },
  'a phrase and a word': { text: '"minister said" talks' },
  'a word in what is done': { text: 'minister', statuses: ['done'] },
  nothing: { text: 'nowhere to be found' },
  'a type': { where: 'annotations', types: ['GPE'] },
  'a word of few in annotations': { where: 'annotations', text: 'isik' },
  'a word and a type': { where: 'annotations', text: 'minister', types: ['ORG'] },
  'a type in what is done': { where: 'annotations', types: ['LAW'], statuses: ['done'] },
};

/** Opening, listing, filtering and searching the largest planned project, in-process and warm. */
export const bigRows: readonly BenchRow[] = [
  {
    name: 'big/open',
    what: `a project of ${PEAK} opened, and what its first screen shows answered: counts, list, first article`,
    unit: 'ms',
    async run(lab) {
      await bigFolder(lab);
      const values: number[] = [];
      for (let i = 0; i < lab.repetitions; i++) {
        const begun = performance.now();
        const project = await bigProject(lab);
        await firstScreen(project);
        values.push(performance.now() - begun);
        project.workspace.dispose();
      }
      return { values, note: noteOf(lab) };
    },
  },
  ...Object.entries(LISTS).map(([name, asked]): BenchRow => ({
    name: `big/list/${camel(name)}`,
    what: `a page of the list of ${PEAK}: ${name}`,
    unit: 'ms',
    run: (lab) =>
      onBig(lab, (project) =>
        times(TRIES, () => project.router.call('documents.list', { ...PAGE, ...asked })),
      ),
  })),
  {
    name: 'big/list/tenThousand',
    what: `10,000 rows of the list of ${PEAK} in one call, the most that a call may ask for`,
    unit: 'ms',
    run: (lab) =>
      onBig(lab, ({ router }) => times(TRIES, () => router.call('documents.list', { limit: 10_000 }))),
  },
  {
    name: 'big/next',
    what: `the next unfinished document of ${PEAK}`,
    unit: 'ms',
    run: (lab) => onBig(lab, ({ router }) => times(TRIES, () => router.call('documents.next', { step: 1 }))),
  },
  {
    name: 'big/counts',
    what: `all counts of ${PEAK}, as they are first asked for: documents, statuses, sets, types`,
    unit: 'ms',
    async run(lab) {
      await bigFolder(lab);
      const values: number[] = [];
      for (let i = 0; i < lab.repetitions; i++) {
        const project = await bigProject(lab);
        values.push(await timed(() => project.router.call('project.info', {})));
        project.workspace.dispose();
      }
      return { values, note: noteOf(lab) };
    },
  },
  {
    name: 'big/countsAfterATag',
    what: `the same after a span was tagged in ${PEAK}: the window asks after every tag`,
    unit: 'ms',
    run: (lab) => onBig(lab, countedAfterTags),
  },
  ...Object.entries(SEARCHES).map(([name, asked]): BenchRow => ({
    name: `big/search/${camel(name)}`,
    what: `the first page of a search in ${PEAK}: ${name}`,
    unit: 'ms',
    run: (lab) => onBig(lab, (project) => searched(project, asked, 'search.hits')),
  })),
  ...(['a word of many', 'a word of few', 'a word and a type'] as const).map((name): BenchRow => ({
    name: `big/count/${camel(name)}`,
    what: `hits of a search in ${PEAK} counted, up to ${COUNTED}: ${name}`,
    unit: 'ms',
    run: (lab) => onBig(lab, (project) => searched(project, SEARCHES[name]!, 'search.count')),
  })),
  {
    name: 'big/memory',
    what: `memory of the backend alone after its first screen and a search in ${PEAK}; floor: with no project`,
    unit: 'MB',
    async run(lab) {
      const folder = await bigFolder(lab);
      return { values: [residentMemory(folder, 'open')], floor: [residentMemory(folder, 'empty')] };
    },
  },
];

/** Makes the calls that the window needs for its first screen, with the first article opened. */
async function firstScreen({ router }: BenchProject): Promise<void> {
  const [{ rows }, info] = await Promise.all([
    router.call('documents.list', PAGE),
    router.call('project.info', {}),
    router.call('project.scheme', {}),
    router.call('host.info', {}),
  ]);
  const document = rows[0]!.id;
  await Promise.all([
    router.call('documents.get', { document }),
    router.call('annotations.get', { document, ...(info.ownSet !== null && { set: info.ownSet }) }),
  ]);
}

/** Runs a measurement on one open project that all read-only rows share. */
async function onBig(lab: Lab, measure: (project: BenchProject) => Promise<Measured>): Promise<Measured> {
  const project = await bigProject(lab);
  try {
    const spans = project.workspace.store.db.value<number>(sql`SELECT count(*) FROM span`);
    if (spans !== bigDocuments(lab) * SPANS) throw new Error(`the project has ${spans} spans`);
    const measured = await measure(project);
    const note = [measured.note, noteOf(lab)].filter(Boolean).join('; ');
    return { ...measured, ...(note !== '' && { note }) };
  } finally {
    project.workspace.dispose();
  }
}

async function countedAfterTags({ router }: BenchProject): Promise<Measured> {
  const document = (await router.call('documents.list', { status: ['new'], limit: 1 })).rows[0]!.id;
  const values: number[] = [];
  for (let i = 0; i <= TRIES; i++) {
    const { span } = await router.call('spans.create', { document, type: 'PERSON', fragments: [[0, 3 + i]] });
    const took = await timed(() => router.call('project.info', {}));
    if (i > 0) values.push(took);
    await router.call('spans.delete', { ids: [span.id] });
  }
  return { values };
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const begun = performance.now();
  await work();
  return performance.now() - begun;
}

async function times(count: number, work: () => Promise<unknown>): Promise<Measured> {
  await work();
  const values: number[] = [];
  for (let i = 0; i < count; i++) values.push(await timed(work));
  return { values };
}

/** Changes the project before each search, so that no cached result is measured. */
async function searched(
  { router, set }: BenchProject,
  asked: Search,
  call: 'search.hits' | 'search.count',
): Promise<Measured> {
  const document = (await router.call('documents.list', { limit: 1 })).rows[0]!.id;
  const values: number[] = [];
  let total = 0;
  for (let i = 0; i <= TRIES; i++) {
    await router.call('documents.setMetadata', {
      document,
      metadata: { byline: `Touched ${Math.random()}` },
    });
    const input = { ...asked, ...(asked.where && { sets: [set] }) };
    const begun = performance.now();
    if (call === 'search.hits') ({ total } = await router.call('search.hits', input));
    else {
      let counted;
      // For frequent words, counts only as far as the window does.
      do counted = await router.call('search.count', input);
      while (!counted.complete && counted.total < COUNTED);
      ({ total } = counted);
    }
    if (i > 0) values.push(performance.now() - begun);
  }
  return { values, note: `${total} hits` };
}

function noteOf({ scale }: Lab): string {
  return scale === 1 ? '' : `at ${scale} of the size`;
}

function residentMemory(folder: string, what: 'open' | 'empty'): number {
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    ['tests/bench/children/resident.ts', folder, what],
    { encoding: 'utf8' },
  );
  if (status !== 0) throw new Error(stderr);
  return Number(stdout) / 2 ** 20;
}

/** Converts `by date, newest first` to `byDateNewestFirst`, for names of rows. */
function camel(words: string): string {
  return words.replaceAll(/[^a-zA-Z0-9]+(\w)/g, (_, letter: string) => letter.toUpperCase());
}
