import { ComparedSets } from '../comparison.ts';
import type { Domain, Handlers } from '../context.ts';

export const comparisonHandlers: Handlers<Domain<'comparison'>> = {
  'comparison.scores': async ({ store, signal, progress }, { source, target, scope }) => ({
    result: await new ComparedSets(store, source, target, scope).scores({
      signal,
      progress: (done, total) => progress(done, total, 'documents', 'Comparing'),
    }),
    change: null,
  }),
  'comparison.cases': ({ store }, { source, target, scope, filter, after, limit }) =>
    new ComparedSets(store, source, target, scope).cases(filter, after, limit),
};
