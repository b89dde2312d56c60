import { scheme } from './build.ts';

/** The smallest usable scheme. It has one type, because without any there would be no key to press for the first selection. */
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
