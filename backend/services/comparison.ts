import { ComparedSets } from '../comparison/comparison.ts';
import type { Domain, Handlers, JobContext } from '../context.ts';
import { exportAgreement } from '../jobs/agreement-export.ts';
import { exportFolder } from '../jobs/output.ts';

export const comparisonHandlers: Handlers<Domain<'comparison'>> = {
  'comparison.scores': async (context, { source, target, scope }) => ({
    result: await new ComparedSets(context.store, source, target, scope).scores(comparing(context)),
    change: null,
  }),
  'comparison.export': async (context, { source, target, scope, folder }) => {
    const { store, files } = context;
    const scores = await new ComparedSets(store, source, target, scope).scores(comparing(context));
    const out = folder === undefined ? exportFolder(store.path, 'numbers') : files.resolve(folder).path;
    return { result: await exportAgreement(scores, out), change: null };
  },
  'comparison.examples': ({ store }, { source, target, scope, filter, after, limit }) =>
    new ComparedSets(store, source, target, scope).examples(filter, after, limit),
};

function comparing({ signal, progress }: JobContext) {
  return {
    signal,
    progress: (done: number, total: number) => progress(done, total, 'documents', 'Comparing'),
  };
}
