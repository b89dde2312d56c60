import { guidelineWords, mayChangeMeaning } from '../guideline/diff.ts';
import type { Attribute } from '../model/attributes/index.ts';
import type {
  DocumentLabel,
  Layer,
  RelationType,
  Scheme,
  SlotDeclaration,
  SpanType,
} from '../model/scheme.ts';
import { counted } from '../text/counted.ts';
import { withTypesBelow } from '../model/type-tree.ts';
import { partKey, type PartKind, type PartName, type Rename } from './names.ts';

/** A question about existing annotations to check before a change is applied. Names are those before the change. */
export type Stake =
  | { readonly about: 'removal'; readonly part: PartName }
  | { readonly about: 'family'; readonly part: PartName; readonly before: SpanType; readonly after: SpanType }
  | {
      readonly about: 'values';
      readonly part: PartName;
      readonly before: Attribute;
      readonly after: Attribute;
    }
  | { readonly about: 'several'; readonly part: PartName }
  | { readonly about: 'fillers'; readonly part: PartName; readonly after: SlotDeclaration }
  | {
      readonly about: 'ends';
      readonly part: PartName;
      readonly before: RelationType;
      readonly after: RelationType;
    };

/** One difference between two schemes, with a description. */
export interface SchemeChange {
  readonly verb: 'added' | 'changed' | 'removed';
  /** The part that changed: `PERSON`, `CLAIM · claimer`. Its name after the change, or before it if the part was removed. */
  readonly subject: string;
  readonly text: string;
  readonly stakes: readonly Stake[];
  /**
   * The type, relation type or label, by its new name, whose annotations may mean something else after the change: its guideline,
   * or what its attributes and slots ask for, is another one.
   */
  readonly meaning: PartName | null;
}

type Part = SpanType | RelationType | DocumentLabel | Layer | Attribute | SlotDeclaration;

const NOUNS: Record<PartKind, string> = {
  span: 'type',
  relation: 'relation',
  label: 'document label',
  layer: 'layer',
  attribute: 'attribute',
  slot: 'slot',
};

/** Returns the noun for a kind of part, for messages. */
export function nounOf(kind: PartKind): string {
  return NOUNS[kind];
}

/** Returns the full name of a part, for messages. */
export function subjectOf({ owner, name }: PartName): string {
  return owner ? `${owner.name} · ${name}` : name;
}

/**
 * Returns all differences between two schemes. `renames` lists the renamed parts, and `merges` those that go on as another one,
 * which cannot be detected from the schemes alone.
 */
export function diffSchemes(
  before: Scheme,
  after: Scheme,
  renames: readonly Rename[] = [],
  merges: readonly Rename[] = [],
): SchemeChange[] {
  return [...new Diff(before, after, renames, merges).schemes()];
}

/** Summarises the changes in one line for undo menus and the history: the first change, and the number of others. */
export function summaryOf(changes: readonly SchemeChange[]): string {
  const [first, ...more] = changes;
  if (!first) return 'Scheme: no change';
  const words = first.verb === 'changed' ? `${first.subject}: ${first.text}` : first.text;
  const line = more.length === 0 ? words : `${words}, and ${counted(more.length, 'more change')}`;
  return `Scheme: ${line.length > 160 ? `${line.slice(0, 159)}…` : line}`;
}

class Diff {
  readonly #before: Scheme;
  readonly #after: Scheme;
  /** The old names, by new name. */
  readonly #was: ReadonlyMap<string, string>;

  /** What removed parts go on as. */
  readonly #into: ReadonlyMap<string, string>;

  constructor(before: Scheme, after: Scheme, renames: readonly Rename[], merges: readonly Rename[]) {
    this.#before = before;
    this.#after = after;
    this.#into = new Map(merges.map(({ part, to }) => [partKey(part), to]));
    this.#was = new Map(renames.map(({ part, to }) => [partKey({ ...part, name: to }), part.name]));
  }

  *schemes(): Generator<SchemeChange> {
    const [before, after] = [this.#before, this.#after];
    const whole = [
      ...worded('name', before.name, after.name),
      ...(before.description === after.description ? [] : ['description changed']),
    ];
    for (const text of whole) yield { verb: 'changed', subject: 'Scheme', text, stakes: [], meaning: null };
    yield* this.#lists('layer', undefined, before.layers, after.layers, (a, b) => ({
      words: [
        ...worded('label', a.label, b.label),
        ...(a.visible === b.visible ? [] : [b.visible ? 'shown from the start' : 'hidden from the start']),
      ],
    }));
    yield* this.#lists('span', undefined, before.types, after.types, this.#type);
    yield* this.#lists('relation', undefined, before.relations, after.relations, this.#relation);
    yield* this.#lists('label', undefined, before.labels, after.labels, (a, b, part) => {
      const { words, stakes = [], meaning = false } = attributeChange(a.value, b.value, part);
      const fewer = (a.many ?? false) && !b.many;
      return {
        meaning: meaning || mayChangeMeaning(a.guideline, b.guideline),
        words: [
          ...worded('label', a.label, b.label),
          ...worded('group', a.group, b.group),
          ...((a.many ?? false) === (b.many ?? false) ? [] : [b.many ? 'several values' : 'one value']),
          ...guidelineWords(a.guideline, b.guideline),
          ...words,
        ],
        stakes: fewer ? [...stakes, { about: 'several', part }] : stakes,
      };
    });
  }

  readonly #type = (a: SpanType, b: SpanType, part: PartName): Compared => {
    const layer = this.#was.get(partKey({ kind: 'layer', name: b.layer })) ?? b.layer;
    return {
      words: [
        ...worded('label', a.label, b.label),
        ...worded('key', a.key?.toUpperCase(), b.key?.toUpperCase()),
        ...(a.layer === layer ? [] : [`moved to layer ${b.layer}`]),
        ...this.#moved(a, b),
        ...worded('family', a.family, b.family),
        ...(a.hue === b.hue ? [] : ['colour changed']),
        ...((a.wantsEntity ?? false) === (b.wantsEntity ?? false)
          ? []
          : [b.wantsEntity ? 'names want an entity' : 'names want no entity']),
        ...(sameJson(
          a.splitInto,
          b.splitInto?.map((name) => this.#old('span', name)),
        )
          ? []
          : [b.splitInto ? `being split into ${list(b.splitInto)}` : 'not being split any more']),
        ...guidelineWords(a.guideline, b.guideline),
      ],
      stakes: a.family === b.family ? [] : [{ about: 'family', part, before: a, after: b }],
      meaning: mayChangeMeaning(a.guideline, b.guideline),
      inner: this.#inner('span', a, b),
    };
  };

  #moved(a: SpanType, b: SpanType): string[] {
    if (this.#old('span', b.parent) === a.parent) return [];
    return [b.parent === undefined ? `moved out of ${a.parent}` : `moved under ${b.parent}`];
  }

  *#inner(
    kind: 'span' | 'relation',
    a: SpanType | RelationType,
    b: SpanType | RelationType,
  ): Generator<SchemeChange> {
    const owner = { before: { kind, name: a.name }, after: { kind, name: b.name } } as const;
    yield* this.#lists('attribute', owner, a.attributes, b.attributes, attributeChange);
    if ('slots' in a && 'slots' in b) yield* this.#lists('slot', owner, a.slots, b.slots, this.#slot);
  }

  readonly #slot = (a: SlotDeclaration, b: SlotDeclaration, part: PartName): Compared => {
    const types = withTypesBelow(this.#after, b.types);
    const fewer = this.#fewer(a.types, b.types);
    const narrower =
      (a.many && !b.many) ||
      a.accepts.some((each) => !b.accepts.includes(each)) ||
      (b.types.length > 0 && a.types.length === 0) ||
      fewer.length > 0;
    return {
      words: [
        ...worded('label', a.label, b.label),
        ...worded('help', a.help, b.help),
        ...this.#names('types', a.types, b.types, fewer),
        ...worded('accepts', a.accepts.join(', '), b.accepts.join(', ')),
        ...(a.many === b.many ? [] : [b.many ? 'takes many' : 'takes one']),
        ...(a.required === b.required ? [] : [b.required ? 'required' : 'not required any more']),
        ...(a.carried === b.carried ? [] : [b.carried ? 'carried over' : 'not carried over any more']),
        ...(this.#old('span', b.defaultType) === a.defaultType
          ? []
          : worded('default type', a.defaultType, b.defaultType)),
        ...(this.#sameRules(a.suggest, b.suggest) ? [] : ['suggestions changed']),
        ...(this.#sameDerived(a, b) ? [] : ['what follows from the registry changed']),
      ],
      stakes: narrower ? [{ about: 'fillers', part, after: { ...b, types } }] : [],
      meaning: a.help !== b.help,
    };
  };

  readonly #relation = (a: RelationType, b: RelationType, part: PartName): Compared => {
    const narrows = (was: readonly string[], is: readonly string[], fewer: readonly string[]) =>
      (is.length > 0 && was.length === 0) || fewer.length > 0;
    const fewerFrom = this.#fewer(a.from, b.from);
    const fewerTo = this.#fewer(a.to, b.to);
    const all = (names: readonly string[]) => withTypesBelow(this.#after, names);
    const stricter =
      a.ends !== b.ends ||
      narrows(a.from, b.from, fewerFrom) ||
      narrows(a.to, b.to, fewerTo) ||
      (b.symmetric && !a.symmetric) ||
      (b.transitive && !a.transitive);
    return {
      words: [
        ...worded('label', a.label, b.label),
        ...worded('links', `${a.ends} to ${a.ends}`, `${b.ends} to ${b.ends}`),
        ...this.#names('from', a.from, b.from, fewerFrom),
        ...this.#names('to', a.to, b.to, fewerTo),
        ...(a.symmetric === b.symmetric ? [] : [b.symmetric ? 'symmetric' : 'directed']),
        ...(a.transitive === b.transitive ? [] : [b.transitive ? 'transitive' : 'not transitive any more']),
        ...(a.hue === b.hue ? [] : ['colour changed']),
        ...guidelineWords(a.guideline, b.guideline),
      ],
      stakes: stricter
        ? [{ about: 'ends', part, before: a, after: { ...b, from: all(b.from), to: all(b.to) } }]
        : [],
      meaning: mayChangeMeaning(a.guideline, b.guideline),
      inner: this.#inner('relation', a, b),
    };
  };

  #old(kind: PartKind, name: string | undefined): string | undefined {
    return name === undefined ? undefined : (this.#was.get(partKey({ kind, name })) ?? name);
  }

  /** Returns the names of types that are in the first list but not, even renamed, in the second. */
  #lost(before: readonly string[], after: readonly string[]): string[] {
    const left = new Set(after.map((name) => this.#old('span', name)));
    return before.filter((name) => !left.has(name));
  }

  /** Returns the types that a list admitted, itself or through a type above them, and does not admit after the change. */
  #fewer(before: readonly string[], after: readonly string[]): string[] {
    if (before.length === 0 || after.length === 0) return [];
    return this.#lost(withTypesBelow(this.#before, before), withTypesBelow(this.#after, after));
  }

  /** `fewer` are the types that are admitted no more; if the list itself is unchanged, they were moved. */
  #names(
    what: string,
    before: readonly string[],
    after: readonly string[],
    fewer: readonly string[],
  ): string[] {
    const was = new Set(before);
    const lost = this.#lost(before, after);
    const added = after.filter((name) => !was.has(this.#old('span', name)!));
    if (lost.length + added.length === 0)
      return fewer.length === 0 ? [] : [`${what}: no longer ${list(fewer)}`];
    if (after.length === 0) return [`${what}: any type`];
    if (before.length === 0) return [`${what}: only ${list(added)}`];
    const words = [added.length > 0 && `${list(added)} added`, lost.length > 0 && `${list(lost)} removed`];
    return [`${what}: ${words.filter(Boolean).join(', ')}`];
  }

  #sameRules(a: SlotDeclaration['suggest'], b: SlotDeclaration['suggest']): boolean {
    const renamed = b.map((rule) =>
      rule.rule === 'nearest' && rule.types
        ? { ...rule, types: rule.types.map((name) => this.#old('span', name)) }
        : rule,
    );
    return sameJson(a, renamed);
  }

  #sameDerived({ derived: a }: SlotDeclaration, { derived: b }: SlotDeclaration): boolean {
    if (!a || !b) return a === b;
    // A slot renamed within its type counts as the same, because the rename is reported as a change of its own.
    return this.#old('relation', b.relation) === a.relation && (a.slot === b.slot || this.#isRenamed(b.slot));
  }

  #isRenamed(slot: string): boolean {
    return [...this.#was.keys()].some((key) => key.startsWith('slot\u0000') && key.endsWith(`\u0000${slot}`));
  }

  *#lists<Each extends Part>(
    kind: PartKind,
    owner: { readonly before: PartName['owner']; readonly after: PartName['owner'] } | undefined,
    before: readonly Each[],
    after: readonly Each[],
    compare: (a: Each, b: Each, part: PartName) => Compared,
  ): Generator<SchemeChange> {
    const byName = new Map(before.map((each) => [each.name, each]));
    const noun = NOUNS[kind];
    const paired = new Set<string>();
    const taken = new Set(
      after.flatMap(({ name }) => this.#was.get(partKey({ kind, name, owner: owner?.after })) ?? []),
    );
    for (const each of after) {
      const now: PartName = { kind, name: each.name, ...(owner?.after && { owner: owner.after }) };
      const renamedFrom = this.#was.get(partKey(now));
      const was =
        renamedFrom === undefined && taken.has(each.name) ? undefined : byName.get(renamedFrom ?? each.name);
      const subject = subjectOf(now);
      if (!was) {
        yield { verb: 'added', subject, text: `${noun} ${subject} added`, stakes: [], meaning: null };
        continue;
      }
      paired.add(was.name);
      const part: PartName = { kind, name: was.name, ...(owner?.before && { owner: owner.before }) };
      if (was.name !== each.name)
        yield {
          verb: 'changed',
          subject,
          text: `${noun} renamed from ${was.name} to ${each.name}`,
          stakes: [],
          meaning: null,
        };
      const { words, stakes = [], inner = [], meaning = false } = compare(was, each, part);
      if (words.length > 0) {
        const whose = now.owner ?? { kind: now.kind, name: now.name };
        yield {
          verb: 'changed',
          subject,
          text: words.join('; '),
          stakes,
          meaning: meaning ? whose : null,
        };
      }
      yield* inner;
    }
    for (const each of before) {
      if (paired.has(each.name)) continue;
      const part: PartName = { kind, name: each.name, ...(owner?.before && { owner: owner.before }) };
      const into = this.#into.get(partKey(part));
      yield {
        verb: 'removed',
        subject: subjectOf(part),
        text:
          into === undefined
            ? `${noun} ${subjectOf(part)} removed`
            : `${noun} ${subjectOf(part)} merged into ${into}`,
        stakes: [{ about: 'removal', part }],
        meaning: null,
      };
    }
    const order = (names: readonly Part[], keep: (name: string) => boolean) =>
      names.map(({ name }) => name).filter(keep);
    const now = after.map(({ name }) => this.#was.get(partKey({ kind, name, owner: owner?.after })) ?? name);
    const stayed = now.filter((name) => paired.has(name));
    if (
      !sameJson(
        order(before, (name) => paired.has(name)),
        stayed,
      )
    )
      yield {
        verb: 'changed',
        subject: owner?.after?.name ?? 'Scheme',
        text: `order of the ${noun}s changed`,
        stakes: [],
        meaning: null,
      };
  }
}

interface Compared {
  readonly words: readonly string[];
  readonly stakes?: readonly Stake[];
  readonly inner?: Iterable<SchemeChange>;
  readonly meaning?: boolean;
}

function attributeChange(a: Attribute, b: Attribute, part: PartName): Compared {
  const { name: _a, label: oldLabel, help: oldHelp, ...before } = a;
  const { name: _b, label, help, ...after } = b;
  const words = [
    ...worded('label', oldLabel, label),
    ...worded('help', oldHelp, help),
    ...(sameJson(optionLabelsOf(a), optionLabelsOf(b)) ? [] : ['labels of the values changed']),
    ...(sameJson(huesOf(a), huesOf(b)) ? [] : ['colours of the values changed']),
  ];
  const labelled = { optionLabels: undefined, hues: undefined };
  const helped = oldHelp !== help || !sameJson(optionLabelsOf(a), optionLabelsOf(b));
  if (sameJson({ ...before, ...labelled }, { ...after, ...labelled })) return { words, meaning: helped };
  words.push(...worded('kind', a.kind, b.kind));
  if (a.kind === 'choice' && b.kind === 'choice') {
    const added = b.options.filter((option) => !a.options.includes(option));
    const removed = a.options.filter((option) => !b.options.includes(option));
    if (added.length > 0) words.push(`${added.length === 1 ? 'value' : 'values'} ${added.join(', ')} added`);
    if (removed.length > 0)
      words.push(`${removed.length === 1 ? 'value' : 'values'} ${removed.join(', ')} removed`);
    if (added.length + removed.length === 0 && !sameJson(a.options, b.options))
      words.push('order of the values changed');
  }
  if (a.kind === 'number' && b.kind === 'number') {
    words.push(...worded('least', a.minimum, b.minimum), ...worded('most', a.maximum, b.maximum));
    if (!a.integer !== !b.integer) words.push(b.integer ? 'whole numbers only' : 'any number');
  }
  if (a.kind === 'text' && b.kind === 'text' && !a.multiline !== !b.multiline)
    words.push(b.multiline ? 'several lines' : 'one line');
  words.push(...worded('default', a.default, b.default));
  if (!a.required !== !b.required) words.push(b.required ? 'required' : 'not required any more');
  const meaning =
    helped ||
    a.kind !== b.kind ||
    (a.kind === 'choice' && b.kind === 'choice' && !sameJson([...a.options].sort(), [...b.options].sort()));
  return { words, stakes: words.length > 0 ? [{ about: 'values', part, before: a, after: b }] : [], meaning };
}

function optionLabelsOf(attribute: Attribute): Readonly<Record<string, string>> {
  return (attribute.kind === 'choice' && attribute.optionLabels) || {};
}

function huesOf(attribute: Attribute): Readonly<Record<string, number>> {
  return (attribute.kind === 'text' && attribute.hues) || {};
}

function worded(
  what: string,
  before: string | number | boolean | undefined,
  after: string | number | boolean | undefined,
): string[] {
  if (before === after) return [];
  if (before === undefined || before === '') return [`${what} ${shown(after)}`];
  if (after === undefined || after === '') return [`no ${what} any more`];
  return [`${what} ${shown(before)} → ${shown(after)}`];
}

function shown(value: string | number | boolean | undefined): string {
  if (typeof value !== 'string') return value === true ? 'yes' : value === false ? 'no' : String(value);
  return value.length > 60 ? `${value.slice(0, 59)}…` : value;
}

function list(names: readonly string[]): string {
  return names.length <= 6
    ? names.join(', ')
    : `${names.slice(0, 6).join(', ')} and ${names.length - 6} more`;
}

/** Whether two plain values are equal, ignoring the order of their keys. */
export function sameJson(a: unknown, b: unknown): boolean {
  return JSON.stringify(a, sorted) === JSON.stringify(b, sorted);
}

function sorted(_: string, value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)));
}
