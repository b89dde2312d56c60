import { useState } from 'react';
import { acceptPlace, workLocally } from '../../commands/project.ts';
import { useHost, useWhyLocked } from '../../state/queries.ts';
import { Button } from '../../ui/Button.tsx';
import { FolderSync, LockKeyhole } from 'lucide-react';
import { Banner } from './Banner.tsx';

/**
 * Says that the project lies where it cannot be changed, or where work can be lost, until it is moved or that is accepted.
 */
export function PlaceWarning() {
  const host = useHost();
  const locked = useWhyLocked();
  const place = locked ?? host?.place;
  const [copying, setCopying] = useState(false);
  if (!place) return null;
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
          {locked === null && <Button onClick={() => void acceptPlace()}>Leave it there</Button>}
        </>
      }
    >
      {place}
    </Banner>
  );
}
