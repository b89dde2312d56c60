import fc from 'fast-check';
import { SchemeStep } from '../../shared/scheme-edit/steps.ts';

const type = fc.constantFrom('PERSON', 'GPE', 'ORG', 'DATE', 'CLAIM');
const span = (name: string) => ({ kind: 'span', name }) as const;

/** Random steps of the scheme of news that write no annotation, or remove duplicates. Some are impossible, or done already. */
export const schemeStep: fc.Arbitrary<SchemeStep> = fc
  .oneof(
    fc
      .tuple(type, type, fc.boolean())
      .map(([from, into, adopt]) => ({ step: 'merge', part: span(from), into, duplicates: 'both', adopt })),
    fc
      .tuple(type, type)
      .map(([from, into]) => ({ step: 'merge', part: span(from), into, duplicates: 'one' })),
    fc
      .tuple(type, fc.constantFrom('name', 'nominal', 'pronoun'), fc.constantFrom('name', 'nominal'))
      .map(([owner, from, into]) => ({
        step: 'mergeValues',
        part: { kind: 'attribute', name: 'mention', owner: span(owner) },
        values: [from],
        into,
      })),
    fc.tuple(type, fc.constantFrom('A', 'B')).map(([from, to]) => ({ step: 'rename', part: span(from), to })),
    fc
      .tuple(type, fc.constantFrom('name', 'nominal'), fc.constantFrom('proper', 'name', 'nominal'))
      .map(([owner, value, to]) => ({
        step: 'renameValue',
        part: { kind: 'attribute', name: 'mention', owner: span(owner) },
        value,
        to,
      })),
    fc.constantFrom('one', 'both').map((duplicates) => ({
      step: 'merge',
      part: { kind: 'relation', name: 'supports' },
      into: 'refutes',
      duplicates,
    })),
    fc.constantFrom('claimer', 'object').map((name) => ({
      step: 'merge',
      part: { kind: 'slot', name, owner: span('CLAIM') },
      into: name === 'object' ? 'claimer' : 'object',
    })),
    fc.constant({ step: 'merge', part: { kind: 'label', name: 'genre' }, into: 'topic' }),
  )
  .map((step) => SchemeStep.parse(step));
