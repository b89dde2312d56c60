import type { Correction, Decision } from '../../shared/contract/review.ts';
import type { Uid } from '../../shared/model/uid.ts';
import { call } from '../api.ts';
import { useArticle } from '../state/article.ts';
import { isOwnShown } from '../state/project.ts';
import { toast, toastError } from '../state/view.ts';
import { mayWrite } from './may-write.ts';
import { TEXTS } from './texts.ts';

/** Decides on a proposal that is selected in the article. */
export async function decideInPlace(id: Uid, decision: Decision, correction?: Correction): Promise<void> {
  const { reviewed } = useArticle.getState();
  if (!reviewed || !mayWrite()) return;
  if (!isOwnShown()) return toast(TEXTS.otherSetReview, 'error');
  try {
    const { results, notes } = await call('review.decide', {
      review: reviewed,
      ids: [id],
      decision,
      ...(correction && { correction }),
    });
    for (const note of notes) toast(note);
    useArticle.setState((now) => ({
      proposals: now.proposals.filter((span) => span.id !== id),
      proposedRelations: now.proposedRelations.filter((relation) => relation.id !== id),
      selected: now.selected === id ? (results[0] ?? null) : now.selected,
    }));
  } catch (error) {
    toastError(error);
  }
}
