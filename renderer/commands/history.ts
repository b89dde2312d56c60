import type { Uid } from '../../shared/model/uid.ts';
import { call } from '../api.ts';
import { useView, toast, toastError } from '../state/view.ts';
import { loadQueue } from './review.ts';

/** Undoes or redoes this analyst's last change in the open article; on the other screens, and without one, anywhere. */
export async function takeBack(verb: 'undo' | 'redo'): Promise<void> {
  const { documentId, screen } = useView.getState();
  try {
    const scope: { document?: Uid } = documentId && screen === 'article' ? { document: documentId } : {};
    const told = await call(`history.${verb}`, scope);
    if (told.label === null) return toast(`There is nothing to ${verb}.`);
    // Cases come back, or go: the queue holds its own rows.
    if (screen === 'review') void loadQueue();
    const past = verb === 'undo' ? 'Undone' : 'Redone';
    toast(`${past}: ${told.label}${told.documents > 1 ? ` in ${told.documents} documents` : ''}`);
  } catch (error) {
    toastError(error);
  }
}
