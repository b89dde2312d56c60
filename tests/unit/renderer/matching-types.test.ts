import { describe, expect, it } from 'vitest';
import type { SpanType } from '../../../shared/model/scheme.ts';
import { typesToOffer } from '../../../renderer/ui/matching-types.ts';
import { PRESETS } from '../../../shared/presets/index.ts';

describe.each(PRESETS.map(({ id, scheme }) => [id, scheme.types] as const))(
  'types offered for words, in the preset %s',
  (_, types) => {
    const families = (offered: readonly SpanType[]) =>
      [...new Set(offered.map(({ family }) => family))].sort();

    it('contain every family in a fresh article, in the order of the scheme', () => {
      const offered = typesToOffer(types, () => 0, 9);
      expect(offered).toHaveLength(Math.min(9, types.length));
      expect(families(offered)).toEqual(families(types));
      expect(types.filter((type) => offered.includes(type))).toEqual(offered);
    });

    it('contain the types used, and are filled with families that are not', () => {
      const last = types.findLast(({ family }) => family === 'mention')!;
      const offered = typesToOffer(types, (name) => (name === last.name ? 3 : 0), 9);
      expect(offered).toContain(last);
      expect(families(offered)).toEqual(families(types));
    });

    it('are the types used most if enough are used', () => {
      const place = (name: string) => types.findIndex((type) => type.name === name) + 1;
      expect(typesToOffer(types, place, 2)).toEqual(types.slice(-2));
    });
  },
);
