import { previewErasing } from '../../db/erase/preview.ts';
import type { Domain, Handlers } from '../context.ts';
import { eraseFromProject } from '../workspace/replace-project.ts';

export const eraseHandlers: Handlers<Domain<'erase'>> = {
  'erase.preview': ({ store }, { of, id }) => previewErasing(store, of, id),
  'erase.run': ({ workspace }, { of, id, names }) =>
    eraseFromProject(workspace, of === 'document' ? { of, id } : { of, id, names }),
};
