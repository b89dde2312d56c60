import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { patternImage, patternsOf } from '../../../shared/model/patterns.ts';
import { PRESETS } from '../../../shared/presets/index.ts';

const type = (hue: number) => ({ hue, family: 'mention' as const });
const apart = (a: number, b: number) => {
  const turned = Math.abs(a - b) % 360;
  return Math.min(turned, 360 - turned);
};

describe('the patterns of underlines', () => {
  it('are all used before one is used again, the plain line first', () => {
    const patterns = patternsOf(Array.from({ length: 7 }, (_, i) => type(i * 50)));
    expect([...patterns].sort()).toEqual([0, 1, 2, 3, 4, 5, 6]);
    expect(patterns[0]).toBe(0);
    const images = patterns.map((pattern) => JSON.stringify(patternImage(pattern, 'red')));
    expect(new Set(images).size).toBe(7);
  });

  it('differ for types of similar hues, as long as there are patterns', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 359 }), { maxLength: 30 }), (hues) => {
        const patterns = patternsOf(hues.map(type));
        for (const [i, hue] of hues.entries()) {
          const alike = hues.map((_, j) => j).filter((j) => j !== i && apart(hues[j]!, hue) < 40);
          if (alike.length < 7) for (const j of alike) if (j < i) expect(patterns[j]).not.toBe(patterns[i]);
        }
      }),
    );
  });

  it('stay when types are added', () => {
    const hues = [10, 12, 250, 251, 100].map(type);
    expect(patternsOf([...hues, type(11)]).slice(0, 5)).toEqual(patternsOf(hues));
  });

  it('are for mentions; claims and events have brackets', () => {
    expect(patternsOf([{ hue: 5, family: 'claim' }, type(5), { hue: 5, family: 'event' }])).toEqual([
      0, 0, 0,
    ]);
  });

  it.each(PRESETS.map(({ id, scheme }) => [id, scheme] as const))(
    'tell the types of similar hues in the preset %s apart',
    (_, { types }) => {
      const patterns = patternsOf(types);
      const mentions = types.map((each, i) => ({ ...each, i })).filter(({ family }) => family === 'mention');
      for (const a of mentions)
        for (const b of mentions)
          if (a.i < b.i && apart(a.hue, b.hue) < 20)
            expect(patterns[a.i], `${a.name} and ${b.name}`).not.toBe(patterns[b.i]);
    },
  );
});
