import { scheme } from './build.ts';

/**
 * The smallest scheme that can be worked with. It has one type, since with none there would be no key to press
 * on the first selection.
 */
export const blankScheme = scheme({
  name: 'Blank',
  description: 'One type to begin with. Rename it and add your own.',
  layers: [{ name: 'annotations', label: 'Annotations' }],
  types: [
    {
      name: 'MARK',
      label: 'Mark',
      layer: 'annotations',
      key: 'm',
      hue: 255,
      guideline: 'Anything worth marking, until the scheme says more.',
    },
  ],
});
