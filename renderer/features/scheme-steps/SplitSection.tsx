import { Split } from 'lucide-react';
import { useState } from 'react';
import type { Scheme, SpanType } from '../../../shared/model/scheme.ts';
import { openQueue } from '../../state/scheme-edit.ts';
import { useCall } from '../../state/queries.ts';
import { Button } from '../../ui/Button.tsx';
import { SplitDialog } from './SplitDialog.tsx';
import styles from './scheme-steps.module.css';
import { TEXTS } from './texts.ts';

/** Splits a type, and leads to what an earlier split has left undecided. */
export function SplitSection({ type, scheme }: { type: SpanType; scheme: Scheme }) {
  const [open, setOpen] = useState(false);
  const found = useCall('scheme.leftovers', {}, { keep: true }).data;
  const waiting = found?.counts.find((each) => each.type === type.name);
  return (
    <>
      {waiting && (
        <p className={styles.waiting} data-testid="waiting">
          <span>
            {waiting.left > 0
              ? TEXTS.queueAbout(waiting.left, type.label, waiting.into)
              : TEXTS.queueDoneAbout(type.label)}
          </span>
          <Button onClick={() => openQueue(type.name)}>{TEXTS.openQueue}</Button>
        </p>
      )}
      <div className={styles.choices}>
        <Button onClick={() => setOpen(true)}>
          <Split size={14} aria-hidden /> {TEXTS.split}
        </Button>
      </div>
      {open && <SplitDialog type={type} scheme={scheme} onClose={() => setOpen(false)} />}
    </>
  );
}
