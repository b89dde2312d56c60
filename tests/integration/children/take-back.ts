import { nextRedo, nextUndo } from '../../../db/journal/choose.ts';
import { openStore } from '../../../db/connection/open.ts';
import { runTakeBack } from '../../../backend/jobs/take-back.ts';
import { SettingsFile } from '../../../backend/workspace/settings.ts';

// Undoes or redoes the last change in the way of large changes; the test may kill it at any moment. Prints a line when it
// begins, when other programs see the result, and at each step.
const [project = '', config = '', verb = ''] = process.argv.slice(2);
const say = (words: string) => process.stdout.write(`${words}\n`);
const { actor } = new SettingsFile(config);
const store = openStore(project, { program: 'undo' });
const found = (verb === 'Undo' ? nextUndo : nextRedo)(store.db, actor.analyst.id);
if (!found) throw new Error(`there is nothing to ${verb}`);
say('begins');
await runTakeBack(
  {
    store,
    actor,
    onDone: () => void say('seen'),
    progress: (done) => void say(`at ${done}`),
  },
  { do: verb === 'Undo' ? 'Undo' : 'Redo', found },
);
store.close();
say('finished');
setInterval(() => undefined, 1000); // waits until it is killed
