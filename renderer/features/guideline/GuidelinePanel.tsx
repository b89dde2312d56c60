import { X } from 'lucide-react';
import { useState } from 'react';
import type { Scheme } from '../../../shared/model/scheme.ts';
import { guidelineOf } from '../../../shared/guideline/find.ts';
import { hideHistoryPanel } from '../../commands/history.ts';
import { spanById, useArticleParts } from '../../state/article.ts';
import { useHeldType } from '../../state/held-type.ts';
import { showPart } from '../../state/scheme-edit.ts';
import { setView } from '../../state/view.ts';
import { Button } from '../../ui/Button.tsx';
import { Select } from '../../ui/Select.tsx';
import controls from '../../ui/controls.module.css';
import { GuidelineView } from './GuidelineView.tsx';
import styles from './guideline.module.css';
import { TEXTS } from './texts.ts';

/** The kinds of parts that have guidelines, with the list of the scheme that holds them. */
const LISTS = { span: 'types', relation: 'relations', label: 'labels' } as const;
type Key = `${keyof typeof LISTS} ${string}`;

/** The guideline of one type beside the article: that of the selected annotation or the held type, unless another one is picked. */
export function GuidelinePanel({ scheme }: { scheme: Scheme }) {
  const { selected } = useArticleParts('spans', 'selected');
  const held = useHeldType(({ type }) => type);
  const at = spanById(selected)?.type ?? held;
  const [picked, setPicked] = useState<{ readonly key: Key; readonly at: typeof at } | null>(null);
  // What is picked counts until another annotation is selected.
  const followed: Key = `span ${at ?? scheme.types[0]?.name ?? ''}`;
  const key = picked && (picked.at === at || at === null) ? picked.key : followed;
  const part = partOf(key);
  const guideline = guidelineOf(scheme, part) ?? [];
  return (
    // Takes the focus of a button that has done its work.
    <div className={styles.panel} tabIndex={-1}>
      <header className={styles.panelHead}>
        <Select
          aria-label={TEXTS.pick}
          value={key}
          options={optionsOf(scheme)}
          onPick={(next) => setPicked({ key: next, at })}
        />
        <Button
          kind="quiet"
          onClick={() => {
            showPart(part);
            setView({ screen: 'scheme' });
          }}
        >
          {TEXTS.edit}
        </Button>
        <Button kind="quiet" icon aria-label={TEXTS.close} onClick={hideHistoryPanel}>
          <X size={15} aria-hidden />
        </Button>
      </header>
      <div className={styles.panelBody}>
        {guideline.length > 0 ? (
          <GuidelineView guideline={guideline} />
        ) : (
          <p className={controls.help}>{TEXTS.none}</p>
        )}
      </div>
    </div>
  );
}

function optionsOf(scheme: Scheme): (readonly [Key, string])[] {
  return (['span', 'relation', 'label'] as const).flatMap((kind) =>
    scheme[LISTS[kind]].map(({ name, label }) => [`${kind} ${name}`, label] as const),
  );
}

function partOf(key: Key) {
  const [, kind = '', name = ''] = /^(\w+) (.*)$/s.exec(key) ?? [];
  return { kind: kind as keyof typeof LISTS, name };
}
