import { ArrowLeftRight, Download, RotateCw } from 'lucide-react';
import type { OutputOf } from '../../../shared/contract/index.ts';
import type { Uid } from '../../../shared/model/uid.ts';
import { grouped } from '../../../shared/text/counted.ts';
import { exportNumbers, type Compared } from '../../commands/agreement.ts';
import { setNumbers, useNumbers } from '../../state/agreement.ts';
import { Button } from '../../ui/Button.tsx';
import { Checkbox } from '../../ui/Checkbox.tsx';
import { Segments } from '../../ui/Segments.tsx';
import { Select } from '../../ui/Select.tsx';
import { Toolbar } from '../../ui/Toolbar.tsx';
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
    <Select
      aria-label={side === 'source' ? 'Set that is checked' : 'Set it is held against'}
      value={value}
      options={sets.map(({ id, name, spans }) => [id, `${name} (${grouped(spans)})`] as const)}
      onPick={(id) => setNumbers({ [side]: id, asked: null })}
    />
  );
  return (
    <Toolbar className={styles.tools}>
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
      <Segments
        label="Measure"
        value={measure}
        options={MEASURES.map(({ id, label, help }) => ({ value: id, label, title: `${label}: ${help}` }))}
        onPick={(id) => setNumbers({ measure: id })}
      />
      <Checkbox
        title="Leaves out documents in which the right-hand set has no annotation and no status"
        checked={scope === 'target'}
        onChange={(only) => setNumbers({ scope: only ? 'target' : 'all', asked: null })}
      >
        Only documents worked on
      </Checkbox>
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
    </Toolbar>
  );
}
