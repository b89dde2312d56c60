import fc from 'fast-check';
import type { SchemeStep } from '../../shared/scheme-edit/steps.ts';
import type { WritingStep } from '../../db/scheme/writing.ts';

const attribute = (owner: string, name: string) => ({
  kind: 'attribute' as const,
  name,
  owner: { kind: 'span' as const, name: owner },
});

const type = fc.constantFrom('PERSON', 'GPE', 'DATE');
const words = fc.array(fc.constantFrom('Türkiye', 'turkiye', 'minister*', 'said', 'G', '*i', 'views'), {
  minLength: 1,
  maxLength: 4,
});
const match = fc.constantFrom('whole' as const, 'starts' as const, 'contains' as const);

/** Random steps that rewrite annotations; each fits the scheme for news. */
export const rowStep: fc.Arbitrary<WritingStep> = fc.oneof(
  fc
    .record({ type, match, words, rest: fc.constantFrom('queue', 'NEW', 'OTHER'), hand: fc.boolean() })
    .map(({ type: name, match: how, words: list, rest, hand }): SchemeStep => ({
      step: 'split',
      part: { kind: 'span', name },
      by: hand ? { hand: true } : { list: [{ type: 'NEW', words: list, match: how }] },
      types: [
        { name: 'NEW', label: 'New' },
        { name: 'OTHER', label: 'Other' },
      ],
      rest: rest === 'queue' ? 'queue' : { type: rest },
    })),
  fc.constantFrom('queue', 'PERSON').map((rest): SchemeStep => ({
    step: 'split',
    part: { kind: 'span', name: 'PERSON' },
    by: { attribute: 'mention', to: { name: 'NAMED', nominal: 'ROLE' } },
    types: [
      { name: 'NAMED', label: 'Named' },
      { name: 'ROLE', label: 'Role' },
    ],
    rest: rest === 'queue' ? 'queue' : { type: rest },
  })),
  fc.constantFrom('ORG', 'GPE', 'PERSON').map((name): SchemeStep => ({
    step: 'typeToAttribute',
    part: { kind: 'span', name },
    into: 'LOC',
    attribute: 'was',
    value: name.toLowerCase(),
  })),
  fc.constant<SchemeStep>({
    step: 'attributeToType',
    part: attribute('PERSON', 'mention'),
    to: { nominal: 'ROLE' },
  }),
  fc
    .record({
      owner: fc.constantFrom('PERSON', 'GPE'),
      unnamed: fc.constantFrom('note' as const, 'drop' as const),
    })
    .map(({ owner, unnamed }): SchemeStep => ({
      step: 'convert',
      part: attribute(owner, 'mention'),
      to: { kind: 'boolean', name: 'mention', label: 'Named' },
      table: [{ from: 'name', to: true }],
      unnamed,
    })),
  fc
    .constantFrom<SchemeStep[]>(
      [{ step: 'remove', part: { kind: 'span', name: 'DATE' } }],
      [{ step: 'remove', part: { kind: 'span', name: 'CLAIM' } }],
      [{ step: 'remove', part: attribute('PERSON', 'mention') }],
      [{ step: 'remove', part: { kind: 'slot', name: 'object', owner: { kind: 'span', name: 'CLAIM' } } }],
      [{ step: 'remove', part: { kind: 'relation', name: 'related' } }],
      [{ step: 'remove', part: { kind: 'label', name: 'topic' } }],
    )
    .map(([only]) => only!),
) as fc.Arbitrary<WritingStep>;
