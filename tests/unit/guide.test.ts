import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { guidePage } from '../../scripts/make-guide.ts';
import { isActionId } from '../../shared/actions.ts';
import { GUIDE } from '../../shared/help/guide.ts';

const named = (body: string) => [...body.matchAll(/\{([^}]+)\}/g)].map(([, id]) => id!);

describe('the guide', () => {
  test('names only actions that exist, and writes no key where an action has one', () => {
    for (const { title, body } of GUIDE) {
      expect(
        named(body).filter((id) => !isActionId(id)),
        title,
      ).toEqual([]);
      expect(body, title).not.toMatch(/`(Ctrl|Alt|Mod)\+/);
    }
    expect(GUIDE.flatMap(({ body }) => named(body)).length).toBeGreaterThan(60);
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
      'evidence',
      'claim',
      'relation',
      'mention',
      'entity',
      'layer',
      'status',
      'open item',
      'annotation set',
      'proposal',
      'review',
      'agreement',
      'change',
      'dataset',
    ])
      expect(words).toContain(word);
  });

  test('docs/guide.md is what the guide makes (node scripts/make-guide.ts), and its pictures exist', () => {
    expect(readFileSync('docs/guide.md', 'utf8')).toBe(guidePage());
    for (const { picture } of GUIDE)
      if (picture) expect(existsSync(`docs/pictures/${picture.name}.png`), picture.name).toBe(true);
  });
});
