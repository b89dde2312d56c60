import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { startHost } from '../../support/hosts/index.ts';
import { importFile, newProject, writeJsonl } from '../project.ts';
import type { BenchRow } from '../row.ts';
import { workload } from '../workload/workload.ts';

/** The first document that a person opens from the list in a newly started program. */
export const openDocumentRow: BenchRow = {
  name: 'document/open/W1',
  what: 'from the click in the list to readable text, cold; floor: the text as paragraphs in a fresh page',
  unit: 'ms',
  async run(lab) {
    const folder = join(lab.folder, 'document');
    mkdirSync(folder);
    const project = newProject(folder);
    const file = join(folder, 'data.jsonl');
    const made = Array.from({ length: 20 }, (_, i) => workload('W1', { seed: i + 1, set: project.set }));
    await writeJsonl(file, project, made);
    await importFile(project, file);
    project.workspace.dispose();
    const { title } = made[4]!.document;
    const values: number[] = [];
    const floor: number[] = [];
    const host = await startHost('web', {
      home: folder,
      config: join(folder, 'config'),
      file: project.path,
    });
    try {
      for (let i = 0; i < lab.repetitions; i++) {
        lab.say(`opening a document, ${i + 1} of ${lab.repetitions}`);
        if (i > 0) await host.restart(project.path);
        await host.page.locator('.ProseMirror .seg').first().waitFor();
        await host.page.waitForTimeout(300); // lets the start end
        const opened = host.page.evaluate(timeToText, title);
        await host.page.getByRole('option', { name: title }).click();
        values.push(await opened);
        const plain = await lab.page((page) =>
          page.evaluate(() => window.bench.prepare('plain', 'W1').then(() => window.bench.open())),
        );
        floor.push(plain);
      }
    } finally {
      await host.close();
    }
    return { values, floor };
  },
};

/** Runs in the page: ms from the next click to the end of the frame in which the editor shows the text. */
function timeToText(wanted: string): Promise<number> {
  return new Promise((resolve, reject) => {
    setTimeout(() => reject(new Error('the document was not shown within 10 s')), 10_000);
    addEventListener(
      'pointerdown',
      ({ timeStamp }) => {
        const look = () => {
          const text = document.querySelector('.ProseMirror .block')?.textContent ?? '';
          if (text !== wanted) return requestAnimationFrame(look);
          const { port1, port2 } = new MessageChannel();
          port1.onmessage = () => resolve(performance.now() - timeStamp);
          port2.postMessage(null);
          return 0;
        };
        requestAnimationFrame(look);
      },
      { capture: true, once: true },
    );
  });
}
