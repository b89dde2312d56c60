import { openStore } from '../../../db/connection/open.ts';

// Opens a project, which migrates an old one, and is killed at some moment.
const [project = ''] = process.argv.slice(2);
process.stdout.write('opening\n');
openStore(project, { program: 'the killed one' });
process.stdout.write('opened\n');
setInterval(() => undefined, 1000); // waits until it is killed
