import { useRef, type KeyboardEvent, type PointerEvent, type ReactNode } from 'react';
import { setView, useView } from '../../state/view.ts';
import styles from './shell.module.css';
import { TEXTS } from './texts.ts';

const LIMITS = { left: [200, 420], right: [280, 520] } as const;
const STEP = 16;

interface PanelProps {
  side: 'left' | 'right';
  label: string;
  region: string;
  /** The least width that its content needs (px). */
  needs?: number;
  children: ReactNode;
}

/** A side panel whose inner edge is dragged, or moved with the arrow keys. */
export function Panel({ side, label, region, needs = 0, children }: PanelProps) {
  const key = side === 'left' ? 'leftWidth' : 'inspectorWidth';
  const width = Math.max(
    needs,
    useView((view) => view[key]),
  );
  const from = useRef<{ x: number; width: number } | null>(null);
  const [least, most] = LIMITS[side];
  const outward = side === 'left' ? 1 : -1;
  const resize = (to: number) => setView({ [key]: Math.min(most, Math.max(least, to)) });

  const onPointerDown = (event: PointerEvent<HTMLDivElement>) => {
    event.currentTarget.setPointerCapture(event.pointerId);
    from.current = { x: event.clientX, width };
  };
  const onPointerMove = ({ clientX }: PointerEvent) => {
    if (from.current) resize(from.current.width + (clientX - from.current.x) * outward);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const direction = event.key === 'ArrowRight' ? 1 : event.key === 'ArrowLeft' ? -1 : 0;
    if (direction !== 0) resize(width + direction * outward * STEP);
  };
  return (
    <aside
      className={`${styles.panel} ${styles[side]}`}
      style={{ width }}
      aria-label={label}
      data-region={region}
    >
      {children}
      <div
        className={styles.edge}
        role="separator"
        aria-orientation="vertical"
        aria-label={TEXTS.widthOf(label)}
        aria-valuenow={width}
        aria-valuemin={least}
        aria-valuemax={most}
        tabIndex={0}
        onPointerDown={onPointerDown}
        onPointerMove={onPointerMove}
        onPointerUp={() => (from.current = null)}
        onKeyDown={onKeyDown}
      />
    </aside>
  );
}
