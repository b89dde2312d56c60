/** Sentences of errors about spans, relations and slots that the scheme does not allow. */
export const MESSAGES = {
  // Spans
  noType: (name: string, known: string) => `The scheme has no type “${name}”. It has: ${known || 'none'}.`,
  pastTheEnd: (start: number, end: number, length: number) =>
    `The span ${start}–${end} reaches past the end of the text (${length} UTF-16 code units).`,
  cutsACharacter: (offset: number) => `Offset ${offset} lies inside a character; a span cannot cut it.`,
  noAttribute: (owner: string, name: string, known: string) =>
    `${owner} has no attribute “${name}”. It has: ${known}.`,
  spanExists: (id: string) => `There is already a span ${id}.`,

  // Relations
  noRelationType: (name: string, known: string) =>
    `The scheme has no relation type “${name}”. It has: ${known || 'none'}.`,
  noEnd: (kind: string, id: string) => `The project has no ${kind} ${id}.`,
  wrongKindOfEnd: (relation: string, wanted: string, id: string, kind: string) =>
    `“${relation}” links ${wanted}, but ${id} is ${kind}.`,
  mergedEntity: (name: string, target: string, id: string) =>
    `“${name}” was merged into ${target} (${id}); relate that one.`,
  relatedToItself: (end: string) => `${end} cannot be related to itself.`,
  endsInDifferentSets: 'The two spans are in different annotation sets; a relation links spans of one set.',
  relationExists: (from: string, relation: string, to: string, id: string) =>
    `The relation ${from} ${relation} ${to} already exists (${id}).`,
  circle: (relation: string, chain: string) => `“${relation}” would form a circle: ${chain}.`,
  typeAgainstRelation: (other: string, problem: string) =>
    `It has a relation with ${other}, and ${problem} Delete the relation first.`,

  // Slots
  noSlot: (type: string, slot: string, known: string) => `${type} has no slot “${slot}”. It has: ${known}.`,
  fillerNotFound: (slot: string, kind: string, id: string) => `${slot}: the project has no ${kind} ${id}.`,
  slotFilled: (slot: string) => `${slot} is filled, so it cannot be empty too; remove what fills it first.`,
  filledAlready: (slot: string) => `This already fills ${slot}.`,
  slotFull: (slot: string, type: string) =>
    `${slot} of ${type} takes one filler and already has one; replace or remove it first.`,
  noOrderInEmptySlot: (slot: string) => `${slot} is marked as empty, so there is nothing to put in order.`,
  nextFillerElsewhere: (slot: string) => `That filler is not in ${slot}, so nothing can be put before it.`,
  evidenceElsewhere: (slot: string, type: string) =>
    `Evidence for ${slot} must be in the article of the ${type}.`,
  carriedAcrossArticles: 'Fillers can only be carried over within one article.',
  cueKeepsItsType: (type: string) =>
    `This cue belongs to a claim, so it cannot become ${type}; remove it from the claim first.`,
  typeAgainstSlot: (slot: string, owner: string, allowed: string, type: string) =>
    `This fills ${slot} of a ${owner}, which takes ${allowed} and not ${type}; remove it from there first.`,
  notAllowed: (slot: string, what: string, allowed: string) =>
    `${slot} cannot be filled by ${what}; it takes ${allowed}.`,
  noDefaultType: (slot: string) => `${slot} has no default type; choose a type for the words.`,
  fillsItself: (type: string, slot: string) => `A ${type} cannot fill its own ${slot}.`,
  fillerInAnotherArticle: (words: string, slot: string) =>
    `“${words}” is in another article; only a claim may fill ${slot} from there.`,
  fillerInAnotherSet: (words: string) => `“${words}” belongs to another annotation set.`,
  cueOfAnotherClaim: (words: string) =>
    `The cue “${words}” already belongs to another claim; mark its words again for this one.`,
} as const;
