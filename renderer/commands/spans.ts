import type { Span } from '../../shared/model/annotation.ts';
import {
  normaliseFragments,
  sameFragments,
  type Fragment,
  type Fragments,
} from '../../shared/model/fragments.ts';
import { defaultValues, spanType, type SpanType } from '../../shared/model/scheme.ts';
import { newUid, type Uid } from '../../shared/model/uid.ts';
import type { AttributeValue } from '../../shared/model/attributes/index.ts';
import { nextGrapheme, previousGrapheme } from '../../shared/text/graphemes.ts';
import { nextWordEnd, nextWordStart, previousWordEnd, previousWordStart } from '../../shared/text/words.ts';
import { call } from '../api.ts';
import { isProposal } from '../editor/span-store.ts';
import { COMING_SET, proposalById, showUnsaved, spanById, useArticle } from '../state/article.ts';
import { isRightToLeft } from '../editor/direction.ts';
import { editor } from '../state/editor-ref.ts';
import { currentAnalyst, currentScheme, isOwnShown } from '../state/project.ts';
import { toast, toastError } from '../state/view.ts';
import { showLayer } from './layers.ts';
import { decideInPlace } from './decide.ts';
import { mayWrite } from './may-write.ts';
import { TEXTS } from './texts.ts';

function typeNamed(name: string): SpanType | undefined {
  const scheme = currentScheme();
  return scheme ? spanType(scheme, name) : undefined;
}

/** Returns whether the shown set can be edited; shows the reason if not. */
export function mayEdit(): boolean {
  if (!mayWrite()) return false;
  if (isOwnShown()) return true;
  toast(TEXTS.otherSet, 'error');
  return false;
}

/** Returns the text that a type's key tags: the selection, otherwise the word at the caret. */
export function target(): Fragment | null {
  return editor()?.getSelection() ?? editor()?.wordAtCaret() ?? null;
}

/**
 * Applies a type that was chosen by its letter, in the bar or in the palette: to the selected text, otherwise to the
 * selected mention, otherwise to the mention around the word at the caret, otherwise to that word. The span is drawn before
 * it is stored. Accepts a selected proposal; selects an existing span of that type instead of adding a second one, except
 * for claims and events, of which one sentence may contain several.
 */
export function tag(typeName: string): void {
  if (!mayWrite()) return;
  const { selected, selection, spans } = useArticle.getState();
  // The selection in an article that is not on screen does not count.
  if (!editor()) return toast(TEXTS.selectWordsFirst);
  if (selection === null && (proposalById(selected) || isRetyped(spanById(selected), typeName)))
    return changeType(typeName);
  const fragment = target();
  if (!fragment) return toast(TEXTS.placeCaretFirst);
  const type = typeNamed(typeName);
  const mention = selection === null && type?.family === 'mention' ? mentionAround(fragment) : undefined;
  if (mention && mention.type !== typeName) {
    select(mention.id);
    return changeType(typeName);
  }
  const same =
    mention ?? spans.find((span) => span.type === typeName && sameFragments(span.fragments, [fragment]));
  if (same && type?.slots.length === 0) {
    showLayer(type.layer);
    select(same.id);
    return toast(TEXTS.alreadyTagged(type.label));
  }
  void createSpan(typeName, [fragment]);
}

/**
 * Whether a type chosen while a span is selected (and no text) changes that span. A claim or an event contains names that
 * are still untagged: there the type applies to the word at the caret, unless it is another kind of claim or event.
 */
export function isRetyped(span: Pick<Span, 'type'> | undefined, typeName: string): boolean {
  if (!span) return false;
  const [family, wanted] = [typeNamed(span.type)?.family, typeNamed(typeName)?.family];
  return family === 'mention' || (family === wanted && span.type !== typeName);
}

/**
 * Returns the smallest mention that covers a word. Moving the caret there selects nothing, but no mention should be nested
 * in it.
 */
function mentionAround([start, end]: Fragment): Span | undefined {
  const length = ({ fragments: [[from, to] = [0, 0]] }: Span) => to - from;
  return useArticle
    .getState()
    .spans.filter(
      // The type last, because looking it up takes longest and there may be thousands of spans.
      ({ type, fragments: [only, more] }) =>
        only && !more && only[0] <= start && end <= only[1] && typeNamed(type)?.family === 'mention',
    )
    .sort((a, b) => length(a) - length(b))[0];
}

/** Creates a span without a position in the text: an implicit claim or event. */
export function tagImplicit(typeName: string): void {
  void createSpan(typeName, []);
}

/** Creates a span, drawn and selected before it is stored; with `carryFrom` it starts with fillers of that claim. */
export async function createSpan(
  typeName: string,
  fragments: Fragments,
  more: { readonly carryFrom?: Uid } = {},
): Promise<void> {
  const { document, set } = useArticle.getState();
  const type = typeNamed(typeName);
  if (!document || !type || !mayEdit()) return;
  const attributes = defaultValues(type.attributes);
  const span: Span = {
    id: newUid(),
    document: document.id,
    set: set ?? COMING_SET,
    type: typeName,
    fragments: normaliseFragments(fragments) as Span['fragments'],
    attributes,
    untouched: Object.keys(attributes),
    slots: [],
    entities: [],
    ...authorship(),
  };
  showLayer(type.layer);
  const storing = call('spans.create', {
    id: span.id,
    document: document.id,
    type: typeName,
    fragments: span.fragments,
    ...more,
  });
  const stored = showUnsaved(span, storing);
  select(span.id);
  try {
    await stored;
  } catch (error) {
    select(null);
    toastError(error);
  }
}

/** The author of what is written now: a span that is shown as it will be stored is not rendered again once it is. */
function authorship(): Pick<Span, 'author'> {
  const author = currentAnalyst();
  return author === undefined ? {} : { author };
}

/** Selects a span, also one without a position in the text. */
export function select(id: Uid | null): void {
  useArticle.setState({ selected: id, ...(id && { anchor: id }) });
}

/** Changes a span. Drawn immediately, and reverted if the change is refused. */
async function update(span: Span, change: Partial<Pick<Span, 'fragments' | 'type'>>): Promise<void> {
  if (!mayEdit()) return;
  try {
    await showUnsaved(
      { ...span, ...change, ...authorship() },
      call('spans.update', { id: span.id, ...change }),
    );
  } catch (error) {
    toastError(error);
  }
}

export function setFragments(id: Uid, fragments: Fragments): void {
  const span = spanById(id);
  if (span) void update(span, { fragments: normaliseFragments(fragments) as Span['fragments'] });
}

/** Sets an attribute of a span; `null` removes it. Returns the refusal in words, or `null`. */
export async function setAttribute(
  id: Uid,
  name: string,
  value: AttributeValue | null,
): Promise<string | null> {
  if (!mayEdit()) return null;
  try {
    await call('spans.update', { id, attributes: { [name]: value } });
    return null;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

/** Returns the selected span; if there is none, shows how to select one. */
export function selectedSpan(): Span | undefined {
  const span = spanById(useArticle.getState().selected);
  if (!span) toast(TEXTS.selectSpanFirst());
  return span;
}

export function changeType(typeName: string): void {
  const proposal = proposalById(useArticle.getState().selected);
  if (proposal) return void decideInPlace(proposal.id, 'accept', { type: typeName });
  const span = selectedSpan();
  const type = typeNamed(typeName);
  if (!span || !type || !mayEdit()) return;
  if (span.type === typeName) return toast(TEXTS.alreadyTagged(type.label));
  void retypeSpan(span.id, span.type, type).catch(toastError);
}

/** Changes a span's type in one change, and reports what the new type cannot hold. Throws if it is refused. */
export async function retypeSpan(id: Uid, from: string, type: SpanType): Promise<void> {
  const shown = spanById(id);
  const storing = call('spans.update', { id, type: type.name });
  if (shown) {
    showLayer(type.layer);
    await showUnsaved({ ...shown, type: type.name, ...authorship() }, storing);
  }
  const { span: now, before } = await storing;
  const lost = before ? lostParts(before, now) : [];
  const label = typeNamed(from)?.label ?? from;
  toast(TEXTS.typeChanged(label, type.label, lost), lost.length > 0 ? 'notice' : 'done');
}

/** Returns what a span lost when its type was changed, in words. Defaults that nobody chose are no loss. */
function lostParts(before: Span, now: Span): string[] {
  const attributes = typeNamed(before.type)?.attributes ?? [];
  const values = Object.keys(before.attributes).filter(
    (name) => !before.untouched.includes(name) && (!(name in now.attributes) || now.untouched.includes(name)),
  );
  const slots = new Set(before.slots.map(({ name }) => name));
  for (const { name } of now.slots) slots.delete(name);
  return [
    ...values.map((name) => TEXTS.lostValue(attributes.find((each) => each.name === name)?.label ?? name)),
    ...[...slots].map((name) => TEXTS.lostFillers(name)),
    ...(before.entities.length > now.entities.length ? [TEXTS.lostEntity] : []),
  ];
}

export async function duplicate(typeName: string): Promise<void> {
  const span = selectedSpan();
  const type = typeNamed(typeName);
  if (!span || !type || !mayEdit()) return;
  const newId = newUid();
  showLayer(type.layer);
  try {
    await call('spans.duplicate', { id: span.id, newId, type: typeName });
    select(newId);
  } catch (error) {
    toastError(error);
  }
}

/** Spans that are being deleted. */
const leaving = new Set<Uid>();

/** Deletes the selected span, and reports what was deleted with it. */
export async function deleteSelected(): Promise<void> {
  const proposal = proposalById(useArticle.getState().selected);
  if (proposal) return decideInPlace(proposal.id, 'reject');
  const span = selectedSpan();
  if (span && mayEdit()) await deleteSpan(span.id);
}

/** Deletes a span, and reports what was deleted with it. */
export async function deleteSpan(id: Uid): Promise<void> {
  // Ignore a second press while the first deletion is running.
  if (leaving.has(id)) return;
  leaving.add(id);
  try {
    const { relations, slots, notes, owned } = await call('spans.dependants', { id });
    await call('spans.delete', { ids: [id] });
    if (relations + slots + notes + owned > 0) toast(TEXTS.deletedWith(relations, slots, notes, owned));
  } catch (error) {
    toastError(error);
  } finally {
    leaving.delete(id);
  }
}

/** Adds the selected text to the span selected last, which becomes discontinuous unless they touch. */
export function addFragment(): void {
  const { anchor } = useArticle.getState();
  const span = spanById(anchor);
  const fragment = editor()?.getSelection();
  if (!span) return toast(TEXTS.selectSpanToExtend());
  if (!fragment) return toast(TEXTS.selectWordsToAdd());
  void update(span, { fragments: normaliseFragments([...span.fragments, fragment]) as Span['fragments'] });
  select(span.id);
}

/** Removes one fragment of a span. */
export function removeFragment(span: Span, index: number): void {
  void update(span, { fragments: span.fragments.filter((_, i) => i !== index) });
}

/** Moves an end of the selected span by a word or a character. A proposal is accepted with the corrected boundary. */
export function nudge(end: 'start' | 'end', direction: 1 | -1, by: 'word' | 'character'): void {
  const { selected } = useArticle.getState();
  const span = proposalById(selected) ?? selectedSpan();
  const { document } = useArticle.getState();
  if (!span || !document || span.fragments.length === 0) return;
  const edge = end === 'start' ? span.fragments[0]![0] : span.fragments.at(-1)![1];
  // The keys have the names of the sides of the page.
  const view = editor()?.view;
  const along = view && isRightToLeft(view, edge) ? (-direction as 1 | -1) : direction;
  const fragments = movedFragments(document.text, span.fragments, end, along, by);
  if (!fragments) return;
  const normal = normaliseFragments(fragments) as Span['fragments'];
  if (isProposal(span)) void decideInPlace(span.id, 'accept', { fragments: normal });
  else void update(span, { fragments: normal });
}

/** Returns the fragments with the first start or the last end moved; `null` if nothing would be left. */
export function movedFragments(
  text: string,
  from: Fragments,
  end: 'start' | 'end',
  direction: 1 | -1,
  by: 'word' | 'character',
): [number, number][] | null {
  const fragments = from.map(([s, e]): [number, number] => [s, e]);
  const edge = end === 'start' ? fragments[0]! : fragments.at(-1)!;
  const i = end === 'start' ? 0 : 1;
  edge[i] = moved(text, edge[i], end, direction, by);
  const before = fragments.at(-2);
  return edge[0] >= edge[1] || (end === 'end' && before && edge[0] < before[1]) ? null : fragments;
}

function moved(
  text: string,
  at: number,
  end: 'start' | 'end',
  direction: 1 | -1,
  by: 'word' | 'character',
): number {
  if (by === 'character') return direction === 1 ? nextGrapheme(text, at) : previousGrapheme(text, at);
  if (end === 'end') return direction === 1 ? nextWordEnd(text, at) : previousWordEnd(text, at);
  return direction === 1 ? nextWordStart(text, at) : previousWordStart(text, at);
}
