import type { Span } from '../model/annotation.ts';
import { hull, type Fragment } from '../model/fragments.ts';
import { spanType, type Scheme, type SlotDeclaration } from '../model/scheme.ts';
import type { SuggestionRule } from '../model/suggestion.ts';
import { allowsType, type TypeTree } from '../model/type-tree.ts';
import type { Uid } from '../model/uid.ts';
import { Place, type SuggestText } from './place.ts';
import { findWords } from './words.ts';

/** A possible filler of a slot: an existing span, or words that would become a span. */
export type Suggestion =
  | { readonly kind: 'span'; readonly id: Uid; readonly reason: string }
  | { readonly kind: 'text'; readonly fragment: Fragment; readonly type: string; readonly reason: string };

/** The number of suggestions that have a letter key. */
export const MOST_SUGGESTIONS = 8;

/** The rules for slots that declare none. */
const FALLBACK: readonly SuggestionRule[] = [
  { rule: 'nearest', within: 'sentence', side: 'any' },
  { rule: 'nearest', within: 'paragraph', side: 'any' },
  { rule: 'nearest', within: 'document', side: 'any' },
];

/**
 * Returns possible fillers for a slot of a claim or event, the likeliest first. Applies the rules of the slot in order and leaves
 * out duplicates, current fillers, and spans that the slot does not allow.
 */
export function suggestFillers(
  scheme: Pick<Scheme, 'types'>,
  document: SuggestText,
  spans: readonly Span[],
  claim: Span,
  slotName: string,
  most = MOST_SUGGESTIONS,
): Suggestion[] {
  const slot = spanType(scheme as Scheme, claim.type)?.slots.find(({ name }) => name === slotName);
  if (!slot?.accepts.includes('span')) return [];
  const place = new Place(document, claim.fragments);
  const fitting = spans.filter((span) => fits(scheme, span, claim, slot));
  const found = new Map<string, Suggestion>();
  for (const rule of slot.suggest.length > 0 ? slot.suggest : FALLBACK) {
    const more =
      rule.rule === 'nearest'
        ? nearest(scheme, fitting, place, rule)
        : speaks(document.language, rule.language)
          ? untagged(scheme, document, spans, place, claim, slot, rule)
          : [];
    for (const suggestion of more) {
      const key = suggestion.kind === 'span' ? suggestion.id : suggestion.fragment.join();
      if (!found.has(key)) found.set(key, suggestion);
      if (found.size >= most) return [...found.values()];
    }
  }
  return [...found.values()];
}

/** Whether a span is allowed in the slot and does not fill it already. */
function fits(scheme: TypeTree, span: Span, claim: Span, slot: SlotDeclaration): boolean {
  if (span.id === claim.id || span.document !== claim.document || span.set !== claim.set) return false;
  if (!allowsType(scheme, slot.types, span.type)) return false;
  // A cue belongs to one claim.
  if (span.owner !== undefined && span.owner !== claim.id) return false;
  return !claim.slots.some(
    ({ name, filler }) => name === slot.name && 'span' in filler && filler.span === span.id,
  );
}

function nearest(
  scheme: TypeTree,
  spans: readonly Span[],
  place: Place,
  { types, within, side }: Extract<SuggestionRule, { rule: 'nearest' }>,
): Suggestion[] {
  return spans
    .flatMap((span) => {
      const range = hull(span.fragments);
      const wanted =
        range && (!types || allowsType(scheme, types, span.type)) && place.admits(range, within, side);
      return wanted ? [{ span, range }] : [];
    })
    .map((each) => ({ ...each, near: place.nearness(each.range) }))
    .sort((a, b) => a.near[0] - b.near[0] || a.near[1] - b.near[1] || a.range[0] - b.range[0])
    .map(({ span, range }) => ({ kind: 'span', id: span.id, reason: place.describe(range) }));
}

/** Returns words from a rule's list that are not yet tagged with a type of the slot. */
function untagged(
  scheme: TypeTree,
  { text }: SuggestText,
  spans: readonly Span[],
  place: Place,
  claim: Span,
  slot: SlotDeclaration,
  { words, within, side }: Extract<SuggestionRule, { rule: 'words' }>,
): Suggestion[] {
  const type = slot.defaultType ?? slot.types[0];
  if (type === undefined) return [];
  const tagged = new Map<string, Span>();
  for (const span of spans)
    if (allowsType(scheme, slot.types, span.type)) tagged.set(String(hull(span.fragments)), span);
  return (
    findWords(text, place.reach(within), words)
      .filter((range) => place.admits(range, within, side))
      .map((range) => ({ range, near: place.nearness(range), there: tagged.get(String(range)) }))
      // Two claims may share the words of a cue, so those of other claims' cues are kept, but sorted last. This claim's own cues
      // and cues without a claim are spans, which the other rules suggest.
      .filter(({ there }) => !there || (there.owner !== undefined && there.owner !== claim.id))
      .sort(
        (a, b) =>
          a.near[0] - b.near[0] ||
          Number(!!a.there) - Number(!!b.there) ||
          a.near[1] - b.near[1] ||
          a.range[0] - b.range[0],
      )
      .map(({ range }) => ({
        kind: 'text' as const,
        fragment: range,
        type,
        reason: `a known word, ${place.describe(range)}`,
      }))
  );
}

/** Whether the language of a rule applies to a document: `en` applies to `en-GB` and to documents without a language. */
function speaks(document: string, rule: string): boolean {
  const [a, b] = [document.toLowerCase(), rule.toLowerCase()];
  return a === '' || a === b || a.startsWith(`${b}-`) || b.startsWith(`${a}-`);
}
