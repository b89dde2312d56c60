import { termOf } from '../../db/scheme/scheme-uses.ts';
import { addSchemeVersion, currentScheme, projectUid } from '../../db/scheme/scheme.ts';
import { replaceValues } from '../../db/scheme/annotation-values.ts';
import { affectedBy, listValues, offerValues } from '../../db/scheme/value-lists.ts';
import { spanByUid } from '../../db/annotations/annotations.ts';
import { spanImage } from '../../db/annotations/images.ts';
import type { ReadStore } from '../../db/connection/store.ts';
import type { Recorder } from '../../db/journal/recorder.ts';
import { PostilError } from '../../shared/contract/errors.ts';
import type { ListedAttribute } from '../../shared/contract/values.ts';
import type { AttributeValue } from '../../shared/model/attributes/index.ts';
import { spanType } from '../../shared/model/scheme.ts';
import type { Uid } from '../../shared/model/uid.ts';
import { sameJson } from '../../shared/scheme-edit/diff.ts';
import { validated } from '../../shared/scheme-edit/edit.ts';
import {
  findValueList,
  valueLists,
  withHue,
  withValuesReplaced,
  type ValueList,
} from '../../shared/scheme-edit/value-lists.ts';
import type { Scheme } from '../../shared/model/scheme.ts';
import type { Store } from '../../db/connection/store.ts';
import { counted } from '../../shared/text/counted.ts';
import type { Domain, Handlers } from '../context.ts';
import { recordApart } from '../jobs/record-apart.ts';
import { assertValues } from '../rules/span-rules.ts';
import { changeValues, keepValues } from '../rules/values.ts';
import { MESSAGES } from './messages.ts';

export const valueHandlers: Handlers<Domain<'values'>> = {
  'values.list': ({ store }, { attribute, ...page }) =>
    store.db.snapshot(() => listValues(store, requireList(store, attribute), page)),

  'values.offers': ({ store }, { attribute, search, limit }) => ({
    values: offerValues(store, requireList(store, attribute), search, limit),
  }),

  'values.effect': ({ store }, { attribute, values, by }) =>
    affectedBy(store, requireList(store, attribute), others(values, by)),

  'values.replace': (context, { attribute, values, by }) => {
    const list = requireList(context.store, attribute);
    const from = others(values, by);
    if (from.length === 0) return Promise.resolve({ result: { annotations: 0, documents: 0 }, change: null });
    if (by !== null) assertValues(attribute.owner.name, [list.attribute], { [attribute.name]: by });
    const title = { command: 'values.replace', label: labelOf(list, from, by), kind: 'bulk' } as const;
    return recordApart(context, title, async ({ store, recorder, inSteps }) => {
      // Once more within the transaction: another program may have changed the scheme.
      const now = requireList(store, attribute);
      const { annotations, documents } = affectedBy(store, now, from);
      const term = termOf(store, now.part);
      if (term) await inSteps(replaceValues(store, recorder, term, from, by), annotations, 'annotations');
      putScheme(store, recorder, withValuesReplaced(currentScheme(store).scheme, now, from, by));
      return { annotations, documents };
    });
  },

  'values.colour': ({ store, record }, { attribute, value, hue }) =>
    record(
      MESSAGES.colourOf(requireList(store, attribute).attribute.label, shortValue(value)),
      (recorder) => {
        const list = requireList(store, attribute);
        putScheme(store, recorder, withHue(currentScheme(store).scheme, list, value, hue));
        return {};
      },
    ),

  'values.set': (context, { spans, name, value }) => {
    const ids = [...new Set(spans)];
    const label = `${MESSAGES.setValue(labelOfAttribute(context.store, name), value)} (${counted(ids.length, 'annotation')})`;
    const title = { command: 'values.set', label, kind: ids.length > 1 ? 'bulk' : 'edit' } as const;
    return recordApart(context, title, async ({ store, recorder, inSteps }) => {
      let changed = 0;
      const setEach = function* () {
        for (const id of ids) {
          if (setValue(store, recorder, id, name, value)) changed++;
          yield;
        }
      };
      await inSteps(setEach(), ids.length, 'annotations');
      return { changed };
    });
  },
};

/** @throws PostilError `refused` if the scheme has no such attribute, or if its values are no list. */
function requireList(store: ReadStore, attribute: ListedAttribute): ValueList {
  const { scheme } = currentScheme(store);
  const list = findValueList(scheme, attribute);
  if (list) return list;
  const known = valueLists(scheme).map(({ part }) => `${part.owner.name}.${part.name}`);
  throw new PostilError('refused', MESSAGES.noValueList(`${attribute.owner.name}.${attribute.name}`, known), {
    field: 'attribute',
  });
}

/** Returns the values that change: not the one that they become. */
function others(values: readonly string[], by: string | null): string[] {
  return [...new Set(values)].filter((value) => value !== by);
}

function labelOf({ attribute: { label } }: ValueList, values: readonly string[], by: string | null): string {
  const [first = ''] = values;
  const what = values.length === 1 ? `“${shortValue(first)}”` : counted(values.length, 'value');
  return by === null
    ? MESSAGES.removeValues(label, what)
    : MESSAGES.replaceValues(label, what, shortValue(by));
}

function shortValue(value: string): string {
  const characters = [...value];
  return characters.length > 40 ? `${characters.slice(0, 39).join('')}…` : value;
}

function labelOfAttribute(store: ReadStore, name: string): string {
  const attributes = currentScheme(store).scheme.types.flatMap((type) => type.attributes);
  return attributes.find((each) => each.name === name)?.label ?? name;
}

function putScheme(store: Store, recorder: Recorder, scheme: Scheme): void {
  if (sameJson(scheme, currentScheme(store).scheme)) return;
  recorder.put('project', projectUid(store), { scheme: addSchemeVersion(store, validated(scheme)) });
}

/** Sets an attribute of a span if its type has it; returns whether the span had another value. */
function setValue(
  store: Store,
  recorder: Recorder,
  id: Uid,
  name: string,
  value: AttributeValue | null,
): boolean {
  const span = spanByUid(store, id);
  const type = span && spanType(currentScheme(store).scheme, span.type);
  if (!type?.attributes.some((each) => each.name === name)) return false;
  const isTouched = !span!.untouched.includes(name);
  if ((span!.attributes[name] ?? null) === value && isTouched) return false;
  const values = keepValues(span!);
  changeValues(values, type, { [name]: value });
  const { slots: _, author: __, id: ___, ...rest } = span!;
  recorder.put('span', id, spanImage(store, { ...rest, ...values }));
  return true;
}
