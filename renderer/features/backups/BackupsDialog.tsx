import { useBackups } from '../../state/backups.ts';
import { FolderOpen, Plus } from 'lucide-react';
import { useState } from 'react';
import { backUpNow, limitCopies, revealCopies } from '../../commands/backups.ts';
import { useCall, useHost } from '../../state/queries.ts';
import { Button } from '../../ui/Button.tsx';
import { sizeText } from '../../ui/bytes.ts';
import { ModalDialog } from '../../ui/ModalDialog.tsx';
import { TextInput } from '../../ui/TextInput.tsx';
import controls from '../../ui/controls.module.css';
import { CopyRow } from './CopyRow.tsx';
import styles from './backups.module.css';
import { TEXTS } from './texts.ts';

/** The backups of the project: lists, makes and restores them. Also offered when the project cannot be opened. */
export function BackupsDialog({ onClose }: { onClose: () => void }) {
  const host = useHost();
  const { making } = useBackups();
  const [asked, setAsked] = useState<string | null>(null);
  const { data, error } = useCall('backups.list', {});
  if (error)
    return (
      <ModalDialog title={TEXTS.title} onClose={onClose}>
        <p className={controls.refusal} role="alert">
          {error.message}
        </p>
      </ModalDialog>
    );
  if (!data) return null;
  const { project, folder, copies, limit, automatic, reveals } = data;
  return (
    <ModalDialog title={TEXTS.titleOf(project)} onClose={onClose} wide>
      <p className={styles.about}>{TEXTS.about}</p>
      <div className={styles.tools}>
        {host?.open && (
          <Button kind="primary" disabled={making} onClick={() => void backUpNow()} autoFocus>
            <Plus size={15} aria-hidden /> {making ? TEXTS.making : TEXTS.make}
          </Button>
        )}
        {reveals && copies.length > 0 && (
          <Button onClick={() => revealCopies()}>
            <FolderOpen size={15} aria-hidden /> {TEXTS.showFolder}
          </Button>
        )}
        <span className={styles.folder} title={folder}>
          {TEXTS.in} <bdi>{folder}</bdi>
        </span>
      </div>
      {copies.length === 0 ? (
        <p className={styles.none}>{host?.open ? TEXTS.none : TEXTS.noneRefused}</p>
      ) : (
        <ul className={styles.list} aria-label={TEXTS.list}>
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
          {TEXTS.limitBefore}
          <TextInput
            aria-label={TEXTS.limitLabel}
            value={String(limit / 1e9)}
            onCommit={(text) => {
              const gigabytes = Number(text.replace(',', '.'));
              if (gigabytes >= 0.1 && gigabytes <= 10_000) void limitCopies(gigabytes * 1e9);
            }}
          />
          {TEXTS.limitAfter(automatic === 0 ? null : sizeText(automatic))}
        </label>
        <Button onClick={onClose}>{TEXTS.close}</Button>
      </div>
    </ModalDialog>
  );
}
