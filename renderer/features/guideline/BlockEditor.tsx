import { ArrowDown, ArrowUp, Pencil, Trash2 } from 'lucide-react';
import { useRef, useState, type KeyboardEvent } from 'react';
import { BLOCK_KINDS, type Guideline, type GuidelineBlock } from '../../../shared/guideline/blocks.ts';
import { headingOf } from '../../../shared/guideline/markdown.ts';
import type { PartName } from '../../../shared/scheme-edit/names.ts';
import { editGuideline } from '../../commands/guidelines.ts';
import { Button } from '../../ui/Button.tsx';
import { Markdown } from '../../ui/Markdown.tsx';
import { Select } from '../../ui/Select.tsx';
import { BlockForm } from './BlockForm.tsx';
import { ExampleQuote } from './ExampleQuote.tsx';
import styles from './guideline.module.css';
import { TEXTS } from './texts.ts';
import type { ExamplesNow } from './use-examples.ts';

interface BlockEditorProps {
  part: PartName;
  block: GuidelineBlock;
  isFirst: boolean;
  isLast: boolean;
  examples: ExamplesNow;
}

/** One block to edit. With the focus, Enter edits its text, Alt and an arrow moves it, Delete removes it. */
export function BlockEditor({ part, block, isFirst, isLast, examples }: BlockEditorProps) {
  const { uid, kind, text, example } = block;
  const [isEditing, setIsEditing] = useState(false);
  const item = useRef<HTMLLIElement>(null);
  const write = (change: Partial<GuidelineBlock>) =>
    void editGuideline(part, (now) => now.map((each) => (each.uid === uid ? { ...each, ...change } : each)));
  const remove = () => {
    const next = item.current?.nextElementSibling ?? item.current?.previousElementSibling;
    if (next instanceof HTMLElement) next.focus();
    void editGuideline(part, (now) => now.filter((each) => each.uid !== uid));
  };
  const move = (by: -1 | 1) => void editGuideline(part, (now) => moved(now, uid, by));
  const done = (draft: string | null) => {
    setIsEditing(false);
    requestAnimationFrame(() => item.current?.focus());
    if (draft === null || draft.trim() === text) return;
    if (draft.trim() === '' && !example) remove();
    else write({ text: draft.trim() });
  };
  const onKeyDown = (event: KeyboardEvent<HTMLLIElement>) => {
    if (event.target !== event.currentTarget) return;
    const { key, altKey } = event;
    const step = key === 'ArrowUp' ? -1 : key === 'ArrowDown' ? 1 : null;
    if (step !== null && altKey) {
      if (!(step < 0 ? isFirst : isLast)) move(step);
    } else if (step !== null) {
      const beside = step < 0 ? item.current?.previousElementSibling : item.current?.nextElementSibling;
      if (beside instanceof HTMLElement) beside.focus();
    } else if (key === 'Enter') setIsEditing(true);
    else if (key === 'Delete' || key === 'Backspace') remove();
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  return (
    <li
      ref={item}
      className={styles.block}
      data-kind={kind}
      tabIndex={0}
      aria-label={headingOf(kind)}
      title={TEXTS.blockKeys}
      onKeyDown={onKeyDown}
    >
      <div className={styles.blockHead}>
        <Select
          look="bare"
          className={styles.kindField}
          aria-label={TEXTS.kind}
          value={kind}
          options={BLOCK_KINDS.map((each) => [each, TEXTS.kinds[each]] as const)}
          onPick={(next) => write({ kind: next })}
        />
        <span className={styles.spring} />
        <Button
          kind="quiet"
          icon
          aria-label={TEXTS.editBlock}
          title={TEXTS.editBlock}
          onClick={() => setIsEditing(true)}
        >
          <Pencil size={14} aria-hidden />
        </Button>
        <Button
          kind="quiet"
          icon
          disabled={isFirst}
          aria-label={TEXTS.up}
          title={TEXTS.up}
          onClick={() => move(-1)}
        >
          <ArrowUp size={14} aria-hidden />
        </Button>
        <Button
          kind="quiet"
          icon
          disabled={isLast}
          aria-label={TEXTS.down}
          title={TEXTS.down}
          onClick={() => move(1)}
        >
          <ArrowDown size={14} aria-hidden />
        </Button>
        <Button kind="danger" icon aria-label={TEXTS.remove} title={TEXTS.remove} onClick={remove}>
          <Trash2 size={14} aria-hidden />
        </Button>
      </div>
      {example && (
        <div className={styles.example}>
          <ExampleQuote example={example} now={examples} />
        </div>
      )}
      {isEditing ? (
        <BlockForm label={headingOf(kind)} text={text} onDone={done} />
      ) : (
        text !== '' && <Markdown text={text} />
      )}
    </li>
  );
}

function moved(guideline: Guideline, uid: string, by: -1 | 1): GuidelineBlock[] {
  const at = guideline.findIndex((each) => each.uid === uid);
  const next = [...guideline];
  const [block] = next.splice(at, 1);
  if (block) next.splice(Math.max(0, at + by), 0, block);
  return next;
}
