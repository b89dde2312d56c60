import { useView } from '../../state/view.ts';
import { Unplug } from 'lucide-react';
import { Banner } from './Banner.tsx';
import { TEXTS } from './texts.ts';

/** Reports that the host cannot be reached and what to do; shows nothing if it can. */
export function ConnectionBanner() {
  const connection = useView((view) => view.connection);
  if (connection === 'up') return null;
  return (
    <Banner icon={Unplug} tone="bad" label={TEXTS.connection} testId="connection">
      {TEXTS[connection]}
    </Banner>
  );
}
