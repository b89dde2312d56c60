import { openStore } from '../../../db/connection/open.ts';

// Opens a project, migrating it if it is old, and is killed somewhere on the way.
const [project = ''] = process.argv.slice(2);
process.stdout.write('opening\n');
openStore(project, { program: 'the killed one' });
process.stdout.write('opened\n');
setInterval(() => undefined, 1000); // waits for its end
