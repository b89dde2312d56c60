import { openStore } from '../../../db/connection/open.ts';

// Holds a project open until it is killed; with `lock`, in the middle of a write.
const [project = '', lock] = process.argv.slice(2);
const store = openStore(project, { program: 'the holder' });
if (lock === 'lock') store.db.raw.exec('BEGIN IMMEDIATE');
process.stdout.write('holding\n');
// Referred to, or the collector would close the connection and let the lock go.
setInterval(() => store.path, 1000);
