import { resolve } from 'node:path';

/**
 * Returns the folder with corpora and the seed article, if the machine has it: `POSTIL_SHARED`, else the folder
 * beside the project.
 */
export function sharedFolder(): string {
  return process.env['POSTIL_SHARED'] ?? resolve(import.meta.dirname, '../../../shared');
}
