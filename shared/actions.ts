/** The native menu that lists an action; `null` if only the palette and its keys trigger it. */
export type MenuName = 'File' | 'Edit' | 'View' | 'Annotate' | 'Go' | 'Help';

/**
 * A command that menu, palette and key list offer. `keys` are written like `Mod+Shift+Z`, where
 * Mod is Ctrl, and Command on a Mac. The first is shown; the others work where a browser tab takes the first.
 * `scope`: `window` (default) everywhere; `page` not while typing in a field; `text` only in the article; `review`,
 * `quarantine`, `slot`, `attribute` and `letters` while that screen, a slot, an attribute or the letters over the words
 * are active, with precedence over the others.
 */
interface Action {
  readonly id: string;
  readonly label: string;
  readonly menu: MenuName | null;
  readonly keys: readonly string[];
  readonly scope?: 'window' | 'page' | 'text' | 'review' | 'quarantine' | 'slot' | 'attribute' | 'letters';
  /** It only serves to change the project, so it is refused while the project is read-only. */
  readonly writes?: true;
}

const actions = [
  { id: 'project.new', label: 'New project…', menu: 'File', keys: ['Mod+Shift+N', 'Alt+Shift+W'] },
  { id: 'project.open', label: 'Open project…', menu: 'File', keys: ['Mod+O'] },
  { id: 'project.saveCopy', label: 'Save a copy…', menu: 'File', keys: [] },
  { id: 'backups', label: 'Backups…', menu: 'File', keys: ['Alt+Shift+B'] },
  { id: 'trash', label: 'Trash: deleted articles…', menu: 'File', keys: [] },
  { id: 'project.close', label: 'Close project', menu: 'File', keys: [] },
  { id: 'import.files', writes: true, label: 'Import files…', menu: 'File', keys: ['Mod+I'] },
  {
    id: 'import.folder',
    writes: true,
    label: 'Import a folder…',
    menu: 'File',
    keys: ['Mod+Shift+I', 'Alt+Shift+I'],
  },
  { id: 'import.model', writes: true, label: 'Import a model’s extractions…', menu: 'File', keys: [] },
  {
    id: 'import.paste',
    writes: true,
    label: 'Paste an article…',
    menu: 'File',
    keys: ['Mod+Shift+V', 'Alt+Shift+V'],
  },
  { id: 'export', label: 'Export a dataset…', menu: 'File', keys: ['Mod+E'] },
  { id: 'entities.import', writes: true, label: 'Import a pack of entities…', menu: 'File', keys: [] },
  { id: 'entities.export', label: 'Export the entities…', menu: 'File', keys: [] },
  { id: 'profile', label: 'Your profile…', menu: 'File', keys: [] },
  { id: 'history.undo', writes: true, label: 'Undo', menu: 'Edit', keys: ['Mod+Z'], scope: 'page' },
  {
    id: 'history.redo',
    writes: true,
    label: 'Redo',
    menu: 'Edit',
    keys: ['Mod+Shift+Z', 'Mod+Y'],
    scope: 'page',
  },
  { id: 'find.open', label: 'Find in this article…', menu: 'Edit', keys: ['Mod+F'] },
  { id: 'find.next', label: 'Next match', menu: 'Edit', keys: ['F3'] },
  { id: 'find.previous', label: 'Previous match', menu: 'Edit', keys: ['Shift+F3'] },
  { id: 'screen.search', label: 'Search the project', menu: 'Edit', keys: ['Mod+Shift+F'] },
  { id: 'focus.search', label: 'Filter the documents', menu: 'Edit', keys: ['Alt+Shift+F'] },
  { id: 'palette.open', label: 'All commands…', menu: 'View', keys: ['Mod+K'] },
  { id: 'theme.toggle', label: 'Switch between light and dark', menu: 'View', keys: [] },
  { id: 'view.left', label: 'Show or hide the documents', menu: 'View', keys: ['Mod+B'] },
  { id: 'view.inspector', label: 'Show or hide the inspector', menu: 'View', keys: ['Mod+Alt+B', 'Mod+J'] },
  { id: 'zoom.in', label: 'Larger text', menu: 'View', keys: ['Mod+='] },
  { id: 'zoom.out', label: 'Smaller text', menu: 'View', keys: ['Mod+-'] },
  { id: 'zoom.reset', label: 'Normal text size', menu: 'View', keys: ['Mod+0'] },
  { id: 'focus.next', label: 'Next part of the window', menu: 'View', keys: ['F6'] },
  { id: 'focus.previous', label: 'Previous part of the window', menu: 'View', keys: ['Shift+F6'] },
  { id: 'screen.article', label: 'Article', menu: 'View', keys: ['Alt+Shift+A'] },
  { id: 'screen.claims', label: 'Claims of the project', menu: 'View', keys: ['Alt+Shift+C'] },
  { id: 'screen.relations', label: 'Relations of the project', menu: 'View', keys: ['Alt+Shift+R'] },
  { id: 'screen.entities', label: 'Entities', menu: 'View', keys: ['Alt+Shift+E'] },
  { id: 'screen.review', label: 'Review proposals', menu: 'View', keys: ['Alt+Shift+P'] },
  {
    id: 'screen.numbers',
    label: 'Agreement: compare two annotation sets',
    menu: 'View',
    keys: ['Alt+Shift+N'],
  },
  { id: 'screen.notes', label: 'Notes and questions', menu: 'View', keys: ['Alt+Shift+O'] },
  {
    id: 'screen.history',
    label: 'History of this article',
    menu: 'View',
    keys: ['Alt+Shift+H'],
  },
  {
    id: 'screen.quarantine',
    label: 'Quarantine: extractions that could not be located',
    menu: 'View',
    keys: ['Alt+Shift+Q'],
  },
  {
    id: 'screen.scheme',
    label: 'Scheme: types, attributes, guidelines',
    menu: 'View',
    keys: ['Alt+Shift+S'],
  },
  { id: 'entity.open', label: 'Open the page of the mention’s entity', menu: 'Go', keys: ['Alt+O'] },
  { id: 'focus.text', label: 'Go to the text', menu: 'Go', keys: ['Mod+.'] },
  { id: 'document.next', label: 'Next document', menu: 'Go', keys: ['Mod+PageDown', 'Alt+PageDown'] },
  { id: 'document.previous', label: 'Previous document', menu: 'Go', keys: ['Mod+PageUp', 'Alt+PageUp'] },
  {
    id: 'document.nextUnfinished',
    label: 'Next unfinished document',
    menu: 'Go',
    keys: ['Mod+Shift+PageDown', 'Alt+Shift+PageDown'],
  },
  {
    id: 'document.previousUnfinished',
    label: 'Previous unfinished document',
    menu: 'Go',
    keys: ['Mod+Shift+PageUp', 'Alt+Shift+PageUp'],
  },
  {
    id: 'document.done',
    writes: true,
    label: 'Mark done and go to the next',
    menu: 'Annotate',
    keys: ['Mod+Enter'],
  },
  { id: 'document.left', label: 'Open items of this article', menu: 'Annotate', keys: ['Alt+W'] },
  {
    id: 'document.skip',
    writes: true,
    label: 'Skip this document…',
    menu: 'Annotate',
    keys: ['Mod+Shift+Enter'],
  },
  { id: 'document.reopen', writes: true, label: 'Reopen this document', menu: 'Annotate', keys: [] },
  {
    id: 'document.delete',
    writes: true,
    label: 'Move this article to the trash',
    menu: 'Annotate',
    keys: [],
  },
  { id: 'document.erase', writes: true, label: 'Delete this article for good…', menu: 'Annotate', keys: [] },
  { id: 'span.next', label: 'Next span', menu: 'Annotate', keys: ['Tab'], scope: 'text' },
  { id: 'span.previous', label: 'Previous span', menu: 'Annotate', keys: ['Shift+Tab'], scope: 'text' },
  {
    id: 'span.outward',
    label: 'Next enclosing span',
    menu: 'Annotate',
    keys: ['Alt+ArrowUp'],
    scope: 'text',
  },
  { id: 'span.inspect', label: 'Edit the selected span', menu: 'Annotate', keys: ['Enter'], scope: 'text' },
  {
    id: 'span.delete',
    writes: true,
    label: 'Delete the selected span',
    menu: 'Annotate',
    keys: ['Delete', 'Backspace'],
    scope: 'text',
  },
  {
    id: 'span.addFragment',
    writes: true,
    label: 'Add the selected words to the span',
    menu: 'Annotate',
    keys: ['+'],
    scope: 'text',
  },
  {
    id: 'span.changeType',
    writes: true,
    label: 'Change the type…',
    menu: 'Annotate',
    keys: ['Mod+Shift+T', 'Alt+T'],
  },
  {
    id: 'span.duplicate',
    writes: true,
    label: 'Duplicate as another type…',
    menu: 'Annotate',
    keys: ['Mod+D'],
  },
  {
    id: 'letters.show',
    label: 'Show a letter on every word of the sentence',
    menu: 'Annotate',
    keys: ['Space'],
    scope: 'text',
  },
  {
    id: 'attribute.open',
    writes: true,
    label: 'Set the attributes of the selected span',
    menu: 'Annotate',
    keys: ['='],
    scope: 'text',
  },
  {
    id: 'claim.next',
    writes: true,
    label: 'New claim, with claimer, place and time of the previous one',
    menu: 'Annotate',
    keys: ['Alt+C', 'Mod+Shift+K'],
    scope: 'text',
  },
  { id: 'note.add', writes: true, label: 'Add a note or question…', menu: 'Annotate', keys: ['Alt+N'] },
  {
    id: 'entity.accept',
    writes: true,
    label: 'Link the mention to the suggested entity',
    menu: 'Annotate',
    keys: ['Alt+Enter'],
  },
  {
    id: 'entity.link',
    writes: true,
    label: 'Link the mention to an entity…',
    menu: 'Annotate',
    keys: ['Alt+L'],
  },
  { id: 'propagate', writes: true, label: 'Tag every other occurrence…', menu: 'Annotate', keys: ['Alt+P'] },
  {
    id: 'span.implicitClaim',
    writes: true,
    label: 'Add an implicit claim, without words',
    menu: 'Annotate',
    keys: [],
  },
  {
    id: 'relation.relate',
    writes: true,
    label: 'Relate the selected span…',
    menu: 'Annotate',
    keys: ['Alt+R'],
  },
  {
    id: 'relation.mark',
    writes: true,
    label: 'Start a relation at the selected span',
    menu: 'Annotate',
    keys: [],
  },
  { id: 'relation.follow', label: 'Go to the other end of a relation', menu: 'Go', keys: ['Alt+G'] },
  { id: 'arcs.cycle', label: 'Arcs: switch between selection, all and none', menu: 'View', keys: ['Alt+A'] },
  { id: 'arcs.selection', label: 'Arcs of the selected span', menu: 'View', keys: [] },
  { id: 'arcs.all', label: 'All arcs', menu: 'View', keys: [] },
  { id: 'arcs.none', label: 'No arcs', menu: 'View', keys: [] },
  {
    id: 'nudge.endRight',
    writes: true,
    label: 'Move the end right by a word',
    menu: null,
    keys: ['Alt+ArrowRight'],
    scope: 'text',
  },
  {
    id: 'nudge.endLeft',
    writes: true,
    label: 'Move the end left by a word',
    menu: null,
    keys: ['Alt+ArrowLeft'],
    scope: 'text',
  },
  {
    id: 'nudge.startRight',
    writes: true,
    label: 'Move the start right by a word',
    menu: null,
    keys: ['Alt+Shift+ArrowRight'],
    scope: 'text',
  },
  {
    id: 'nudge.startLeft',
    writes: true,
    label: 'Move the start left by a word',
    menu: null,
    keys: ['Alt+Shift+ArrowLeft'],
    scope: 'text',
  },
  {
    id: 'nudge.endRightExact',
    writes: true,
    label: 'Move the end right by a character',
    menu: null,
    keys: ['Ctrl+Alt+ArrowRight'],
    scope: 'text',
  },
  {
    id: 'nudge.endLeftExact',
    writes: true,
    label: 'Move the end left by a character',
    menu: null,
    keys: ['Ctrl+Alt+ArrowLeft'],
    scope: 'text',
  },
  {
    id: 'nudge.startRightExact',
    writes: true,
    label: 'Move the start right by a character',
    menu: null,
    keys: ['Ctrl+Alt+Shift+ArrowRight'],
    scope: 'text',
  },
  {
    id: 'nudge.startLeftExact',
    writes: true,
    label: 'Move the start left by a character',
    menu: null,
    keys: ['Ctrl+Alt+Shift+ArrowLeft'],
    scope: 'text',
  },
  {
    id: 'review.accept',
    writes: true,
    label: 'Accept the proposal',
    menu: null,
    keys: ['Enter'],
    scope: 'review',
  },
  {
    id: 'review.reject',
    writes: true,
    label: 'Reject the proposal',
    menu: null,
    keys: ['Backspace', 'Delete'],
    scope: 'review',
  },
  { id: 'review.skip', writes: true, label: 'Skip the proposal', menu: null, keys: ['Tab'], scope: 'review' },
  {
    id: 'review.previous',
    label: 'Previous proposal',
    menu: null,
    keys: ['Shift+Tab'],
    scope: 'review',
  },
  {
    id: 'review.flag',
    writes: true,
    label: 'Flag the proposal for discussion',
    menu: null,
    keys: ['Alt+Q'],
    scope: 'review',
  },
  {
    id: 'quarantine.place',
    writes: true,
    label: 'Place the proposal at the selected words',
    menu: null,
    keys: ['Enter'],
    scope: 'quarantine',
  },
  {
    id: 'quarantine.dismiss',
    writes: true,
    label: 'Dismiss the proposal',
    menu: null,
    keys: ['Backspace', 'Delete'],
    scope: 'quarantine',
  },
  { id: 'quarantine.next', label: 'Next proposal', menu: null, keys: ['Tab'], scope: 'quarantine' },
  {
    id: 'quarantine.previous',
    label: 'Previous proposal',
    menu: null,
    keys: ['Shift+Tab'],
    scope: 'quarantine',
  },
  {
    id: 'slot.accept',
    writes: true,
    label: 'Fill with the first suggestion, the selected words or the span',
    menu: null,
    keys: ['Enter'],
    scope: 'slot',
  },
  {
    id: 'slot.hints',
    label: 'Show a letter on every word',
    menu: null,
    keys: ['Space', "'"],
    scope: 'slot',
  },
  { id: 'slot.nextSpan', label: 'Next valid span', menu: null, keys: ['Tab'], scope: 'slot' },
  {
    id: 'slot.previousSpan',
    label: 'Previous valid span',
    menu: null,
    keys: ['Shift+Tab'],
    scope: 'slot',
  },
  {
    id: 'slot.name',
    label: 'Type the name of an entity or document, or a text',
    menu: null,
    keys: ['/'],
    scope: 'slot',
  },
  {
    id: 'slot.takeOut',
    writes: true,
    label: 'Remove the last filler',
    menu: null,
    keys: ['Backspace', 'Delete'],
    scope: 'slot',
  },
  { id: 'letters.word', label: 'Select the word alone', menu: null, keys: ['Enter'], scope: 'letters' },
  { id: 'letters.next', label: 'Letters on the next sentence', menu: null, keys: ['Tab'], scope: 'letters' },
  {
    id: 'letters.previous',
    label: 'Letters on the previous sentence',
    menu: null,
    keys: ['Shift+Tab'],
    scope: 'letters',
  },
  {
    id: 'letters.back',
    label: 'Choose the first word again',
    menu: null,
    keys: ['Backspace'],
    scope: 'letters',
  },
  {
    id: 'attribute.accept',
    writes: true,
    label: 'Take the proposed value, or keep the value',
    menu: null,
    keys: ['Enter'],
    scope: 'attribute',
  },
  { id: 'attribute.next', label: 'Next attribute', menu: null, keys: ['Tab'], scope: 'attribute' },
  {
    id: 'attribute.previous',
    label: 'Previous attribute',
    menu: null,
    keys: ['Shift+Tab'],
    scope: 'attribute',
  },
  {
    id: 'attribute.write',
    writes: true,
    label: 'Write a value',
    menu: null,
    keys: ['/'],
    scope: 'attribute',
  },
  {
    id: 'attribute.clear',
    writes: true,
    label: 'Remove the value',
    menu: null,
    keys: ['Backspace', 'Delete'],
    scope: 'attribute',
  },
  { id: 'screen.guide', label: 'Guide: instructions and glossary', menu: 'Help', keys: ['Shift+F1'] },
  { id: 'help.keys', label: 'All keys', menu: 'Help', keys: ['?', 'F1'], scope: 'page' },
] as const satisfies readonly Action[];

export type ActionId = (typeof actions)[number]['id'];
export type ActionInfo = Action & { readonly id: ActionId };

/** Every action, in the order of menus and palette. To add one, add a line here and its handler in renderer/commands. */
export const ACTIONS: readonly ActionInfo[] = actions;

const GROUPS: Partial<Record<NonNullable<Action['scope']>, string>> = {
  review: 'Review',
  quarantine: 'Quarantine',
  slot: 'Slots',
  attribute: 'Attributes',
  letters: 'Letters over the words',
};

/** Returns the heading an action is listed under: its menu, or the screen or movement it belongs to. */
export function groupOf({ menu, scope }: Action): string {
  return menu ?? (scope && GROUPS[scope]) ?? 'Boundaries';
}

/** Returns an action by its id. */
export function actionById(id: ActionId): ActionInfo {
  return ACTIONS.find((action) => action.id === id)!;
}

/** Whether a text is the id of an action. */
export function isActionId(text: string): text is ActionId {
  return ACTIONS.some(({ id }) => id === text);
}
