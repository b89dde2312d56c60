import { SettingsFile } from '../../../backend/workspace/settings.ts';
import { importInChunks } from '../../support/large-import.ts';

// Imports a file in small chunks and is killed somewhere on the way, or not. Says each time it was asked whether it shall
// stop, so that a test knows when the writing is well under way.
const [project = '', config = '', data = ''] = process.argv.slice(2);
const asked = () => {
  process.stdout.write('going on\n');
  return false;
};
const { result } = await importInChunks(project, new SettingsFile(config).actor, data, {
  isCancelled: asked,
});
process.stdout.write(`imported ${result.documents}\n`);
setInterval(() => undefined, 1000); // waits for its end
