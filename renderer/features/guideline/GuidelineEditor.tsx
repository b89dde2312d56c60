import { History } from 'lucide-react';
import { useState } from 'react';
import { BLOCK_KINDS, type BlockKind, type Guideline } from '../../../shared/guideline/blocks.ts';
import { headingOf } from '../../../shared/guideline/markdown.ts';
import { newUid } from '../../../shared/model/uid.ts';
import type { PartName } from '../../../shared/scheme-edit/names.ts';
import { editGuideline } from '../../commands/guidelines.ts';
import { Button } from '../../ui/Button.tsx';
import { Select } from '../../ui/Select.tsx';
import controls from '../../ui/controls.module.css';
import { BlockEditor } from './BlockEditor.tsx';
import { BlockForm } from './BlockForm.tsx';
import { GuidelineVersionsDialog } from './GuidelineVersionsDialog.tsx';
import styles from './guideline.module.css';
import { TEXTS } from './texts.ts';
import { useExamples } from './use-examples.ts';

interface GuidelineEditorProps {
  part: PartName;
  guideline: Guideline;
}

/** The blocks of a guideline to edit: each change is an edit of the scheme. */
export function GuidelineEditor({ part, guideline }: GuidelineEditorProps) {
  const [adding, setAdding] = useState<BlockKind | null>(null);
  const [showsVersions, setShowsVersions] = useState(false);
  const examples = useExamples(guideline);
  const add = (kind: BlockKind, text: string) => {
    setAdding(null);
    if (text.trim() !== '')
      void editGuideline(part, (now) => [...now, { uid: newUid(), kind, text: text.trim() }]);
  };
  return (
    <section aria-label={TEXTS.guideline} className={styles.editor}>
      <div className={styles.head}>
        <h3>{TEXTS.guideline}</h3>
        <Button kind="quiet" onClick={() => setShowsVersions(true)}>
          <History size={14} aria-hidden /> {TEXTS.earlier}
        </Button>
      </div>
      {guideline.length === 0 && adding === null && <p className={controls.help}>{TEXTS.none}</p>}
      <ol className={styles.blocks}>
        {guideline.map((block, i) => (
          <BlockEditor
            key={block.uid}
            part={part}
            block={block}
            isFirst={i === 0}
            isLast={i === guideline.length - 1}
            examples={examples}
          />
        ))}
      </ol>
      {adding === null ? (
        <div className={styles.add}>
          {guideline.length === 0 && <Button onClick={() => setAdding('definition')}>{TEXTS.write}</Button>}
          <Select<BlockKind | ''>
            aria-label={TEXTS.add}
            value=""
            options={[['', TEXTS.add], ...BLOCK_KINDS.map((kind) => [kind, TEXTS.kinds[kind]] as const)]}
            onPick={(kind) => kind !== '' && setAdding(kind)}
          />
        </div>
      ) : (
        <BlockForm
          label={headingOf(adding)}
          text=""
          onDone={(text) => (text === null ? setAdding(null) : add(adding, text))}
        />
      )}
      {showsVersions && (
        <GuidelineVersionsDialog part={part} guideline={guideline} onClose={() => setShowsVersions(false)} />
      )}
    </section>
  );
}
