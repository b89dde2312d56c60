import fc from 'fast-check';
import { expect, test } from 'vitest';
import { IdMap } from '../../../renderer/editor/id-map.ts';
import { cases } from '../../support/slow.ts';

const change = fc.tuple(
  fc.nat(400).map((number) => `id ${number}`),
  fc.option(fc.nat(), { nil: undefined }),
);

test('holds what a map would after the same changes, and earlier maps stay as they were', () => {
  fc.assert(
    fc.property(fc.array(fc.array(change, { maxLength: 300 }), { maxLength: 6 }), (rounds) => {
      const model = new Map(Array.from({ length: 300 }, (_, i) => [`id ${i}`, i]));
      let map = IdMap.of(new Map(model));
      const seen = [{ map, model: new Map(model) }];
      for (const changes of rounds) {
        map = map.with(changes);
        for (const [id, value] of changes) {
          if (value === undefined) model.delete(id);
          else model.set(id, value);
        }
        seen.push({ map, model: new Map(model) });
      }
      for (const { map: then, model: expected } of seen) {
        expect(then.size).toBe(expected.size);
        expect([...then.values()].sort()).toEqual([...expected.values()].sort());
        for (let i = 0; i <= 400; i++) expect(then.get(`id ${i}`)).toBe(expected.get(`id ${i}`));
      }
    }),
    { numRuns: cases(30) },
  );
});
