import { create } from 'zustand';

interface HeldType {
  /** The type that each click, drag or phrase of letters tags with, until it is released; `null` for none. */
  readonly type: string | null;
}

export const useHeldType = create<HeldType>()(() => ({ type: null }));

/** Releases the held type; returns whether there was one. */
export function releaseType(): boolean {
  const isHeld = useHeldType.getState().type !== null;
  if (isHeld) useHeldType.setState({ type: null });
  return isHeld;
}
