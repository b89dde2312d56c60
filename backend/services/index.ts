import type { Handlers } from '../context.ts';
import { annotationHandlers } from './annotations.ts';
import { backupHandlers } from './backups.ts';
import { comparisonHandlers } from './comparison.ts';
import { documentHandlers } from './documents.ts';
import { entityHandlers } from './entities.ts';
import { eraseHandlers } from './erase.ts';
import { exchangeHandlers } from './exchange.ts';
import { claimHandlers } from './claims.ts';
import { frameHandlers } from './frames.ts';
import { guidelineHandlers } from './guidelines.ts';
import { historyHandlers } from './history.ts';
import { hostHandlers } from './host.ts';
import { noteHandlers } from './notes.ts';
import { projectHandlers } from './project.ts';
import { propagationHandlers } from './propagation.ts';
import { quarantineHandlers } from './quarantine.ts';
import { recheckHandlers } from './recheck.ts';
import { relationHandlers } from './relations.ts';
import { reviewHandlers } from './review.ts';
import { searchHandlers } from './search.ts';
import { schemeHandlers } from './scheme.ts';
import { valueHandlers } from './values.ts';
import { textHandlers } from './texts.ts';

/** The handlers of all calls. A declared call without a handler does not compile. */
export const handlers: Handlers = {
  ...hostHandlers,
  ...backupHandlers,
  ...projectHandlers,
  ...documentHandlers,
  ...annotationHandlers,
  ...noteHandlers,
  ...frameHandlers,
  ...claimHandlers,
  ...recheckHandlers,
  ...relationHandlers,
  ...historyHandlers,
  ...eraseHandlers,
  ...exchangeHandlers,
  ...entityHandlers,
  ...propagationHandlers,
  ...comparisonHandlers,
  ...quarantineHandlers,
  ...reviewHandlers,
  ...searchHandlers,
  ...schemeHandlers,
  ...guidelineHandlers,
  ...textHandlers,
  ...valueHandlers,
};
