import { withoutDialogs } from '../backend/workspace/host-bridge.ts';
import { Router } from '../backend/router.ts';
import { SettingsFile } from '../backend/workspace/settings.ts';
import { Workspace } from '../backend/workspace/workspace.ts';
import { WebServer } from '../host/web-server.ts';

/** The web host of `npm run dev`: without pages, which Vite serves, and with a link that does not change. */
const { POSTIL_DEV_PORT, POSTIL_DEV_TOKEN } = process.env;
const workspace = new Workspace(withoutDialogs('web', 'the development host'), new SettingsFile());
workspace.open(process.argv[2]!);
const server = new WebServer(
  new Router(workspace),
  { get: () => undefined },
  {
    ...(POSTIL_DEV_TOKEN !== undefined && { token: POSTIL_DEV_TOKEN }),
  },
);
await server.listen(Number(POSTIL_DEV_PORT));

process.once('SIGTERM', () => {
  void server.close().then(() => {
    workspace.dispose();
    process.exit(0);
  });
});
