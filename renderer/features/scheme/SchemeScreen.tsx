import { Download, History, Upload } from 'lucide-react';
import { useRef, useState } from 'react';
import type { Scheme } from '../../../shared/model/scheme.ts';
import { partKey, partsOf } from '../../../shared/scheme-edit/names.ts';
import { planImport, type IncomingScheme } from '../../commands/scheme-files.ts';
import { useCall } from '../../state/queries.ts';
import { openQueue, useSchemeEdit } from '../../state/scheme-edit.ts';
import { toastError } from '../../state/view.ts';
import { Button } from '../../ui/Button.tsx';
import { Writing } from '../../ui/Writing.tsx';
import screens from '../../ui/screen.module.css';
import { SplitQueue } from '../scheme-steps/SplitQueue.tsx';
import { TEXTS as STEPS } from '../scheme-steps/texts.ts';
import { ExportDialog } from './ExportDialog.tsx';
import { ImportDialog } from './ImportDialog.tsx';
import { MeaningDialog } from './MeaningDialog.tsx';
import { PartEditor } from './PartEditor.tsx';
import { PartList } from './PartList.tsx';
import { VersionsDialog } from './VersionsDialog.tsx';
import styles from './scheme.module.css';
import { TEXTS } from './texts.ts';
import { WholeScheme } from './WholeScheme.tsx';

/** The annotation scheme: its parts on the left, the selected one on the right. Each change creates a version. */
export function SchemeScreen({ scheme }: { scheme: Scheme }) {
  const { part, refusal, asking, queue } = useSchemeEdit();
  const [versions, setVersions] = useState(false);
  const [exporting, setExporting] = useState(false);
  const [incoming, setIncoming] = useState<IncomingScheme | null>(null);
  const leftovers = useCall('scheme.leftovers', {}, { keep: true }).data?.counts ?? [];
  const waiting = leftovers.find(({ left }) => left > 0);
  const queued = queue === null ? undefined : scheme.types.find(({ name }) => name === queue);
  const file = useRef<HTMLInputElement>(null);
  // An undo may have removed the part.
  const shown = part && partsOf(scheme).some((each) => partKey(each) === partKey(part)) ? part : null;
  return (
    <main className={screens.screen} data-region="text" aria-label={TEXTS.screen}>
      <header className={styles.tools}>
        <h1>{scheme.name}</h1>
        {waiting && <Button onClick={() => openQueue(waiting.type)}>{STEPS.queue(waiting.left)}</Button>}
        <Button kind="quiet" onClick={() => setVersions(true)}>
          <History size={14} aria-hidden /> {TEXTS.versions}
        </Button>
        <Writing>
          <Button kind="quiet" onClick={() => file.current?.click()}>
            <Upload size={14} aria-hidden /> {TEXTS.import}
          </Button>
        </Writing>
        <Button kind="quiet" onClick={() => setExporting(true)}>
          <Download size={14} aria-hidden /> {TEXTS.export}
        </Button>
        <input
          ref={file}
          type="file"
          accept=".json,.conf,.csv,.tsv,.xlsx"
          multiple
          hidden
          onChange={({ target }) => {
            const chosen = [...(target.files ?? [])];
            if (chosen.length > 0) planImport(chosen).then(setIncoming).catch(toastError);
            target.value = '';
          }}
        />
      </header>
      <div className={styles.columns}>
        <PartList scheme={scheme} part={shown} />
        <div className={styles.editor}>
          {refusal !== null && (
            <p className={styles.refusal} role="alert">
              {refusal}
            </p>
          )}
          {shown ? (
            <Writing>
              <PartEditor key={partKey(shown)} part={shown} scheme={scheme} />
            </Writing>
          ) : (
            <Writing>
              <WholeScheme scheme={scheme} />
            </Writing>
          )}
        </div>
      </div>
      {queued && <SplitQueue type={queued} scheme={scheme} onClose={() => openQueue(null)} />}
      {versions && <VersionsDialog onClose={() => setVersions(false)} />}
      {exporting && <ExportDialog onClose={() => setExporting(false)} />}
      {asking && <MeaningDialog {...asking} />}
      {incoming && <ImportDialog {...incoming} onClose={() => setIncoming(null)} />}
    </main>
  );
}
