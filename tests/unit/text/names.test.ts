import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { acronymOf, nameDistance, nameWords, SPELLED_OTHERWISE } from '../../../shared/text/names.ts';
import { beginnings, soundAlike } from '../../../shared/text/sound.ts';

const distance = (called: string, name: string) => nameDistance(nameWords(called), nameWords(name));

describe('the words of a name', () => {
  test.each([
    ['President Emmanuel Macron', ['emmanuel', 'macron']],
    ['Turkish Foreign Minister Hakan Felan', ['hakan', 'felan']],
    ['Secretary of State Antony Blinken', ['antony', 'blinken']],
    ['Sir Keir Starmer KC', ['keir', 'starmer']],
    ['General Hulusi Akar', ['hulusi', 'akar']],
    ['General Motors', ['general', 'motors']],
    ['Defence Ministry', ['defence', 'ministry']],
    ['Prime Minister', ['prime', 'minister']],
    ['the State Department', ['state', 'department']],
    ['Le Pen', ['le', 'pen']],
    ['La Paz', ['la', 'paz']],
    ['V.V. Putin', ['v', 'v', 'putin']],
    ['U.N.', ['un']],
    ['Kim Jong-un', ['kim', 'jong', 'un']],
    ['Sana’a', ['sanaa']],
    ['Зеленский', ['zelenskii']],
    ['', []],
  ])('%s', (name, words) => {
    expect(nameWords(name).words).toEqual(words);
  });
});

describe('distance', () => {
  test.each([
    ['Kim Jong Un', 'Kim Jong-un'],
    ['JD Vance', 'J. D. Vance'],
    ['V. Putin', 'Vladimir Putin'],
    ['UN', 'United Nations'],
    ['U.N. Security Council', 'United Nations Security Council'],
    ['Wolodymyr Selenskyj', 'Volodymyr Zelenskyy'],
    ['George Bush', 'George W. Bush'],
    ['King Charles', 'King Charles III'],
  ])('%s is %s in another spelling', (called, name) => {
    expect(distance(called, name)).toBeLessThanOrEqual(SPELLED_OTHERWISE);
  });

  test.each([
    ['Macron', 'Emmanuel Macron'],
    ['Security Council', 'UN Security Council'],
    ['Central Committee', 'Central Committee of the Communist Party'],
  ])('%s is part of %s', (called, name) => {
    expect(distance(called, name)).toBeGreaterThan(SPELLED_OTHERWISE);
  });

  test.each([
    ['Doris Johnson', 'Boris Johnson'],
    ['Angela Macron', 'Emmanuel Macron'],
    ['E. Putin', 'Vladimir Putin'],
    ['President Emmanuel', 'Emmanuel Macron'],
    ['Vladimir P.', 'Vladimir Putin'],
    ['Iraq', 'Iran'],
    ['Ministry of Defence', 'Ministry of Justice'],
    ['Putin', 'Putina'],
    ['Emmanuel Macron', 'Macron'],
  ])('%s is not %s', (called, name) => {
    expect(distance(called, name)).toBeNull();
  });

  test('the distance to itself is 0 with any hyphenation, and distances are never negative', () => {
    const word = fc.stringMatching(/^[a-z]{2,8}$/);
    fc.assert(
      fc.property(fc.array(word, { minLength: 1, maxLength: 5 }), word, (words, more) => {
        const name = { words, titled: false };
        expect(nameDistance(name, name)).toBe(0);
        expect(nameDistance({ words: [words.join('')], titled: false }, name)).toBe(0);
        const longer = nameDistance(name, { words: [more, ...words], titled: false });
        expect(longer === null || longer >= 0).toBe(true);
        expect(nameDistance({ words: [more, ...words], titled: false }, name) ?? 1).toBeGreaterThanOrEqual(0);
      }),
    );
  });

  test('names of any characters can be compared', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.string({ unit: 'binary' }), (a, b) => {
        const found = distance(a, b);
        expect(found === null || (found >= 0 && found <= 8)).toBe(true);
        if (nameWords(a).words.length > 0 && nameWords(a).words.length <= 12) expect(distance(a, a)).toBe(0);
      }),
    );
  });
});

describe('sound', () => {
  test.each([
    ['zelenskyy', 'zelensky zelenskiy selenskyj zelenski zelenskij'],
    ['putin', 'poutine'],
    ['gaddafi', 'qaddafi kadhafi gadhafi'],
    ['yeltsin', 'jelzin eltsine'],
    ['lukashenko', 'lukaschenko loukachenko'],
    ['khodorkovsky', 'chodorkowski khodorkovski'],
    ['muhammad', 'mohammed mohamed muhammed mohammad'],
    ['prigozhin', 'prigoschin'],
    ['shoigu', 'schoigu shoygu'],
    ['ahmadinejad', 'ahmadinedschad ahmedinejad'],
    ['haniyeh', 'haniya'],
    ['kharkiv', 'charkiw harkiv'],
  ])('%s sounds like %s', (name, others) => {
    for (const other of others.split(' ')) expect([other, soundAlike(name, other)]).toEqual([other, true]);
    // An index must find it by its first letters.
    for (const other of others.split(' ').filter((each) => each !== 'harkiv'))
      expect([other, beginnings(other).some((begin) => name.startsWith(begin))]).toEqual([other, true]);
  });

  test.each([
    'iran iraq',
    'lee li',
    'putin patton',
    'mali malta',
    'austria australia',
    'merkel markov',
    'kim qom',
  ])('the words do not sound alike: %s', (pair) => {
    const [a = '', b = ''] = pair.split(' ');
    expect(soundAlike(a, b)).toBe(false);
  });
});

test.each([
  ['UN', 'un'],
  ['the E.U.', 'eu'],
  ['U.N.', 'un'],
  ['Un', null],
  ['ANKARA', 'ankara'],
  ['U N', null],
])('the acronym of %j is %j', (words, acronym) => {
  expect(acronymOf(words)).toBe(acronym);
});
