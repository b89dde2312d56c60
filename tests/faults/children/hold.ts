import { openStore } from '../../../db/connection/open.ts';

// Holds a project in the middle of a write for `ms`, or of a read until it is killed.
const [project = '', kind = 'write', ms = '0'] = process.argv.slice(2);
const store = openStore(project, { program: 'the holder' });
store.db.raw.exec(kind === 'write' ? 'BEGIN IMMEDIATE' : 'BEGIN');
store.db.raw.prepare('SELECT count(*) FROM span').get();
process.stdout.write('holding\n');
if (kind === 'write')
  setTimeout(() => {
    store.db.raw.exec('ROLLBACK');
    store.close();
  }, Number(ms));
// The timer refers to the store: else the garbage collector would close the connection and release the lock.
else setInterval(() => store.path, 1000);
