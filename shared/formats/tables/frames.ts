import { claimerSlot } from '../../model/frames.ts';
import type { SlotDeclaration } from '../../model/scheme.ts';
import { attributeColumns } from './attributes.ts';
import {
  articleColumns,
  idColumns,
  placeColumns,
  quoteColumns,
  typesOf,
  workColumns,
  type SpanRow,
} from './spans.ts';
import { column, distinct, joined, type Table, type TableColumn } from './table.ts';
import { inWords, namedFiller, type ExportView, type Filled } from './view.ts';

/** Who claims what about whom: a row for each claim, with a column or two for each slot of the scheme. */
export function claimsTable(view: ExportView): Table<SpanRow> {
  return framesTable(view, 'claim', { name: 'claims', sheet: 'Claims', heading: 'Claim' });
}

/** What happened, who did it, and to whom. */
export function eventsTable(view: ExportView): Table<SpanRow> {
  return framesTable(view, 'event', { name: 'events', sheet: 'Events', heading: 'Words' });
}

function framesTable(
  view: ExportView,
  family: 'claim' | 'event',
  { name, sheet, heading }: { name: string; sheet: string; heading: string },
): Table<SpanRow> {
  const types = typesOf(view, family);
  const { columns, others } = attributeColumns(view, types, ({ span }: SpanRow) => span);
  const slots = declaredSlots(types.flatMap((type) => type.slots));
  // Who speaks, and with which words, comes before what is said.
  const first = family === 'claim' ? types.map((type) => claimerSlot(view.scheme!, type)?.name) : [];
  const before = slots.filter((slot) => first.includes(slot.name) || isOfWords(slot, view));
  const [quote, type] = quoteColumns(view, heading);
  const implicit = column('implicit', 'Implicit', ({ span }: SpanRow) => span.fragments.length === 0, {
    kind: 'flag' as const,
  });
  return {
    name,
    sheet,
    columns: distinct([
      ...(family === 'claim' ? before.flatMap(slotColumns) : []),
      quote,
      ...slots.filter((slot) => family === 'event' || !before.includes(slot)).flatMap(slotColumns),
      ...columns,
      implicit,
      type,
      ...articleColumns(),
      ...workColumns(),
      ...placeColumns(view),
      others,
      ...idColumns(family),
      ...slots.filter(namesEntities).map((slot) =>
        column(`${slot.name}_ids`, `${slot.label} (id)`, ({ article, span }: SpanRow) => {
          return joined(article.fillers(span, slot.name).flatMap(({ entities }) => entities)) || null;
        }),
      ),
    ]),
  };
}

/** Whether only cues fill a slot: the words that attribute a claim. */
function isOfWords({ types }: SlotDeclaration, view: ExportView): boolean {
  return types.length > 0 && types.every((type) => view.family(type) === 'cue');
}

/** Returns the slots by name, each once; it takes what any of the types lets it take. */
function declaredSlots(all: readonly SlotDeclaration[]): SlotDeclaration[] {
  const slots = new Map<string, SlotDeclaration>();
  for (const slot of all) {
    const known = slots.get(slot.name);
    slots.set(slot.name, known ? { ...known, accepts: [...known.accepts, ...slot.accepts] } : slot);
  }
  return [...slots.values()];
}

function namesEntities({ accepts }: SlotDeclaration): boolean {
  return accepts.includes('entity');
}

/**
 * Returns the columns of a slot: who or what fills it, and beside it the words in the text. A slot that no entity can fill has one
 * column, of words.
 */
function slotColumns(slot: SlotDeclaration): TableColumn<SpanRow>[] {
  const fillers = (of: (filled: Filled) => string) => (row: SpanRow) =>
    joined(row.article.fillers(row.span, slot.name).map(of).filter(Boolean)) || null;
  const words = fillers((filled) => filled.words);
  // A cue or a time is a part of the text, and nothing else.
  if (!namesEntities(slot)) return [column(slot.name, slot.label, fillers(inWords), { width: 22 })];
  return [
    column(slot.name, slot.label, fillers(namedFiller), { width: 26 }),
    column(`${slot.name}_words`, `${slot.label}, in words`, words, { width: 22 }),
  ];
}
