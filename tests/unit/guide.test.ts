import { describe, expect, test } from 'vitest';
import { isActionId } from '../../shared/actions.ts';
import { GUIDE } from '../../shared/help/guide.ts';

const named = (body: string) => [...body.matchAll(/\{([^}]+)\}/g)].map(([, id]) => id!);

describe('the guide', () => {
  test('names only actions that there are, and no key by itself where an action has one', () => {
    for (const { title, body } of GUIDE) {
      expect(
        named(body).filter((id) => !isActionId(id)),
        title,
      ).toEqual([]);
      expect(body, title).not.toMatch(/`(Ctrl|Alt|Mod)\+/);
    }
    expect(GUIDE.flatMap(({ body }) => named(body)).length).toBeGreaterThan(40);
  });

  test('explains every word of the product once', () => {
    const words = GUIDE.filter(({ group }) => group === 'Words').map(({ title }) => title.toLowerCase());
    expect(words).toEqual([...new Set(words)]);
    for (const word of [
      'project',
      'document',
      'scheme',
      'span',
      'slot',
      'claim',
      'relation',
      'mention',
      'entity',
      'layer',
      'status',
      'annotation set',
      'review',
      'change',
      'dataset',
    ])
      expect(words).toContain(word);
  });
});
