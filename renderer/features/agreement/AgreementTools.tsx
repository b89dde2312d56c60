import { ArrowLeftRight, Download, RotateCw } from 'lucide-react';
import type { OutputOf } from '../../../shared/contract/index.ts';
import type { Uid } from '../../../shared/model/uid.ts';
import { exportNumbers, type Compared } from '../../commands/agreement.ts';
import { setNumbers, useNumbers } from '../../state/agreement.ts';
import { Button } from '../../ui/Button.tsx';
import controls from '../../ui/controls.module.css';
import { MEASURES } from './figures.ts';
import styles from './agreement.module.css';

interface NumbersToolsProps {
  sets: OutputOf<'project.info'>['sets'];
  source: Uid;
  target: Uid;
  compared: Compared | null;
  counting: boolean;
  onCount: () => void;
}

/** Which sets, which documents, which measure; and out. */
export function NumbersTools({ sets, source, target, compared, counting, onCount }: NumbersToolsProps) {
  const { scope, measure } = useNumbers();
  const choice = (side: 'source' | 'target', value: Uid) => (
    <select
      className={controls.input}
      aria-label={side === 'source' ? 'Set that is checked' : 'Set it is held against'}
      value={value}
      onChange={(event) => setNumbers({ [side]: event.target.value as Uid, asked: null })}
    >
      {sets.map(({ id, name, spans }) => (
        <option key={id} value={id}>
          {`${name} (${spans.toLocaleString()})`}
        </option>
      ))}
    </select>
  );
  return (
    <div className={styles.tools}>
      <div className={styles.sets}>
        {choice('source', source)}
        <Button
          kind="quiet"
          icon
          aria-label="Swap the sets"
          title="Swap the sets: precision and recall change places"
          onClick={() => setNumbers({ source: target, target: source, asked: null })}
        >
          <ArrowLeftRight size={15} aria-hidden />
        </Button>
        {choice('target', target)}
      </div>
      <fieldset className={styles.measures}>
        <legend className={styles.hidden}>Measure</legend>
        {MEASURES.map(({ id, label, help }) => (
          <label key={id} className={controls.segment} title={`${label}: ${help}`}>
            <input
              type="radio"
              name="measure"
              checked={measure === id}
              onChange={() => setNumbers({ measure: id })}
            />
            {label}
          </label>
        ))}
      </fieldset>
      <label
        className={styles.scope}
        title="Leaves out documents in which the right-hand set has no annotation and no status"
      >
        <input
          type="checkbox"
          checked={scope === 'target'}
          onChange={(event) => setNumbers({ scope: event.target.checked ? 'target' : 'all', asked: null })}
        />
        Only documents worked on
      </label>
      <div className={styles.out}>
        <Button
          kind="quiet"
          disabled={!compared || counting}
          onClick={onCount}
          title="Count again, with what changed since"
        >
          <RotateCw size={15} aria-hidden /> {counting ? 'Counting …' : 'Count again'}
        </Button>
        <Button
          kind="quiet"
          disabled={!compared}
          title="Write the numbers as JSON and CSV"
          onClick={() => void (compared && exportNumbers(compared))}
        >
          <Download size={15} aria-hidden /> Export numbers
        </Button>
      </div>
    </div>
  );
}
