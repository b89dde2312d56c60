import { withoutDialogs } from '../../../backend/workspace/host-bridge.ts';
import { Router } from '../../../backend/router.ts';
import { SettingsFile } from '../../../backend/workspace/settings.ts';
import { Workspace } from '../../../backend/workspace/workspace.ts';
import { newUid } from '../../../shared/model/uid.ts';

// Imports a file and is killed at some moment. Reports when it begins to write, so that some of the kills hit the
// transaction.
const [project = '', data = ''] = process.argv.slice(2);
const workspace = new Workspace(withoutDialogs('cli', 'the killed one'), new SettingsFile());
workspace.open(project);
workspace.listen((event) => {
  if (event.event === 'progress' && event.progress.message.startsWith('Writing'))
    process.stdout.write('writing\n');
});
const files = [workspace.files.admit(data).id];
await new Router(workspace).call('exchange.import', { job: newUid(), files });
process.stdout.write('imported\n');
setInterval(() => undefined, 1000); // waits with the project open until it is killed
