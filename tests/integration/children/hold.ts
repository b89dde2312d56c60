import { openStore } from '../../../db/connection/open.ts';

// Holds a project open until it is killed; with `lock`, in the middle of a write.
const [project = '', lock] = process.argv.slice(2);
const store = openStore(project, { program: 'the holder' });
if (lock === 'lock') store.db.raw.exec('BEGIN IMMEDIATE');
process.stdout.write('holding\n');
// The timer refers to the store: else the garbage collector would close the connection and release the lock.
setInterval(() => store.path, 1000);
