import { askToEraseArticle } from './erase.ts';
import { actionById, type ActionId, type ActionInfo } from '../../shared/actions.ts';
import { call } from '../api.ts';
import { byLetter, isInField, isText, isTyping, noteScript } from '../keys.ts';
import { isAtRest } from '../ui/keep-focus.ts';
import { showGuide } from '../state/guide.ts';
import { actionsMeant } from '../state/keys.ts';
import { proposalById, useArticle } from '../state/article.ts';
import { editor } from '../state/editor-ref.ts';
import { askForProject } from '../state/project-files.ts';
import { currentScheme, isProjectOpen, isProjectRefused, whyLocked } from '../state/project.ts';
import { showArcs } from '../state/relating.ts';
import { isPanelOpen, setPanel, setView, toast, toastError, useView } from '../state/view.ts';
import { saveCopyByDialog } from './backups.ts';
import { handleCorrectionKey, runWhileCorrecting, toggleCorrection } from './correction.ts';
import { decideInPlace } from './decide.ts';
import { done, reopen, step, stepUnfinished } from './documents.ts';
import { acceptOffered, focusLink, openLinked } from './entities.ts';
import { importByDialog } from './files.ts';
import { closeFind, openFind, stepFound } from './find.ts';
import { focusNext, focusRegion } from './focus.ts';
import { attributeActions, handleAttributeKey, setAttributes } from './attributes.ts';
import { handleLabelKey, setLabels } from './document-labels.ts';
import { toggleHeldType } from './held-type.ts';
import { handleWordLetter, letterActions, showWordLetters } from './word-letters.ts';
import { handleFrameKey, slotActions } from './frame-keys.ts';
import { nextClaim } from './frames.ts';
import { listOpenItems } from './open-items.ts';
import { mayWrite } from './may-write.ts';
import { makeExample, toggleGuidelinePanel } from './guidelines.ts';
import { deleteArticle, leavePanel, openHistory, toggleHistoryPanel } from './history.ts';
import { beginNote } from './notes.ts';
import { choosePack } from './packs.ts';
import { printArticle } from './print.ts';
import { openByDialog } from './project.ts';
import { decideCase, focusFilter, handleReviewKey, previousCase } from './review.ts';
import { dismissProposal, handleQuarantineKey, placeProposal, stepProposal } from './quarantine.ts';
import { confirmRecheck, handleRecheckKey, stepRecheck, toggleRecheck } from './recheck.ts';
import { useRecheck } from '../state/recheck.ts';
import { releaseType } from '../state/held-type.ts';
import { useWordLetters } from '../state/word-letters.ts';
import { openedAttribute } from '../state/attribute-bar.ts';
import { activeSlot } from '../state/frame.ts';
import { handleReplaceKey, openReplace } from './replace.ts';
import { openSearch } from './search.ts';
import { undoOrRedo } from './undo.ts';
import { cancelRelating, cycleArcs, followRelation, markSelected, relate } from './relations.ts';
import { askPropagation } from './propagation.ts';
import { addFragment, changeType, deleteSelected, nudge, select, tag, tagImplicit } from './spans.ts';
import { handleRetype } from './listed-spans.ts';
import { openMenuByKey } from './context-menu.ts';
import { cycleLabels } from './labels.ts';
import { offerTypes } from './type-popup.ts';
import { answerPrompt, promptType } from './type-prompt.ts';
import { TEXTS } from './texts.ts';

const zoom = (factor: number) =>
  setView(({ zoom: now }) => ({ zoom: Math.min(2, Math.max(0.7, Math.round(now * factor * 10) / 10)) }));

/** The function of every action, used by menu, keys and palette. The compiler requires an entry for each action. */
const run: Record<ActionId, () => unknown> = {
  'project.new': () => askForProject(),
  'project.open': () => openByDialog(),
  'project.saveCopy': saveCopyByDialog,
  backups: () => setView({ dialog: 'backups' }),
  'project.close': () => call('host.close', {}).catch(toastError),
  'import.files': () => importByDialog(false),
  'import.folder': () => importByDialog(true),
  'import.model': () => setView({ dialog: 'import-model' }),
  'import.paste': () => setView({ dialog: 'paste' }),
  export: () => setView({ dialog: 'export' }),
  print: printArticle,
  'entities.import': choosePack,
  'entities.export': () => setView({ dialog: 'pack-export' }),
  profile: () => setView({ dialog: 'profile' }),
  'history.undo': () => undoOrRedo('undo'),
  'history.redo': () => undoOrRedo('redo'),
  'history.panel': toggleHistoryPanel,
  'text.replace': openReplace,
  'text.correct': toggleCorrection,
  'text.revisions': () => useArticle.getState().document && setView({ dialog: 'earlier-texts' }),
  'document.next': () => step(1),
  'document.previous': () => step(-1),
  'document.nextUnfinished': () => stepUnfinished(1),
  'document.previousUnfinished': () => stepUnfinished(-1),
  'document.done': done,
  'document.skip': () => useArticle.getState().document && setView({ dialog: 'skip' }),
  'document.reopen': reopen,
  'document.left': listOpenItems,
  'document.delete': deleteArticle,
  'document.erase': askToEraseArticle,
  trash: () => setView({ dialog: 'trash' }),
  'palette.open': () => setView({ paletteOpen: true }),
  'menu.open': openMenuByKey,
  'theme.toggle': () => setView(({ theme }) => ({ theme: theme === 'light' ? 'dark' : 'light' })),
  'view.left': () => setPanel('left', !isPanelOpen(useView.getState(), 'left')),
  'view.inspector': () => setPanel('inspector', !isPanelOpen(useView.getState(), 'inspector')),
  'zoom.in': () => zoom(1.1),
  'zoom.out': () => zoom(1 / 1.1),
  'zoom.reset': () => setView({ zoom: 1 }),
  'screen.article': () => setView({ screen: 'article' }),
  'screen.search': openSearch,
  'screen.claims': () => setView({ screen: 'claims' }),
  'values.manage': () => setView({ dialog: 'values' }),
  'screen.relations': () => setView({ screen: 'relations' }),
  'screen.entities': () => setView({ screen: 'entities', entityId: null }),
  'screen.review': () => setView({ screen: 'review' }),
  'screen.scheme': () => setView({ screen: 'scheme' }),
  'screen.numbers': () => setView({ screen: 'numbers' }),
  'screen.guide': () => showGuide(null),
  'screen.history': () => openHistory(null),
  'screen.notes': () => setView({ screen: 'notes' }),
  'note.add': beginNote,
  'guideline.example': () => makeExample('example'),
  'guideline.counterExample': () => makeExample('counter-example'),
  'guideline.panel': toggleGuidelinePanel,
  'screen.quarantine': () => setView({ screen: 'quarantine' }),
  'recheck.open': toggleRecheck,
  'recheck.confirm': confirmRecheck,
  'recheck.next': () => stepRecheck(1),
  'recheck.previous': () => stepRecheck(-1),
  'focus.next': () => focusNext(1),
  'focus.previous': () => focusNext(-1),
  'entity.open': openLinked,
  'focus.text': () => focusRegion('text'),
  'focus.search': () => focusRegion('search'),
  'find.open': openFind,
  'find.next': () => stepFound(1),
  'find.previous': () => stepFound(-1),
  'span.next': () => editor()?.walk(1),
  'span.previous': () => editor()?.walk(-1),
  'span.outward': () => editor()?.walkOutward(),
  'span.inspect': inspect,
  'span.delete': deleteSelected,
  'span.addFragment': addFragment,
  'span.changeType': () => promptType('change'),
  'span.duplicate': () => promptType('duplicate'),
  'entity.accept': acceptOffered,
  'entity.link': focusLink,
  propagate: askPropagation,
  'span.implicitClaim': () => {
    const claim = currentScheme()?.types.find(({ family }) => family === 'claim');
    if (claim) tagImplicit(claim.name);
  },
  'claim.next': nextClaim,
  'relation.relate': relate,
  'relation.mark': markSelected,
  'relation.follow': followRelation,
  'labels.cycle': cycleLabels,
  'arcs.cycle': cycleArcs,
  'arcs.selection': () => showArcs('selection'),
  'arcs.all': () => showArcs('all'),
  'arcs.none': () => showArcs('none'),
  'nudge.endRight': () => nudge('end', 1, 'word'),
  'nudge.endLeft': () => nudge('end', -1, 'word'),
  'nudge.startRight': () => nudge('start', 1, 'word'),
  'nudge.startLeft': () => nudge('start', -1, 'word'),
  'nudge.endRightExact': () => nudge('end', 1, 'character'),
  'nudge.endLeftExact': () => nudge('end', -1, 'character'),
  'nudge.startRightExact': () => nudge('start', 1, 'character'),
  'nudge.startLeftExact': () => nudge('start', -1, 'character'),
  'review.accept': () => decideCase('accept'),
  'review.reject': () => decideCase('reject'),
  'review.skip': () => decideCase('skip'),
  'review.previous': previousCase,
  'review.flag': () => decideCase('flag'),
  'review.filter': focusFilter,
  'quarantine.place': placeProposal,
  'quarantine.dismiss': dismissProposal,
  'quarantine.next': () => stepProposal(1),
  'quarantine.previous': () => stepProposal(-1),
  ...slotActions,
  'type.hold': toggleHeldType,
  'letters.show': showWordLetters,
  ...letterActions,
  'attribute.open': setAttributes,
  'labels.open': setLabels,
  ...attributeActions,
  'help.keys': () => setView({ dialog: 'keys' }),
};

/** Accepts a selected proposal; for selected words, offers the types; for a span, focuses its first field. */
function inspect(): void {
  const proposal = proposalById(useArticle.getState().selected);
  if (proposal) void decideInPlace(proposal.id, 'accept');
  else if (!offerTypes(true)) focusRegion('inspector');
}

/** Runs an action by its id. Menu and keys offer all of them at any time, so this reports if an action needs a project. */
export function runAction(id: ActionId): void {
  if (runWhileCorrecting(actionById(id))) return;
  if (isAvailable(id, isProjectOpen())) void run[id]();
  else if (useView.getState().connection !== 'up') toast(TEXTS.unreachable);
  else if (actionById(id).writes && !mayWrite()) return;
  else toast(TEXTS.needsProject);
}

/** Whether the window performs the action alone, without its backend. */
function isOfWindow(id: ActionId): boolean {
  return (
    /^(?:zoom|theme|view|focus|find|palette|help|arcs|labels|menu)\./.test(id) ||
    ['screen.guide', 'screen.article'].includes(id)
  );
}

/** Whether an action is available: some need an open project, some a certain screen or an active slot. */
export function isAvailable(id: ActionId, open: boolean): boolean {
  if (useView.getState().connection !== 'up' && !isOfWindow(id)) return false;
  if (id === 'backups' && isProjectRefused()) return true;
  if (!open)
    return ['project.new', 'project.open', 'palette.open', 'theme.toggle', 'help.keys', 'profile'].includes(
      id,
    );
  const { scope, writes } = actionById(id);
  if (writes && whyLocked() !== null) return false;
  if (scope === 'review' || scope === 'quarantine') return useView.getState().screen === scope;
  if (scope === 'recheck') return useRecheck.getState().open && useView.getState().screen === 'article';
  if (scope === 'letters') return useWordLetters.getState().hints !== null;
  if (scope === 'attribute') return openedAttribute() !== null;
  return scope !== 'slot' || activeSlot() !== null;
}

/** Handles a key wherever it is pressed. Returns whether the program handled it. */
export function handleKey(event: KeyboardEvent): boolean {
  noteScript(event);
  if (isText(event) || useView.getState().paletteOpen || useView.getState().dialog) return false;
  const typing = isTyping(event);
  const inText = editor()?.view.dom.contains(event.target as Node) ?? false;
  // The browser reports a moved caret later than the next key.
  if (inText) editor()?.readSelection();
  if (handleCorrectionKey(event)) return true;
  if (handleReplaceKey(event)) return true;
  if (handleQuarantineKey(event, inText)) return true;
  if (!typing && (inText || isAtRest()) && handleWordLetter(event)) return true;
  if (!typing && (inText || isAtRest()) && (handleAttributeKey(event) || handleLabelKey(event))) return true;
  // While a slot is active, Tab, Enter, Escape and letters apply to it.
  if (!typing && (inText || isAtRest()) && handleFrameKey(event)) return true;
  if (!typing && handleRecheckKey(event, inText)) return true;
  if (!typing && handleReviewKey(event)) return true;
  const holds = (scope: ActionInfo['scope']) =>
    scope === undefined ||
    scope === 'window' ||
    (scope === 'text' && inText) ||
    (scope === 'page' && !isInField(event));
  // The keys of screens and slots were handled above.
  const [action] = actionsMeant(event, holds);
  if (action) {
    runAction(action.id);
    return true;
  }
  if (!inText && !useView.getState().typePrompt && handleRetype(event)) return true;
  return !typing && handlePlainKey(event, inText);
}

/** Handles Escape and the letters, which belong to the types of the scheme. */
function handlePlainKey(event: KeyboardEvent, inText: boolean): boolean {
  const { typePrompt, hiddenLayers } = useView.getState();
  if (event.key === 'Escape') {
    if (typePrompt) setView({ typePrompt: null });
    else if (leavePanel(event.target)) return true;
    else if (releaseType()) return true;
    else if (cancelRelating()) return true;
    else if (useArticle.getState().selected) select(null);
    else return closeFind();
    return true;
  }
  if (!useArticle.getState().document) return false;
  const type = byLetter(
    (currentScheme()?.types ?? []).filter(({ layer }) => !hiddenLayers.includes(layer)),
    event,
  );
  if (!type || (!inText && !typePrompt && !isAtRest())) return false;
  if (!mayWrite()) return true;
  if (typePrompt) answerPrompt(type.name);
  else if (event.shiftKey) changeType(type.name);
  else tag(type.name);
  return true;
}
