import { join, resolve } from 'node:path';
import { listHandedOut } from '../../db/exports/handed-out.ts';
import { PostilError } from '../../shared/contract/errors.ts';
import { FORMATS } from '../../shared/formats/registry.ts';
import { canRead, cannotHoldOf, canWrite } from '../../shared/formats/define.ts';
import type { Domain, Handlers } from '../context.ts';
import { countExport, exportInputOf, previewExport } from '../jobs/export.ts';
import { MANIFEST } from '../jobs/manifest.ts';
import { printableArticle } from '../jobs/printable.ts';
import { exportFolder } from '../jobs/output.ts';
import { exportInThread } from '../jobs/export-in-thread.ts';
import { importInThread } from '../jobs/import-in-thread.ts';
import { MESSAGES } from './messages.ts';

/** The length of the sample of an export's first file in a preview, in UTF-16 code units. */
const SAMPLE = 4000;

export const exchangeHandlers: Handlers<Domain<'exchange'>> = {
  'exchange.formats': () => ({
    formats: FORMATS.map((format) => ({
      id: format.id,
      label: format.label,
      extensions: [...format.extensions],
      reads: canRead(format),
      writes: canWrite(format),
      sets: format.sets,
      offsetUnit: format.offsetUnit,
      options: [...format.options],
      readingOptions: [...(format.readingOptions ?? [])],
      cannotHold: cannotHoldOf(format),
    })),
  }),
  'exchange.import': (context, { job: _, files, ...input }) =>
    importInThread(context, { ...input, files: files.map((id) => context.files.resolve(id)) }),
  'exchange.preview': ({ store }, input) => previewExport(store, input, SAMPLE),
  'exchange.printable': ({ store }, { document, set }) => printableArticle(store, document, set),
  'exchange.count': async (context, input) => ({
    result: await countExport(context.store, input, context),
    change: null,
  }),
  'exchange.export': async (context, { folder, ...selection }) => {
    const input = exportInputOf(context, selection);
    const out =
      folder === undefined
        ? exportFolder(context.store.path, input.format)
        : context.files.resolve(folder).path;
    return { result: await exportInThread(context.store.path, out, input, context), change: null };
  },
  'exchange.reveal': ({ workspace }, { folder }) => {
    const { reveal } = workspace.bridge;
    if (!reveal) throw new PostilError('refused', MESSAGES.noFolderInBrowser);
    const exported = listHandedOut(workspace.store.db).find(
      ({ path, there }) => there && path === resolve(folder),
    );
    if (!exported) throw new PostilError('not-found', MESSAGES.noExportThere(folder), { file: folder });
    // The manifest is in every export; to show it opens the folder.
    reveal(join(exported.path, MANIFEST));
    return {};
  },
  'exchange.cancel': ({ workspace }, { job }) => {
    workspace.jobs.abort(job);
    return {};
  },
};
