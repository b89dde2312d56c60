import { counted, grouped } from '../../../shared/text/counted.ts';

/** Every sentence of the review screen. */
export const TEXTS = {
  bringing: 'Updating the queue',
  looking: 'Looking for proposals',
  left: (cases: number | undefined) => (cases === undefined ? '…' : counted(cases, 'case')),
  leftIn: (documents: number | undefined, perHour: number | null) =>
    `in ${documents === undefined ? '…' : counted(documents, 'article')}` +
    (perHour === null ? '' : `, ${grouped(perHour)} an hour`),
  position: (at: number, of: number) => `${grouped(at)} of ${grouped(of)}`,
  decideAll: 'Decide all…',
  openThresholds: 'Thresholds…',

  show: 'Show',
  modes: { cases: 'Cases', groups: 'Groups' },
  filter: 'Filter',
  fields: {
    source: 'From',
    type: 'Type',
    kind: 'Kind',
    state: 'State',
    document: 'Article',
    text: 'Words',
    more: 'Condition',
  },
  chip: (about: string, value: string) => `${about}: ${value}`,
  addCondition: 'Add a condition to the filter',
  addConditionKey: (key: string) => (key === '' ? 'Filter' : `Filter  ${key}`),
  offered: 'Conditions',
  conditions: 'Conditions of the filter',
  remove: 'Remove',
  clear: 'Clear all',
  moreConditions: (count: number) => `+ ${grouped(count)}`,
  moreConditionsLabel: (count: number) => counted(count, 'more condition'),
  atLeast: (percent: string) => `at least ${percent} %`,
  below: (percent: string) => `below ${percent} %`,
  quotedWords: (words: string) => `“${words}”`,
  earlierRun: (name: string) => `${name} (earlier run)`,
  type: 'Type',
  allTypes: 'All types',
  score: 'Score',
  disputed: 'Disputed',
  order: 'Order',
  orders: {
    worst: 'Lowest score first',
    best: 'Highest score first',
    uncertain: 'Nearest to a threshold first',
    document: 'In the order of the articles',
    disagreement: 'Most disputed first',
    text: 'By words',
    type: 'By type',
    length: 'Longest first',
  },
  threshold: 'Threshold in percent',
  conditionHelp: (fields: readonly (readonly [name: string, help: string])[]) =>
    'Words, a score, or a condition such as: type in (PERSON, ORG) and not text ~ press. Fields: ' +
    fields.map(([name, help]) => `${name} (${help})`).join(', '),

  cases: 'Cases',
  groups: 'Groups',
  implicit: '(implicit)',

  case: 'Case',
  about: 'About the case',
  context: 'Text around the case',
  verdict: (state: string, repeated: boolean) => (repeated ? `${state}, as decided before` : state),
  adjusted: 'boundary adjusted',
  slots: 'Slots',
  content: 'Content',
  noClaimer: 'no claimer',
  attribute: (label: string, value: string) => `${label}: ${value}`,
  stillOpen: (count: number) =>
    count === 1
      ? 'A proposal that it needs is still open. Accepting this one accepts it too.'
      : `${grouped(count)} proposals that it needs are still open. Accepting this one accepts them too.`,
  accept: 'Accept',
  acceptCorrected: 'Accept as corrected',
  acceptLinked: (entity: string) => `Accept and link to ${entity}`,
  reject: 'Reject',
  skip: 'Skip',
  back: 'Back',
  flag: 'Flag',
  article: 'Article',
  typeKeys: 'A type’s letter accepts as that type.',
  boundaryKeys: 'arrows adjust the boundary.',

  proposedBy: 'Proposed by',
  unknownSet: 'unknown set',
  noScore: ', without a score',
  existing: 'Existing annotation',
  none: 'none',
  same: ', identical',
  merge: 'Add the chosen slots to it',
  earlier: 'Earlier decisions',
  guideline: 'Guideline',

  nothing: 'Nothing to review yet',
  nothingAbout:
    'Here you compare what a model extracted with your own annotations, and decide case by case or many cases at once. ' +
    'Import the model’s extractions as a set of their own, in any format; lists of names and claims without offsets will do.',
  importExtractions: 'Import extractions…',
  otherSets: 'Or review another set of this project:',
  reviewSet: (name: string, kind: string) => `Review ${name} (${kind})`,
  queueEmpty: 'No cases left',
  queueEmptyAbout:
    'Every case that matches the filter is decided. Widen the filter, or look at cases that were skipped or flagged.',

  more: 'More for this review',
  update: 'Update the queue',
  exportCorrections: 'Export corrections as training data',
  openBlind: 'Blind articles…',
  reviewAlso: (name: string) => `Review ${name} too`,

  blind: 'Blind articles',
  blindAbout:
    'People who see a proposal tend to agree with it. In blind articles proposals stay hidden until the article is marked ' +
    'done, so that the agreement there shows how good the model really is.',
  blindShare: 'Share of articles',
  shown: 'Proposals shown',
  articles: 'Articles',
  articlesDone: (done: number, all: number) => `${grouped(done)} of ${grouped(all)} done`,
  proposals: 'Proposals',
  decided: (count: number) => `${grouped(count)} decided`,
  compared: (count: number) => `${grouped(count)} compared`,
  right: 'Accepted unchanged; annotated identically',
  wrong: 'Corrected or rejected; annotated differently or not at all',
  hideOn: (percent: number) => `Hide proposals in ${percent} % of articles`,

  thresholdsTitle: 'Thresholds',
  thresholds:
    'For each type: what a threshold would accept, and how often proposals at or above it were right so far, among those you decided. Accepted unchanged counts as right; corrected or rejected counts as wrong.',
  noScores: 'No proposal has a score.',
  thresholdHead: 'Threshold',
  wouldAccept: 'Would accept',
  wouldLeave: 'Left to decide',
  rightSoFar: 'Right so far',
  thresholdOf: (type: string) => `Threshold of ${type}`,
  atThresholds: 'at or above the thresholds',
  noneDecided: 'none decided',
  shareOf: (percent: number, all: number) => `${percent} % of ${grouped(all)}`,
  showAccepted: 'Show what would be accepted',

  bulkTitle: (cases: number | undefined) =>
    cases === undefined ? 'All filtered proposals' : `All ${counted(cases, 'filtered proposal')}`,
  bulkGroupTitle: (words: string, type: string) => `All “${words}” as ${type}`,
  decision: 'Decision',
  bulkCases: (decision: 'accept' | 'reject', cases: number) =>
    `${decision === 'accept' ? 'Accept' : 'Reject'} ${counted(cases, 'case')}`,
  bulkArticles: (documents: number) => `in ${counted(documents, 'article')}.`,
  bulkCreated: (created: number | null) =>
    created === null
      ? 'How many annotations this creates is counted while it runs.'
      : `${counted(created, 'annotation')} will be added to your set; the others are already there.`,
  bulkUndo: 'One undo reverts this.',
  reason: 'Reason (stored with every decision)',
  bulkRunning: { accept: 'Accepting', reject: 'Rejecting' },
  deciding: 'Deciding; editing is possible again when it is done',
  cancel: 'Cancel',
  close: 'Close',
} as const;
