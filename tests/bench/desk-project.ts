import { createWriteStream, rmSync } from 'node:fs';
import { once } from 'node:events';
import { join } from 'node:path';
import { newUid } from '../../shared/model/uid.ts';
import { copyOfKept } from './kept-project.ts';
import type { Lab } from './lab.ts';
import { importFile, newProject } from './project.ts';
import { workload } from './workload/workload.ts';

/** What an analyst has on the desk after a few months. */
export const DESK = { documents: 20_000, spans: 10, entities: 3_000 } as const;
/** Proposals of a model: enough for a sitting of reviewing. */
const PROPOSED = { documents: 200, each: 5 } as const;
/** Different texts; each is in many documents, under a title of its own. */
const TEXTS = 40;

/** Returns the folder of a copy of the project, with its journal, entities and an open review. */
export function deskFolder(lab: Lab): Promise<string> {
  return lab.once('desk-project', () =>
    copyOfKept(lab, { name: `desk-${DESK.documents}`, module: import.meta.url, make }),
  );
}

async function make(folder: string): Promise<void> {
  const project = newProject(folder);
  try {
    const file = join(folder, 'desk.jsonl');
    const out = createWriteStream(file);
    for (const line of lines(project.set, project.workspace.settings.value.analyst))
      if (!out.write(`${JSON.stringify(line)}\n`)) await once(out, 'drain');
    out.end();
    await once(out, 'finish');
    await importFile(project, file);
    await project.router.call('review.open', { job: newUid() });
    rmSync(file);
  } finally {
    project.workspace.dispose();
  }
}

function* lines(set: string, analyst: { readonly id: string; readonly name: string }): Generator<object> {
  const model = { id: newUid(), name: 'model', kind: 'model', model: { name: 'model' } };
  yield {
    kind: 'header',
    format: 'postil-jsonl',
    version: 1,
    analysts: [analyst],
    sets: [{ id: set, name: analyst.name, kind: 'analyst', analyst: analyst.id }, model],
  };
  const entities = Array.from({ length: DESK.entities }, (_, i) => ({
    id: newUid(),
    name: `${NAMES[i % NAMES.length]} ${NAMES[(i * 7 + 3) % NAMES.length]} ${i}`,
    type: 'PERSON',
  }));
  for (const entity of entities) yield { kind: 'entity', ...entity, aliases: [], externalIds: [] };
  const texts = Array.from({ length: TEXTS }, (_, i) => workload('W1', { seed: i + 1 }));
  for (let i = 0; i < DESK.documents; i++) {
    const { document, spans } = texts[i % TEXTS]!;
    const line = (n: number, name: string, score?: number) => {
      const { type, fragments } = spans[n]!;
      const [start, end] = fragments[0]!;
      const linked = name === analyst.name &&
        type === 'PERSON' && [entities[(i * 13 + n) % DESK.entities]!.id];
      return {
        id: newUid(),
        set: name,
        type,
        start,
        end,
        ...(linked && { entities: linked }),
        ...(score !== undefined && { score }),
      };
    };
    const own = Array.from({ length: DESK.spans }, (_, n) => line(n * 6, analyst.name));
    const proposed = Array.from({ length: i < PROPOSED.documents ? PROPOSED.each : 0 }, (_, n) =>
      line(n * 6 + 3, model.name, ((i * 5 + n) % 100) / 100),
    );
    yield {
      kind: 'document',
      ...document,
      id: newUid(),
      title: `${document.title} ${i}`,
      origin: { name: `${i}.txt` },
      spans: [...own, ...proposed],
    };
  }
}

const NAMES =
  'Ada Bo Cem Dana Elif Finn Gül Hugo Ines Jan Kira Lale Mara Nils Odell Petra Rana Selin Tom Vera'.split(
    ' ',
  );
