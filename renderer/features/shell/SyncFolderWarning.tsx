import { useState } from 'react';
import { acceptSyncFolder, workLocally } from '../../commands/project.ts';
import { useHost, useWhyLocked } from '../../state/queries.ts';
import { Button } from '../../ui/Button.tsx';
import { FolderSync, LockKeyhole } from 'lucide-react';
import { Banner } from './Banner.tsx';
import { TEXTS } from './texts.ts';

/**
 * Warns that the project is read-only, or that its folder is synchronised and work could be lost, until it is moved or the
 * warning is accepted.
 */
export function SyncFolderWarning() {
  const host = useHost();
  const locked = useWhyLocked();
  const warning = locked ?? host?.syncFolder;
  const [copying, setCopying] = useState(false);
  if (!warning) return null;
  const copy = async () => {
    setCopying(true);
    await workLocally();
    setCopying(false);
  };
  return (
    <Banner
      icon={locked === null ? FolderSync : LockKeyhole}
      label={TEXTS.projectLocation}
      actions={
        <>
          <Button kind="primary" disabled={copying} onClick={() => void copy()}>
            {copying ? TEXTS.copying : TEXTS.workLocally}
          </Button>
          {locked === null && <Button onClick={() => void acceptSyncFolder()}>{TEXTS.keepLocation}</Button>}
        </>
      }
    >
      {warning}
    </Banner>
  );
}
