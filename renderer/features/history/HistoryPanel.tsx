import { X } from 'lucide-react';
import { hideHistoryPanel } from '../../commands/history.ts';
import { useArticle } from '../../state/article.ts';
import { Button } from '../../ui/Button.tsx';
import { Changes } from './Changes.tsx';
import { TEXTS } from './texts.ts';
import styles from './history.module.css';

/** The changes of the open article, in the panel beside it: what undo and redo would take back, and the way back to each point. */
export function HistoryPanel() {
  const document = useArticle((article) => article.document?.id);
  return (
    <div
      className={styles.panel}
      // Takes the focus of a button that has done its work.
      tabIndex={-1}
    >
      <header className={styles.panelHead}>
        <h2>{TEXTS.panel}</h2>
        <Button kind="quiet" icon aria-label={TEXTS.closePanel} onClick={hideHistoryPanel}>
          <X size={15} aria-hidden />
        </Button>
      </header>
      {document && <Changes key={document} document={document} span={null} stacked />}
    </div>
  );
}
