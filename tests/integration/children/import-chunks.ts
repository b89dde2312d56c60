import { SettingsFile } from '../../../backend/workspace/settings.ts';
import { importInChunks } from '../../support/large-import.ts';

// Imports a file in small chunks; the test may kill it at any moment. Prints a line each time it checks for cancellation, so
// that the test knows when writing is well under way.
const [project = '', config = '', data = ''] = process.argv.slice(2);
const asked = () => {
  process.stdout.write('going on\n');
  return false;
};
const { result } = await importInChunks(project, new SettingsFile(config).actor, data, {
  isCancelled: asked,
});
process.stdout.write(`imported ${result.documents}\n`);
setInterval(() => undefined, 1000); // waits until it is killed
