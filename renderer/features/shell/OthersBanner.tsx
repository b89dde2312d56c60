import { useState } from 'react';
import { useHost } from '../../state/queries.ts';
import { Button } from '../../ui/Button.tsx';
import { Users } from 'lucide-react';
import { Banner } from './Banner.tsx';

/** Says which other programs have the project open, until it is dismissed; of one that comes later it says so again. */
export function OthersBanner() {
  const others = useHost()?.others ?? [];
  const [dismissed, setDismissed] = useState<readonly string[]>([]);
  if (others.every((other) => dismissed.includes(other))) return null;
  return (
    <Banner
      icon={Users}
      label="Other programs"
      actions={<Button onClick={() => setDismissed(others)}>Dismiss</Button>}
    >
      This project is also open in {others.join(' and ')}. You can go on working: each shows what the other
      writes.
    </Banner>
  );
}
