import { expect, test } from 'vitest';
import { canRead } from '../../../shared/formats/define.ts';
import { FORMATS } from '../../../shared/formats/registry.ts';
import { fateOf, FOREIGN_SHAPES } from '../../support/foreign-shapes.ts';

test('every format with a reader has foreign shapes', () => {
  expect(Object.keys(FOREIGN_SHAPES).sort()).toEqual(
    FORMATS.filter(canRead)
      .map(({ id }) => id)
      .sort(),
  );
});

test.each(Object.entries(FOREIGN_SHAPES))(
  '%s: annotations that are not read are reported',
  async (id, shapes) => {
    const silent: string[] = [];
    for (const shape of shapes) if ((await fateOf(id, shape)) === 'silent') silent.push(shape.what);
    expect(silent).toEqual([]);
  },
);
