/** Sentences of errors and notices of the review queue and of quarantine. */
export const MESSAGES = {
  // The queue
  notInQueue: 'This proposal is not in the queue, or no longer. Open the queue again.',
  decidingCancelled: 'Cancelled; nothing was decided.',
  nothingProposed: 'This set proposes nothing, or is the target set itself.',
  openingCancelled: 'Cancelled. What is in the queue so far can be reviewed; opening it again continues.',

  // Decisions
  slotsElsewhere: 'The slots can only go into a claim of the target set in this article.',
  noRelationType: (name: string) => `The scheme has no relation type “${name}”.`,
  endRejected: (relation: string) =>
    `An end of this ${relation} was rejected, so it cannot be accepted. Accept the end first, or reject the relation.`,
  slotLeftEmpty: (slot: string) =>
    `${slot} was left empty: what the model put there was rejected or does not fit.`,

  // Quarantine
  notOpen: (state: string) => `This item is already ${state}.`,
  documentUnknown: 'The document of this item is not known, so it cannot be placed.',
  wordsMissing: 'Choose the words that the item belongs to.',
  noSlot: (type: string, slot: string) => `${type} has no slot “${slot}”.`,
  slotFull: (slot: string) => `${slot} takes one filler and already has one.`,
  fillerNotFound: (slot: string) => `The words for ${slot} are not in the article.`,
  filledAlready: (slot: string) => `These words already fill ${slot}.`,
  /** `end` is “starts at” or “leads to”. */
  endInQuarantine: (end: string) =>
    `The relation ${end} an annotation that is in quarantine itself; place that first.`,
  endIsNoSpan: (end: string, words: string) =>
    `The relation ${end} “${words}”, which is not a span; choose the span that is meant.`,
  endsWithoutEntity: (relation: string) => `“${relation}” links entities; link its mentions to theirs first.`,
} as const;
