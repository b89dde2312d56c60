import { scheme, withHues } from './build.ts';

const rows: readonly (readonly [name: string, label: string, key: string, guideline: string])[] = [
  [
    'PERSON',
    'Person',
    'p',
    'People, fictional ones included. Titles are left out, generational endings (*Jr.*) kept.',
  ],
  [
    'NORP',
    'Nationality, religion, party',
    'n',
    'Nationalities and religious or political groups, as adjective or noun.',
  ],
  ['FAC', 'Building', 'f', 'Buildings, airports, roads, bridges and other man-made structures with a name.'],
  ['ORG', 'Organisation', 'o', 'Companies, agencies, institutions, parties, teams.'],
  [
    'GPE',
    'Country or city',
    'g',
    'Countries, cities and states, also when the name stands for the government.',
  ],
  ['LOC', 'Location', 'l', 'Places that are no GPE: mountain ranges, bodies of water, regions.'],
  ['PRODUCT', 'Product', 'r', 'Named things: vehicles, weapons, foods, software. Services are left out.'],
  ['EVENT', 'Event', 'e', 'Named storms, battles, wars, sports and other events.'],
  ['WORK_OF_ART', 'Work of art', 'w', 'Titles of books, songs, films, programmes and the like; awards too.'],
  ['LAW', 'Law', 'a', 'Documents made into law, and named treaties.'],
  ['LANGUAGE', 'Language', 'u', 'Any named language.'],
  ['DATE', 'Date', 'd', 'Absolute or relative dates and periods of a day or longer; ages.'],
  ['TIME', 'Time', 't', 'Times and spans shorter than a day.'],
  ['PERCENT', 'Percent', 'x', 'Percentages, with the sign or the word.'],
  ['MONEY', 'Money', 'm', 'Amounts of money, with the unit.'],
  ['QUANTITY', 'Quantity', 'q', 'Measurements of weight, distance, area and the like, with the unit.'],
  ['ORDINAL', 'Ordinal', 'i', 'First, second, 3rd: positions in an order.'],
  ['CARDINAL', 'Cardinal', 'c', 'Numerals that fall under no other type.'],
];

/** The eighteen entity types of OntoNotes 5, as spaCy and other tools emit them. */
export const ontonotesScheme = scheme({
  name: 'OntoNotes-18',
  description:
    'The eighteen named-entity types of OntoNotes 5: names and values, without nominals and pronouns.',
  layers: [{ name: 'entities', label: 'Entities' }],
  types: withHues(
    rows.map(([name, label, key, guideline]) => ({ name, label, key, guideline, layer: 'entities' })),
  ),
});
