import { show } from '../show.ts';

/** Sentences of errors and notes of doccano. */
export const MESSAGES = {
  // Files of other formats
  notJsonl: (shape: string) => `This is ${shape}, not JSONL.`,
  exportAsJsonl: 'Export from doccano as JSONL.',
  isSpacy: 'This looks like spaCy or Prodigy JSONL, not doccano’s.',
  isLabelStudio: 'This looks like Label Studio JSON, not doccano’s.',
  isModelOutput:
    'Its entities have a “type” and no “label”: this is not doccano’s, but the output of a model.',

  // Records
  textNotAText: (field: string) => `The field ${show(field)} should hold the text, and holds something else.`,
  relationsNotAList: '“relations” is not a list.',
  notCategories: '“cats” is not a list of categories.',

  // Spans, labels and relations
  spanIdTwice: (id: string) => `Two spans have the id ${show(id)}.`,
  noOffsetsOrLabel: (what: string) => `${what} has neither offsets nor a label.`,
  notALabel: (what: string) => `${what} is neither a label nor [start, end, label].`,
  notAName: (what: string) => `${what} is neither a name nor a number.`,
  notAnObject: (what: string) => `${what} is not a JSON object.`,
  absentSpan: (what: string, end: string, id: string) => `${what}: ${end} ${show(id)} is the id of no span.`,
  notASpan: (what: string) => `${what} is not [start, end, label].`,
  scoreAllowed: 'A fourth may be a score from 0 to 1.',
  notAnOffset: (what: string) => `${what} has an offset that is no whole number from 0 on.`,

  // Notes
  recordSkipped: (why: string) => `The record ${why}; skipped.`,
  offsetsAreUtf16:
    'Offsets are UTF-16 code units, not code points as usual for this format; as code points they would exceed the text.',
  numbersNotListed: (count: number, file: string, numbers: string) =>
    `${count} labels are numbers that ${file} does not list (${numbers}); the numbers became their names.`,
  numbersWithoutLabels: (count: number) =>
    `${count} labels are numbers; the numbers became their names. With doccano’s label export beside the file, as label_config.json, they have their own.`,
} as const;
