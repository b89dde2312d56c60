import { useState } from 'react';
import { useHost } from '../../state/queries.ts';
import { Button } from '../../ui/Button.tsx';
import { Users } from 'lucide-react';
import { Banner } from './Banner.tsx';
import { TEXTS } from './texts.ts';

/** Names the other programs that have the project open, until dismissed; a program that opens it later is reported again. */
export function OthersBanner() {
  const others = useHost()?.others ?? [];
  const [dismissed, setDismissed] = useState<readonly string[]>([]);
  if (others.every((other) => dismissed.includes(other))) return null;
  return (
    <Banner
      icon={Users}
      label={TEXTS.others}
      actions={<Button onClick={() => setDismissed(others)}>{TEXTS.dismiss}</Button>}
    >
      {TEXTS.openElsewhere(others)}
    </Banner>
  );
}
