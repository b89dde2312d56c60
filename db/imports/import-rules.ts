import { PostilError, type ErrorWhere } from '../../shared/contract/errors.ts';
import type { IncomingDocument, IncomingLabel } from '../../shared/formats/records.ts';
import type { Relation } from '../../shared/model/annotation.ts';
import { problemOfValue, type Attribute, type AttributeValue } from '../../shared/model/attributes/index.ts';
import { forbidsCircles, problemOfEnds } from '../../shared/model/relation-rules.ts';
import { spanType, type RelationType, type Scheme } from '../../shared/model/scheme.ts';
import { MESSAGES } from '../messages.ts';
import { circleClosedBy, describeEnd } from '../relations/relations.ts';
import { DanglingReference } from '../rows/ids.ts';
import type { ReadStore } from '../connection/store.ts';

/** Makes the error for content of a file that the project cannot take, with its position in the file. */
export function refusal(message: string, where: ErrorWhere): PostilError {
  return new PostilError('refused', message, where);
}

/** Throws unless types, slots and attribute values are those of the scheme: nothing unknown is dropped silently. */
export function assertSpans(scheme: Scheme, { spans }: IncomingDocument, where: ErrorWhere): void {
  for (const span of spans) {
    const type = spanType(scheme, span.type);
    if (!type) {
      const known = scheme.types.map((t) => t.name).join(', ') || 'none';
      throw refusal(MESSAGES.noType(span.type, known), where);
    }
    assertValues(type.name, type.attributes, span.attributes, where);
    for (const slot of span.slots) {
      if (!type.slots.some(({ name }) => name === slot.name))
        throw refusal(MESSAGES.noSlot(type.name, slot.name), where);
    }
  }
}

export function assertLabel(scheme: Scheme, { name, value }: IncomingLabel, where: ErrorWhere): void {
  const declared = scheme.labels.find((label) => label.name === name);
  if (declared) assertValues('The document', [{ ...declared.value, name }], { [name]: value }, where);
}

export function assertValues(
  owner: string,
  declared: readonly Attribute[],
  values: Readonly<Record<string, AttributeValue>>,
  where: ErrorWhere,
): void {
  for (const [name, value] of Object.entries(values)) {
    const attribute = declared.find((a) => a.name === name);
    if (!attribute) throw refusal(MESSAGES.noAttribute(owner, name), where);
    const reason = problemOfValue(attribute, value);
    if (reason) throw refusal(MESSAGES.wrongValue(owner, name, reason, value), where);
  }
}

/** Throws if a relation breaks the scheme's rules of ends and circles; the error names the line of the file. */
export function assertRelation(
  store: ReadStore,
  scheme: Scheme,
  type: RelationType,
  relation: Omit<Relation, 'id'>,
  where: ErrorWhere,
): void {
  const [from, to] = [relation.from, relation.to].map((end) => describeEnd(store, type.ends, end));
  const reason = problemOfEnds(scheme, type, from!.type, to!.type);
  if (reason) throw refusal(MESSAGES.againstTheScheme(reason), where);
  const circle = forbidsCircles(type) ? circleClosedBy(store, relation) : null;
  if (!circle) return;
  const chain = circle.map((id) => describeEnd(store, type.ends, id).text).join(' → ');
  throw refusal(MESSAGES.circle(type.name, chain), where);
}

/** Does `work`; a reference to something that neither the file nor the project has becomes an error of the file, with its line. */
export function withoutDangling(where: ErrorWhere, work: () => void): void {
  try {
    work();
  } catch (error) {
    throw error instanceof DanglingReference ? refusal(`${capital(error.message)}.`, where) : error;
  }
}

function capital(words: string): string {
  return words.charAt(0).toUpperCase() + words.slice(1);
}
