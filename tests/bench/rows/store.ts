import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { sql } from '../../../db/connection/connection.ts';
import type { Lab } from '../lab.ts';
import { importFile, newProject, writeJsonl, type BenchProject } from '../project.ts';
import { rawCommits } from '../raw-store.ts';
import type { BenchRow } from '../row.ts';
import { freeWords, workload, type Workload } from '../workload/workload.ts';

const COMMITS = 300;
export const storeRows: readonly BenchRow[] = [
  {
    name: 'store/command/tag',
    what: 'a tag through the router: journalled and committed; floor: one row in one durable commit',
    unit: 'ms',
    async run(lab) {
      const project = newProject(freshFolder(lab, 'command'));
      const made = workload('W2', { set: project.set });
      await bring(project, [{ ...made, spans: [] }]);
      const values: number[] = [];
      for (const fragment of freeWords(made, COMMITS)) {
        const begun = performance.now();
        await project.router.call('spans.create', {
          document: made.document.id,
          type: 'PERSON',
          fragments: [[...fragment]],
        });
        values.push(performance.now() - begun);
      }
      project.workspace.dispose();
      return { values, floor: rawCommits(join(project.folder, 'raw.sqlite'), COMMITS) };
    },
  },
];

export async function bring(project: BenchProject, workloads: readonly Workload[]): Promise<void> {
  const file = join(project.folder, 'data.jsonl');
  await writeJsonl(file, project, workloads);
  await importFile(project, file);
  const stored = project.workspace.store.db.value<number>(sql`SELECT count(*) FROM document`);
  if (stored !== workloads.length) throw new Error('the documents did not arrive');
}

export function freshFolder(lab: Lab, name: string): string {
  const folder = join(lab.folder, name);
  mkdirSync(folder);
  return folder;
}
