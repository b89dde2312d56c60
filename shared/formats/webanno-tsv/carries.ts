import { NO_METADATA } from '../carries.ts';
import { CAS_CARRIES } from '../cas/carries.ts';
import type { Carries } from '../model-fields.ts';

/** What a CAS carries, except the name and description of the document. */
export const WEBANNO_CARRIES: Carries = {
  ...CAS_CARRIES,
  document: {
    ...NO_METADATA,
    id: 'none',
    text: 'part',
    blocks: 'none',
    header: 'none',
    extra: 'part',
  },
};
