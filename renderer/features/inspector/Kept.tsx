import { Activity, memo, useInsertionEffect, useLayoutEffect, useRef, useState, type ReactNode } from 'react';
import { createPortal } from 'react-dom';
import styles from './inspector.module.css';

/**
 * Shows its children, or keeps their elements outside of the page until they are shown again: making hundreds of elements
 * takes longer than everything else that a tag does. Meanwhile the children follow nothing.
 */
export const Kept = memo(function Kept({ shown, children }: { shown: boolean; children: ReactNode }) {
  const place = useRef<HTMLDivElement>(null);
  const [box] = useState(() => {
    const made = document.createElement('div');
    made.className = styles.kept ?? '';
    return made;
  });
  // Before the effects of the children, which may focus or measure.
  useInsertionEffect(() => {
    if (!shown) return;
    place.current?.append(box);
    return () => box.remove();
  }, [shown, box]);
  // The first time, the place is only made in the same commit.
  useLayoutEffect(() => {
    if (shown && !box.isConnected) place.current?.append(box);
  }, [shown, box]);
  return (
    <div ref={place} className={styles.kept}>
      {createPortal(
        <Activity mode={shown ? 'visible' : 'hidden'}>
          <div className={styles.kept}>{children}</div>
        </Activity>,
        box,
      )}
    </div>
  );
});
