import type { CaseDetail } from '../../shared/contract/review.ts';
import type { Uid } from '../../shared/model/uid.ts';
import { useArticle } from './article.ts';
import { useCall } from './queries.ts';

/** Returns a case of the open article's review, once it is loaded. */
export function useReviewCase(id: Uid): CaseDetail | undefined {
  const review = useArticle((article) => article.reviewed);
  return useCall('review.case', { review: review!, id }, { enabled: review !== null }).data;
}
