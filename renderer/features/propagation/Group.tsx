import { ChevronDown, ChevronUp } from 'lucide-react';
import { useState, type KeyboardEvent } from 'react';
import type { OutputOf } from '../../../shared/contract/index.ts';
import type { SpanType } from '../../../shared/model/scheme.ts';
import { useScheme } from '../../state/queries.ts';
import { Button } from '../../ui/Button.tsx';
import controls from '../../ui/controls.module.css';
import { Context } from '../entities/Mentions.tsx';
import styles from './propagation.module.css';
import { TEXTS } from './texts.ts';

type GroupInfo = OutputOf<'propagation.preview'>['groups'][number];
export type Occurrence = GroupInfo['rows'][number];

interface GroupProps {
  group: GroupInfo;
  type: SpanType;
  /** Of the type in the scheme. */
  index: number;
  chosen: boolean;
  isExcepted: (row: Occurrence) => boolean;
  onToggle: () => void;
  onExcept: (row: Occurrence) => void;
}

/** Occurrences found in one way: all ticked or none, with single ones unticked as exceptions. */
export function Group({ group, type, index, chosen, isExcepted, onToggle, onExcept }: GroupProps) {
  const { title, help } = wordsFor(group.id, type);
  const scheme = useScheme();
  const typeLabel = (name: string) => scheme?.types.find((each) => each.name === name)?.label ?? name;
  const more = group.count - group.rows.length;
  // Ticked groups are open unless the analyst folded them.
  const [opened, setOpened] = useState<boolean | null>(null);
  const shown = opened ?? chosen;
  // One tab stop for all rows; the arrow keys move between them.
  const [at, setAt] = useState(0);
  const onKeyDown = (event: KeyboardEvent<HTMLUListElement>) => {
    const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: group.rows.length - 1 }[event.key];
    if (to === undefined) return;
    event.preventDefault();
    const next = Math.max(0, Math.min(group.rows.length - 1, to));
    setAt(next);
    event.currentTarget.querySelectorAll('input')[next]?.focus();
  };
  return (
    <div className={styles.group} role="group" aria-label={title}>
      <div className={styles.head}>
        <label className={styles.title}>
          <input type="checkbox" checked={chosen} onChange={onToggle} />
          <span>{title}</span>
          <span className={styles.count}>{TEXTS.inDocuments(group.count, group.documents)}</span>
        </label>
        <Button
          kind="quiet"
          icon
          aria-expanded={shown}
          aria-label={shown ? TEXTS.hide : TEXTS.show}
          onClick={() => setOpened(!shown)}
        >
          {shown ? <ChevronUp size={15} aria-hidden /> : <ChevronDown size={15} aria-hidden />}
        </Button>
      </div>
      {help && <span className={`${controls.help} ${styles.help}`}>{help}</span>}
      <ul className={styles.rows} onKeyDown={onKeyDown} hidden={!shown}>
        {group.rows.map((row, i) => (
          <li key={`${row.document} ${row.start}`}>
            <label
              title={
                row.overlaps ? `${row.documentTitle}\n${TEXTS.typeCode(row.overlaps)}` : row.documentTitle
              }
            >
              <input
                type="checkbox"
                checked={chosen && !isExcepted(row)}
                disabled={!chosen}
                tabIndex={i === at ? 0 : -1}
                onFocus={() => setAt(i)}
                onChange={() => onExcept(row)}
              />
              <Context row={row} index={index} />
              <span className={styles.place}>
                {row.overlaps ? TEXTS.within(typeLabel(row.overlaps)) : ''}
                {row.documentTitle}
              </span>
            </label>
          </li>
        ))}
        {more > 0 && <li className={styles.more}>{TEXTS.more(more)}</li>}
      </ul>
    </div>
  );
}

function wordsFor(id: string, { attributes }: SpanType): { title: string; help?: string } {
  if (id.startsWith('role:')) {
    const role = attributes.find(({ name }) => name === 'role')?.label.toLowerCase() ?? 'role';
    return {
      title: TEXTS.role(id.slice('role:'.length), role),
      help: TEXTS.roleHelp,
    };
  }
  const { groups } = TEXTS;
  return groups[id as keyof typeof groups];
}
