import type { RelationEnd } from '../../shared/contract/relations.ts';
import type { Relation, Span } from '../../shared/model/annotation.ts';
import type { AttributeValue } from '../../shared/model/attributes/index.ts';
import { hull, readableQuote } from '../../shared/model/fragments.ts';
import { allowedRelations, type AllowedRelation } from '../../shared/model/relation-rules.ts';
import { typeLabel } from '../../shared/model/scheme.ts';
import type { Uid } from '../../shared/model/uid.ts';
import { call } from '../api.ts';
import { proposalById, spanById, useArticle } from '../state/article.ts';
import { editor } from '../state/editor-ref.ts';
import { currentScheme } from '../state/project.ts';
import { showArcs, useRelating, type RelatingEnd } from '../state/relating.ts';
import { setView, toast, toastError } from '../state/view.ts';
import { goToSpan } from './jump.ts';
import { mayEdit } from './spans.ts';
import { shortWords } from '../ui/short-words.ts';
import { TEXTS } from './texts.ts';

function endOf({ id, type, document, fragments, attributes }: Span): RelatingEnd {
  const { text = '' } = useArticle.getState().document ?? {};
  const gloss = attributes['gloss'];
  const words = readableQuote(text, fragments) || (typeof gloss === 'string' ? gloss : '');
  return { id, type, document, words: shortWords(words) || TEXTS.noWords };
}

/** Starts a relation at the selected span; the analyst then walks to the other end. */
export function markSelected(): void {
  const span = spanById(useArticle.getState().selected);
  if (!span) return toast(TEXTS.selectRelationStart());
  if (mayEdit()) useRelating.setState({ mark: endOf(span), choice: null });
}

/** Starts a relation at the selected span, or ends a started one there. */
export function relate(): void {
  const { mark } = useRelating.getState();
  if (!mark) return markSelected();
  const span = spanById(useArticle.getState().selected);
  if (!span) return toast(TEXTS.selectRelationEnd());
  if (span.id === mark.id) return cancelRelating() ? toast(TEXTS.relationCancelled) : undefined;
  offer(mark, endOf(span), placeOf(span));
}

/** Relates two spans of this document, as after dragging from one to the other. */
export function relateTo(from: Uid, candidates: readonly Uid[], at: { x: number; y: number }): void {
  const start = spanById(from);
  const scheme = currentScheme();
  const ends = candidates.filter((id) => id !== from).flatMap((id) => spanById(id) ?? []);
  if (!start || !scheme || !mayEdit()) return;
  // Of spans at the same position, the innermost one that fits a relation is used.
  const meant =
    ends.find((span) => allowedRelations(scheme, 'span', start.type, span.type).length > 0) ?? ends[0];
  if (!meant) return toast(TEXTS.dragToSpan);
  offer(endOf(start), endOf(meant), at);
}

/** Cancels a relation that was started. Returns whether there was one. */
export function cancelRelating(): boolean {
  const { mark, choice } = useRelating.getState();
  if (!mark && !choice) return false;
  useRelating.setState({ mark: null, choice: null });
  return true;
}

/** Returns where the list of types opens: below the span, or in the middle of the page if the span is not located. */
function placeOf(span: Span): { x: number; y: number } {
  const range = hull(span.fragments);
  const box = range && editor()?.boxAt(range[0]);
  const seen = box && box.bottom > 0 && box.top < innerHeight;
  return seen ? { x: box.left, y: box.bottom + 4 } : { x: innerWidth / 2, y: innerHeight / 3 };
}

/** Offers the types that fit; if there is only one, relates the ends immediately. */
function offer(from: RelatingEnd, to: RelatingEnd, at: { x: number; y: number }): void {
  const scheme = currentScheme();
  if (!scheme || !mayEdit()) return;
  const fitting = allowedRelations(scheme, 'span', from.type, to.type);
  if (fitting.length === 0) {
    const types = scheme.relations.filter(({ ends }) => ends === 'span');
    const anyOf = (names: readonly string[]) => {
      if (names.length === 0) return TEXTS.anyType;
      const labels = names.map((name) => typeLabel(scheme, name));
      return labels.length > 3 ? `${labels.slice(0, 3).join('/')}/…` : labels.join('/');
    };
    const known = types.map((each) => TEXTS.relationWith(anyOf(each.from), each.label, anyOf(each.to)));
    const [start, end] = [typeLabel(scheme, from.type), typeLabel(scheme, to.type)];
    return toast(TEXTS.noRelationFits(start, end, known), 'error');
  }
  const { relations } = useArticle.getState();
  const options = fitting.filter((option) => !relations.some((each) => isThere(each, option, from, to)));
  if (options.length === 0) return toast(TEXTS.allRelated);
  if (fitting.length === 1) return void make(from, to, options[0]!);
  useRelating.setState({ choice: { from, to, options, at } });
}

function isThere(
  each: Relation,
  { type, reverse }: AllowedRelation,
  from: RelatingEnd,
  to: RelatingEnd,
): boolean {
  if (each.type !== type.name) return false;
  const same = each.from === from.id && each.to === to.id;
  const turned = each.from === to.id && each.to === from.id;
  return type.symmetric ? same || turned : reverse ? turned : same;
}

/** Creates the relation with one of the offered types. */
export function choose(option: AllowedRelation): void {
  const { choice } = useRelating.getState();
  if (choice) void make(choice.from, choice.to, option);
}

async function make(from: RelatingEnd, to: RelatingEnd, { type, reverse }: AllowedRelation): Promise<void> {
  useRelating.setState({ mark: null, choice: null });
  const [start, goal] = reverse ? [to, from] : [from, to];
  try {
    await call('relations.create', { type: type.name, from: start.id, to: goal.id });
    toast(`“${start.words}” ${type.label} “${goal.words}”`);
  } catch (error) {
    toastError(error);
  }
}

/** Relates two entities. Returns the refusal in words, or `null`. */
export function relateEntities(relation: { type: string; from: Uid; to: Uid }): Promise<string | null> {
  return refusalOf(() => call('relations.create', relation));
}

/** Changes the type of a relation. Returns the refusal in words, or `null`. */
export function changeRelationType(id: Uid, type: string): Promise<string | null> {
  return refusalOf(() => call('relations.update', { id, type }));
}

/** Reverses a relation. Returns the refusal in words, or `null`. */
export function reverseRelation(id: Uid): Promise<string | null> {
  return refusalOf(() => call('relations.update', { id, reverse: true }));
}

/** Sets an attribute of a relation; `null` removes it. Returns the refusal in words, or `null`. */
export function setRelationAttribute(
  id: Uid,
  name: string,
  value: AttributeValue | null,
): Promise<string | null> {
  return refusalOf(() => call('relations.update', { id, attributes: { [name]: value } }));
}

/** Runs an edit and returns the refusal in words, or `null`, for callers that show it next to the control. */
async function refusalOf(edit: () => Promise<unknown>): Promise<string | null> {
  if (!mayEdit()) return null;
  try {
    await edit();
    return null;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

export async function deleteRelations(ids: Uid[]): Promise<void> {
  if (ids.length === 0 || !mayEdit()) return;
  try {
    const { deleted } = await call('relations.delete', { ids });
    toast(TEXTS.relationsDeleted(deleted));
  } catch (error) {
    toastError(error);
  }
}

let followed: Uid | null = null;

/** Goes to the other end of a relation of the selected span; pressed again, to the end of its next relation. */
export async function followRelation(): Promise<void> {
  const { selected, relations } = useArticle.getState();
  const own = relations.filter(({ from, to }) => from === selected || to === selected);
  if (!selected || own.length === 0) return toast(TEXTS.noRelation);
  const at = own.findIndex(({ id }) => id === followed);
  const relation = own[(at + 1) % own.length]!;
  followed = relation.id;
  await goToEnd(relation.from === selected ? relation.to : relation.from);
}

/** Goes to a span by its id alone, in whichever document it is. */
export async function goToEnd(id: Uid): Promise<void> {
  const { document } = useArticle.getState();
  if (document && (spanById(id) ?? proposalById(id))) return goToSpan(document.id, id);
  try {
    const [span] = (await call('spans.peek', { ids: [id] })).spans;
    if (span) goToSpan(span.document, id);
  } catch (error) {
    toastError(error);
  }
}

/** Shows an end of a relation: a span in its article, an entity on its page. */
export function goToListedEnd({ kind, id, document }: RelationEnd): void {
  if (kind === 'entity') setView({ screen: 'entities', entityId: id });
  else if (document) goToSpan(document, id);
}

/** Cycles through the arcs that are drawn: those of the selection, all, none. */
export function cycleArcs(): void {
  const { arcs } = useRelating.getState();
  showArcs(arcs === 'selection' ? 'all' : arcs === 'none' ? 'selection' : 'none');
}
