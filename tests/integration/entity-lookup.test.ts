import { expect, test } from 'vitest';
import type { Sql } from '../../db/connection/connection.ts';
import { variantSql } from '../../db/entities/entity-variants.ts';
import { backend } from '../support/backend.ts';

/**
 * The registry: names of one type, some with aliases after slashes; `not` lists namesakes and others that must not come
 * first.
 */
const REGISTRY = {
  PERSON: [
    'Ursula von der Leyen',
    'Marine Le Pen',
    'Mohammed bin Salman',
    'Wopke de Vries',
    'Bashar al-Assad',
    'Abdel Fattah el-Sisi',
    'Luiz Inácio Lula da Silva',
    'Anne van Dijk',
    'Kim Jong-un',
    'Xi Jinping',
    'Jean-Claude Juncker',
    'Annegret Kramp-Karrenbauer',
    'Abd al-Rahman Sadiq',
    'Ban Ki-moon',
    'Emmanuel Macron',
    'Angela Merkel',
    'Keir Starmer',
    'Recep Tayyip Erdoğan',
    'Hakan Felan',
    'Antony Blinken',
    'Hulusi Akar',
    'Olaf Scholz',
    'Vladimir Putin',
    'J. D. Vance',
    'George W. Bush',
    'John F. Kennedy',
    'Robert F. Kennedy Jr.',
    'Volodymyr Zelenskyy',
    'Muammar Gaddafi',
    'Alexei Navalny',
    'Alexander Lukashenko',
    'Mikhail Khodorkovsky',
    'Boris Yeltsin',
    'Mahmoud Ahmadinejad',
    'Muhammad Yunus',
    'Sergei Lavrov',
    'António Guterres',
  ],
  ORG: [
    'UN Security Council',
    'United Nations',
    'European Commission',
    'Islamic Revolutionary Guard Corps',
    'Turkish Defense Ministry',
    'Central Committee of the Communist Party',
    'International Atomic Energy Agency',
    'United Nations General Assembly',
    'Al-Qaeda',
    'Al Jazeera',
    'Hezbollah',
    'U.S. State Department',
    'World Health Organization',
    'General Motors',
    'Bank of England',
  ],
  GPE: ['USA', 'U.A.E.', 'Kharkiv', 'Port-au-Prince', 'Rio de Janeiro'],
} as const;
/** Names that begin, end or sound in part like a searched name. */
const NOT = {
  PERSON: [
    'Emmanuel Bonne',
    'Angela Rayner',
    'Kim Yo-jong',
    'Kim Dae-jung',
    'Jean-Claude Trichet',
    'Maria Putina',
    'Marine Tondelier',
    'Anne Hidalgo',
    'Alexei Miller',
    'Mohammed Deif',
    'George Soros',
    'John Kerry',
    'Robert Habeck',
    'Salman Rushdie',
    'Vladimir Medinsky',
    'Lena Selenka',
    'Hakan Çalhanoğlu',
  ],
  ORG: [
    'Le Pentagone',
    'Council of Europe',
    'Security Service of Ukraine',
    'Committee to Protect Journalists',
    'Tata Motors',
    'General Electric',
    'Energy Charter Conference',
    'Alabama Jazeera Club',
  ],
  GPE: ['Uganda', 'Unna', 'Kharkhorin', 'Rio Grande do Sul'],
} as const;

const LOOK_UPS: readonly (readonly [kind: string, type: keyof typeof REGISTRY, rows: string])[] = [
  [
    'particles',
    'PERSON',
    `von der Leyen → Ursula von der Leyen | Von Der Leyen → Ursula von der Leyen | Le Pen → Marine Le Pen | bin Salman → Mohammed bin Salman |
     de Vries → Wopke de Vries | Assad → Bashar al-Assad | al Assad → Bashar al-Assad | al-Sisi → Abdel Fattah el-Sisi | Lula da Silva → Luiz Inácio Lula da Silva`,
  ],
  [
    'hyphens and blanks',
    'PERSON',
    `Kim Jong Un → Kim Jong-un | Kim Jong‑un → Kim Jong-un | Kim Jongun → Kim Jong-un | Xi Jin-ping → Xi Jinping | Jean Claude Juncker → Jean-Claude Juncker |
     Kramp Karrenbauer → Annegret Kramp-Karrenbauer | Abd al Rahman Sadiq → Abd al-Rahman Sadiq | Ban Ki Moon → Ban Ki-moon | Ban Kimoon → Ban Ki-moon`,
  ],
  [
    'titles before names',
    'PERSON',
    `President Macron → Emmanuel Macron | French President Emmanuel Macron → Emmanuel Macron | Dr. Angela Merkel → Angela Merkel | Sir Keir Starmer → Keir Starmer |
     Prime Minister Starmer → Keir Starmer | Cumhurbaşkanı Erdoğan → Recep Tayyip Erdoğan | Turkish Foreign Minister Hakan Felan → Hakan Felan |
     Secretary of State Antony Blinken → Antony Blinken | Bundeskanzler Scholz → Olaf Scholz`,
  ],
  [
    'initials and full stops',
    'PERSON',
    `V. Putin → Vladimir Putin | V.V. Putin → Vladimir Putin | JD Vance → J. D. Vance | J.D. Vance → J. D. Vance | George Bush → George W. Bush |
     J. F. Kennedy → John F. Kennedy | Robert Kennedy Jr → Robert F. Kennedy Jr.`,
  ],
  ['initials and full stops', 'GPE', 'U.S.A. → USA | UAE → U.A.E.'],
  [
    'parts of organisations',
    'ORG',
    `Security Council → UN Security Council | U.N. Security Council → UN Security Council | Revolutionary Guard Corps → Islamic Revolutionary Guard Corps |
     Defense Ministry → Turkish Defense Ministry | Central Committee → Central Committee of the Communist Party | General Assembly → United Nations General Assembly |
     UN General Assembly → United Nations General Assembly | the State Department → U.S. State Department | Atomic Energy Agency → International Atomic Energy Agency`,
  ],
  [
    'transliterations',
    'PERSON',
    `Zelenskiy → Volodymyr Zelenskyy | Zelensky → Volodymyr Zelenskyy | Selenskyj → Volodymyr Zelenskyy | Wolodymyr Selenskyj → Volodymyr Zelenskyy |
     Зеленский → Volodymyr Zelenskyy | Qaddafi → Muammar Gaddafi | Alexej Nawalny → Alexei Navalny | Lukaschenko → Alexander Lukashenko | Jelzin → Boris Yeltsin`,
  ],
];

const ROWS = LOOK_UPS.flatMap(([kind, type, list]) =>
  list.split('|').map((row) => {
    const [words = '', name = ''] = row.trim().split(' → ');
    return { kind, type, words, name };
  }),
);

const OTHERS = [
  ['Poutine', 'PERSON', 'Vladimir Putin'],
  ['Chodorkowski', 'PERSON', 'Mikhail Khodorkovsky'],
  ['Ahmadinedschad', 'PERSON', 'Mahmoud Ahmadinejad'],
  ['Mohammed Yunus', 'PERSON', 'Muhammad Yunus'],
  ['Lawrow', 'PERSON', 'Sergei Lavrov'],
  ['Al Qaida', 'ORG', 'Al-Qaeda'],
  ['Port au Prince', 'GPE', 'Port-au-Prince'],
  ['Charkiw', 'GPE', 'Kharkiv'],
  ['General Hulusi Akar', 'PERSON', 'Hulusi Akar'],
  ['General Motors', 'ORG', 'General Motors'],
  ['IAEA', 'ORG', 'International Atomic Energy Agency'],
  ['the UN', 'ORG', 'United Nations'],
  ['WHO', 'ORG', 'World Health Organization'],
  ['President Xi', 'PERSON', 'Xi Jinping'],
  ['PM Starmer', 'PERSON', 'Keir Starmer'],
  ['President Kerry', 'PERSON', 'John Kerry'],
  // Nobody has this name, so a similar name would be wrong.
  ['Doris Johnson', 'PERSON', undefined],
  ['Angela Macron', 'PERSON', undefined],
  ['General Dynamics', 'ORG', undefined],
  ['Defence Council', 'ORG', undefined],
  ['Foreign Ministry', 'ORG', undefined],
  ['Iraq', 'GPE', undefined],
  ['Minister', 'PERSON', undefined],
] as const;

test('54 name variants of six kinds find their entity first', async () => {
  const kinds = Object.groupBy(ROWS, ({ kind }) => kind);
  expect(Object.values(kinds).map((rows) => rows!.length)).toEqual([9, 9, 9, 9, 9, 9]);
  const b = backend();
  for (const of of [NOT, REGISTRY])
    for (const [type, names] of Object.entries(of))
      for (const name of names) await b.call('entities.create', { name, type });
  const first = async (text: string, type: string) =>
    (await b.call('entities.search', { text, type })).candidates[0]?.entity.name;
  const found: string[] = [];
  for (const { kind, words, type } of ROWS) found.push(`${kind}: ${words} → ${await first(words, type)}`);
  expect(found).toEqual(ROWS.map(({ kind, words, name }) => `${kind}: ${words} → ${name}`));
  const others: unknown[] = [];
  for (const [words, type] of OTHERS) others.push([words, type, await first(words, type)]);
  expect(others).toEqual(OTHERS);
});

test('of equally similar entities, the one with more mentions comes first', async () => {
  const b = backend();
  await b.call('entities.create', { name: 'Brigitte Macron', type: 'PERSON' });
  const document = b.addDocument('He said so.');
  const { span } = await b.call('spans.create', { document, type: 'PERSON', fragments: [[0, 2]] });
  await b.call('entities.create', { name: 'Emmanuel Macron', type: 'PERSON', mentions: [span.id] });
  const { candidates } = await b.call('entities.search', { text: 'President Macron', type: 'PERSON' });
  expect(candidates.map(({ entity, why }) => [entity.name, why])).toEqual([
    ['Emmanuel Macron', 'part'],
    ['Brigitte Macron', 'part'],
  ]);
});

test('every look-up reads a range of an index', () => {
  const b = backend();
  const plan = ({ strings, values }: Sql) => {
    const rows = b.store.db.raw.prepare(`EXPLAIN QUERY PLAN ${strings.join('?')}`).all(...values);
    return (rows as { detail: string }[]).map(({ detail }) => detail);
  };
  for (const query of [
    variantSql.whole('a', null, 5),
    variantSql.last('a', null, 5),
    variantSql.fromWord('a', 'b'),
    variantSql.afterWord('a', 'b'),
    variantSql.first('a', 'b', null, 5),
    variantSql.acronym('a', 'b', 'a* b*', null, 5),
    variantSql.mentions(1),
  ]) {
    const details = plan(query);
    expect(details.filter((detail) => /SCAN/.test(detail) && !/json_each/.test(detail))).toEqual([]);
    expect(details.join()).not.toContain('TEMP B-TREE');
  }
});
