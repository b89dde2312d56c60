import { appendFileSync, fsyncSync, openSync } from 'node:fs';
import { withoutDialogs } from '../../../backend/workspace/host-bridge.ts';
import { Router } from '../../../backend/router.ts';
import { SettingsFile } from '../../../backend/workspace/settings.ts';
import { Workspace } from '../../../backend/workspace/workspace.ts';

// Tags as fast as it can until it is killed or asked to end. After each acknowledgement it appends the span's id to its own
// log and syncs it, so that the row knows what was reported as saved.
const [project = '', log = '', document = '', kind = 'cli'] = process.argv.slice(2);
const workspace = new Workspace(
  withoutDialogs(kind === 'desktop' ? 'desktop' : 'cli', `the ${kind} that is killed`),
  new SettingsFile(),
);
workspace.open(project);
const router = new Router(workspace);
const file = openSync(log, 'a');
const end = new AbortController();
process.once('SIGTERM', () => end.abort());
for (let i = 0; !end.signal.aborted; i = (i + 1) % 200) {
  const { span } = await router.call('spans.create', {
    document: document,
    type: 'PERSON',
    fragments: [[i, i + 3]],
  });
  appendFileSync(file, `${span.id}\n`);
  fsyncSync(file);
  if (i % 7 === 0) await router.call('spans.update', { id: span.id, attributes: { mention: 'nominal' } });
  if (i === 0) process.stdout.write('running\n');
  await new Promise((resolve) => setImmediate(resolve)); // lets signal handlers run
}
workspace.dispose();
