import { TEXT_ONLY, type Format } from '../define.ts';
import { isJsonObject } from '../json.ts';
import { peekJson } from '../json-array.ts';
import { LABEL_STUDIO_CARRIES } from './carries.ts';
import { configFiles, isConfig } from './config.ts';
import { isMin } from './min.ts';
import { ID, OPTIONS } from './options.ts';
import { readLabelStudio } from './read.ts';
import { writeLabelStudio } from './write.ts';

/** Label Studio's JSON: tasks with annotations and predictions, and JSON-MIN. */
export const labelStudio: Format = {
  id: ID,
  label: 'Label Studio JSON',
  extensions: ['json'],
  offsetUnit: 'utf-16',
  sets: 'many',
  options: OPTIONS,
  readingOptions: [TEXT_ONLY],
  cannotHold: [
    'fragments of discontinuous spans (each becomes a region)',
    'attributes of relations other than their direction',
    'statuses other than skipped',
    'truth values (they become the choices “true” and “false”)',
  ],
  carries: () => LABEL_STUDIO_CARRIES,
  sniff: (name, head) => {
    const { records, start } = peekJson(head);
    const found = Math.max(0, ...records.map(resemblance));
    if (found > 0 || records.length > 0) return found;
    // For a task longer than the head, only its first keys are available.
    const begins = /^[\ufeff\s]*\[?\s*\{/.test(start) && name.toLowerCase().endsWith('.json');
    return begins && /"(?:data|annotations|predictions|completions)"\s*:\s*[[{]/.test(start) ? 0.7 : 0;
  },
  companions: configFiles,
  isOfFolder: isConfig,
  read: readLabelStudio,
  write: writeLabelStudio,
};

function resemblance(record: Record<string, unknown>): number {
  if ('@context' in record || 'kind' in record) return 0;
  if (isMin(record)) return 0.9;
  if (!isJsonObject(record.data)) return 0;
  const { annotations, completions, predictions } = record;
  return [annotations, completions, predictions].some(Array.isArray) ? 0.95 : 0.6;
}
