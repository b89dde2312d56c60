import { openProject } from '../project.ts';

/** Prints the memory of the backend in bytes: with a project open and used, or with none. */
const [folder = '', what] = process.argv.slice(2);
if (what === 'open') {
  const { router } = openProject(folder);
  await router.call('project.info', {});
  await router.call('documents.list', { limit: 200 });
  await router.call('search.hits', { text: 'minister' });
}
process.stdout.write(String(process.memoryUsage().rss));
process.exit();
