import { create } from 'zustand';
import type { Uid } from '../../shared/model/uid.ts';
import { useView } from './view.ts';

interface ExportOf {
  /** The documents that the export dialog offers first; `null` for all. */
  readonly documents: Uid[] | null;
  readonly name: string;
}

/** The documents for which the export dialog was opened. */
export const useExportOf = create<ExportOf>()(() => ({ documents: null, name: '' }));

useView.subscribe(({ dialog }) => {
  if (dialog === null && useExportOf.getState().documents !== null)
    useExportOf.setState({ documents: null, name: '' });
});
