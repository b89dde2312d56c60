import { useState } from 'react';
import { acceptSyncFolder, workLocally } from '../../commands/project.ts';
import { useHost, useWhyLocked } from '../../state/queries.ts';
import { Button } from '../../ui/Button.tsx';
import { FolderSync, LockKeyhole } from 'lucide-react';
import { Banner } from './Banner.tsx';

/**
 * Says that the project lies where it cannot be changed, or where work can be lost, until it is moved or that is accepted.
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
      label="Where the project lies"
      actions={
        <>
          <Button kind="primary" disabled={copying} onClick={() => void copy()}>
            {copying ? 'Copying and checking…' : 'Work on a local copy'}
          </Button>
          {locked === null && <Button onClick={() => void acceptSyncFolder()}>Leave it there</Button>}
        </>
      }
    >
      {warning}
    </Banner>
  );
}
