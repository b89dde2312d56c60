import { counted, countedParts, grouped } from '../../shared/text/counted.ts';
import { keyName } from '../state/keys.ts';

const undo = () => keyName('history.undo');

/** Every message of the commands. */
export const TEXTS = {
  // Names that commands give to files and projects.
  project: 'project',
  newProject: 'Project',
  copyOf: (project: string) => `${project} copy`,

  unreachable: 'Postil cannot be reached, so this cannot be done now.',
  needsProject: 'Open or create a project first.',
  otherSet: 'This set is read-only for you. Choose your own set above to annotate.',
  otherSetReview: 'This set is read-only for you. Choose your own set above to review.',

  // Exports
  agreementExported: (files: readonly string[], folder: string) => `Wrote ${files.join(', ')} to ${folder}.`,
  claimsExported: (claims: number, folder: string) =>
    `Exported ${counted(claims, 'claim')} to ${folder}/claims.csv and verified them.`,
  settingValue: (label: string) => `Setting ${label}`,
  valueSet: (label: string, value: string | null, changed: number, already: number) =>
    `${value === null ? `Removed “${label}” of` : `${label}: ${value} for`} ${counted(changed, 'claim')}${wereAlready(already)}. ${undo()} undoes this.`,
  replacingValues: (label: string) => `Changing ${label}`,
  valuesReplaced: (
    label: string,
    values: readonly string[],
    by: string | null,
    annotations: number,
    documents: number,
  ) => {
    const what = values.length === 1 ? `“${values[0]}”` : counted(values.length, 'value');
    const done = by === null ? `Deleted ${what}` : `${what} became “${by}”`;
    return `${label}: ${done} in ${counted(annotations, 'annotation')} of ${counted(documents, 'article')}. ${undo()} undoes this.`;
  },
  claimsDeleted: (claims: number) => `Deleted ${counted(claims, 'claim')}. ${undo()} undoes this.`,
  hitsExported: (hits: number, folder: string) =>
    `Exported ${counted(hits, 'hit')} to ${folder}/hits.csv, safe for spreadsheets.`,
  packExported: (entities: number, path: string) =>
    `Exported ${counted(entities, 'entity', 'entities')} to ${path} and verified them.`,
  quarantineExported: (items: number, folder: string) =>
    `Wrote ${counted(items, 'proposal')} to ${folder}/quarantine.jsonl.`,
  correctionsExported: (pairs: number, path: string) => `Wrote ${counted(pairs, 'decision')} to ${path}.`,
  madeExample: (as: 'example' | 'counter-example', type: string, quote: string, added: boolean) => {
    const words = quote.length > 60 ? `${quote.slice(0, 59)}…` : quote || 'It';
    const article = as === 'example' ? 'an' : 'a';
    return added
      ? `“${words}” is now ${article} ${as} in the guideline of ${type}.`
      : `“${words}” is ${article} ${as} in the guideline of ${type} already.`;
  },
  selectForExample: 'Select an annotation first; it becomes an example in the guideline of its type.',
  answerBefore: 'An answered question about an annotation can become an example. Answer it first.',
  decideBefore: 'The case that you decide becomes an example. Decide one first.',
  guidelineExported: (version: number, path: string) =>
    `Saved the guideline of version ${version} of the scheme to ${path}.`,
  schemeExported: (version: number, path: string) => `Saved version ${version} of the scheme to ${path}.`,

  // Project, backups, erasing
  duplicated: (path: string) => `The copy is ${path}.`,
  projectTrashed: (name: string, path: string | null) =>
    path === null ? `${name} is in the trash of this computer.` : `${name} is in the trash: ${path}`,
  openedWithJournal: (choice: 'with' | 'without', kept: string) =>
    `Opened ${choice} the journal. The original files are kept: ${kept}`,
  workingOnCopy: (path: string) =>
    `You are now working on a copy: ${path}. The original project is unchanged.`,
  restored: (time: string, kept: string | null) =>
    `The project was restored from the backup of ${time}.${kept === null ? '' : ` The previous file is kept as ${kept}.`}`,
  copySaved: (path: string) => `Saved a copy: ${path}. You stay in the original project.`,
  erased: (
    what: 'document' | 'entity',
    backups: number,
    unread: readonly { name: string; reason: string }[],
    left: readonly string[],
  ) =>
    `${what === 'document' ? 'The article was' : 'The names were'} deleted for good` +
    `${backups > 0 ? `, also from ${counted(backups, 'backup')}` : ''}.` +
    unread.map(({ name, reason }) => ` The backup ${name} could not be read: ${reason}`).join('') +
    left.map((where) => ` A name still occurs in ${where}.`).join(''),
  onlyHttps: 'Only https addresses are opened from here. Copy the address into your browser.',

  // Documents
  lastDocument: 'This is the last document in the list.',
  firstDocument: 'This is the first document in the list.',
  doneFromArticle: 'Go to the article to mark it done.',
  done: (open: number, hasNext: boolean, others: number) =>
    `Done${open > 0 ? `, with ${counted(open, 'open item')}` : ''}. ${
      hasNext
        ? 'This is the next document.'
        : others === 0
          ? 'No other document is unfinished.'
          : `No other document is unfinished, but ${others === 1 ? 'one has' : `${grouped(others)} have`} open items.`
    }`,
  showOthers: 'Show in the list',
  noOpenItems: 'No open items in this article.',
  trashed: (spans: number) =>
    `Moved to the trash${spans > 0 ? ` with ${counted(spans, 'span')}` : ''}. ${keyName('palette.open')} and “Trash” restore it.`,
  /** The first articles by their titles, all by their number. */
  articles: (count: number, titles: readonly string[]) => {
    const quoted = titles.map((title) => `“${title}”`);
    const rest = count - quoted.length;
    if (rest === 0) return quoted.join(' and ');
    return `${counted(count, 'article')} (${quoted.join(', ')} and ${grouped(rest)} more)`;
  },
  /** How many are chosen; null for all of a list. */
  chosen: (count: number | null) =>
    count === null ? 'All articles of the list' : `${counted(count, 'article')} selected`,
  statusSet: (articles: string, status: string, already: number) =>
    `Marked ${articles} ${status}${wereAlready(already)}. ${undo()} undoes this.`,
  noLabels: 'The scheme has no document labels with lists of values that are shown.',
  labelSet: (articles: string, label: string, value: string | null, already: number, has: boolean) =>
    `${value === null ? `Removed “${label}” from` : has ? `${label}: ${value} for` : `Removed “${label}: ${value}” from`} ${articles}${wereAlready(already)}. ${undo()} undoes this.`,
  allTrashed: (articles: string, spans: number) =>
    `Moved ${articles} to the trash${spans > 0 ? ` with ${counted(spans, 'span')}` : ''}. ${undo()} undoes this; “Trash” restores each.`,
  restoring: 'Restoring from the trash',
  deleting: 'Moving to the trash',
  articlesRestored: (articles: number, left: readonly { count: number; reason: string }[]) =>
    `${articles === 1 ? 'The article was' : `${counted(articles, 'article')} were`} restored with all annotations.` +
    (left.length > 0
      ? ` Left out: ${left.map(({ count, reason }) => `${count} × ${reason}`).join('; ')}.`
      : ''),
  headerRestored: () => `The header is part of the text again. ${undo()} undoes this.`,

  // Menus
  copied: 'Copied.',
  notCopied: 'This page cannot use the clipboard.',
  menu: {
    text: 'Text',
    proposal: 'Proposal',
    tagAs: 'Tag as',
    changeType: 'Change the type',
    makeExample: (as: 'example' | 'counter-example') =>
      `Make it ${as === 'example' ? 'an' : 'a'} ${as} in the guideline of its type`,
    accept: 'Accept the proposal',
    reject: 'Reject the proposal',
    acceptAs: 'Accept as another type',
    openInArticle: 'Open it in its article',
    showLike: (type: string) => `Show only ${type} with these words`,
    copyWords: 'Copy the words',
    goToEnd: (words: string) => `Go to “${words}”`,
    reverse: 'Reverse the direction',
    copyRelation: 'Copy as text',
    deleteRelation: 'Delete the relation',
    history: 'History of this span',
    goTo: 'Go to it in its article',
    deleteSpan: 'Delete the span',
    open: 'Open',
    markAs: 'Mark as',
    labels: 'Label',
    noLabel: 'none',
    without: (value: string) => `without ${value}`,
    export: 'Export…',
    trash: 'Move to the trash',
    erase: 'Delete for good…',
    choose: 'Select',
    chooseNoMore: 'Remove from the selection',
    chooseAll: 'Select all',
    openEntity: 'Open its page',
    merge: 'Merge the selected entities…',
    deleteEntity: 'Delete the entity; its mentions remain',
    eraseEntity: 'Delete its names for good…',
  },

  // History
  undoing: 'Undoing',
  redoing: 'Redoing',
  nothingToUndo: 'There is nothing to undo.',
  nothingToRedo: 'There is nothing to redo.',
  reversed: (verb: 'undo' | 'redo', label: string, documents: number, title: string | undefined) =>
    `${verb === 'undo' ? 'Undone' : 'Redone'}: ${label}` +
    (documents > 1 ? ` in ${counted(documents, 'document')}` : title ? ` in “${title}”` : ''),
  goingBack: 'Reverting the article',
  wentBack: (left: readonly { count: number; reason: string }[]) => {
    const out = left.reduce((sum, { count }) => sum + count, 0);
    return (
      `The article is as it was then. ${undo()} undoes this.` +
      (out > 0
        ? ` ${counted(out, 'row')} could not be restored: ${left.map(({ reason }) => reason).join('; ')}.`
        : '')
    );
  },

  // Spans
  selectWordsFirst: 'Open the article and select some words, then choose the type.',
  placeCaretFirst: 'Put the caret on a word, or select some, then press the key.',
  selectSpanFirst: () => `Select a span first: ${keyName('span.next')} moves to the next one.`,
  held: (type: string) => `Each click or drag in the text tags ${type} now. Esc ends this.`,
  noAttributes: (type: string) => `${type} has no attributes. The scheme can give it some.`,
  noValue: (text: string, attribute: string) => `“${text}” cannot be a value of ${attribute}.`,
  alreadyTagged: (type: string) => `These words are already tagged as ${type}.`,
  typeChanged: (before: string, now: string, lost: readonly string[]) =>
    `${before} → ${now}. ${undo()} undoes this.${lost.length > 0 ? ` ${now} cannot have ${lost.join(', ')}.` : ''}`,
  keepsType: (now: string, wanted: string) =>
    `The letter of ${wanted} alone does not change ${now}; with Shift it does. To tag words inside it, select them in the article.`,
  lostValue: (attribute: string) => `“${attribute}”`,
  lostFillers: (slot: string) => `the fillers of “${slot}”`,
  lostEntity: 'the link to its entity',
  deletedWith: (relations: number, slots: number, notes: number, cues: number) => {
    const parts = countedParts([
      [relations, 'relation'],
      [slots, 'slot filler'],
      [notes, 'note'],
      [cues, 'cue'],
    ]);
    return `Deleted with ${parts}. ${undo()} undoes this.`;
  },
  selectSpanToExtend: () =>
    `Select a span first, then the words to add, then press ${keyName('span.addFragment')}.`,
  selectWordsToAdd: () =>
    `Now select the words to add to the span, then press ${keyName('span.addFragment')}.`,
  onlyContiguous: 'Only contiguous words can be searched for elsewhere.',

  labels: {
    always: 'The types stand above all spans.',
    hover: 'The types stand above the spans that you point at or select.',
    off: 'No types stand above the spans.',
  },

  // Find, search, propagation
  openArticleFirst: () => `Open an article first; ${keyName('screen.search')} searches all of them.`,
  nothingToTag: 'Nothing left to tag.',
  taggedHits: (created: number, tagged: number, overlapping: number) =>
    [
      created === 0 ? 'Nothing left to tag.' : `Tagged ${counted(created, 'hit')}; ${undo()} undoes this.`,
      tagged > 0 && `${grouped(tagged)} ${tagged === 1 ? 'is' : 'are'} already tagged.`,
      overlapping > 0 &&
        `${grouped(overlapping)} ${overlapping === 1 ? 'overlaps' : 'overlap'} other spans and ${overlapping === 1 ? 'was' : 'were'} left out.`,
    ]
      .filter(Boolean)
      .join(' '),
  propagated: (created: number, linked: number, documents: number) =>
    `${[
      created > 0 && `Tagged ${grouped(created)}`,
      linked > 0 && `${created > 0 ? 'linked' : 'Linked'} ${grouped(linked)}`,
    ]
      .filter(Boolean)
      .join(' and ')} in ${counted(documents, 'document')}. ${undo()} undoes this.`,

  // Frames
  fillFirst: 'Fill this slot first; then it can have supporting text.',
  noMoreSpans: 'No more valid spans.',
  noSpans: 'No valid spans yet.',
  noPreviousClaim: 'Create or select a claim first; the next one copies from it.',
  selectNextClaim: 'Select the words of the next claim, then press the key.',

  // Entities
  alreadyLinked: () => `This mention is already linked. ${keyName('entity.link')} links it to others too.`,
  notLinked: () => `This mention is not linked to an entity yet. ${keyName('entity.link')} links it.`,
  onlyMentions: 'Only mentions, such as persons and places, can be linked to entities.',
  merged: (entity: string, moved: Moved, duplicates: number) =>
    `“${entity}” now has ${partsOf(moved) || 'the names'}.` +
    (duplicates > 0
      ? ` ${counted(duplicates, 'duplicate')} ${duplicates === 1 ? 'was' : 'were'} removed.`
      : '') +
    ` ${undo()} undoes this.`,
  entitiesDeleted: (deleted: number, links: number, { slots, relations }: Omit<Moved, 'mentions'>) => {
    const what = countedParts([
      [links, 'link'],
      [slots, 'slot filler'],
      [relations, 'relation'],
    ]);
    return `Deleted ${counted(deleted, 'entity', 'entities')}${what ? ` with ${what}` : ''}. ${undo()} undoes this.`;
  },
  split: (entity: string, mentions: number) =>
    `“${entity}” now has ${counted(mentions, 'mention')}. ${undo()} undoes this.`,
  onePack: 'Choose one pack at a time.',

  // Relations
  noWords: '(implicit)',
  selectRelationStart: () =>
    `Select the span where the relation starts: ${keyName('span.next')} moves to the next one.`,
  selectRelationEnd: () => `Select the span it is related to: ${keyName('span.next')} moves to the next one.`,
  relationCancelled: 'The relation was cancelled.',
  dragToSpan: 'Drag to another span to relate the two.',
  noRelationFits: (from: string, to: string, known: readonly string[]) =>
    `No relation links ${from} and ${to}. The scheme has: ${known.join('; ') || 'none'}.`,
  relationWith: (from: string, relation: string, to: string) => `${from} ${relation} ${to}`,
  anyType: 'anything',
  allRelated: 'These two are already related in every way that the scheme allows.',
  relationsDeleted: (count: number) =>
    `Deleted ${count === 1 ? 'the relation' : counted(count, 'relation')}. ${undo()} undoes this.`,
  noRelation: 'The selected span has no relation to follow.',

  // Notes
  acceptForNotes: 'Accept the proposal first; then it can have notes.',
  noteDeleted: () => `Note deleted. ${undo()} undoes this.`,

  // Re-check
  rechecked: (count: number) => `${counted(count, 'annotation')} confirmed. Undo takes all of them back.`,

  // Quarantine
  placed: (type: string, freed: number) =>
    `Placed as ${type}.${freed > 0 ? ` ${counted(freed, 'relation')} ${freed === 1 ? 'was' : 'were'} placed with it.` : ''}`,
  selectWhereItBelongs: 'Select the words where it belongs, or press the digit of a guess; then press Enter.',
  endInQuarantine:
    'One of its ends is itself in quarantine; place that first, and the relation is placed with it.',
  chooseEnd: (side: 'from' | 'to') =>
    `Choose the span that it ${side === 'from' ? 'starts from' : 'leads to'}, then press Enter.`,
  noEnds: 'Neither end names a span; dismiss it, or place it on the command line.',

  // Review
  notPlaced: (set: string) =>
    `No proposal of “${set}” could be located in the text yet; locate them in Quarantine.`,
  noProposals: (set: string) => `“${set}” proposes nothing.`,
  repeated: (count: number) => `${counted(count, 'proposal')} decided as before.`,
  firstCase: 'This is the first case since the queue was opened.',
  noEntityCalled: (words: string) =>
    `No entity is called “${words}”. Accept the mention, then link it in the article.`,
  allAccepted: (cases: number, created: number) =>
    `Accepted ${counted(cases, 'case')}, which added ${counted(created, 'annotation')}. ${undo()} undoes this.`,
  allRejected: (cases: number) => `Rejected ${counted(cases, 'case')}. ${undo()} undoes this.`,

  // Finding and replacing
  replacing: 'Replacing',
  replaced: (places: number, articles: number, changed: number) =>
    `Replaced at ${counted(places, 'place')}${articles > 1 ? ` in ${counted(articles, 'article')}` : ''}.${changed > 0 ? ` ${counted(changed, 'annotation')} ${changed === 1 ? 'has' : 'have'} other words.` : ''}`,
  undoReplacing: 'Undo',
  replaceOutdated: (articles: number, titles: readonly string[]) =>
    `${counted(articles, 'article')} ${articles === 1 ? 'was' : 'were'} left out, because the text was changed meanwhile: ${titles.map((title) => `“${title}”`).join(', ')}${articles > titles.length ? ' …' : ''}`,

  // Correcting the text
  exportedText: (title: string) => `${title || 'article'} (earlier text)`,
  exportingText: 'Exporting the earlier text',
  textExported: (folder: string) => `The earlier text was exported to ${folder}.`,
  openToCorrect: 'Open an article to correct its text.',
  correctFirst: 'Save or leave the correction of the text first.',
  correctionDraft: 'What you had typed before is in the text again; it is not saved yet.',
  correctionOutdated:
    'The article was changed meanwhile, so this correction cannot be saved. Copy your text.',
  correctionCopied: 'The corrected text was copied.',
  corrected: (changed: number) =>
    `Text corrected.${changed > 0 ? ` ${counted(changed, 'annotation')} ${changed === 1 ? 'has' : 'have'} other words.` : ''} ${undo()} undoes this.`,
  wentToText: (changed: number) =>
    `The article has its earlier text again.${changed > 0 ? ` ${counted(changed, 'annotation')} ${changed === 1 ? 'has' : 'have'} other words.` : ''} ${undo()} undoes this.`,

  // Printing
  nothingToPrint: 'Open an article to print it.',
  howToPrint: () =>
    `To print the whole article with its annotations, press ${keyName('print')} in the window of Postil.`,

  // Scheme
  stepsApplied: (what: string) => `Done: ${what}.`,
  schemeImported: 'The scheme was imported as a new version.',
  schemeRestored: (version: number) => `Version ${version} of the scheme was restored.`,
} as const;

function wereAlready(already: number): string {
  return already > 0 ? `; ${grouped(already)} ${already === 1 ? 'was' : 'were'} so already` : '';
}

interface Moved {
  readonly mentions: number;
  readonly slots: number;
  readonly relations: number;
}

function partsOf({ mentions, slots, relations }: Moved): string {
  return countedParts([
    [mentions, 'mention'],
    [slots, 'slot filler'],
    [relations, 'relation'],
  ]);
}
