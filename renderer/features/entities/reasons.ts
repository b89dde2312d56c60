import type { CandidateReason } from '../../../shared/contract/entities.ts';

/** Why an entity is offered, in a few words. */
export const REASONS: Record<CandidateReason, string> = {
  'linked before': 'linked before',
  name: 'its name',
  alias: 'an alias',
  near: 'nearly its name',
  'last name': 'last name, in this article',
  variant: 'another spelling of its name',
  part: 'shares a part of its name',
  here: 'in this article',
  prefix: 'similar',
};
