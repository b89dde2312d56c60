import type { RowChange } from '../../shared/contract/history.ts';
import { readableQuote } from '../../shared/model/fragments.ts';
import type { Uid } from '../../shared/model/uid.ts';
import { commonEnds } from '../../shared/text/common-ends.ts';
import { sql } from '../connection/connection.ts';
import { packedRowsOf } from '../journal/rows.ts';
import { findId } from '../rows/ids.ts';
import { kindOf, type ImageOf } from '../rows/index.ts';
import type { ReadStore } from '../connection/store.ts';
import { toBytes } from '../connection/uid.ts';
import type { DocumentKind } from './document-rows.ts';

/** Longest piece of text that a description quotes, in UTF-16 code units. */
const LONGEST_QUOTE = 120;

/**
 * Says in words what changes did to the rows of one document. `text` is the document's text as the described change left it:
 * offsets of that time count over it.
 */
export class Describer {
  readonly #store: ReadStore;
  readonly #text: string;
  readonly #shown: Uid;

  constructor(store: ReadStore, text: string, document: Uid) {
    this.#store = store;
    this.#text = text;
    this.#shown = document;
  }

  /** What one row was and is. Both absent says nothing. */
  row<Kind extends DocumentKind>(
    kind: Kind,
    uid: Uid,
    before: ImageOf<Kind> | undefined,
    after: ImageOf<Kind> | undefined,
  ): RowChange {
    const image = (after ?? before)!;
    const { what, words, span } = this.#subject(kind, uid, image);
    return {
      did: !before ? 'added' : !after ? 'removed' : 'changed',
      kind,
      span,
      what,
      words: shortened(words),
      fields: before && after ? this.#fields(kind, before, after) : [],
    };
  }

  #subject(kind: DocumentKind, uid: Uid, image: unknown): { what: string; words: string; span: Uid | null } {
    switch (kind) {
      case 'span': {
        const span = image as ImageOf<'span'>;
        return { what: this.#term(span.type), words: readableQuote(this.#text, span.fragments), span: uid };
      }
      case 'slot': {
        const { slot, span, filler } = image as ImageOf<'slot'>;
        return { what: this.#term(slot), words: this.#filler(filler), span };
      }
      case 'relation': {
        const { type, from, to } = image as ImageOf<'relation'>;
        return { what: this.#term(type), words: `${this.#span(from)} → ${this.#span(to)}`, span: from };
      }
      case 'label': {
        const { label, value } = image as ImageOf<'label'>;
        return { what: this.#term(label), words: valueText(value), span: null };
      }
      case 'note': {
        const { body, question, span } = image as ImageOf<'note'>;
        return { what: question ? 'Question' : 'Note', words: body, span: span ?? null };
      }
      case 'status':
        return { what: 'Status', words: (image as ImageOf<'status'>).status, span: null };
      case 'decision': {
        const { verdict, proposed, result } = image as ImageOf<'decision'>;
        return {
          what: `Proposal ${verdict}`,
          words: [proposed.type, proposed.text].filter(Boolean).join(' '),
          span: result ?? null,
        };
      }
      case 'quarantine': {
        const { state, result } = image as ImageOf<'quarantine'>;
        return { what: 'Quarantined proposal', words: state, span: result ?? null };
      }
      case 'document':
        return { what: 'Article', words: (image as ImageOf<'document'>).title, span: null };
      case 'text':
        return { what: 'Text', words: '', span: null };
      case 'segmentation':
        return { what: 'Tokens', words: '', span: null };
    }
  }

  #fields(kind: DocumentKind, before: unknown, after: unknown): RowChange['fields'] {
    if (kind === 'text') {
      const [from, to] = differing((before as ImageOf<'text'>).text, (after as ImageOf<'text'>).text);
      return [field('text', from, to)];
    }
    const [was, is] = [this.#readable(kind, before), this.#readable(kind, after)];
    return [...new Set([...was.keys(), ...is.keys()])].flatMap((name) => {
      const [from, to] = [was.get(name) ?? '', is.get(name) ?? ''];
      return from === to ? [] : [field(name, from, to)];
    });
  }

  /** The fields of an image that mean something to a reader, by name. */
  #readable(kind: DocumentKind, image: unknown): Map<string, string> {
    const values = new Map<string, string>();
    if (kind === 'span' || kind === 'relation') {
      const { type, attributes } = image as ImageOf<'span'>;
      values.set('type', this.#term(type));
      for (const [term, value] of Object.entries(attributes))
        values.set(this.#term(term as Uid), valueText(value));
    }
    if (kind === 'span') {
      const { fragments, entities } = image as ImageOf<'span'>;
      values.set('words', readableQuote(this.#text, fragments));
      values.set('entity', entities.map((entity) => this.#entity(entity)).join(', '));
    } else if (kind === 'relation') {
      const { from, to } = image as ImageOf<'relation'>;
      values.set('ends', `${this.#span(from)} → ${this.#span(to)}`);
    } else if (kind === 'slot') values.set('filler', this.#filler((image as ImageOf<'slot'>).filler));
    else if (kind === 'label') values.set('value', valueText((image as ImageOf<'label'>).value));
    else if (kind === 'note') {
      const { body, question } = image as ImageOf<'note'>;
      values.set('words', body).set('question', question ?? '');
    } else if (kind === 'status') {
      const { status, reason } = image as ImageOf<'status'>;
      values.set('status', status).set('reason', reason);
    } else if (kind === 'decision') values.set('verdict', (image as ImageOf<'decision'>).verdict);
    else if (kind === 'quarantine') values.set('state', (image as ImageOf<'quarantine'>).state);
    else if (kind === 'document')
      for (const [name, value] of Object.entries(image as object))
        if (typeof value === 'string') values.set(name, value);
    return values;
  }

  #term(uid: Uid): string {
    return this.#store.terms.withUid(uid)?.name ?? 'unknown';
  }

  #filler(filler: ImageOf<'slot'>['filler']): string {
    if ('span' in filler) return this.#span(filler.span);
    if ('entity' in filler) return this.#entity(filler.entity);
    if ('document' in filler) return this.#document(filler.document);
    return 'text' in filler ? `“${filler.text}”` : `empty: ${filler.empty}`;
  }

  /** The words of a span, which may be gone by now. */
  #span(uid: Uid): string {
    const now = kindOf('span').read(this.#store, uid);
    const id = now && findId(this.#store.db, 'document', now.image.document);
    if (now && id !== undefined)
      return quoted(readableQuote(this.#store.texts.textOf(id), now.image.fragments));
    const last = this.#lastSpan(uid);
    return last === undefined ? 'a span' : quoted(readableQuote(this.#text, last.fragments));
  }

  /** A span as it was before it went, which the journal says, or the packs of this document. */
  #lastSpan(uid: Uid): ImageOf<'span'> | undefined {
    const { db } = this.#store;
    const image =
      db.value<string>(sql`
        SELECT before FROM change_row WHERE uid = ${toBytes(uid)} AND kind = 'span' AND before IS NOT NULL ORDER BY change_id DESC LIMIT 1`) ??
      packedRowsOf(db, this.#shown, 0, Number.MAX_SAFE_INTEGER).findLast((row) => row.uid === uid)?.before;
    return image ? (JSON.parse(image) as ImageOf<'span'>) : undefined;
  }

  #entity(uid: Uid): string {
    return kindOf('entity').read(this.#store, uid)?.image.name ?? 'an entity that is gone';
  }

  #document(uid: Uid): string {
    const image = kindOf('document').read(this.#store, uid)?.image;
    return image ? image.title || image.origin.name : 'a document that is gone';
  }
}

function field(name: string, from: string, to: string): RowChange['fields'][number] {
  return { name, from: shortened(from), to: shortened(to) };
}

function quoted(words: string): string {
  return words === '' ? 'an implicit span' : `“${shortened(words)}”`;
}

function valueText(value: unknown): string {
  return Array.isArray(value) ? value.map(valueText).join(', ') : String(value);
}

function shortened(words: string): string {
  const line = words.replace(/\s+/g, ' ').trim();
  return line.length <= LONGEST_QUOTE ? line : `${line.slice(0, LONGEST_QUOTE).toWellFormed()}…`;
}

/** What two texts differ in, without what is the same before and after it. */
function differing(from: string, to: string): [string, string] {
  const { head, tail } = commonEnds(from, to);
  return [
    from.slice(head, from.length - tail).toWellFormed(),
    to.slice(head, to.length - tail).toWellFormed(),
  ];
}
