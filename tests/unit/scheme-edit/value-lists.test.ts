import fc from 'fast-check';
import { expect, test } from 'vitest';
import { spanType } from '../../../shared/model/scheme.ts';
import { newsScheme } from '../../../shared/presets/news.ts';
import { diffSchemes } from '../../../shared/scheme-edit/diff.ts';
import { validated } from '../../../shared/scheme-edit/edit.ts';
import {
  findValueList,
  hueOf,
  valueLists,
  withHue,
  withValuesReplaced,
} from '../../../shared/scheme-edit/value-lists.ts';

const TOPIC = { owner: { kind: 'span', name: 'CLAIM' }, name: 'topic' } as const;
const topics = (scheme: typeof newsScheme) => findValueList(scheme, TOPIC)!;

test('one-line texts have lists of values: topics, and not what the claim says', () => {
  const names = valueLists(newsScheme).map(({ part }) => `${part.owner.name}.${part.name}`);
  expect(names).toContain('CLAIM.topic');
  expect(names).not.toContain('CLAIM.gloss');
});

test('a colour is a change of the scheme that a history can tell, and taking it away leaves nothing', () => {
  const coloured = validated(withHue(newsScheme, topics(newsScheme), 'border', 120));
  expect(hueOf(topics(coloured).attribute, 'border')).toBe(120);
  expect(hueOf(topics(coloured).attribute, 'constructor')).toBeUndefined();
  expect(diffSchemes(newsScheme, coloured)).toMatchObject([
    { subject: 'CLAIM · topic', text: 'colours of the values changed', stakes: [] },
  ]);
  expect(withHue(coloured, topics(coloured), 'border', null)).toEqual(newsScheme);
});

test('a default follows its value', () => {
  const scheme = structuredClone(newsScheme);
  const attribute = spanType(scheme, 'CLAIM')!.attributes.find(({ name }) => name === 'topic')!;
  attribute.default = 'border';
  expect(topics(withValuesReplaced(scheme, topics(scheme), ['border'], 'frontier')).attribute.default).toBe(
    'frontier',
  );
  expect(topics(withValuesReplaced(scheme, topics(scheme), ['border'], null)).attribute).not.toHaveProperty(
    'default',
  );
});

const value = fc.constantFrom('a', 'b', 'c', 'd');
test('replacing twice is replacing once, and a colour is lost only if two meet', () => {
  fc.assert(
    fc.property(
      fc.dictionary(value, fc.integer({ min: 0, max: 360 })),
      fc.uniqueArray(value, { minLength: 1 }),
      fc.option(value),
      (hues, values, by) => {
        const scheme = Object.entries(hues).reduce(
          (each, [name, hue]) => withHue(each, topics(each), name, hue),
          newsScheme,
        );
        const once = validated(withValuesReplaced(scheme, topics(scheme), values, by));
        expect(withValuesReplaced(once, topics(once), values, by)).toEqual(once);
        for (const name of ['a', 'b', 'c', 'd'] as const) {
          const after = hueOf(topics(once).attribute, name);
          if (name === by) {
            if ([by, ...values].some((each) => hues[each] !== undefined)) expect(after).toBeDefined();
          } else expect(after).toBe(values.includes(name) ? undefined : hues[name]);
        }
      },
    ),
  );
});
