import { useEffect } from 'react';
import { cancelRelating } from '../../commands/relations.ts';
import { useArticle } from '../../state/article.ts';
import { useRelating } from '../../state/relating.ts';
import { Button } from '../../ui/Button.tsx';
import { ActionKey } from '../../ui/ActionKey.tsx';
import { KeyCap } from '../../ui/KeyCap.tsx';
import { TEXTS } from './texts.ts';
import styles from './relations.module.css';

/** Shows that a relation was started and how to continue: it may end in another document. Covers the bar of types. */
export function RelateBar() {
  const mark = useRelating((state) => state.mark);
  const gone = useArticle(
    ({ document, spans }) =>
      mark !== null &&
      mark.document === document?.id &&
      spans.length > 0 &&
      !spans.some(({ id }) => id === mark.id),
  );
  useEffect(() => {
    if (mark && gone) cancelRelating();
  }, [mark, gone]);
  if (!mark) return null;
  return (
    <div className={styles.bar} role="status">
      <span className={styles.barText}>
        {TEXTS.relatingBefore} <q>{mark.words}</q> {TEXTS.relatingAfter}
      </span>
      <span>
        {TEXTS.relatingMove} <ActionKey action="span.next" /> {TEXTS.relatingThen}{' '}
        <ActionKey action="relation.relate" />
      </span>
      <Button kind="quiet" onClick={cancelRelating}>
        {TEXTS.cancel} <KeyCap keys="Escape" />
      </Button>
    </div>
  );
}
