import { statSync } from 'node:fs';
import { join } from 'node:path';
import { withoutDialogs } from '../../../backend/workspace/host-bridge.ts';
import { Router } from '../../../backend/router.ts';
import { SettingsFile } from '../../../backend/workspace/settings.ts';
import { Workspace } from '../../../backend/workspace/workspace.ts';
import { audit, makeProject, promise } from '../project.ts';
import { nothing, type FaultRow } from '../row.ts';

/** A warning must have been shown before the journal exceeds this size (bytes). */
const LARGE = 300 * 1024 * 1024;
/** The journal is checked once per this many writes. */
const LOOK = 500;
const TOLD_EVERY = 10_000;

export const readerRow: FaultRow = {
  number: 14,
  name: 'reader',
  fault: 'a long reader during 100,000 writes: the journal bounded, or a warning; small again afterwards',
  unit: 'writes',
  quick: 0,
  full: 100_000,
  needs: nothing,
  async run(writes, lab) {
    const place = lab.place('reader');
    const { path, document } = await makeProject(place);
    const reader = lab.start('hold', [path, 'read'], place);
    await reader.said('holding');
    const workspace = new Workspace(
      withoutDialogs('desktop', 'the writer'),
      new SettingsFile(join(place, 'config')),
    );
    let warning: string | undefined;
    workspace.listen((event) => {
      if (event.event === 'alarm') warning ??= event.message;
    });
    workspace.open(path);
    const router = new Router(workspace);
    const bytes = () => statSync(`${path}-wal`).size;
    let largest = 0;
    try {
      const { span } = await router.call('spans.create', {
        document: document,
        type: 'PERSON',
        fragments: [[0, 3]],
      });
      for (let i = 1; i < writes; i++) {
        await router.call('spans.update', {
          id: span.id,
          attributes: { mention: i % 2 === 0 ? 'nominal' : 'name' },
        });
        if (i % LOOK > 0 && i < writes - 1) continue;
        largest = Math.max(largest, bytes());
        promise(largest < LARGE || warning !== undefined, `write ${i}`, `${largest} bytes and no warning`);
        if (i % TOLD_EVERY === 0) lab.say(`  ${i} writes, ${megabytes(bytes())}`);
      }
      if (warning !== undefined) {
        const who = `pid ${reader.process.pid}`;
        promise(warning.includes(who), 'in the end', `“${warning}” does not name ${who}`);
      }
      await reader.kill();
      // The first write without a reader restarts the journal.
      for (let i = 0; i < 2; i++)
        await router.call('spans.update', {
          id: span.id,
          attributes: { mention: i === 0 ? 'nominal' : 'name' },
        });
      promise(bytes() <= LARGE, 'after the reader', `the journal still has ${bytes()} bytes`);
    } finally {
      workspace.dispose();
    }
    audit(path, 'in the end');
    return {
      runs: writes,
      detail: `largest journal ${megabytes(largest)}, ${warning === undefined ? 'no warning' : 'told'}`,
    };
  },
};

const megabytes = (bytes: number) => `${Math.round(bytes / 1024 / 1024)} MB`;
