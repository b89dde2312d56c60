import { useEffect, useRef } from 'react';
import { spanType, type Scheme } from '../../../shared/model/scheme.ts';
import { tagWithHeld } from '../../commands/held-type.ts';
import { typeClass } from '../../editor/type-styles.ts';
import { editor } from '../../state/editor-ref.ts';
import { useHeldType } from '../../state/held-type.ts';
import styles from './slots.module.css';

/** Shows the held type at the pointer, and tags what is clicked or dragged over in the text. */
export function HeldType({ scheme }: { scheme: Scheme }) {
  const { type } = useHeldType();
  const sign = useRef<HTMLSpanElement>(null);
  useEffect(() => {
    if (type === null) return;
    const moved = ({ clientX, clientY, target }: MouseEvent) => {
      const over = editor()?.view.dom.contains(target as Node) ?? false;
      sign.current?.toggleAttribute('hidden', !over);
      if (over && sign.current)
        sign.current.style.transform = `translate(${clientX + 12}px, ${clientY + 14}px)`;
    };
    const released = ({ button, target }: MouseEvent) => {
      const controller = editor();
      if (button !== 0 || !controller?.view.dom.contains(target as Node)) return;
      // The browser reports the selection later, when the next word may have been clicked.
      controller.readSelection();
      tagWithHeld();
    };
    window.addEventListener('mousemove', moved);
    window.addEventListener('mouseup', released);
    return () => {
      window.removeEventListener('mousemove', moved);
      window.removeEventListener('mouseup', released);
    };
  }, [type]);
  const declared = type === null ? undefined : spanType(scheme, type);
  if (!declared) return null;
  const place = scheme.types.indexOf(declared);
  return (
    <span ref={sign} hidden aria-hidden className={`${styles.held} ${typeClass(place)}`}>
      {declared.label}
    </span>
  );
}
