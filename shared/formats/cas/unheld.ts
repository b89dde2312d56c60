/** What happens to data that a CAS carries in part, in words for the export screen. */
export const CAS_CANNOT_HOLD = [
  'gaps: discontinuous spans are cut in several',
  'implicit spans',
  'slots filled by entities, documents or texts; evidence and scores of slots',
  'endings of file names (a document is called like its file)',
];

/** The kinds under which the UIMA formats report references to a span that they divide. */
export const CUT_FILLERS = 'discontinuous slot fillers, now one for each piece';
export const CUT_ENDS = 'discontinuous ends of relations, now their first piece';
