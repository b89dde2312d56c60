import type { Slot } from '../../model/annotation.ts';
import { valueLabel } from '../../model/attributes/value-label.ts';
import { claimerSlot, cueSlot } from '../../model/frames.ts';
import { spanType, typeLabel } from '../../model/scheme.ts';
import type { Uid } from '../../model/uid.ts';
import { allAttributes } from '../foreign.ts';
import type { NoteRecord, RelationRecord } from '../records.ts';
import { relationRow } from '../tables/relations.ts';
import type { Article, ExportView, Filled } from '../tables/view.ts';
import type { Mark, Marks } from './marks.ts';
import { MESSAGES } from './messages.ts';
import type { Column, Line, Part, Phrase, Row, Tone } from './parts.ts';

type Attributed = Parameters<typeof allAttributes>[0] & { readonly type: string };

/** Yields the tables that stand behind an article, each only if it has rows. */
export function* sectionsOf(
  article: Article,
  marks: Marks,
  analysts: ReadonlyMap<string, string>,
): Generator<Part> {
  const ofFamily = (family: 'claim' | 'event') =>
    marks.all.filter(({ span }) => article.view.family(span.type) === family);
  const rows = new Rows(article, marks, analysts);
  yield* table(MESSAGES.claims, CLAIMS, ofFamily('claim'), (mark) => rows.claim(mark));
  yield* table(MESSAGES.events, EVENTS, ofFamily('event'), (mark) => rows.event(mark));
  const others = marks.all.filter(
    (mark) => mark.look !== 'frame' && (mark.span.slots.length > 0 || !marks.isShown(mark)),
  );
  yield* table(MESSAGES.others, OTHERS, others, (mark) => rows.other(mark));
  yield* table(MESSAGES.entities, ENTITIES, namedEntities(article), (named) => rows.entity(named));
  yield* table(MESSAGES.relations, RELATIONS, article.document.relations, (relation) =>
    rows.relation(relation),
  );
  yield* table(MESSAGES.notes, NOTES, threadsOf(article.document.notes), (thread) => rows.notes(thread));
}

function* table<Item>(
  heading: string,
  columns: readonly Column[],
  items: readonly Item[],
  row: (item: Item) => Row,
): Generator<Part> {
  if (items.length > 0) yield { kind: 'table', heading, columns, rows: items.map(row) };
}

const column = (heading: string, width: number): Column => ({ heading, width });
const CLAIMS = [column(MESSAGES.number, 7), column(MESSAGES.claimer, 25), column(MESSAGES.claim, 68)];
const EVENTS = [column(MESSAGES.number, 7), column(MESSAGES.event, 33), column(MESSAGES.details, 60)];
const OTHERS = [column(MESSAGES.type, 22), column(MESSAGES.words, 33), column(MESSAGES.details, 45)];
const ENTITIES = [
  column(MESSAGES.entity, 38),
  column(MESSAGES.type, 18),
  column(MESSAGES.mentions, 12),
  column(MESSAGES.inWords, 32),
];
const RELATIONS = [column(MESSAGES.from, 36), column(MESSAGES.relation, 28), column(MESSAGES.to, 36)];
const NOTES = [column(MESSAGES.noteOn, 36), column(MESSAGES.note, 64)];

/** An entity that is named in an article, with the words used for it and how often each is. */
export interface NamedEntity {
  readonly id: Uid;
  mentions: number;
  readonly words: Map<string, number>;
}

/** Returns the entities that an article names or that fill slots in it, the most frequent first. */
export function namedEntities(article: Article): NamedEntity[] {
  const found = new Map<Uid, NamedEntity>();
  const named = (id: Uid): NamedEntity => {
    const target = article.view.entity(id)?.id ?? id;
    const known = found.get(target) ?? { id: target, mentions: 0, words: new Map<string, number>() };
    found.set(target, known);
    return known;
  };
  for (const span of article.document.spans) {
    for (const entity of new Set(span.entities.map(named))) {
      entity.mentions++;
      const words = article.words(span);
      if (words !== '') entity.words.set(words, (entity.words.get(words) ?? 0) + 1);
    }
    for (const { filler } of span.slots) if ('entity' in filler) named(filler.entity);
  }
  return [...found.values()].sort((a, b) => b.mentions - a.mentions);
}

/** Returns the notes with their replies behind them. */
function threadsOf(notes: readonly NoteRecord[]): NoteRecord[][] {
  const ids = new Set(notes.map(({ id }) => id));
  const replies = Map.groupBy(notes, ({ replyTo }) => replyTo);
  const withReplies = (note: NoteRecord, seen: Set<Uid>): NoteRecord[] => {
    if (seen.has(note.id)) return [];
    seen.add(note.id);
    return [note, ...(replies.get(note.id) ?? []).flatMap((reply) => withReplies(reply, seen))];
  };
  return notes
    .filter(({ replyTo }) => replyTo === undefined || !ids.has(replyTo))
    .map((note) => withReplies(note, new Set()));
}

const phrase = (text: string, tone: Tone = 'plain'): Phrase => ({ text, tone });

/** Makes the rows of the tables of one article. */
class Rows {
  readonly #article: Article;
  readonly #marks: Marks;
  readonly #analysts: ReadonlyMap<string, string>;
  readonly #view: ExportView;

  constructor(article: Article, marks: Marks, analysts: ReadonlyMap<string, string>) {
    this.#article = article;
    this.#marks = marks;
    this.#analysts = analysts;
    this.#view = article.view;
  }

  claim(mark: Mark): Row {
    const { span } = mark;
    const type = this.#view.scheme && spanType(this.#view.scheme, span.type);
    const claimer = type && claimerSlot(this.#view.scheme, type)?.name;
    const cue = type && cueSlot(this.#view.scheme, type)?.name;
    const slots = Map.groupBy(span.slots, ({ name }) =>
      name === claimer ? 'claimer' : name === cue ? 'cue' : 'other',
    );
    const who = (slots.get('claimer') ?? []).map(({ filler }) => this.#filler(filler));
    const cues = (slots.get('cue') ?? []).map(({ filler }): Line => {
      const { words, who: reasons } = this.#article.filler(filler);
      return [phrase(words === '' ? reasons.join('; ') : MESSAGES.quoted(words), 'grey')];
    });
    return [
      [[this.#number(mark)]],
      [...(who.length > 0 ? who : [[phrase(MESSAGES.nobody, 'grey')]]), ...cues],
      [[phrase(this.#quote(mark))], ...this.#details(mark, slots.get('other') ?? [])],
    ];
  }

  event(mark: Mark): Row {
    return [
      [[this.#number(mark)]],
      [[phrase(this.#quote(mark), 'strong')], [phrase(mark.label, 'grey')]],
      this.#details(mark, mark.span.slots),
    ];
  }

  other(mark: Mark): Row {
    return [[[phrase(mark.label)]], [this.#mentioned(mark)], this.#details(mark, mark.span.slots)];
  }

  entity({ id, mentions, words }: NamedEntity): Row {
    const entity = this.#view.entity(id);
    const { aliases = [], externalIds = [], note = '', type } = entity ?? {};
    const details = [
      ...(note === '' ? [] : [note]),
      ...(aliases.length > 0 ? [`${MESSAGES.alsoCalled} ${aliases.join(', ')}`] : []),
      ...externalIds.map(({ authority, value }) => `${authority} ${value}`),
    ];
    const used = [...words].map(([text, n]) => (n === 1 ? text : `${text} ${MESSAGES.times(n)}`));
    return [
      [[phrase(this.#view.entityName(id), 'strong')], ...details.map((text) => [phrase(text, 'grey')])],
      [[phrase(type === undefined ? '' : typeLabel(this.#view.scheme, type))]],
      [[phrase(String(mentions))]],
      [[phrase(used.join(', '), 'grey')]],
    ];
  }

  relation(relation: RelationRecord): Row {
    const { from, to } = relationRow(this.#view, relation, this.#article);
    return [
      [filledPhrases(from)],
      [[phrase(typeLabel(this.#view.scheme, relation.type))], ...this.#attributes(relation)],
      [filledPhrases(to)],
    ];
  }

  notes([first, ...replies]: readonly NoteRecord[]): Row {
    const lines = (note: NoteRecord, reply: boolean): Line[] => {
      const by = [
        note.analyst === undefined ? '' : (this.#analysts.get(note.analyst) ?? ''),
        note.question === undefined ? '' : MESSAGES.question(note.question),
      ].filter((text) => text !== '');
      return [
        [...(reply ? [phrase(MESSAGES.reply, 'grey')] : []), phrase(note.body)],
        ...(by.length > 0 ? [[phrase(by.join(' · '), 'grey')]] : []),
      ];
    };
    return [
      [this.#noted(first!)],
      [...lines(first!, false), ...replies.flatMap((reply) => lines(reply, true))],
    ];
  }

  /** What a note is about. */
  #noted({ span, relation }: NoteRecord): Line {
    if (relation !== undefined) {
      const found = this.#article.document.relations.find(({ id }) => id === relation);
      return [phrase(found ? typeLabel(this.#view.scheme, found.type) : relation)];
    }
    if (span === undefined) return [phrase(MESSAGES.article, 'grey')];
    const mark = this.#marks.of(span);
    if (!mark) return [phrase(span)];
    return mark.look === 'frame' ? [phrase(`${mark.label} `), this.#link(mark)] : this.#mentioned(mark);
  }

  #number({ number }: Mark): Phrase {
    return { text: number, tone: 'strong', link: { at: number } };
  }

  #link({ number }: Mark): Phrase {
    return { text: number, tone: 'plain', link: { to: number } };
  }

  #quote({ span }: Mark): string {
    const words = this.#article.words(span);
    return words === '' ? MESSAGES.noWords : MESSAGES.quoted(words);
  }

  /** The entity that a span names, then its words. */
  #mentioned({ span }: Mark): Line {
    const line = filledPhrases(this.#article.filler({ span: span.id }));
    return line.length > 0 ? line : [phrase(MESSAGES.noWords, 'grey')];
  }

  /** A line for each slot, and one for the attributes. */
  #details({ span }: Mark, slots: readonly Slot[]): Line[] {
    const type = this.#view.scheme && spanType(this.#view.scheme, span.type);
    const filled = [...Map.groupBy(slots, ({ name }) => name)].map(([name, fillers]): Line => {
      const label = type?.slots.find((slot) => slot.name === name)?.label ?? name;
      return [
        phrase(MESSAGES.label(label), 'grey'),
        ...fillers.flatMap(({ filler }, i) => [
          ...(i > 0 ? [phrase('; ', 'grey')] : []),
          ...this.#filler(filler),
        ]),
      ];
    });
    return [...filled, ...this.#attributes(span)];
  }

  /** A claim that fills a slot is named by its number; its words are in its own row. */
  #filler(filler: Slot['filler']): Line {
    const mark = 'span' in filler ? this.#marks.of(filler.span) : undefined;
    if (mark?.look === 'frame') return [phrase(`${mark.label} `), this.#link(mark)];
    const filled = this.#article.filler(filler);
    return 'empty' in filler ? [phrase(filled.who.join('; '), 'grey')] : filledPhrases(filled);
  }

  /** A line of values, and one for each text of several lines. */
  #attributes(of: Attributed): Line[] {
    const short: string[] = [];
    const long: string[] = [];
    for (const [name, value] of Object.entries(allAttributes(of))) {
      const declared = this.#view.declared.of(of.type, name);
      const isLong = declared?.kind === 'text' && declared.multiline === true;
      (isLong ? long : short).push(
        `${MESSAGES.label(declared?.label ?? name)}${valueLabel(declared, value)}`,
      );
    }
    return [...long, ...(short.length > 0 ? [short.join(' · ')] : [])].map((text) => [phrase(text, 'grey')]);
  }
}

/** The entity in black and the words in grey; only the words if there is no entity. */
function filledPhrases({ entities, who, words }: Filled): Line {
  if (who.length === 0) return words === '' ? [] : [phrase(words)];
  const name = who.join('; ');
  return [
    phrase(name, entities.length > 0 ? 'strong' : 'plain'),
    ...(words === '' || words === name ? [] : [phrase(MESSAGES.beside(words), 'grey')]),
  ];
}
