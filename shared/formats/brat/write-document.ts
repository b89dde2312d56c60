import type { AttributeValue } from '../../model/attributes/index.ts';
import { sameFragments, type Fragment } from '../../model/fragments.ts';
import type { Uid } from '../../model/uid.ts';
import { offsetsOf } from '../../text/offsets.ts';
import { allAttributes, foreignOf } from '../foreign.ts';
import type { DocumentRecord, RelationRecord } from '../records.ts';
import { asField, leadingMarks, onOneLine } from './fragments.ts';
import { groupsOf } from './groups.ts';
import type { DocumentKept } from './kept.ts';
import { normalisationsOf } from './normalisations.ts';
import { keptOfRelation, planSpans, type Plan, type Written } from './plan.ts';
import { rolesOf } from './roles.ts';
import type { WriteContext } from './write-context.ts';

interface Filler {
  readonly slot: string;
  readonly filler: Written;
}

/** Writes the .ann file of a document. */
export function writeAnnotations(document: DocumentRecord, context: WriteContext): string {
  const lines = new DocumentWriter(document, context).lines();
  return lines.map((line) => `${line}\n`).join('');
}

class DocumentWriter {
  readonly #document: DocumentRecord;
  readonly #context: WriteContext;
  readonly #plan: Plan;
  /** Relations that have a line of their own, with their ids. */
  readonly #relations = new Map<Uid, { readonly id: string; readonly type: string }>();
  /** Text-bound annotations that something refers to other than as a trigger. */
  readonly #referred = new Set<string>();

  constructor(document: DocumentRecord, context: WriteContext) {
    this.#document = document;
    this.#context = context;
    this.#plan = planSpans(document, context);
  }

  /**
   * References to text-bound annotations are collected first, because they decide which of them can also be triggers.
   */
  lines(): string[] {
    const args = this.#eventArguments();
    const rest = [
      ...this.#relationLines(),
      ...this.#attributeLines(),
      ...this.#normalisationLines(),
      ...this.#noteLines(),
      ...this.#keptLines(),
    ];
    const spans = [...this.#plan.spans.values()].filter(({ event }) => !event);
    for (const { type } of spans) this.#context.config.entity(type);
    const { triggers, events } = this.#eventLines(args, spans);
    return [...this.#spanLines([...spans, ...triggers]), ...events, ...rest];
  }

  #spanLines(spans: readonly Pick<Written, 'id' | 'type' | 'fragments' | 'kept'>[]): string[] {
    const dropped = leadingMarks(this.#document.text);
    const text = this.#document.text.slice(dropped);
    const offsets = offsetsOf(text, this.#context.unit);
    return spans.map(({ id, type, fragments, kept }) => {
      const moved = fragments.map(([start, end]): Fragment => [start - dropped, end - dropped]);
      const places = moved
        .map(([start, end]) => `${offsets.fromUtf16(start)!} ${offsets.fromUtf16(end)!}`)
        .join(';');
      const words = moved.map(([start, end]) => text.slice(start, end)).join(' ');
      return `${id}\t${type} ${places}\t${words}${kept.tail ? ` ${onOneLine(kept.tail)}` : ''}`;
    });
  }

  #refer(written: Written): string {
    if (!written.event) this.#referred.add(written.id);
    return written.id;
  }

  #eventArguments(): Map<Written, string> {
    const { config, names } = this.#context;
    return new Map(
      [...this.#fillers()].map(([event, filled]) => {
        const slots = filled.map(({ slot }) => names.of('role', slot, event.kept.id !== undefined));
        const roles = rolesOf(slots);
        config.event(
          event.type,
          filled.map(({ filler }, i) => [slots[i]!, filler.type]),
        );
        return [event, filled.map(({ filler }, i) => ` ${roles[i]!}:${this.#refer(filler)}`).join('')];
      }),
    );
  }

  #fillers(): Map<Written, Filler[]> {
    const { losses } = this.#context;
    const found = new Map<Written, Filler[]>();
    for (const written of this.#plan.spans.values()) {
      const filled: Filler[] = [];
      for (const { name, filler } of [...written.span.slots].sort((a, b) =>
        a.rank < b.rank ? -1 : a.rank > b.rank ? 1 : 0,
      )) {
        const span = 'span' in filler ? this.#plan.spans.get(filler.span) : undefined;
        if (span) filled.push({ slot: name, filler: span });
        else if ('span' in filler) losses.add('slot fillers that are not written', `${written.type}.${name}`);
        else losses.add('slot fillers that are no spans', `${written.type}.${name}`);
      }
      if (written.event) found.set(written, filled);
    }
    return found;
  }

  /**
   * Returns the lines of events with their triggers. Events that shared a trigger share it again, with another event or
   * a separate text-bound annotation; reading must give as many spans as before.
   */
  #eventLines(args: ReadonlyMap<Written, string>, spans: readonly Written[]) {
    const { ids } = this.#plan;
    const standing = new Map(spans.map((span) => [span.id, span]));
    const groups = new Map<string, Written[]>();
    for (const event of args.keys()) {
      const { trigger } = event.kept;
      const own = trigger === undefined ? undefined : standing.get(trigger);
      const alone = !own && (trigger === undefined || !this.#sharesTrigger(groups.get(trigger)?.[0], event));
      const key = alone ? `alone ${event.id}` : trigger!;
      const group = groups.get(key);
      if (group) group.push(event);
      else groups.set(key, [event]);
    }
    const triggerOf = new Map<Written, string>();
    const triggers: Pick<Written, 'id' | 'type' | 'fragments' | 'kept'>[] = [];
    for (const group of groups.values()) {
      const own = standing.get(group[0]!.kept.trigger ?? '');
      const rest = group.filter((event) => {
        const fits = own && ids.isKept(own.id) && sameFragments(own.fragments, event.fragments);
        // Without another reference, it would be read as the trigger only.
        const stays = fits && (this.#referred.has(own.id) || event.type !== own.type);
        if (stays) triggerOf.set(event, own.id);
        return !stays;
      });
      const first = rest.find(({ kept }) => kept.triggerType === undefined) ?? rest[0];
      if (!first) continue;
      const id = ids.keep(first.kept.trigger, 'T') ?? ids.make('T');
      triggers.push({ id, type: first.type, fragments: first.fragments, kept: first.kept });
      for (const event of rest) triggerOf.set(event, id);
    }
    const events = [...args].map(
      ([event, fillers]) => `${event.id}\t${event.type}:${triggerOf.get(event)!}${fillers}`,
    );
    return { triggers, events };
  }

  #sharesTrigger(first: Written | undefined, event: Written): boolean {
    return first === undefined || sameFragments(first.fragments, event.fragments);
  }

  *#relationLines(): Generator<string> {
    const { config, names, losses } = this.#context;
    const noted = new Set(this.#document.notes.flatMap(({ relation }) => relation ?? []));
    const bare = (relation: RelationRecord) =>
      !noted.has(relation.id) && Object.keys(allAttributes(relation)).length === 0;
    const ends = this.#document.relations.flatMap((relation) => {
      const [from, to] = [this.#plan.spans.get(relation.from), this.#plan.spans.get(relation.to)];
      if (from && to && relation.ends === 'span') return { relation, from, to };
      losses.add('relations whose ends are not written', relation.type);
      return [];
    });
    const { groups, others } = groupsOf(ends, bare);
    for (const { relation, from, to } of others) {
      const kept = keptOfRelation(relation);
      const type = names.of('relation', relation.type, kept.id !== undefined);
      const roles = kept.roles ?? (['Arg1', 'Arg2'] as const);
      const [first, second] = [roles[0], roles[1]].map((role) => names.of('role', role, true));
      const id = this.#plan.ids.keep(kept.id, 'R') ?? this.#plan.ids.make('R');
      this.#relations.set(relation.id, { id, type });
      config.relation(type, [first!, second!], from.type, to.type, false);
      const tail = kept.tail === undefined ? '' : `\t${onOneLine(kept.tail)}`;
      yield `${id}\t${type} ${first!}:${this.#refer(from)} ${second!}:${this.#refer(to)}${tail}`;
    }
    for (const { type: name, members } of groups) {
      const type = names.of('relation', name, true);
      for (const [i, to] of members.slice(1).entries())
        config.relation(type, ['Arg1', 'Arg2'], members[i]!.type, to.type, true);
      yield `*\t${type} ${members.map((member) => this.#refer(member)).join(' ')}`;
    }
  }

  *#attributeLines(): Generator<string> {
    for (const written of this.#plan.spans.values()) {
      const { span, kept } = written;
      for (const [name, value] of Object.entries(allAttributes(span))) {
        const line = this.#attributeLine(
          written.id,
          written.type,
          span.type,
          name,
          value,
          kept.attributes,
          kept.id !== undefined,
        );
        if (line === null) continue;
        this.#refer(written);
        yield line;
      }
    }
    for (const relation of this.#document.relations) {
      const target = this.#relations.get(relation.id);
      const kept = keptOfRelation(relation);
      for (const [name, value] of Object.entries(allAttributes(relation))) {
        const line =
          target &&
          this.#attributeLine(
            target.id,
            target.type,
            relation.type,
            name,
            value,
            kept.attributes,
            kept.id !== undefined,
          );
        if (line) yield line;
      }
    }
  }

  #attributeLine(
    target: string,
    type: string,
    schemeType: string,
    name: string,
    value: AttributeValue,
    kept: Readonly<Record<string, string>> = {},
    fromBrat: boolean,
  ): string | null {
    const { names, losses, config, attributes } = this.#context;
    if (value === false) {
      losses.add('attributes with the value no (brat only has present attributes)', `${type}.${name}`);
      return null;
    }
    const text = value === true ? '' : asField(String(value));
    if (value !== true && text === '') {
      losses.add('attributes with an empty value', `${type}.${name}`);
      return null;
    }
    if (attributes.storageOfValue(attributes.of(schemeType, name), value) === 'number')
      losses.add('numbers among attributes, now texts', `${type}.${name}: ${value}`);
    else if (value !== true && text !== value)
      losses.add('blanks and line breaks in attributes', `${type}.${name}: ${text.slice(0, 60)}`);
    const stored = names.of('attribute', name, fromBrat);
    config.attribute(type, stored, value === true ? true : text);
    const before = Object.hasOwn(kept, name) ? kept[name] : undefined;
    const id = this.#plan.ids.keep(before, value === true ? 'AM' : 'A') ?? this.#plan.ids.make('A');
    return `${id}\t${stored} ${target}${value === true ? '' : ` ${text}`}`;
  }

  *#normalisationLines(): Generator<string> {
    const { entities, losses } = this.#context;
    for (const written of this.#plan.spans.values()) {
      for (const { id: before, type, authority, value, title } of normalisationsOf(
        written,
        entities,
        losses,
      )) {
        const id = this.#plan.ids.keep(before, 'N') ?? this.#plan.ids.make('N');
        yield `${id}\t${type} ${this.#refer(written)} ${authority}:${value}\t${title}`;
      }
    }
  }

  *#noteLines(): Generator<string> {
    const { losses } = this.#context;
    for (const { span, relation, body } of this.#document.notes) {
      const written = span === undefined ? undefined : this.#plan.spans.get(span);
      const target = written?.id ?? (relation === undefined ? undefined : this.#relations.get(relation)?.id);
      const text = onOneLine(body);
      // Data of the whole document is counted in `tallyDocument`.
      if (span === undefined && relation === undefined) continue;
      if (target === undefined || text === '') {
        losses.add('notes on annotations that are not written', body.slice(0, 60));
        continue;
      }
      if (text !== body) losses.add('line breaks and outer blanks in notes', text.slice(0, 60));
      if (written) this.#refer(written);
      yield `${this.#plan.ids.make('#')}\tAnnotatorNotes ${target}\t${text}`;
    }
  }

  /** Yields the lines that were kept unchanged, if what they refer to has not changed. */
  *#keptLines(): Generator<string> {
    const { lines = {} } = foreignOf(this.#document.extra, 'brat') as DocumentKept;
    const { spans, relations } = this.#document;
    const sets = new Set([...spans, ...relations].map(({ set }) => (Object.hasOwn(lines, set) ? set : '')));
    const { ids } = this.#plan;
    for (const [set, raws] of Object.entries(lines)) {
      if (!sets.has(set) && sets.size > 0) continue;
      for (const raw of raws) {
        const line = onOneLine(raw);
        const [id = '', data = ''] = line.split('\t');
        // A group names its members; the others name their target.
        const targets = data
          .split(/\s+/)
          .slice(1, id === '*' ? undefined : 2)
          .filter((word) => /^[A-Z]+\d+$/.test(word));
        if (targets.some((target) => !ids.isKept(target))) {
          this.#context.losses.add('lines of brat about missing annotations', raw.slice(0, 60));
          continue;
        }
        for (const target of targets) this.#referred.add(target);
        const identified = /^(?:[A-Za-z]+|#[A-Za-z]*)\d/.test(id);
        const free = identified ? (ids.keep(id, id[0]!) ?? ids.make(id[0]!)) : id;
        yield line.replace(id, () => free);
      }
    }
  }
}
