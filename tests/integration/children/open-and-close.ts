import { openStore } from '../../../db/connection/open.ts';

// A second program that opens and closes a project.
const [path = ''] = process.argv.slice(2);
openStore(path, { program: 'the other' }).close();
process.stdout.write('closed\n');
setInterval(() => undefined, 1000);
