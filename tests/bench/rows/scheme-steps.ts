import { createWriteStream } from 'node:fs';
import { once } from 'node:events';
import { join } from 'node:path';
import { currentScheme } from '../../../db/scheme/scheme.ts';
import { newUid } from '../../../shared/model/uid.ts';
import type { SchemeStep } from '../../../shared/scheme-edit/steps.ts';
import type { Lab } from '../lab.ts';
import type { BenchProject } from '../project.ts';
import type { BenchRow } from '../row.ts';
import { freshFolder } from './store.ts';

/** Spans in each article; half of them are organisations. */
const SPANS = 50;
const WIDTH = 40;
const WORDS = 'words of an article that nobody wrote '.repeat(56);

/** What becomes of many annotations when the scheme changes. */
export const schemeStepRows: readonly BenchRow[] = [
  {
    name: 'steps/merge',
    what: 'a type of 1,000,000 spans merged into another with as many, and its undo',
    unit: 'ms',
    async run(lab) {
      const project = await annotated(lab, 'merge', 2_000_000);
      const step = { step: 'merge', part: { kind: 'span', name: 'ORG' }, into: 'GPE', duplicates: 'both' };
      const values: number[] = [];
      const undone: number[] = [];
      for (let i = 0; i < lab.repetitions; i++) {
        const base = currentScheme(project.workspace.store).number;
        values.push(
          await timed(() =>
            project.router.call('scheme.edit', { base, target: { steps: [step as SchemeStep] } }),
          ),
        );
        undone.push(await timed(() => project.router.call('history.undo', {})));
      }
      project.workspace.dispose();
      return { values, note: `undo ${Math.round(undone.toSorted((a, b) => a - b)[undone.length >> 1]!)} ms` };
    },
  },
  {
    name: 'steps/split',
    what: '20,000 spans of a type split by a list of words, for each annotation',
    unit: 'ms',
    async run(lab) {
      const project = await annotated(lab, 'split', 40_000);
      const count = (await project.router.call('scheme.counts', {})).span['ORG']!;
      const step: SchemeStep = {
        step: 'split',
        part: { kind: 'span', name: 'ORG' },
        by: { list: [{ type: 'HALF', words: ['words', 'nobody'], match: 'contains' }] },
        types: [
          { name: 'HALF', label: 'Half' },
          { name: 'REST', label: 'Rest' },
        ],
        rest: { type: 'REST' },
      };
      const values: number[] = [];
      for (let i = 0; i < Math.min(3, lab.repetitions); i++) {
        const apply = { job: newUid(), steps: [step], lose: true };
        values.push((await timed(() => project.router.call('scheme.apply', apply))) / count);
        const { asks } = await project.router.call('history.undo', { ask: true });
        await project.router.call('history.undo', { change: asks!.change, job: newUid() });
      }
      project.workspace.dispose();
      return { values };
    },
  },
  {
    name: 'steps/recheck/count',
    what: 'a guideline of a type of 100,000 spans given another meaning, and those to re-check counted',
    unit: 'ms',
    run: async (lab) => ({ values: (await rechecked(lab)).counts }),
  },
  {
    name: 'steps/recheck/page',
    what: 'a page of 200 of the list to re-check that follows, from its beginning and from its middle',
    unit: 'ms',
    run: async (lab) => ({ values: (await rechecked(lab)).pages }),
  },
];

function rechecked(lab: Lab): Promise<{ readonly counts: number[]; readonly pages: number[] }> {
  return lab.once('recheck', async () => {
    const project = await annotated(lab, 'recheck', 200_000);
    const { router, workspace } = project;
    const counts: number[] = [];
    const pages: number[] = [];
    for (let i = 0; i < lab.repetitions; i++) {
      const { number: base, scheme } = currentScheme(workspace.store);
      const guideline = `Organisations, as of version ${base}.`;
      const types = scheme.types.map((each) => (each.name === 'ORG' ? { ...each, guideline } : each));
      await router.call('scheme.edit', {
        base,
        target: { scheme: { ...scheme, types } },
        meaning: [{ kind: 'span', name: 'ORG' }],
      });
      counts.push(await timed(() => router.call('recheck.counts', {})));
      const page = { limit: 200 };
      const offset = Math.floor(50_000 * lab.scale);
      pages.push(await timed(() => router.call('recheck.list', page)));
      pages.push(await timed(() => router.call('recheck.list', { ...page, offset })));
    }
    workspace.dispose();
    return { counts, pages };
  });
}

/** A project with so many spans, by turns organisations and places. */
async function annotated(lab: Lab, name: string, spans: number): Promise<BenchProject> {
  const { importFile, newProject } = await lab.backend();
  const project = newProject(freshFolder(lab, `scheme-steps-${name}`));
  const documents = Math.max(1, Math.ceil((spans * lab.scale) / SPANS));
  lab.say(`importing ${documents * SPANS} spans`);
  const file = join(project.folder, 'annotated.jsonl');
  const out = createWriteStream(file);
  const line = async (value: object) => {
    if (!out.write(`${JSON.stringify(value)}\n`)) await once(out, 'drain');
  };
  const { analyst } = project.workspace.settings.value;
  await line({
    kind: 'header',
    format: 'postil-jsonl',
    version: 1,
    analysts: [analyst],
    sets: [{ id: project.set, name: analyst.name, kind: 'analyst', analyst: analyst.id }],
  });
  for (let document = 0; document < documents; document++) {
    const text = `Article ${document}. ${WORDS}`;
    await line({
      kind: 'document',
      id: newUid(),
      text,
      spans: Array.from({ length: SPANS }, (_, i) => {
        const [start, end] = [i * WIDTH + (document % 7), i * WIDTH + (document % 7) + 6 + (i % 9)];
        const type = i % 2 === 0 ? 'ORG' : 'GPE';
        return { id: newUid(), set: analyst.name, type, start, end, text: text.slice(start, end) };
      }),
    });
  }
  out.end();
  await once(out, 'finish');
  await importFile(project, file);
  return project;
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const begun = performance.now();
  await work();
  return performance.now() - begun;
}
