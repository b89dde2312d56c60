import { useState } from 'react';
import { describeWhere, type Fault } from '../../../shared/contract/errors.ts';
import { Button } from '../../ui/Button.tsx';
import controls from '../../ui/controls.module.css';
import styles from './exchange.module.css';
import { TEXTS } from './texts.ts';

/** The maximum number shown; copying and saving include all. */
const SHOWN = 200;

/** Faults in files with their location; the list can be copied or saved for the person who corrects them. */
export function FaultList({ faults, more }: { faults: readonly Fault[]; more: number }) {
  const [copied, setCopied] = useState<'no' | 'yes' | 'refused'>('no');
  const hidden = Math.max(0, faults.length - SHOWN) + more;
  const copy = () => {
    navigator.clipboard.writeText(asText(faults, more)).then(
      () => setCopied('yes'),
      () => setCopied('refused'),
    );
  };
  return (
    <section className={styles.faults} aria-label={TEXTS.faults}>
      <ul className={styles.notes} tabIndex={0} aria-label={TEXTS.faultList}>
        {faults.slice(0, SHOWN).map((fault, i) => (
          <li key={i}>
            <span className={controls.help}>{placeOf(fault)}</span>
            <span>{fault.message}</span>
          </li>
        ))}
        {hidden > 0 && <li>{TEXTS.moreFaults(hidden)}</li>}
      </ul>
      <div className={styles.choosers}>
        <Button kind="quiet" onClick={copy}>
          {copied === 'yes' ? TEXTS.copied : TEXTS.copyList}
        </Button>
        <Button kind="quiet" onClick={() => save(asText(faults, more))}>
          {TEXTS.saveList}
        </Button>
        {copied === 'refused' && (
          <span role="alert" className={controls.help}>
            {TEXTS.notCopied}
          </span>
        )}
      </div>
    </section>
  );
}

function placeOf({ cost, where }: Fault): string {
  const place = describeWhere(where && { ...where, field: undefined });
  return place === '' ? TEXTS.costs[cost] : `${place} · ${TEXTS.costs[cost]}`;
}

/** The list as tab-separated values, for a spreadsheet. */
function asText(faults: readonly Fault[], more: number): string {
  const cell = (text: string) => text.replace(/\s+/g, ' ');
  const rows = faults.map(({ cost, message, where }) =>
    [where?.file ?? '', where?.line ?? '', where?.record ?? '', cost, cell(message)].join('\t'),
  );
  const rest = more > 0 ? [TEXTS.unlistedFaults(more)] : [];
  return [TEXTS.faultColumns.join('\t'), ...rows, ...rest, ''].join('\n');
}

function save(text: string): void {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(new Blob([text], { type: 'text/tab-separated-values' }));
  link.download = 'left-out.tsv';
  link.click();
  URL.revokeObjectURL(link.href);
}
