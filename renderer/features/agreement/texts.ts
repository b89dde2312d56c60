/** The sentences of the agreement screen, in one place to be read and reworded together. */
export const TEXTS = {
  sameSet: 'A set agrees with itself. Choose two different ones.',
  emptyTitle: 'Compare two annotation sets',
  empty:
    'Here you see how well one annotation set agrees with another: a model’s with yours, or a colleague’s. This project has fewer than two sets with annotations.',
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
  extraInUntouched:
    ' Spans in documents in which nobody has worked count as extra: “Only documents worked on” leaves them out.',
  noIntervals: ' Intervals need at least two documents.',
  noExamples: 'No example remains, because the annotations have changed. Measure again.',
} as const;
