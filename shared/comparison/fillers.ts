import type { ComparedFiller, ComparedId, ComparedSide, ComparedSpan } from './compared.ts';
import type { Pair } from './match.ts';

/** Two corresponding fillers of one slot. One of them is absent if only one set has it. */
interface FillerExample {
  readonly slot: string;
  readonly source?: ComparedFiller;
  readonly target?: ComparedFiller;
  readonly sameType: boolean;
  readonly sameBounds: boolean;
}

/** The matches between the spans of a document, and the entities that each span mentions. */
interface Partners {
  /** Returns the pair that contains a span of the source. */
  pairOf(source: ComparedId): Pair | undefined;
  entitiesOf(span: ComparedId): readonly ComparedId[];
}

/**
 * Compares the slots of two matched claims, slot by slot, and their fillers one to one. Two spans are the same filler
 * as far as they match; entities, texts, documents and reasons if they are equal. A mention and an entity are the same
 * if the mention is linked to the entity; their type then counts as right and their bounds as wrong. Without a partner
 * (`null`), all fillers of a claim are missing or extra.
 */
function compareFillers(
  source: ComparedSpan | null,
  target: ComparedSpan | null,
  partners: Partners,
): FillerExample[] {
  const left = [...(source?.slots ?? [])];
  const right = [...(target?.slots ?? [])];
  const examples: FillerExample[] = [];
  // Full matches first, so that a partial match never takes the partner of a full one.
  for (const whole of [true, false]) {
    for (const filler of [...left]) {
      const at = right.findIndex((other) => {
        const judged = other.slot === filler.slot ? judge(filler, other, partners) : null;
        return judged !== null && (!whole || (judged.sameType && judged.sameBounds));
      });
      if (at === -1) continue;
      const [other] = right.splice(at, 1);
      left.splice(left.indexOf(filler), 1);
      examples.push({
        slot: filler.slot,
        source: filler,
        target: other!,
        ...judge(filler, other!, partners)!,
      });
    }
  }
  const unmatched = { sameType: false, sameBounds: false };
  for (const filler of left) examples.push({ slot: filler.slot, source: filler, ...unmatched });
  for (const filler of right) examples.push({ slot: filler.slot, target: filler, ...unmatched });
  return examples;
}

/** A filler of a claim beside the corresponding filler of the matched claim. */
export interface SlotExample extends FillerExample {
  readonly claim: { readonly source: ComparedSpan | null; readonly target: ComparedSpan | null };
}

/** Returns all fillers of a document, claim by claim. `pairs` is keyed by the id of the source's span. */
export function slotCases(
  source: ComparedSide,
  target: ComparedSide,
  pairs: ReadonlyMap<ComparedId, Pair>,
): SlotExample[] {
  const claims = source.spans.filter(({ slots }) => slots?.length);
  const others = new Map(target.spans.flatMap((span) => (span.slots?.length ? [[span.id, span]] : [])));
  if (claims.length === 0 && others.size === 0) return [];
  const entities = new Map(
    [...source.spans, ...target.spans].flatMap((span) =>
      span.entities?.length ? [[span.id, span.entities]] : [],
    ),
  );
  const partners: Partners = {
    pairOf: (id) => pairs.get(id),
    entitiesOf: (id) => entities.get(id) ?? [],
  };
  const examples: SlotExample[] = [];
  const add = (one: ComparedSpan | null, other: ComparedSpan | null) => {
    const claim = { source: one, target: other };
    for (const each of compareFillers(one, other, partners)) examples.push({ ...each, claim });
  };
  // A claim without slots may match one with slots, so look at the partners of all spans.
  for (const span of source.spans) {
    const partner = pairs.get(span.id)?.target ?? null;
    if (!span.slots?.length && !partner?.slots?.length) continue;
    add(span, partner);
    if (partner) others.delete(partner.id);
  }
  for (const span of others.values()) add(null, span);
  return examples;
}

function judge(
  { filler: a }: ComparedFiller,
  { filler: b }: ComparedFiller,
  partners: Partners,
): Pick<Pair, 'sameType' | 'sameBounds'> | null {
  if ('value' in a && 'value' in b) return a.value === b.value ? { sameType: true, sameBounds: true } : null;
  if ('span' in a && 'span' in b) {
    const pair = partners.pairOf(a.span);
    return pair?.target.id === b.span ? { sameType: pair.sameType, sameBounds: pair.sameBounds } : null;
  }
  const [mention, value] =
    'span' in a ? [a.span, (b as { value: string }).value] : [(b as { span: ComparedId }).span, a.value];
  const linked = partners.entitiesOf(mention).some((entity) => value === `entity:${entity}`);
  return linked ? { sameType: true, sameBounds: false } : null;
}
