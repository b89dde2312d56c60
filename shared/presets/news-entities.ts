import type { SchemeSource, TypeSource } from './build.ts';

type AttributeSource = NonNullable<TypeSource['attributes']>[number];

/** Every entity type has this attribute: how the text refers to the entity. */
export const mention: AttributeSource = {
  kind: 'choice',
  name: 'mention',
  label: 'Mention',
  help: 'A name ("Sarla Veld"), a nominal ("the minister") or a pronoun ("she").',
  options: ['name', 'nominal', 'pronoun'],
  default: 'name',
};

const role: AttributeSource = {
  kind: 'choice',
  name: 'role',
  label: 'Role',
  help: 'What the name stands for here: one city, three governments.',
  options: ['place', 'government', 'people'],
  default: 'place',
};

const value: AttributeSource = {
  kind: 'date',
  name: 'value',
  label: 'Value',
  help: 'The date or interval meant, in EDTF: 2025-07-09, 2025-04, 2025-06-30/2025-07-06.',
};

const entity = (
  name: string,
  label: string,
  key: string,
  hue: number,
  guideline: string,
  more: readonly AttributeSource[] = [],
): TypeSource => ({
  name,
  label,
  layer: 'entities',
  family: 'mention',
  key,
  hue,
  ...(IN_REGISTRY.has(name) && { wantsEntity: true }),
  guideline: `${guideline}\n\n${SHARED}`,
  attributes: [mention, ...more],
});

/** Types whose names stand for the same actors and places again and again; a weapon or a law is linked where it matters. */
const IN_REGISTRY: ReadonlySet<string> = new Set(['PERSON', 'ORG', 'GPE', 'LOC', 'FAC', 'NORP']);

const SHARED =
  'Mark names, and nominals or pronouns that point at one definite thing. Leave out titles, articles and a ' +
  'possessive ending. Names inside names count too; in an apposition mark both sides, as two mentions of one entity.';

/**
 * The entities layer. Types of one family have neighbouring hues, and the editor tells them apart by their underline: people are blue,
 * organisations green, places red to orange, times and amounts yellow, things turquoise. Beyond these, claims are violet and events pink.
 */
export const entityTypes: SchemeSource['types'] = [
  entity(
    'PERSON',
    'Person',
    'p',
    255,
    'A human being, real or fictional, or a family named as one. The title is not part of it: in Foreign Minister **Hakan Felan** only the name is marked.',
  ),
  entity(
    'ORG',
    'Organisation',
    'o',
    150,
    'A body with members or staff that acts as one: ministries, companies, parties, agencies, armed forces, teams, media. *The ministry* counts when it is clear which.',
  ),
  entity(
    'GPE',
    'Country or city',
    'g',
    28,
    'A place with a government: country, state, province, city. Say in *role* what is meant: the **place** (in Ankara), the **government** (Ankara protested) or the **people** (France mourns).',
    [role],
  ),
  entity(
    'LOC',
    'Location',
    'l',
    48,
    'A place without a government of its own: seas, mountains, regions, continents, borders. *The Middle East*, *the eastern Mediterranean*.',
  ),
  entity(
    'FAC',
    'Building',
    'f',
    66,
    'Something built that has a place: airports, bases, ports, bridges, power plants, pipelines, buildings named as places.',
  ),
  entity(
    'NORP',
    'Group',
    'n',
    280,
    'An adjective or noun for a nation, faith, political camp or people: *Pakistani*, *Sunni*, *conservatives*. It may be linked to its country.',
  ),
  entity(
    'TITLE',
    'Title or post',
    't',
    232,
    'An office or rank that somebody holds: *Foreign Minister*, *Air Marshal*, *chief executive*. Link it to its holder with *holds*.',
  ),
  entity(
    'EVENT',
    'Named event',
    'e',
    345,
    'An event with a name of its own: wars, summits, storms, tournaments. What merely happens is an EVENT-MENTION.',
  ),
  entity(
    'LAW',
    'Law or agreement',
    'a',
    205,
    'A named act, treaty, resolution, sanction regime or agreement, with its article where one is given.',
  ),
  entity(
    'PRODUCT',
    'Product',
    'r',
    185,
    'A named thing made or sold: software, medicines, works, goods. Arms and vehicles have their own types.',
  ),
  entity(
    'WEAPON',
    'Weapon',
    'w',
    172,
    'A weapon or weapon system, by name or kind when it is a definite one: missiles, air defence, rifles, mines.',
  ),
  entity(
    'VEHICLE',
    'Vehicle',
    'v',
    195,
    'Aircraft, ships, vehicles, drones used as carriers, spacecraft; by model or by their own name. An armed drone named as arms is a WEAPON.',
  ),
  entity(
    'DATE',
    'Date or time',
    'd',
    98,
    'A date, time, period or age of news value, as a whole expression: *Wednesday*, *in early April*, *last week*. Give its *value*; it is proposed from the published date.',
    [value],
  ),
  entity(
    'MONEY',
    'Money',
    'm',
    118,
    'An amount with its currency, approximations included: *about $2.4 billion*, *a few thousand lira*.',
  ),
  entity(
    'QUANTITY',
    'Quantity',
    'q',
    128,
    'A measured or counted amount with its unit or noun: *400 kilometres*, *14 percent*, *twelve aircraft*.',
  ),
  {
    name: 'TOPIC',
    label: 'Topic',
    layer: 'entities',
    family: 'mention',
    key: 's',
    hue: 215,
    guideline:
      'A free phrase that a claim is about when nothing named fits: *the use of river water*, *joint offshore exploration*. Mark the shortest phrase that says it; use it to fill the *object* of a claim.',
    attributes: [mention],
  },
];

/** The names of all entity types except TOPIC. */
export const mentionTypeNames: readonly string[] = entityTypes
  .map((type) => type.name)
  .filter((name) => name !== 'TOPIC');
