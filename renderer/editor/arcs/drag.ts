import type { Uid } from '../../../shared/model/uid.ts';
import { idsOf } from '../hover.ts';

/** What a drag from the dot for relations needs from the editor. */
export interface RelateHost {
  /** Returns the span that the dot belongs to, or `null` if it must not be related. */
  begin(): Uid | null;
  /** Shows the line to the pointer and the spans under it; `null` when the drag is over. */
  preview(at: { x: number; y: number } | null, under: readonly Uid[]): void;
  /** Called when the button is released over spans, the innermost first; over none if the list is empty. */
  commit(from: Uid, under: readonly Uid[], at: { x: number; y: number }): void;
}

/** Lets the user drag a relation from the dot of the selected span to another span. Escape cancels. */
export function dragRelation(dot: HTMLElement, host: RelateHost): () => void {
  let from: Uid | null = null;

  const under = ({ clientX, clientY }: PointerEvent): Uid[] =>
    idsOf(document.elementFromPoint(clientX, clientY)).ids;
  const finish = () => {
    from = null;
    window.removeEventListener('keydown', key, true);
    host.preview(null, []);
  };
  const key = (event: KeyboardEvent) => {
    if (event.key !== 'Escape') return;
    event.preventDefault();
    event.stopPropagation();
    finish();
  };
  const down = (event: PointerEvent) => {
    if (event.button !== 0) return;
    from = host.begin();
    if (from === null) return;
    // Keep the span selected, and do not start to select text.
    event.preventDefault();
    dot.setPointerCapture(event.pointerId);
    window.addEventListener('keydown', key, true);
  };
  const move = (event: PointerEvent) => {
    if (from !== null) host.preview({ x: event.clientX, y: event.clientY }, under(event));
  };
  const up = (event: PointerEvent) => {
    if (from === null) return;
    const start = from;
    const found = under(event);
    finish();
    host.commit(start, found, { x: event.clientX, y: event.clientY });
  };
  const cancel = () => {
    if (from !== null) finish();
  };
  const events = { pointerdown: down, pointermove: move, pointerup: up, pointercancel: cancel } as const;
  for (const [name, listener] of Object.entries(events))
    dot.addEventListener(name, listener as EventListener);
  return () => {
    cancel();
    for (const [name, listener] of Object.entries(events))
      dot.removeEventListener(name, listener as EventListener);
  };
}
