import { useState } from 'react';
import { describeWhere, type Fault } from '../../../shared/contract/errors.ts';
import { Button } from '../../ui/Button.tsx';
import controls from '../../ui/controls.module.css';
import styles from './exchange.module.css';

/** So many are shown; all of them are copied and saved. */
const SHOWN = 200;

/** What is wrong in files, with its place; to be copied or saved for whoever has to correct it. */
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
    <section className={styles.faults} aria-label="Faults">
      <ul className={styles.notes} tabIndex={0} aria-label="What is faulty">
        {faults.slice(0, SHOWN).map((fault, i) => (
          <li key={i}>
            <span className={controls.help}>{placeOf(fault)}</span>
            <span>{fault.message}</span>
          </li>
        ))}
        {hidden > 0 && <li>And {hidden} more.</li>}
      </ul>
      <div className={styles.choosers}>
        <Button kind="quiet" onClick={copy}>
          {copied === 'yes' ? 'Copied' : 'Copy the list'}
        </Button>
        <Button kind="quiet" onClick={() => save(asText(faults, more))}>
          Save the list…
        </Button>
        {copied === 'refused' && (
          <span role="alert" className={controls.help}>
            It could not be copied; save it instead.
          </span>
        )}
      </div>
    </section>
  );
}

const COSTS = { file: 'the whole file', record: 'one record', annotation: 'one annotation' } as const;

function placeOf({ cost, where }: Fault): string {
  const place = describeWhere(where && { ...where, field: undefined });
  return place === '' ? COSTS[cost] : `${place} · ${COSTS[cost]}`;
}

/** The list as a table with TABs, which a spreadsheet takes. */
function asText(faults: readonly Fault[], more: number): string {
  const cell = (text: string) => text.replace(/\s+/g, ' ');
  const rows = faults.map(({ cost, message, where }) =>
    [where?.file ?? '', where?.line ?? '', where?.record ?? '', cost, cell(message)].join('\t'),
  );
  const rest = more > 0 ? [`and ${more} more, which are not listed`] : [];
  return [['file', 'line', 'record', 'left out', 'reason'].join('\t'), ...rows, ...rest, ''].join('\n');
}

function save(text: string): void {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(new Blob([text], { type: 'text/tab-separated-values' }));
  link.download = 'left-out.tsv';
  link.click();
  URL.revokeObjectURL(link.href);
}
