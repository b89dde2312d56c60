import { counted, grouped } from '../../../shared/text/counted.ts';

/** The sentences of the agreement screen, in one place to be read and reworded together. */
export const TEXTS = {
  region: 'Agreement',
  types: 'Types',
  type: 'Type',
  slots: 'Claim slots',
  slot: 'Slot',
  relations: 'Relations',
  relation: 'Relation',
  typeCode: (name: string) => `Code in files: ${name}`,
  comparing: 'Comparing …',
  progress: (done: number, total: number, unit: string) => ` ${grouped(done)} of ${grouped(total)} ${unit}`,
  // The key and the command are shown between the parts.
  importSet: 'Import a model’s extractions…',
  measure: 'Measure',
  measureHelp: (label: string, help: string) => `${label}: ${help}`,
  ofSet: (name: string, spans: number) => `${name} (${grouped(spans)})`,
  swapShort: 'Swap the sets',
  measuring: 'Measuring …',
  measureAgain: 'Measure again',
  exportFigures: 'Export figures',
  examples: 'Examples',
  closeExamples: 'Close the examples',
  closeKey: 'Close (Esc)',
  exampleCount: (shown: number, more: boolean, loading: boolean) =>
    `${counted(shown, 'example')}${more ? ' so far' : ''}${loading ? ', searching …' : ''}`,
  searching: 'Searching …',
  searchMore: 'Show more',
  openExample: 'Open it in its article',
  betweenEntities: 'Between entities',
  noText: '(no text)',
  found: 'found',
  expected: 'expected',
  nothing: 'nothing',
  corner: 'expected ↓ found →',
  typeExtra: (type: string) => `${type} extra`,
  typeMissing: (type: string) => `${type} missing`,
  foundAsSuch: (type: string) => `${type} found as such`,
  foundAs: (expected: string, found: string) => `${expected} found as ${found}`,
  cell: (title: string, count: number, share: number | null) =>
    `${title}: ${grouped(count)}${share === null ? '' : `, ${Math.round(100 * share)} % of the row`}`,

  /** The first sentence: what the figures show. */
  agreed: (source: string, target: string, agreed: number, cases: number) =>
    `“${source}” and “${target}” agree at ${grouped(agreed)} of ${counted(cases, 'position')} (${Math.round((100 * agreed) / cases)} %).`,
  worst: (type: string, f1: string, cases: number) =>
    `They differ most in ${type}: F1 ${f1} % of ${counted(cases, 'case')}.`,
  nowhereWorse: (few: number) => `In types with ${few} cases or more they do not differ.`,
  onlyFew: (few: number) => `No type has ${few} cases, so the figures of single types say little.`,
  nothingInCommon: (source: string, target: string, sourceOnly: number, targetOnly: number) =>
    `No document has annotations of both sets, so there is nothing to compare: ${counted(sourceOnly, 'document')} with “${source}” only, ${grouped(targetOnly)} with “${target}” only.`,
  nothingInCommonHelp:
    'Choose other sets, import annotations for the same documents, or annotate a document that the other set has.',
  neither: 'Neither set has annotations in the documents compared, so there is nothing to compare.',
  cases: 'n',
  casesHelp: 'Annotations that either set has; one that both have counts once',
  fewCases: (few: number) => `Fewer than ${few} cases: the figures say little`,

  sameSet: 'A set agrees with itself. Choose two different ones.',
  emptyTitle: 'Compare two annotation sets',
  empty:
    'Here you see how well one annotation set agrees with another: a model’s with yours, or a colleague’s. This project has fewer than two sets with annotations; what you import of a model becomes a set of its own.',
  source: 'Set to check',
  target: 'Reference set',
  swap: 'Swap the sets: precision and recall change places',
  onlyWorkedOn: 'Only documents worked on',
  onlyWorkedOnHelp: 'Leaves out documents in which the right-hand set has no annotation and no status',
  recount: 'Measure again, with the changes made since',
  export: 'Export as JSON and CSV',
  slotsHelp:
    'Fillers of corresponding claims, by slot; a claim that only one set has contributes all of its fillers.',
  relationsHelp: 'Relations whose ends correspond, in the same direction.',
  confusionTitle: 'Confusion matrix',
  confusionHelp: (source: string, target: string) =>
    `Each row is a type in “${target}”, each column what “${source}” has there, whatever the bounds. The shade is the share of the row. Choose a figure to see its examples.`,
  missing: 'missing',
  extra: 'extra',
  differ: 'Where the sets differ',
  differIn: (name: string) => `${name}: where the sets differ`,
  labels: 'Document labels',
  labelsHelp:
    'Documents count where both sets have a value. A document without a value is left out; of a label with several values it counts as having none of them if the work on it is finished in that set.',
  label: 'Label',
  value: 'Value',
  same: 'Same, %',
  sameHelp: 'Documents with exactly the same values in both sets',
  kappaHelp: 'Cohen’s kappa, for labels with one value',
  alphaHelp:
    'Krippendorff’s alpha: nominal for labels with one value, with MASI distance for labels with several',
  jaccard: 'Jaccard',
  jaccardHelp: 'Shared values of all values that either set has, as a mean over documents',
  documents: 'n',
  documentsHelp: 'Documents that count',
  missingIn: 'Missing',
  missingHelp: (source: string, target: string) =>
    `Documents with a value in one of the sets only: missing in “${source}” + missing in “${target}”`,
  intervalOf: (low: string, high: string) => `95 % interval, documents resampled: ${low} to ${high}`,
  valuesOf: (label: string) => `Values of ${label}`,
  confusionOf: (label: string) => `Confusion of ${label}`,
  confusionOfHelp: (source: string, target: string) =>
    `Each row is a value in “${target}”, each column what “${source}” has for the same document. Choose a figure to see the documents.`,
  kappaOf: (kappa: string, prevalence: string) =>
    `κ ${kappa}, of having this value or not; it holds in ${prevalence} % of the documents`,
  notDefined: 'not defined',
  fewDocuments: (few: number) => `Fewer than ${few} documents: the figures say little`,
  extraInUntouched:
    ' Spans in documents in which nobody has worked count as extra: “Only documents worked on” leaves them out.',
  noIntervals: ' Intervals need at least two documents.',
  noExamples:
    'There are no examples: the sets agree here, or the annotations have changed since the figures were computed. Measure again to be sure.',
} as const;
