import { openStore } from '../../../db/connection/open.ts';

// Another program that opens a project and closes it.
const [path = ''] = process.argv.slice(2);
openStore(path, { program: 'the other' }).close();
process.stdout.write('closed\n');
setInterval(() => undefined, 1000);
