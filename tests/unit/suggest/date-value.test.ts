import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isEdtf } from '../../../shared/model/attributes/date.ts';
import { proposeDates } from '../../../shared/suggest/date-value.ts';
import { DATE_LANGUAGES } from '../../../shared/suggest/date-words.ts';

/** A Thursday. */
const PUBLISHED = '2025-07-10';

/** Expressions of news with the value that a person would give them, by language. */
const EXPECTED: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  en: {
    Wednesday: '2025-07-09',
    'on Thursday': '2025-07-10',
    'Wednesday morning': '2025-07-09',
    'last Thursday': '2025-07-03',
    'next Monday': '2025-07-14',
    'this Saturday': '2025-07-12',
    April: '2025-04',
    'in early April': '2025-04',
    'mid-April': '2025-04',
    'late last month': '2025-06',
    'last week': '2025-06-30/2025-07-06',
    'earlier this week': '2025-07-07/2025-07-13',
    'last weekend': '2025-07-05/2025-07-06',
    'next year': '2026',
    'earlier this year': '2025',
    yesterday: '2025-07-09',
    'the day before yesterday': '2025-07-08',
    'Tomorrow night': '2025-07-11',
    'last night': '2025-07-09',
    'three days ago': '2025-07-07',
    'two weeks ago': '2025-06-26~',
    'six months ago': '2025-01',
    'ten years ago': '2015',
    'the past two years': '2023/2025',
    'the last three days': '2025-07-07/2025-07-10',
    '9 July': '2025-07-09',
    'July 9': '2025-07-09',
    'Dec. 28': '2024-12-28',
    'January 3': '2025-01-03',
    'July 9, 2023': '2023-07-09',
    'Monday, 7 July': '2025-07-07',
    'the 3rd of May 2024': '2024-05-03',
    'May 2024': '2024-05',
    'in 2019': '2019',
    'the end of 2020': '2020',
    'the 1990s': '1990/1999',
    'since 2019': '2019/..',
    'until Friday': '../2025-07-04',
    'from 5 to 7 July': '2025-07-05/2025-07-07',
    '5–7 July 2024': '2024-07-05/2024-07-07',
    'between April and June': '2025-04/2025-06',
    'Monday to Wednesday': '2025-07-07/2025-07-09',
    '2019–2021': '2019/2021',
    'last summer': '2024-22',
    'summer 2023': '2023-22',
    'the second quarter of 2024': '2024-04/2024-06',
    '2025-07-01': '2025-07-01',
  },
  de: {
    Mittwoch: '2025-07-09',
    'am Mittwochabend': '2025-07-09',
    'am Donnerstag': '2025-07-10',
    'vergangenen Donnerstag': '2025-07-03',
    'kommenden Montag': '2025-07-14',
    'im April': '2025-04',
    'Anfang April': '2025-04',
    'vergangene Woche': '2025-06-30/2025-07-06',
    'am Wochenende': '2025-07-05/2025-07-06',
    'letztes Jahr': '2024',
    gestern: '2025-07-09',
    vorgestern: '2025-07-08',
    'vor drei Tagen': '2025-07-07',
    'vor zwei Jahren': '2023',
    '9. Juli': '2025-07-09',
    '9. Juli 2023': '2023-07-09',
    'seit 2019': '2019/..',
    'von Montag bis Mittwoch': '2025-07-07/2025-07-09',
    '5. bis 7. Juli': '2025-07-05/2025-07-07',
    'in den letzten drei Tagen': '2025-07-07/2025-07-10',
    'im Sommer 2023': '2023-22',
  },
  fr: {
    mercredi: '2025-07-09',
    'mercredi soir': '2025-07-09',
    'jeudi dernier': '2025-07-03',
    'lundi prochain': '2025-07-14',
    'en avril': '2025-04',
    'début avril': '2025-04',
    'la semaine dernière': '2025-06-30/2025-07-06',
    'le mois dernier': '2025-06',
    "l'année prochaine": '2026',
    hier: '2025-07-09',
    'avant-hier': '2025-07-08',
    'il y a trois jours': '2025-07-07',
    'le 9 juillet': '2025-07-09',
    'le 9 juillet 2023': '2023-07-09',
    'du 5 au 7 juillet': '2025-07-05/2025-07-07',
    'depuis 2019': '2019/..',
    'cet été': '2025-22',
  },
  es: {
    'el miércoles': '2025-07-09',
    'el jueves pasado': '2025-07-03',
    'el próximo lunes': '2025-07-14',
    'en abril': '2025-04',
    'a principios de abril': '2025-04',
    'la semana pasada': '2025-06-30/2025-07-06',
    'el fin de semana pasado': '2025-07-05/2025-07-06',
    ayer: '2025-07-09',
    anteayer: '2025-07-08',
    'hace tres días': '2025-07-07',
    'el 9 de julio': '2025-07-09',
    'del 5 al 7 de julio': '2025-07-05/2025-07-07',
    'desde 2019': '2019/..',
    'el año que viene': '2026',
  },
  tr: {
    Çarşamba: '2025-07-09',
    'Çarşamba günü': '2025-07-09',
    'geçen perşembe': '2025-07-03',
    'Nisan ayında': '2025-04',
    nisanda: '2025-04',
    'geçen hafta': '2025-06-30/2025-07-06',
    'geçen ay': '2025-06',
    'gelecek yıl': '2026',
    dün: '2025-07-09',
    'üç gün önce': '2025-07-07',
    '9 Temmuz': '2025-07-09',
    "9 Temmuz 2023'te": '2023-07-09',
    "2019'da": '2019',
    'geçen hafta sonu': '2025-07-05/2025-07-06',
  },
  ru: {
    'в среду': '2025-07-09',
    'в прошлый четверг': '2025-07-03',
    'в следующий понедельник': '2025-07-14',
    'в апреле': '2025-04',
    'в начале апреля': '2025-04',
    'на прошлой неделе': '2025-06-30/2025-07-06',
    'в прошлом месяце': '2025-06',
    вчера: '2025-07-09',
    позавчера: '2025-07-08',
    'три дня назад': '2025-07-07',
    '9 июля': '2025-07-09',
    '9 июля 2023 года': '2023-07-09',
    'с 5 по 7 июля': '2025-07-05/2025-07-07',
    'с 2019 года': '2019/..',
    'в прошлом году': '2024',
  },
  ar: {
    'يوم الأربعاء': '2025-07-09',
    'الخميس الماضي': '2025-07-03',
    'الاثنين المقبل': '2025-07-14',
    'في أبريل': '2025-04',
    'في نيسان': '2025-04',
    'الأسبوع الماضي': '2025-06-30/2025-07-06',
    'الشهر الماضي': '2025-06',
    'العام المقبل': '2026',
    أمس: '2025-07-09',
    'أول أمس': '2025-07-08',
    'قبل ثلاثة أيام': '2025-07-07',
    'قبل يومين': '2025-07-08',
    '9 يوليو': '2025-07-09',
    '٩ يوليو ٢٠٢٣': '2023-07-09',
    'منذ عام 2019': '2019/..',
  },
};

describe('proposed values of dates', () => {
  it.each(
    Object.entries(EXPECTED).flatMap(([language, values]) =>
      Object.entries(values).map(([words, value]) => [language, words, value] as const),
    ),
  )('%s: %s is %s', (language, words, value) => {
    expect(proposeDates(words, PUBLISHED, language)[0] ?? '').toBe(value);
  });

  it('offers the coming weekday as the second choice, and the year before or after for a month', () => {
    expect(proposeDates('Wednesday', PUBLISHED, 'en')).toEqual(['2025-07-09', '2025-07-16']);
    expect(proposeDates('in December', PUBLISHED, 'en')).toEqual(['2024-12', '2025-12']);
  });

  it('counts nothing from an unknown day, but reads what is complete', () => {
    for (const published of ['', '2025', '2025-07'])
      expect([
        proposeDates('last week', published, 'en'),
        proposeDates('Wednesday', published, 'en'),
        proposeDates('9 July', published, 'en'),
        proposeDates('July 9, 2023', published, 'en'),
        proposeDates('in May 2024', published, 'en'),
      ]).toEqual([[], [], [], ['2023-07-09'], ['2024-05']]);
  });

  it.each([
    'Wednesday Group',
    'the April Theses',
    'two',
    '3 a.m.',
    'aged 57',
    '31 June',
    '40 days',
    'Monday, 9 July',
    '',
  ])('proposes nothing for “%s”', (words) => {
    expect(proposeDates(words, PUBLISHED, 'en')).toEqual([]);
  });

  it('finds the language by itself where all that understand the words agree', () => {
    expect(proposeDates('la semaine dernière', PUBLISHED, '')).toEqual(['2025-06-30/2025-07-06']);
    expect(proposeDates('last week', PUBLISHED, 'sw')).toEqual(['2025-06-30/2025-07-06']);
  });

  it('proposes only valid EDTF, whatever day the article is from', () => {
    const words = Object.entries(EXPECTED).flatMap(([language, values]) =>
      Object.keys(values).map((each) => ({ language, words: each })),
    );
    fc.assert(
      fc.property(
        fc.constantFrom(...words),
        fc.date({ min: new Date('1900-01-01'), max: new Date('2099-12-31'), noInvalidDate: true }),
        (expression, date) => {
          const values = proposeDates(expression.words, date.toISOString(), expression.language);
          expect(values.filter((value) => !isEdtf(value))).toEqual([]);
        },
      ),
    );
  });

  it('reads any text of words of a language without failing', () => {
    const vocabulary = Object.values(EXPECTED).flatMap((values) =>
      Object.keys(values).flatMap((words) => words.split(' ')),
    );
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom(...vocabulary), { maxLength: 12 }),
        fc.constantFrom(...DATE_LANGUAGES, ''),
        (words, language) => {
          for (const value of proposeDates(words.join(' '), PUBLISHED, language))
            expect(isEdtf(value)).toBe(true);
        },
      ),
    );
  });
});
