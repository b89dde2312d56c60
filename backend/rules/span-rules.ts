import { spanByUid } from '../../db/annotations/annotations.ts';
import type { ReadStore } from '../../db/connection/store.ts';
import { NOT_FOUND } from '../../db/messages.ts';
import { currentScheme } from '../../db/scheme/scheme.ts';
import { idOf } from '../../db/rows/ids.ts';
import { PostilError } from '../../shared/contract/errors.ts';
import { problemOfValue, type Attribute, type AttributeValue } from '../../shared/model/attributes/index.ts';
import {
  normaliseFragments,
  readableQuote,
  type Fragment,
  type Fragments,
} from '../../shared/model/fragments.ts';
import type { Span } from '../../shared/model/annotation.ts';
import { spanType, type SpanType } from '../../shared/model/scheme.ts';
import type { Uid } from '../../shared/model/uid.ts';
import { isGraphemeBoundary } from '../../shared/text/graphemes.ts';
import { MESSAGES } from './messages.ts';

/** The type of that name in the project's scheme. Error: refused, naming the types there are. */
export function requireType(store: ReadStore, name: string): SpanType {
  const { scheme } = currentScheme(store);
  const type = spanType(scheme, name);
  if (type) return type;
  const known = scheme.types.map((t) => t.name).join(', ');
  throw new PostilError('refused', MESSAGES.noType(name, known), {
    field: 'type',
  });
}

/** Fragments in canonical form, inside the text and between graphemes. Error: invalid-input. */
export function requireFragments(store: ReadStore, document: Uid, fragments: Fragments): Fragment[] {
  const text = store.texts.textOf(idOf(store.db, 'document', document));
  const normal = normaliseFragments(fragments);
  for (const [start, end] of normal) {
    if (end > text.length) {
      throw new PostilError('invalid-input', MESSAGES.pastTheEnd(start, end, text.length), {
        field: 'fragments',
      });
    }
    for (const offset of [start, end]) {
      if (isGraphemeBoundary(text, offset)) continue;
      throw new PostilError('invalid-input', MESSAGES.cutsACharacter(offset), {
        field: 'fragments',
      });
    }
  }
  return normal;
}

/** Checks given values against their declarations. Error: invalid-input, naming the attribute. */
export function assertValues(
  owner: string,
  declared: readonly Attribute[],
  values: Readonly<Record<string, AttributeValue>>,
): void {
  for (const [name, value] of Object.entries(values)) {
    const attribute = declared.find((a) => a.name === name);
    if (!attribute) {
      const known = declared.map((a) => a.name).join(', ') || 'none';
      throw new PostilError('invalid-input', MESSAGES.noAttribute(owner, name, known), {
        field: name,
      });
    }
    const reason = problemOfValue(attribute, value);
    if (reason) throw new PostilError('invalid-input', `${attribute.label} ${reason}.`, { field: name });
  }
}

/** Returns a span; `field` names the part of the input that refers to it. Error: not-found. */
export function requireSpan(store: ReadStore, id: Uid, field = 'span'): Span {
  const span = spanByUid(store, id);
  if (!span) throw new PostilError('not-found', NOT_FOUND.span(id), { field });
  return span;
}

/** The words of a span for labels of changes: short, on one line. */
export function shortQuote(store: ReadStore, document: Uid, fragments: Fragments): string {
  const text = store.texts.textOf(idOf(store.db, 'document', document));
  const words = readableQuote(text, fragments).replace(/\s+/g, ' ');
  const characters = [...words];
  return characters.length > 40 ? `${characters.slice(0, 39).join('')}…` : words;
}
