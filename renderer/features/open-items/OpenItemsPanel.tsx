import { X } from 'lucide-react';
import { useEffect, type KeyboardEvent } from 'react';
import { typeLabel } from '../../../shared/model/scheme.ts';
import { closeOpenItems, goToOpenItem, type OpenItem } from '../../commands/open-items.ts';
import { useArticle } from '../../state/article.ts';
import { showOpenItems, useOpenItems } from '../../state/open-items.ts';
import { useCall, useScheme } from '../../state/queries.ts';
import { ActionKey } from '../../ui/ActionKey.tsx';
import { Button } from '../../ui/Button.tsx';
import { KeyCap } from '../../ui/KeyCap.tsx';
import { OptionList } from '../../ui/OptionList.tsx';
import styles from './open-items.module.css';
import { TEXTS } from './texts.ts';

/** The open items of an article, below the text. The list shrinks as items are settled and closes when none remain. */
export function OpenItemsPanel() {
  const set = useArticle((article) => article.set);
  const { document, at: wanted } = useOpenItems();
  const scheme = useScheme();
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
  if (document === null || !data || count === 0) return null;
  const { title, items } = data;
  const onKey = ({ key }: KeyboardEvent) => {
    if (key === 'Enter') goToOpenItem(document, items[at]!);
    else if (key === 'Escape') closeOpenItems();
    else return false;
    return true;
  };
  return (
    <section className={styles.panel} aria-label={TEXTS.title} data-open-items data-region="open-items">
      <header className={styles.head}>
        <p>
          <strong>{TEXTS.count(count)}</strong> {TEXTS.in} <span dir="auto">{title}</span>
        </p>
        <span className={styles.keys}>
          <ActionKey action="document.left" /> {TEXTS.focusList} <KeyCap keys="Enter" /> {TEXTS.goThere}
        </span>
        <Button kind="quiet" icon aria-label={TEXTS.close} onClick={closeOpenItems}>
          <X size={15} aria-hidden />
        </Button>
      </header>
      <OptionList
        label={TEXTS.title}
        count={count}
        at={at}
        onWalk={(to) => useOpenItems.setState({ at: to })}
        onKey={onKey}
        className={styles.list}
        option={(index, attributes) => {
          const item = items[index]!;
          return (
            <div
              key={`${item.span} ${item.what} ${item.name} ${index}`}
              {...attributes}
              className={styles.item}
              onMouseDown={(event) => event.preventDefault()}
              onClick={() => {
                useOpenItems.setState({ at: index });
                goToOpenItem(document, item);
              }}
            >
              <span className={styles.lack}>{lackOf(item)}</span>
              <span className={styles.type} title={item.type}>
                {typeLabel(scheme, item.type)}
              </span>
              <span className={styles.words} dir="auto">
                {item.span === null ? TEXTS.article : item.words || TEXTS.implicit}
              </span>
            </div>
          );
        }}
      />
    </section>
  );
}

function lackOf({ what, label }: OpenItem): string {
  if (what === 'entity') return TEXTS.noEntity;
  return what === 'slot' ? TEXTS.empty(label) : TEXTS.notSet(label);
}
