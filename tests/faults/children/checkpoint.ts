import { withoutDialogs } from '../../../backend/workspace/host-bridge.ts';
import { Router } from '../../../backend/router.ts';
import { SettingsFile } from '../../../backend/workspace/settings.ts';
import { Workspace } from '../../../backend/workspace/workspace.ts';

// Tags as fast as it can and checkpoints the journal into the file every few writes, until it is killed. A copy of the files
// made meanwhile can have any combination of old and new.
const [project = '', document = ''] = process.argv.slice(2);
const workspace = new Workspace(withoutDialogs('cli', 'the one that is copied'), new SettingsFile());
workspace.open(project);
const router = new Router(workspace);
const kinds = ['PASSIVE', 'RESTART', 'TRUNCATE'] as const;
for (let i = 0; ; i++) {
  await router.call('spans.create', { document, type: 'PERSON', fragments: [[i % 2000, (i % 2000) + 3]] });
  if (i % 5 === 4) workspace.store.db.raw.pragma(`wal_checkpoint(${kinds[((i / 5) % 3) | 0]})`);
  if (i === 0) process.stdout.write('running\n');
  await new Promise((resolve) => setImmediate(resolve));
}
