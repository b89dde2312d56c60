import { X } from 'lucide-react';
import { useEffect, useId, useRef, type KeyboardEvent } from 'react';
import { closeOpenItems, goToOpenItem, type OpenItem } from '../../commands/open-items.ts';
import { useArticle } from '../../state/article.ts';
import { showOpenItems, useOpenItems } from '../../state/open-items.ts';
import { useCall, useScheme } from '../../state/queries.ts';
import { ActionKey } from '../../ui/ActionKey.tsx';
import { Button } from '../../ui/Button.tsx';
import { KeyCap } from '../../ui/KeyCap.tsx';
import styles from './open-items.module.css';
import { TEXTS } from './texts.ts';

/** The open items of an article, below the text. The list shrinks as items are settled and closes when none remain. */
export function OpenItemsPanel() {
  const set = useArticle((article) => article.set);
  const { document, at: wanted } = useOpenItems();
  const scheme = useScheme();
  const listId = useId();
  const list = useRef<HTMLDivElement>(null);
  const { data } = useCall(
    'documents.openItems',
    { document: document ?? '', ...(set && { set }) },
    { enabled: document !== null },
  );
  const count = data?.items.length ?? 0;
  const settled = data !== undefined && count === 0;
  useEffect(() => {
    if (settled) showOpenItems(null);
  }, [settled]);
  const at = Math.max(0, Math.min(wanted, count - 1));
  useEffect(() => {
    list.current?.querySelector('[aria-selected="true"]')?.scrollIntoView({ block: 'nearest' });
  }, [at]);
  const labelOf = (type: string) =>
    [...(scheme?.types ?? []), ...(scheme?.relations ?? [])].find(({ name }) => name === type)?.label ?? type;
  if (document === null || !data || count === 0) return null;
  const { title, items } = data;
  const onKeyDown = (event: KeyboardEvent) => {
    const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: count - 1 }[event.key];
    if (to !== undefined) useOpenItems.setState({ at: Math.max(0, Math.min(count - 1, to)) });
    else if (event.key === 'Enter') goToOpenItem(document, items[at]!);
    else if (event.key === 'Escape') closeOpenItems();
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  return (
    <section className={styles.panel} aria-label={TEXTS.title} data-open-items data-region="open-items">
      <header className={styles.head}>
        <p>
          <strong>{TEXTS.count(count)}</strong> in <span dir="auto">{title}</span>
        </p>
        <span className={styles.keys}>
          <ActionKey action="document.left" /> {TEXTS.focusList} <KeyCap keys="Enter" /> {TEXTS.goThere}
        </span>
        <Button kind="quiet" icon aria-label={TEXTS.close} onClick={closeOpenItems}>
          <X size={15} aria-hidden />
        </Button>
      </header>
      <div
        ref={list}
        className={styles.list}
        role="listbox"
        aria-label={TEXTS.title}
        tabIndex={0}
        aria-activedescendant={`${listId}-${at}`}
        onKeyDown={onKeyDown}
      >
        {items.map((item, index) => (
          <div
            key={`${item.span} ${item.what} ${item.name} ${index}`}
            id={`${listId}-${index}`}
            role="option"
            aria-selected={index === at}
            className={styles.item}
            onMouseDown={(event) => event.preventDefault()}
            onClick={() => {
              useOpenItems.setState({ at: index });
              goToOpenItem(document, item);
            }}
          >
            <span className={styles.lack}>{lackOf(item)}</span>
            <span className={styles.type} title={item.type}>
              {labelOf(item.type)}
            </span>
            <span className={styles.words} dir="auto">
              {item.span === null ? TEXTS.article : item.words || TEXTS.implicit}
            </span>
          </div>
        ))}
      </div>
    </section>
  );
}

function lackOf({ what, label }: OpenItem): string {
  if (what === 'entity') return TEXTS.noEntity;
  return what === 'slot' ? TEXTS.empty(label) : TEXTS.notSet(label);
}
