import type { InputOf } from '../../shared/contract/index.ts';
import { newUid } from '../../shared/model/uid.ts';
import { call } from '../api.ts';
import { currentProject } from '../state/project.ts';
import { toast, toastError } from '../state/view.ts';
import { TEXTS } from './texts.ts';

/** Exports the claims of a filter as a table: into a folder chosen in the dialog, or beside the project. */
export async function exportClaims(query: Omit<InputOf<'claims.export'>, 'job' | 'folder'>): Promise<void> {
  try {
    const { dialogs } = await call('host.info', {});
    const suggestion = `${currentProject()?.name ?? TEXTS.project}-claims`;
    const folder = dialogs ? (await call('host.pickFolder', { suggestion })).folder : undefined;
    if (folder === null) return;
    const report = await call('claims.export', {
      ...query,
      job: newUid(),
      ...(folder && { folder: folder.id }),
    });
    toast(TEXTS.claimsExported(report.claims, report.folder));
  } catch (error) {
    toastError(error);
  }
}
