import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { SettingsFile } from '../../../backend/workspace/settings.ts';
import { partialPath, sweepLeftovers, temporaryFolder } from '../../../db/connection/temporary.ts';

// Creates the temporary files of an import and an export, and keeps running.
const [place = ''] = process.argv.slice(2);
sweepLeftovers(new SettingsFile().ledger);
temporaryFolder('import');
mkdirSync(partialPath(join(place, 'export')));
process.stdout.write('ready\n');
setInterval(() => undefined, 1000);
