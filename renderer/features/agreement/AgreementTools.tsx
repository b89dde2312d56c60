import { ArrowLeftRight, Download, RotateCw } from 'lucide-react';
import type { OutputOf } from '../../../shared/contract/index.ts';
import type { Uid } from '../../../shared/model/uid.ts';
import { exportAgreement, type Compared } from '../../commands/agreement.ts';
import { setAgreement, useAgreement } from '../../state/agreement.ts';
import { Button } from '../../ui/Button.tsx';
import { Checkbox } from '../../ui/Checkbox.tsx';
import { Segments } from '../../ui/Segments.tsx';
import { Select } from '../../ui/Select.tsx';
import { Toolbar } from '../../ui/Toolbar.tsx';
import { TEXTS } from './texts.ts';
import { MEASURES } from './figures.ts';
import styles from './agreement.module.css';

interface AgreementToolsProps {
  sets: OutputOf<'project.info'>['sets'];
  source: Uid;
  target: Uid;
  compared: Compared | null;
  counting: boolean;
  onCount: () => void;
}

/** Chooses the sets, the documents and the measure; exports the result. */
export function AgreementTools({ sets, source, target, compared, counting, onCount }: AgreementToolsProps) {
  const { scope, measure } = useAgreement();
  const choice = (side: 'source' | 'target', value: Uid) => (
    <Select
      aria-label={TEXTS[side]}
      value={value}
      options={sets.map(({ id, name, spans }) => [id, TEXTS.ofSet(name, spans)] as const)}
      onPick={(id) => setAgreement({ [side]: id, asked: null })}
    />
  );
  return (
    <Toolbar className={styles.tools}>
      <div className={styles.sets}>
        {choice('source', source)}
        <Button
          kind="quiet"
          icon
          aria-label={TEXTS.swapShort}
          title={TEXTS.swap}
          onClick={() => setAgreement({ source: target, target: source, asked: null })}
        >
          <ArrowLeftRight size={15} aria-hidden />
        </Button>
        {choice('target', target)}
      </div>
      <Segments
        label={TEXTS.measure}
        value={measure}
        options={MEASURES.map(({ id, label, help }) => ({
          value: id,
          label,
          title: TEXTS.measureHelp(label, help),
        }))}
        onPick={(id) => setAgreement({ measure: id })}
      />
      <Checkbox
        title={TEXTS.onlyWorkedOnHelp}
        checked={scope === 'target'}
        onChange={(only) => setAgreement({ scope: only ? 'target' : 'all', asked: null })}
      >
        {TEXTS.onlyWorkedOn}
      </Checkbox>
      <div className={styles.out}>
        <Button kind="quiet" disabled={!compared || counting} onClick={onCount} title={TEXTS.recount}>
          <RotateCw size={15} aria-hidden /> {counting ? TEXTS.measuring : TEXTS.measureAgain}
        </Button>
        <Button
          kind="quiet"
          disabled={!compared}
          title={TEXTS.export}
          onClick={() => void (compared && exportAgreement(compared))}
        >
          <Download size={15} aria-hidden /> {TEXTS.exportFigures}
        </Button>
      </div>
    </Toolbar>
  );
}
