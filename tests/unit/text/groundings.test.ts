import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Anchorer } from '../../../shared/text/anchor.ts';

/**
 * The result for a quote: the words where it is placed, with `|` between fragments; or the first guess in quarantine, `null`
 * if there is none.
 */
type Outcome = { readonly at: string } | { readonly guess: string | null };

const at = (words: string): Outcome => ({ at: words });
const guess = (words: string | null): Outcome => ({ guess: words });

type Row = readonly [quote: string, text: string, outcome: Outcome];

function outcomeOf(quote: string, text: string): Outcome {
  const anchorer = new Anchorer(text);
  const [found] = anchorer.all([{ words: quote }]);
  if (found) return at(found.fragments.map(([start, end]) => text.slice(start, end)).join('|'));
  const [best] = anchorer.guesses(quote, 5);
  return guess(best ? text.slice(best.start, best.end) : null);
}

describe('names inside other words are only guesses', () => {
  test.each<Row>([
    ['Roma', 'The government of Romania fell.', guess('Roma')],
    ['marine', 'Submarines were seen off the coast.', guess('marine')],
    ['Oman', 'Romania joined in 2007.', guess('oman')],
    ['UN', 'The talks went on uninterrupted.', guess('un')],
    ['Niger', 'Nigerian troops left.', guess('Niger')],
    ['Iran', 'Iranian officials met.', guess('Iran')],
    ['Submarine', 'Submarines were seen.', guess('Submarine')],
    ['Iran', 'Iranian officials met in Iran.', at('Iran')],
    // A whole word in another case wins over a part of a word in the same case.
    ['roma', 'romance in ROMA', at('ROMA')],
    ['Minister', 'Der Außenministerium-Sprecher schwieg.', guess('minister')],
    ['Regierung', 'Die Bundesregierung berät.', guess('regierung')],
    ['Kanzler', 'Das Kanzleramt schweigt.', guess('Kanzler')],
    ['Mali', 'La normalisation est loin.', guess('mali')],
    ['Iran', 'Les Iraniens votent.', guess('Iran')],
    ['Oman', 'Los otomanos perdieron.', guess('oman')],
    ['Türk', 'Türkiye karar verdi.', guess('Türk')],
    ['Ankara', 'Ankaralılar sevindi.', guess('Ankara')],
    ['Иран', 'Иранские дипломаты уехали.', guess('Иран')],
    ['Рим', 'Примеры известны.', guess('рим')],
    ['عمان', 'قال العثمانيون ذلك.', guess(null)],
    ['ليبي', 'وصل الليبيون أمس.', guess('ليبي')],
  ])('%s in %s', (quote, text, outcome) => expect(outcomeOf(quote, text)).toEqual(outcome));
});

describe('word boundaries', () => {
  test.each<Row>([
    ['Türkiye', 'Türkiye’s plan was read.', at('Türkiye')],
    ['Iran', 'Le plan de l’Iran inquiète.', at('Iran')],
    ['Ostbie', "Le ministre d'Ostbie parle.", at('Ostbie')],
    ['Ostbia', 'Il piano dell’Ostbia.', at('Ostbia')],
    ['Ankara', 'Toplantı Ankara’da yapıldı.', at('Ankara')],
    ['İstanbul', "İstanbul'dan geldi.", at('İstanbul')],
    ['ABD', 'ABD’nin kararı', at('ABD')],
    ['Sana', 'Sana’a was hit.', guess('Sana')],
    ['Brien', 'Ms O’Brien left.', guess('Brien')],
    ['إيران', 'عاد الوفد من طهران وإيران ترفض.', at('إيران')],
    ['بيروت', 'وصل لبيروت مساء.', at('بيروت')],
    ['北京', '他住在北京市。', at('北京')],
    ['東京', '東京都で会議があった。', at('東京')],
    ['กรุงเทพ', 'เขาอยู่ที่กรุงเทพมหานคร', at('กรุงเทพ')],
    ['이란', '이란은 거부했다.', at('이란')],
    ['Iran', 'It happened in Iran.The minister left.', at('Iran')],
    ['5', 'It cost €5 then.', at('5')],
  ])('%s in %s', (quote, text, outcome) => expect(outcomeOf(quote, text)).toEqual(outcome));
});

describe('different negations, numbers and names do not match', () => {
  test.each<Row>([
    ['taxes will … rise', 'She said taxes will not rise this year.', at('taxes will|rise')],
    ['taxes will ... rise', 'She said taxes will not rise this year.', at('taxes will|rise')],
    ['The army [...] denied it', 'The army of the north never denied it.', at('The army|denied it')],
    [
      'has approved the sale of arms',
      'The court has not approved the sale of arms.',
      guess('has not approved the sale of arms'),
    ],
    ['has approved', 'The court has not approved it.', guess('has not approved')],
    ['killed civilians', 'They killed no civilians.', guess('killed no civilians')],
    ['the attack was never planned', 'He said the attack was planned.', guess('the attack was planned')],
    [
      'the plan is constitutional',
      'He said the plan is unconstitutional.',
      guess('the plan is unconstitutional'),
    ],
    ['soldiers were killed', 'Soldiers weren’t killed.', guess('Soldiers weren’t killed')],
    ['Doris Johnson', 'The premier was Boris Johnson.', guess('Boris Johnson')],
    ['Maria Hansen resigned', 'Mario Hansen resigned.', guess('Mario Hansen resigned')],
    ['sixteen people were hurt', 'Police said sixty people were hurt.', guess('sixty people were hurt')],
    ['two million people fled', 'Some two billion people fled.', guess('two billion people fled')],
    ['3 soldiers were wounded', 'At least 8 soldiers were wounded.', guess('8 soldiers were wounded')],
    [
      'Die Regierung hat zugestimmt',
      'Die Regierung hat nicht zugestimmt.',
      guess('Die Regierung hat nicht zugestimmt'),
    ],
    ['hat keine Beweise gefunden', 'Er hat kleine Beweise gefunden.', guess('hat kleine Beweise gefunden')],
    ['dreizehn Menschen starben', 'Nur dreissig Menschen starben.', guess('dreissig Menschen starben')],
    [
      'le ministre a démissionné',
      'Selon lui, le ministre n’a pas démissionné.',
      guess('le ministre n’a pas démissionné'),
    ],
    ['a trouvé des preuves', 'Il n’a trouvé aucune des preuves.', guess('a trouvé aucune des preuves')],
    [
      'el gobierno aceptó el acuerdo',
      'Dijo que el gobierno no aceptó el acuerdo.',
      guess('el gobierno no aceptó el acuerdo'),
    ],
    ['murieron sesenta personas', 'Ayer murieron setenta personas.', guess('murieron setenta personas')],
    [
      'hükümet anlaşmayı onayladı',
      'Dün hükümet anlaşmayı onaylamadı.',
      guess('hükümet anlaşmayı onaylamadı'),
    ],
    ['ordu bölgeye giriyor', 'Bugün ordu bölgeye girmiyor.', guess('ordu bölgeye girmiyor')],
    ['bu doğru bir karar', 'Bence bu doğru bir karar değil.', at('bu doğru bir karar')],
    ['парламент одобрил закон', 'Вчера парламент не одобрил закон.', guess('парламент не одобрил закон')],
    ['погибли двадцать человек', 'Там погибли тридцать человек.', guess('погибли тридцать человек')],
    ['وافقت الحكومة على الاتفاق', 'قال إن ما وافقت الحكومة على الاتفاق.', at('وافقت الحكومة على الاتفاق')],
    ['الحكومة وافقت على الاتفاق', 'الحكومة ما وافقت على الاتفاق.', guess('الحكومة ما وافقت على الاتفاق')],
    ['قتل سبعة جنود أمس', 'قتل تسعة جنود أمس.', guess('قتل تسعة جنود أمس')],
  ])('%s in %s', (quote, text, outcome) => expect(outcomeOf(quote, text)).toEqual(outcome));
});

describe('harmless differences are ignored', () => {
  test.each<Row>([
    [
      'the negotiatons in Geneva failed',
      'He said the negotiations in Geneva failed.',
      at('the negotiations in Geneva failed'),
    ],
    ['the government of the north', 'He blamed the government of north.', at('the government of north')],
    ['The government denied it', 'Then the govern-\nment denied it.', at('the govern-\nment denied it')],
    ['the long-term plan', 'They want the longterm plan.', at('the longterm plan')],
    ['"We will not yield"', 'They said: „We will not yield“.', at('„We will not yield“')],
    ['it was -- he said -- a lie', 'Then it was — he said — a lie.', at('it was — he said — a lie')],
    ['**Ada Lund** said', 'Then Ada Lund said no.', at('Ada Lund said')],
    ['Ada Lund said', 'Then **Ada Lund** said no.', at('Ada Lund** said')],
    ['`Ada Lund`', 'Then Ada Lund said no.', at('Ada Lund')],
    ['_Ada Lund_', 'Then Ada Lund said no.', at('Ada Lund')],
    ['[Ada Lund](https://a.example/lund)', 'Then Ada Lund said no.', at('Ada Lund')],
    ['> Ada Lund said no', 'Then Ada Lund said no.', at('Ada Lund said no')],
    ['- Ada Lund said no', 'Then Ada Lund said no.', at('Ada Lund said no')],
    ['Ada Lund said', 'Here:\n\n> Ada\n> Lund said no.', at('Ada\n> Lund said')],
    ['\u200bAda Lund\u200b', 'Then Ada Lund said no.', at('Ada Lund')],
    ['Ada Lund', 'Then A\u200bda L\u00adund said no.', at('A\u200bda L\u00adund')],
    ['… Ada Lund said no …', 'Then Ada Lund said no.', at('Ada Lund said no')],
    ['Synnove Lovas', 'Then Synnøve Løvås spoke.', at('Synnøve Løvås')],
    ['Lodz', 'W Łodzi nie, w Łódź tak.', at('Łódź')],
    ['Strasse', 'Eine lange Straße.', at('Straße')],
    [
      'Die Verhandlngen scheiterten',
      'Die Verhandlungen scheiterten gestern.',
      at('Die Verhandlungen scheiterten'),
    ],
    ['les négociations ont échouée', 'Hier les négociations ont échoué.', at('les négociations ont échoué')],
    ['las negociacones fracasaron', 'Ayer las negociaciones fracasaron.', at('las negociaciones fracasaron')],
    [
      'görüşmeler başarısızlıka uğradı',
      'Dün görüşmeler başarısızlığa uğradı.',
      at('görüşmeler başarısızlığa uğradı'),
    ],
    ['Владимир Путин', 'Визит Владимира Путина отложен.', at('Владимира Путина')],
    [
      'переговоры о мире провалилсь',
      'Вчера переговоры о мире провалились.',
      at('переговоры о мире провалились'),
    ],
    ['العراق', 'زار العـــراق أمس.', at('العـــراق')],
    [
      '“Negotiatons failed,” she said.',
      'Then: “negotiations failed”, she said. No.',
      at('“negotiations failed”, she said.'),
    ],
    ['“We met in Gneva.”', 'So: “We met in Geneva.” No.', guess('We met in Geneva')],
    [
      'قالت الحكومة إن المفاضات بدأت أمس',
      'قالت الحكومة إن المفاوضات بدأت أمس.',
      at('قالت الحكومة إن المفاوضات بدأت أمس'),
    ],
    ['Karim Husseini', 'Then Karim Hosseini spoke.', at('Karim Hosseini')],
    ['Zelensky', 'Volodymyr Zelenskyy spoke.', at('Zelenskyy')],
  ])('%s in %s', (quote, text, outcome) => expect(outcomeOf(quote, text)).toEqual(outcome));
});

describe('guesses share most letters, and the beginning or end', () => {
  test.each<Row>([
    ['NATO', 'Exports of natural gas rose by 75 %.', guess(null)],
    ['NATO', 'A nation of traders.', guess(null)],
    ['Oman', 'A woman spoke.', guess('oman')],
    ['Wendell Corrigan', 'The wedding in Cork began.', guess(null)],
    ['Ali Khamenei', 'Ali Khameini spoke.', guess('Ali Khameini')],
    ['Khamenei', 'Ali Khameini spoke.', guess('Khameini')],
    ['rare earth elements', 'China sells rare elements.', guess('rare elements')],
    ['rare earth elements', 'It has oil, and rare elements too.', guess('rare elements')],
  ])('%s in %s', (quote, text, outcome) => expect(outcomeOf(quote, text)).toEqual(outcome));

  test('a guess with missing words has a low score', () => {
    const [best] = new Anchorer('China sells rare elements.').guesses('rare earth elements', 3);
    expect(best!.score).toBeLessThan(0.7);
  });

  test('the reason why words were not found', () => {
    const anchorer = new Anchorer('Romania said the plan is not dead.');
    expect(anchorer.missed('Roma')).toBe('inside');
    expect(anchorer.missed('said the plan is dead')).toBe('alike');
    expect(anchorer.missed('Wendell')).toBe('absent');
  });
});

describe('any sentence', () => {
  const words = [
    ...['ministry', 'soldiers', 'reached', 'northern', 'bridge', 'yesterday', 'Ankara', 'Lund', 'Straße'],
    ...['правительство', 'переговоры', 'görüşmeler', 'الحكومة', 'négociations', 'población'],
  ];
  const sentences = fc.array(fc.constantFrom(...words), { minLength: 3, maxLength: 12 });
  const weighty = fc.constantFrom(
    ...[
      'not',
      'never',
      'no',
      'nicht',
      'keine',
      'ne',
      'pas',
      'jamais',
      'no',
      'nunca',
      'değil',
      'не',
      'никогда',
      'لا',
      'لم',
    ],
    ...['two', '2', 'thirteen', 'drei', 'deux', 'siete', 'yedi', 'двадцать', 'سبعة'],
  );

  test('is not found if the quote or the text has an additional negation or number', () => {
    fc.assert(
      fc.property(sentences, weighty, fc.nat(), fc.boolean(), (sentence, word, pick, inText) => {
        const at = 1 + (pick % (sentence.length - 1));
        const plain = sentence.join(' ');
        const other = sentence.toSpliced(at, 0, word).join(' ');
        const [quote, text] = inText ? [plain, other] : [other, plain];
        for (const found of new Anchorer(`So: ${text}.`).all([{ words: quote }])) expect(found).toBeNull();
      }),
    );
  });

  test('is found whole if the quote or the text has marks, hyphens or invisible characters', () => {
    const marked = fc.constantFrom<(word: string) => string>(
      (word) => word,
      (word) => `**${word}**`,
      (word) => `_${word}_`,
      (word) => `\`${word}\``,
      (word) => `[${word}](https://a.example/x)`,
      (word) => `\u200b${word}`,
      (word) => `${word.slice(0, 3)}\u00ad${word.slice(3)}`,
      (word) => `${word.slice(0, 3)}\u200b${word.slice(3)}`,
    );
    fc.assert(
      fc.property(
        sentences,
        fc.array(marked, { minLength: 12, maxLength: 12 }),
        fc.boolean(),
        (all, marks, inText) => {
          const plain = all.join(' ');
          const decorated = all.map((word, i) => marks[i]!(word)).join(' ');
          const [quote, text] = inText ? [plain, decorated] : [decorated, plain];
          const source = `> So it was:\n\n- ${text}.`;
          const [found] = new Anchorer(source).all([{ words: quote }]);
          const [start, end] = found!.fragments[0]!;
          const place = source.slice(start, end);
          // Only punctuation at either end may be missing.
          expect(place.startsWith(all[0]!.slice(0, 3))).toBe(true);
          expect(`- ${text}.`).toContain(place);
          if (!inText) expect(place).toBe(plain);
        },
      ),
    );
  });
});
