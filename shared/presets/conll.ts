import { scheme } from './build.ts';

/** The four entity types of the CoNLL-2003 shared task. */
export const conllScheme = scheme({
  name: 'CoNLL-2003',
  description: 'Persons, locations, organisations and everything else that has a name. Spans do not overlap.',
  layers: [{ name: 'entities', label: 'Entities' }],
  types: [
    {
      name: 'PER',
      label: 'Person',
      layer: 'entities',
      key: 'p',
      hue: 255,
      guideline: 'Names of people, animals and fictional characters, without their titles.',
    },
    {
      name: 'LOC',
      label: 'Location',
      layer: 'entities',
      key: 'l',
      hue: 60,
      guideline: 'Countries, cities, regions, buildings, bodies of water: whatever can be found on a map.',
    },
    {
      name: 'ORG',
      label: 'Organisation',
      layer: 'entities',
      key: 'o',
      hue: 145,
      guideline: 'Companies, parties, institutions, agencies, sports clubs, media.',
    },
    {
      name: 'MISC',
      label: 'Miscellaneous',
      layer: 'entities',
      key: 'm',
      hue: 325,
      guideline: 'Other names: nationalities as adjectives, events, works, products, religions.',
    },
  ],
});
