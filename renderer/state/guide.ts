import { create } from 'zustand';
import { setView } from './view.ts';

/** The topic at which the guide is opened; `null` for its beginning. */
export const useTopic = create<{ readonly topic: string | null }>()(() => ({ topic: null }));

/** Opens the guide, at a topic or at its beginning. */
export function showGuide(topic: string | null): void {
  useTopic.setState({ topic });
  setView({ screen: 'guide' });
}
