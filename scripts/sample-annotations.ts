/**
 * The annotations of the sample project, written by hand: by quote, never by offset. A quote is the text of the span; `#2`
 * selects its second occurrence, ` … ` joins the fragments of a discontinuous span.
 */
import type { AttributeValue } from '../shared/model/attributes/index.ts';

export interface SampleEntity {
  readonly name: string;
  readonly type: string;
  readonly aliases?: readonly string[];
  readonly note?: string;
}

/** `[type, quote, entity keys, attributes that differ from the defaults]` */
export type SampleMention = readonly [
  type: string,
  quote: string,
  entities?: string,
  attributes?: Readonly<Record<string, AttributeValue>>,
];

/**
 * A claim frame. Fillers name a mention by its quote, an entity as `entity:key`, a phrase as `text:…`, an
 * empty slot as `empty:reason`. The cue is the nearest occurrence of its words.
 */
export interface SampleClaim {
  readonly quote: string;
  readonly cue?: string;
  readonly slots?: Readonly<Record<string, readonly string[]>>;
  readonly attributes?: Readonly<Record<string, AttributeValue>>;
}

export interface SampleDocument {
  readonly file: string;
  readonly status?: 'in progress' | 'done';
  readonly labels?: Readonly<Record<string, AttributeValue>>;
  readonly mentions: readonly SampleMention[];
  readonly claims: readonly SampleClaim[];
  /** `[type, claim number, claim number]`, counted from 0. */
  readonly relations?: readonly (readonly [type: string, from: number, to: number])[];
  /** `[quote of a mention, body, question]` */
  readonly notes?: readonly (readonly [quote: string, body: string, question?: 'open'])[];
}

export const entities: Readonly<Record<string, SampleEntity>> = {
  velmara: {
    name: 'Velmara',
    type: 'GPE',
    aliases: ['Velmaran', 'Tresk'],
    note: 'A country that does not exist.',
  },
  karsovia: { name: 'Karsovia', type: 'GPE', aliases: ['Karsovian', 'Dovran'] },
  tresk: { name: 'Tresk', type: 'GPE', note: 'Capital of Velmara.' },
  dovran: { name: 'Dovran', type: 'GPE', note: 'Capital of Karsovia.' },
  ostrava: { name: 'Ostrava Alta', type: 'GPE' },
  haldoren: { name: 'Ilse Haldorén', type: 'PERSON', aliases: ['Haldorén'] },
  tolvane: { name: 'Yaşar Tolvane', type: 'PERSON', aliases: ['Tolvane'] },
  stepanek: { name: 'Bozhidar Štěpanek', type: 'PERSON', aliases: ['Štěpanek'] },
  oguz: { name: 'Mirela Oğuz-Lind', type: 'PERSON', aliases: ['Oğuz-Lind'] },
  vesic: { name: 'Ansgar Vesić', type: 'PERSON', aliases: ['Vesić'] },
  brandao: { name: 'Chloé Brandão', type: 'PERSON' },
  karsgaz: { name: 'Karsgaz', type: 'ORG' },
  union: { name: 'Civic Union', type: 'ORG' },
  council: { name: 'Northern Council', type: 'ORG', aliases: ['the council'] },
  morava: { name: 'Morava Line', type: 'FAC', aliases: ['the line'] },
  transit: { name: 'Morava Transit', type: 'ORG' },
  bresna: { name: 'Lower Bresna', type: 'GPE' },
  ekwall: { name: 'Tomáš Ekwall', type: 'PERSON', aliases: ['Ekwall'] },
  lindqvist: { name: 'Ruža Lindqvist', type: 'PERSON' },
  orhan: { name: 'Desislav Orhan', type: 'PERSON' },
  sigrun: { name: 'Port Sigrun', type: 'GPE' },
  istrel: { name: 'Istrel Sea', type: 'LOC' },
  baptiste: { name: 'Synnøve Baptiste', type: 'PERSON' },
  szabo: { name: 'Léopold Szabó', type: 'PERSON' },
  aurelia: { name: 'Aurelia Doğan', type: 'VEHICLE' },
  foreignMinister: { name: 'Foreign Minister of Velmara', type: 'TITLE' },
  defenceMinister: { name: 'Defence Minister of Velmara', type: 'TITLE' },
};

/** `[type, from, to]` between entities, by key. */
export const entityRelations: readonly (readonly [type: string, from: string, to: string])[] = [
  ['holds', 'haldoren', 'foreignMinister'],
  ['holds', 'tolvane', 'defenceMinister'],
  ['affiliated-with', 'haldoren', 'velmara'],
  ['affiliated-with', 'stepanek', 'karsovia'],
  ['affiliated-with', 'vesic', 'union'],
  ['affiliated-with', 'brandao', 'council'],
  ['located-in', 'tresk', 'velmara'],
  ['located-in', 'dovran', 'karsovia'],
  ['located-in', 'bresna', 'velmara'],
  ['located-in', 'sigrun', 'velmara'],
];

const government = { role: 'government' };
const nominal = { mention: 'nominal' };
const pronoun = { mention: 'pronoun' };

export const documents: readonly SampleDocument[] = [
  {
    file: '01-tresk-visit.txt',
    status: 'in progress',
    labels: { topic: 'diplomacy', genre: 'report' },
    mentions: [
      ['GPE', 'Velmara', 'velmara', government],
      ['PERSON', 'foreign … ministers', 'haldoren', nominal],
      ['PERSON', 'defence ministers', 'tolvane', nominal],
      ['GPE', 'Dovran', 'dovran'],
      ['DATE', 'Wednesday', undefined, { value: '2025-03-12' }],
      ['TOPIC', 'air defence'],
      ['TOPIC', 'gas transit'],
      ['FAC', 'border crossings that Karsovia closed in January', undefined, nominal],
      ['GPE', 'Karsovia', 'karsovia', government],
      ['DATE', 'January', undefined, { value: '2025-01' }],
      ['TITLE', 'Foreign Minister', 'foreignMinister'],
      ['PERSON', 'Ilse Haldorén', 'haldoren'],
      ['TITLE', 'Defence Minister', 'defenceMinister'],
      ['PERSON', 'Yaşar Tolvane', 'tolvane'],
      ['NORP', 'Karsovian', 'karsovia'],
      ['TITLE', 'Prime Minister'],
      ['PERSON', 'Bozhidar Štěpanek', 'stepanek'],
      ['PERSON', 'Mirela Oğuz-Lind', 'oguz'],
      ['ORG', 'Karsgaz', 'karsgaz'],
      ['ORG', 'both governments', 'velmara karsovia', nominal],
      ['PERSON', 'Haldorén#2', 'haldoren'],
      ['GPE', 'Tresk', 'tresk', government],
      ['FAC', 'crossing at Lower Bresna', undefined, nominal],
      ['GPE', 'Lower Bresna', 'bresna'],
      ['DATE', 'end of April', undefined, { value: '2025-04' }],
      ['PERSON', 'She', 'haldoren', pronoun],
      ['TOPIC', 'relationship', undefined, nominal],
      ['PERSON', 'Štěpanek#2', 'stepanek'],
      ['NORP', 'Velmaran', 'velmara'],
      ['TOPIC', 'Velmaran offer', undefined, nominal],
      ['LAW', 'customs agreement of 2019', undefined, nominal],
      ['PERSON', 'prime minister', 'stepanek', nominal],
      ['PERSON', 'Tolvane#2', 'tolvane'],
      ['WEAPON', 'Sarissa-4'],
      ['PERSON', 'Karsovian official familiar with the talks', undefined, nominal],
      ['QUANTITY', 'twelve launchers', undefined, nominal],
      ['MONEY', 'about $640 million'],
      ['PERSON', 'Oğuz-Lind#2', 'oguz'],
      ['VEHICLE', 'Kestrel T2'],
      ['FAC', 'Halvik air base'],
      ['DATE', 'September', undefined, { value: '2025-09' }],
      ['ORG', 'Civic Union', 'union'],
      ['PERSON', 'Ansgar Vesić', 'vesic'],
      ['ORG', 'Karsgaz#2', 'karsgaz'],
      ['QUANTITY', 'roughly 38 percent'],
      ['FAC', 'Morava Line', 'morava'],
      ['ORG', 'Northern Council', 'council'],
      ['GPE', 'Tresk#2', 'tresk'],
      ['PERSON', 'Chloé Brandão', 'brandao'],
      ['ORG', 'government#2', 'karsovia', nominal],
    ],
    claims: [
      {
        quote: 'Tresk was ready to reopen the crossing at Lower Bresna by the end of April',
        cue: 'said',
        slots: { claimer: ['Haldorén#2'], object: ['crossing at Lower Bresna'] },
        attributes: {
          gloss: 'Velmara is ready to reopen the crossing at Lower Bresna by the end of April 2025.',
          topic: 'border crossings',
          kind: 'commitment',
          epistemic: 'true-certain',
          sentiment: 'positive',
        },
      },
      {
        quote: 'a house with all its windows shut, which we have now begun to air',
        cue: 'described',
        slots: { claimer: ['She'], object: ['relationship'] },
        attributes: { kind: 'evaluation', epistemic: 'true-certain', sentiment: 'mixed' },
      },
      {
        quote: 'the Velmaran offer generous',
        cue: 'called',
        slots: { claimer: ['Štěpanek#2'], object: ['Velmaran offer'] },
        attributes: { kind: 'evaluation', epistemic: 'true-certain', sentiment: 'positive' },
      },
      {
        quote:
          'Karsovia would not reopen any crossing before the customs agreement of 2019 was restored in full',
        cue: 'insisted',
        slots: {
          claimer: ['Štěpanek#2'],
          object: ['customs agreement of 2019', 'text:the border crossings'],
        },
        attributes: {
          gloss: 'Karsovia will reopen no crossing until the customs agreement of 2019 is restored in full.',
          topic: 'border crossings',
          kind: 'demand',
          epistemic: 'true-certain',
          sentiment: 'negative',
        },
      },
      {
        quote: 'Trade is not a favour between neighbours',
        cue: 'told',
        slots: { claimer: ['prime minister'], medium: ['text:remarks to reporters'] },
        attributes: { kind: 'evaluation', epistemic: 'true-certain' },
      },
      {
        quote: 'Velmara had offered Karsovia its Sarissa-4 air defence system',
        cue: 'denied',
        slots: { claimer: ['Tolvane#2'], object: ['Sarissa-4'] },
        attributes: {
          gloss: 'Velmara offered Karsovia its Sarissa-4 air defence system.',
          topic: 'arms sales',
          epistemic: 'false-certain',
          'check-worthy': true,
        },
      },
      {
        quote: 'twelve launchers had been discussed',
        cue: 'said',
        slots: { claimer: ['Karsovian official familiar with the talks'], object: ['twelve launchers'] },
        attributes: {
          gloss: 'Velmara and Karsovia discussed twelve launchers of the Sarissa-4.',
          topic: 'arms sales',
          epistemic: 'true-certain',
          'check-worthy': true,
        },
      },
      {
        quote: 'the government was buying gas with the country’s dignity',
        cue: 'said',
        slots: { claimer: ['Ansgar Vesić'], object: ['government#2'], affiliation: ['Civic Union'] },
        attributes: { kind: 'evaluation', epistemic: 'true-certain', sentiment: 'negative' },
      },
      {
        quote: 'the talks were brokered by the Northern Council',
        cue: 'widely believed',
        slots: { claimer: ['empty:not stated'], object: ['Northern Council'], location: ['Tresk#2'] },
        attributes: {
          gloss: 'The Northern Council brokered the talks between Velmara and Karsovia.',
          'check-worthy': true,
        },
      },
    ],
    relations: [
      ['refutes', 6, 5],
      ['related', 0, 3],
    ],
    notes: [['both governments', 'Linked to both countries as a group. Is that how we want it?', 'open']],
  },
  {
    file: '02-morava-line.txt',
    status: 'in progress',
    labels: { topic: 'energy', genre: 'feature', reliability: 'high' },
    mentions: [
      ['FAC', 'Morava Line', 'morava'],
      ['DATE', '19 November', undefined, { value: '2024-11-19' }],
      ['GPE', 'Lower Bresna', 'bresna'],
      ['ORG', 'Morava Transit', 'transit'],
      ['QUANTITY', '870 kilometres'],
      ['MONEY', 'some 3.4 million crowns'],
      ['PERSON', 'Tomáš Ekwall', 'ekwall'],
      ['GPE', 'Velmara', 'velmara', government],
      ['GPE', 'Karsovia', 'karsovia', government],
      ['GPE', 'Ostrava Alta', 'ostrava', government],
      ['LAW', 'Treaty of Halvik'],
      ['PERSON', 'Ruža Lindqvist', 'lindqvist'],
      ['TITLE', 'Energy Minister'],
      ['GPE', 'Port Sigrun', 'sigrun'],
      ['MONEY', '2.1 billion crowns'],
      ['PERSON', 'Desislav Orhan', 'orhan'],
      ['ORG', 'Karsgaz', 'karsgaz'],
      ['ORG', 'its partners', 'velmara ostrava', nominal],
      ['TOPIC', 'leaving the line'],
    ],
    claims: [
      {
        quote: 'the failure had been caused by a worn valve that was due to be replaced in spring',
        cue: 'said',
        slots: { claimer: ['Morava Transit'] },
        attributes: { epistemic: 'true-certain', 'check-worthy': true, topic: 'cause of the failure' },
      },
      {
        quote: 'We did not lose the money, we moved it',
        cue: 'said',
        slots: { claimer: ['Tomáš Ekwall'], object: ['some 3.4 million crowns'] },
        attributes: {
          epistemic: 'true-certain',
          gloss: 'Morava Transit moved the money meant for the valve.',
        },
      },
      {
        quote: 'a very expensive way to feel clean',
        cue: 'told',
        slots: { claimer: ['Ruža Lindqvist'], object: ['leaving the line'] },
        attributes: { kind: 'evaluation', epistemic: 'true-certain', sentiment: 'negative' },
      },
      {
        quote: 'starving the line of money in order to walk away from it',
        cue: 'accuses',
        slots: { claimer: ['Karsgaz'], object: ['its partners'] },
        attributes: { epistemic: 'true-certain', sentiment: 'negative', 'check-worthy': true },
      },
    ],
    relations: [['related', 0, 1]],
  },
  {
    file: '03-grain-route.md',
    mentions: [
      ['LOC', 'Istrel Sea', 'istrel'],
      ['GPE', 'Port Sigrun', 'sigrun'],
      ['DATE', 'Tuesday', undefined, { value: '2025-05-20' }],
      ['NORP', 'Velmaran', 'velmara'],
      ['QUANTITY', '58,000-tonne'],
      ['VEHICLE', 'Aurelia Doğan', 'aurelia'],
      ['VEHICLE', 'VNS Tern'],
      ['ORG', 'harbour authority', undefined, nominal],
      ['DATE', '11 May', undefined, { value: '2025-05-11' }],
      ['LOC', 'Cape Orsa'],
      ['GPE', 'Karsovia', 'karsovia', government],
      ['GPE', 'Velmara#3', 'velmara', government],
      ['PERSON', 'Synnøve Baptiste', 'baptiste'],
      ['WEAPON', 'mines', undefined, nominal],
      ['ORG', 'Lund & Adeyemi'],
      ['QUANTITY', '1.1 percent'],
      ['PERSON', 'Léopold Szabó', 'szabo'],
      ['QUANTITY', '240,000 tonnes of wheat'],
    ],
    claims: [
      {
        quote: 'having laid mines in the Istrel Sea',
        cue: 'denied',
        slots: { claimer: ['Karsovia'], object: ['mines'] },
        attributes: {
          gloss: 'Karsovia laid mines in the Istrel Sea.',
          topic: 'mines in the Istrel Sea',
          epistemic: 'false-certain',
          'check-worthy': true,
        },
      },
      {
        quote: 'the object had turned out to be an old weather buoy',
        cue: 'said',
        slots: { claimer: ['Synnøve Baptiste'] },
        attributes: { topic: 'mines in the Istrel Sea', epistemic: 'true-certain', 'check-worthy': true },
      },
      {
        quote: 'Wheat has no politics, but it does have a smell',
        cue: 'added',
        slots: { claimer: ['Léopold Szabó'], object: ['text:wheat'] },
        attributes: { kind: 'evaluation', epistemic: 'true-certain' },
      },
    ],
    relations: [['refutes', 1, 0]],
  },
  { file: '04-airfield.txt', mentions: [], claims: [] },
  { file: '05-port-strike.md', mentions: [], claims: [] },
];
