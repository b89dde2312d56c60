import { useRef, useSyncExternalStore, type KeyboardEvent, type PointerEvent, type ReactNode } from 'react';
import { isPanelOpen, PANEL_WIDTHS, setView, useView } from '../../state/view.ts';
import { clamp, fittingWidths, limitsBeside, type PanelWidths, type Side } from './panel-widths.ts';
import styles from './shell.module.css';
import { TEXTS } from './texts.ts';

const STEP = 16;
const KEYS = { left: 'leftWidth', right: 'inspectorWidth' } as const;

interface PanelProps {
  side: Side;
  label: string;
  region: string;
  /** The least width that its content needs (px). */
  needs?: number;
  children: ReactNode;
}

/** A side panel whose inner edge is dragged, or moved with the arrow keys, Home and End; a double click restores its width. */
export function Panel({ side, label, region, needs = 0, children }: PanelProps) {
  const window = useSyncExternalStore(followSize, () => innerWidth);
  const left = useView((view) => (side === 'left' || isPanelOpen(view, 'left') ? view.leftWidth : null));
  const right = useView((view) =>
    side === 'right' || isPanelOpen(view, 'inspector') ? view.inspectorWidth : null,
  );
  const shown = fittingWidths({ left, right }, window);
  const limits = limitsBeside(side, shown, window);
  const width = Math.max(needs, shown[side] ?? 0);
  const from = useRef<{ x: number; width: number } | null>(null);
  const outward = side === 'left' ? 1 : -1;
  const resize = (to: number) => setView(asPreferences({ ...shown, [side]: clamp(to, limits) }));

  const onPointerDown = (event: PointerEvent<HTMLDivElement>) => {
    event.currentTarget.setPointerCapture(event.pointerId);
    from.current = { x: event.clientX, width };
  };
  const onPointerMove = ({ clientX }: PointerEvent) => {
    if (from.current) resize(from.current.width + (clientX - from.current.x) * outward);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const steps: Readonly<Record<string, number>> = {
      ArrowRight: width + outward * STEP,
      ArrowLeft: width - outward * STEP,
      Home: limits[0],
      End: limits[1],
    };
    const to = steps[event.key];
    if (to === undefined) return;
    event.preventDefault();
    resize(to);
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
        aria-valuemin={limits[0]}
        aria-valuemax={limits[1]}
        aria-valuetext={TEXTS.pixels(width)}
        tabIndex={0}
        onPointerDown={onPointerDown}
        onPointerMove={onPointerMove}
        onPointerUp={() => (from.current = null)}
        onPointerCancel={() => (from.current = null)}
        onDoubleClick={() => setView({ [KEYS[side]]: PANEL_WIDTHS[KEYS[side]] })}
        onKeyDown={onKeyDown}
      />
    </aside>
  );
}

function followSize(onChange: () => void): () => void {
  addEventListener('resize', onChange);
  return () => removeEventListener('resize', onChange);
}

/** The widths as they are stored. Both are, because a panel that had given way would jump otherwise. */
function asPreferences({ left, right }: PanelWidths): { leftWidth?: number; inspectorWidth?: number } {
  return { ...(left !== null && { leftWidth: left }), ...(right !== null && { inspectorWidth: right }) };
}
