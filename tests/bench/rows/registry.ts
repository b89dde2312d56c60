import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { newUid } from '../../../shared/model/uid.ts';
import type { Lab } from '../lab.ts';
import { newProject, type BenchProject } from '../project.ts';
import type { BenchRow } from '../row.ts';
import { freeWords, workload } from '../workload/workload.ts';
import { bring, freshFolder } from './store.ts';

const ENTITIES = 100_000;
/** Number of articles of some 2,500 characters, with two mentions each. */
const ARTICLES = 10_000;
const LOOK_UPS = 200;
const CLAIMS = 100;
const SYLLABLES = ['an', 'ka', 'ra', 'fi', 'dan', 'er', 'do', 'gan', 'smi', 'le', 'mo', 'ta'] as const;

/** Claims, entities and propagation in a large project: an analyst's work besides tagging. */
export const registryRows: readonly BenchRow[] = [
  {
    name: 'store/command/claim',
    what: 'a claim and three slots filled by new mentions, four commands; floor: a plain tag, four times',
    unit: 'ms',
    run: claims,
  },
  {
    name: 'registry/lookup',
    what: '100,000 entities with three aliases each: the candidates of a mention, by names seen and unseen',
    unit: 'ms',
    run: lookUps,
  },
  {
    name: 'registry/propagation',
    what: '10,000 documents: a string found and tagged in all of them; floor: finding it only',
    unit: 'ms',
    run: propagation,
  },
];

async function claims(lab: Lab) {
  const project = newProject(freshFolder(lab, 'claims'));
  const made = workload('W2', { set: project.set });
  await bring(project, [{ ...made, spans: [] }]);
  const words = freeWords(made, CLAIMS * 8);
  const document = made.document.id;
  const values: number[] = [];
  const floor: number[] = [];
  for (let i = 0; i + 8 <= words.length; i += 8) {
    const at = (n: number): [number, number][] => [[...words[i + n]!]];
    const begun = performance.now();
    const { span } = await project.router.call('spans.create', { document, type: 'CLAIM', fragments: at(0) });
    for (const [n, slot] of ['claimer', 'cue', 'object'].entries()) {
      await project.router.call('slots.fill', {
        span: span.id,
        slot,
        filler: { mention: { fragments: at(n + 1) } },
      });
    }
    const filled = performance.now();
    for (let n = 4; n < 8; n++) {
      await project.router.call('spans.create', { document, type: 'PERSON', fragments: at(n) });
    }
    values.push(filled - begun);
    floor.push(performance.now() - filled);
  }
  project.workspace.dispose();
  return { values, floor };
}

async function lookUps(lab: Lab) {
  const project = newProject(freshFolder(lab, 'registry'));
  const next = seeded(1);
  const name = () => {
    const letters = Array.from({ length: 2 + next(3) }, () => SYLLABLES[next(SYLLABLES.length)]).join('');
    return letters.charAt(0).toUpperCase() + letters.slice(1);
  };
  lab.say(`importing ${ENTITIES} entities`);
  const rows = Array.from(
    { length: ENTITIES },
    (_, i) => `${name()} ${name()} ${i},PERSON,${name()} ${name()}|${name()}|Mr ${name()}`,
  );
  const pack = join(project.folder, 'pack.csv');
  writeFileSync(pack, `name,type,aliases\n${rows.join('\n')}\n`);
  const file = project.workspace.files.admit(pack).id;
  await project.router.call('entities.import', { job: newUid(), file });
  const made = workload('W1', { set: project.set });
  await bring(project, [made]);
  const values: number[] = [];
  for (let i = 0; i < LOOK_UPS; i++) {
    const text =
      i % 4 === 0 ? `Unseen ${i}` : i % 4 === 1 ? name() : i % 4 === 2 ? `Mr ${name()}` : name().slice(0, 2);
    const begun = performance.now();
    await project.router.call('entities.search', { text, type: 'PERSON', document: made.document.id });
    values.push(performance.now() - begun);
  }
  project.workspace.dispose();
  return { values };
}

async function propagation(lab: Lab) {
  const project = newProject(freshFolder(lab, 'propagation'));
  lab.say(`importing ${ARTICLES} documents`);
  await bringArticles(project);
  const query = { text: 'Ankara', type: 'GPE', scope: 'project' } as const;
  const begun = performance.now();
  await project.router.call('propagation.preview', { job: newUid(), ...query });
  const found = performance.now();
  const { created } = await project.router.call('propagation.apply', {
    job: newUid(),
    ...query,
    groups: ['exact'],
  });
  const done = performance.now();
  if (created < ARTICLES) throw new Error(`${created} were tagged in ${ARTICLES} documents`);
  project.workspace.dispose();
  return { values: [done - begun], floor: [found - begun], note: `${created} tags in one change` };
}

async function bringArticles({ folder, workspace, router }: BenchProject): Promise<void> {
  const filler = 'The ministers of both countries had discussed trade, energy and defence at length. ';
  const lines = Array.from({ length: ARTICLES }, (_, i) =>
    JSON.stringify({
      text: `Report ${i}. ${filler.repeat(15)}Ankara said no. ${filler.repeat(15)}In Ankara’s view.`,
    }),
  );
  const path = join(folder, 'articles.jsonl');
  writeFileSync(path, `${lines.join('\n')}\n`);
  await router.call('exchange.import', { job: newUid(), files: [workspace.files.admit(path).id] });
}

/** Returns integers below `n`, the same in every run. */
function seeded(seed: number): (n: number) => number {
  let state = seed;
  return (n) => (state = (state * 1103515245 + 12345) & 0x7fffffff) % n;
}
