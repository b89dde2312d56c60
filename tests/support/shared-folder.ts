import { resolve } from 'node:path';

/** Where corpora and the seed article are, on the machines that have them: `POSTIL_SHARED`, else the folder beside the project. */
export function sharedFolder(): string {
  return process.env['POSTIL_SHARED'] ?? resolve(import.meta.dirname, '../../../shared');
}
