import { withoutDialogs } from '../../../backend/workspace/host-bridge.ts';
import { Router } from '../../../backend/router.ts';
import { SettingsFile } from '../../../backend/workspace/settings.ts';
import { Workspace } from '../../../backend/workspace/workspace.ts';
import { WebServer } from '../../../host/web-server.ts';

// The web host without its pages: prints its link, and ends when asked to.
const [project = ''] = process.argv.slice(2);
const workspace = new Workspace(withoutDialogs('web', 'the web host'), new SettingsFile());
workspace.open(project);
const server = new WebServer(new Router(workspace), { get: () => undefined });
process.stdout.write(`${await server.listen(0)}\n`);
process.once('SIGTERM', () => {
  void server.close().then(() => {
    workspace.dispose();
    process.exit(0);
  });
});
