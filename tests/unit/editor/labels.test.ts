import fc from 'fast-check';
import { expect, it } from 'vitest';
import { placeLabels, type Begun } from '../../../renderer/editor/labels.ts';
import type { DrawnType } from '../../../renderer/editor/types.ts';
import { newUid } from '../../../shared/model/uid.ts';

const type = (name: string, label: string): DrawnType => ({
  index: 0,
  name,
  label,
  family: 'mention',
  layer: 'entities',
  hue: 0,
});
const place = type('GPE', 'Country or city');
const person = type('PERSON', 'Person');
const begun = (from: number, top: number, ...types: DrawnType[]): Begun => ({
  from,
  top,
  ids: types.map(() => newUid()),
  types,
});

it('a label has the room up to the next one on its line, or to the end of the line', () => {
  const placed = placeLabels([begun(200, 0, person), begun(0, 0, place), begun(50, 40, place)], 300, 18);
  expect(placed.map(({ from, top, room, text }) => [from, top, room, text])).toEqual([
    [0, 0, 196, 'Country or city'],
    [200, 0, 100, 'Person'],
    [50, 40, 250, 'Country or city'],
  ]);
});

it('where the words do not fit, the name stands, if it is shorter', () => {
  const placed = placeLabels(
    [begun(0, 0, place), begun(40, 0, type('P', 'P')), begun(60, 0, person)],
    300,
    18,
  );
  expect(placed.map(({ text }) => text)).toEqual(['GPE', 'P', 'Person']);
});

it('spans that begin at the same word share a label, the outermost first', () => {
  const [one] = placeLabels([begun(10, 0, type('ORG', 'Organisation')), begun(11, 1, place)], 400, 18);
  expect(one).toMatchObject({ text: 'Organisation · Country or city', room: 390 });
  expect(one!.ids).toHaveLength(2);
});

it('no label reaches into another one or beyond the line', () => {
  const begins = fc.record({ from: fc.integer({ min: 0, max: 500 }), line: fc.integer({ min: 0, max: 3 }) });
  fc.assert(
    fc.property(fc.array(begins, { maxLength: 20 }), (all) => {
      const placed = placeLabels(
        all.map(({ from, line }) => begun(from, line * 30, place)),
        500,
        18,
      );
      for (const [i, a] of placed.entries()) {
        expect(a.from + a.room).toBeLessThanOrEqual(500);
        for (const b of placed.slice(i + 1))
          if (b.top === a.top) expect(a.from + a.room).toBeLessThan(b.from);
      }
    }),
  );
});
