import { FolderOpen, Plus } from 'lucide-react';
import { useState } from 'react';
import { backUpNow, limitCopies, revealCopies, useBackups } from '../../commands/backups.ts';
import { useCall, useHost } from '../../state/queries.ts';
import { Button } from '../../ui/Button.tsx';
import { sizeText } from '../../ui/bytes.ts';
import { ModalDialog } from '../../ui/ModalDialog.tsx';
import { TextInput } from '../../ui/TextInput.tsx';
import controls from '../../ui/controls.module.css';
import { CopyRow } from './CopyRow.tsx';
import styles from './backups.module.css';

/** The copies of the project: made by themselves, made now, put back. Offered too when the project cannot be opened. */
export function BackupsDialog({ onClose }: { onClose: () => void }) {
  const host = useHost();
  const { making } = useBackups();
  const [asked, setAsked] = useState<string | null>(null);
  const { data, error } = useCall('backups.list', {});
  if (error)
    return (
      <ModalDialog title="Backups" onClose={onClose}>
        <p className={controls.refusal} role="alert">
          {error.message}
        </p>
      </ModalDialog>
    );
  if (!data) return null;
  const { project, folder, copies, limit, automatic, reveals } = data;
  return (
    <ModalDialog title={`Backups of ${project}`} onClose={onClose} wide>
      <p className={styles.about}>
        Postil makes them by itself: at most every 30 minutes while something changes, and when the project is
        closed. It keeps the 12 newest, and one for each of 10 days and 9 months. Those you make yourself stay
        until you remove them.
      </p>
      <div className={styles.tools}>
        {host?.open && (
          <Button kind="primary" disabled={making} onClick={() => void backUpNow()} autoFocus>
            <Plus size={15} aria-hidden /> {making ? 'Copying and checking…' : 'Back up now'}
          </Button>
        )}
        {reveals && copies.length > 0 && (
          <Button onClick={() => revealCopies()}>
            <FolderOpen size={15} aria-hidden /> Show the folder
          </Button>
        )}
        <span className={styles.folder} title={folder}>
          in <bdi>{folder}</bdi>
        </span>
      </div>
      {copies.length === 0 ? (
        <p className={styles.none}>
          {host?.open
            ? 'None yet: the first is made within half an hour of your first change, or when you close the project.'
            : 'There are none. If a copy lies elsewhere, open it as a project.'}
        </p>
      ) : (
        <ul className={styles.list} aria-label="Backups, newest first">
          {copies.map((copy) => (
            <CopyRow
              key={copy.name}
              copy={copy}
              asked={asked === copy.name}
              onAsk={(ask) => setAsked(ask ? copy.name : null)}
            />
          ))}
        </ul>
      )}
      <div className={styles.foot}>
        <label className={styles.limit}>
          Automatic copies may take
          <TextInput
            aria-label="Gigabytes that automatic copies may take"
            value={String(limit / 1e9)}
            onCommit={(text) => {
              const gigabytes = Number(text.replace(',', '.'));
              if (gigabytes >= 0.1 && gigabytes <= 10_000) void limitCopies(gigabytes * 1e9);
            }}
          />
          GB; they take {automatic === 0 ? 'nothing yet' : sizeText(automatic)}.
        </label>
        <Button onClick={onClose}>Close</Button>
      </div>
    </ModalDialog>
  );
}
