import { useEffect, useRef, type RefObject } from 'react';

/** Unsaved text of one field: the field's label, the location of the window, and the text so far. */
interface Draft {
  readonly field: string;
  readonly where: string;
  readonly text: string;
}

type TextField = HTMLInputElement | HTMLTextAreaElement;

const STORAGE = 'postil-draft';

/** Unsaved text from a page that ended, until its field is shown again. */
let lost: Draft | null = null;
let whereNow: () => string = () => '';

/**
 * Reads the unsaved text of an earlier page of this window. `where` returns the window's location: a field only matches
 * there.
 */
export function beginDrafts(where: () => string): void {
  whereNow = where;
  try {
    lost = JSON.parse(sessionStorage.getItem(STORAGE) ?? 'null') as Draft | null;
  } catch {
    lost = null;
  }
}

/**
 * Keeps the text of a field from the first letter until it is stored or discarded, because the page may be closed or
 * killed at any time. Text that an earlier page left in the same field at the same location is passed to `giveBack` once.
 */
export function useDraft<Field extends TextField>(giveBack: (text: string) => void): DraftField<Field> {
  const ref = useRef<Field>(null);
  const latest = useRef(giveBack);
  useEffect(() => {
    latest.current = giveBack;
  });
  useEffect(() => {
    const field = ref.current;
    if (!field || lost?.field !== labelOf(field) || lost.where !== whereNow()) return;
    const { text } = lost;
    lost = null;
    latest.current(text);
    field.focus();
  }, []);
  return {
    ref,
    keep: (text) => {
      if (!ref.current) return;
      const draft: Draft = { field: labelOf(ref.current), where: whereNow(), text };
      sessionStorage.setItem(STORAGE, JSON.stringify(draft));
    },
    drop: () => sessionStorage.removeItem(STORAGE),
  };
}

interface DraftField<Field extends TextField> {
  readonly ref: RefObject<Field | null>;
  readonly keep: (text: string) => void;
  readonly drop: () => void;
}

function labelOf(field: TextField): string {
  return field.getAttribute('aria-label') ?? field.labels?.[0]?.textContent ?? '';
}
