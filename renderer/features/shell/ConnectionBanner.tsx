import { useView } from '../../state/view.ts';
import { Unplug } from 'lucide-react';
import { Banner } from './Banner.tsx';

const WORDS = {
  lost:
    'Postil has stopped, or cannot be reached. What was shown as saved is saved, and what you are writing stays here; nothing ' +
    'else can be changed until Postil is back. Start it again in the terminal and open the link that it prints. If it is ' +
    'still running, this window goes on by itself.',
  refused:
    'This link is no longer valid: Postil was started again since. Open the link that was printed at the last start. ' +
    'Everything that was shown as saved is saved.',
};

/** Says that the host cannot be reached, and what to do; nothing while it can. */
export function ConnectionBanner() {
  const connection = useView((view) => view.connection);
  if (connection === 'up') return null;
  return (
    <Banner icon={Unplug} tone="bad" label="Connection" testId="connection">
      {WORDS[connection]}
    </Banner>
  );
}
