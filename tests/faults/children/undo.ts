import { withoutDialogs } from '../../../backend/workspace/host-bridge.ts';
import { Router } from '../../../backend/router.ts';
import { SettingsFile } from '../../../backend/workspace/settings.ts';
import { Workspace } from '../../../backend/workspace/workspace.ts';

// Undoes the last change, a large import, and is killed at some moment.
const [project = '', config = ''] = process.argv.slice(2);
const workspace = new Workspace(withoutDialogs('cli', 'the killed one'), new SettingsFile(config));
workspace.open(project);
process.stdout.write('undoing\n');
const router = new Router(workspace);
const { asks } = await router.call('history.undo', { ask: true });
await router.call('history.undo', { change: asks!.change });
process.stdout.write('undone\n');
await workspace.removal;
process.stdout.write('removed\n');
setInterval(() => undefined, 1000); // waits with the project open until it is killed
