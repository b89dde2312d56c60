import { monthNumber, weekdayNumber } from '../text/calendar-words.ts';
import { fold } from '../text/fold.ts';

/**
 * What a word of a date expression is, as one letter, so that the grammar of `date-value.ts` can be written in regular expressions:
 * `n` number, `y` year, `e` decade, `m` month, `w` weekday, `u` unit, `s` season, `q` quarter, `o` day as an offset from today,
 * `l` last, `t` this, `x` next, `a` ago, `h` ahead, `p` part of a day or period, `S` since, `U` until, `B` between, `R` to or and.
 */
export interface DateToken {
  readonly class: string;
  readonly value: number;
}

export const UNITS = ['day', 'week', 'weekend', 'month', 'year', 'decade'] as const;

/**
 * The words of one language. Forms are separated by commas and may consist of several words. In lists with an order the commas
 * separate the entries, blanks the forms of one entry, and a low line stands for the blank within a form.
 */
interface DateWords {
  /** Words without a meaning of their own here: articles, prepositions, “day”. */
  readonly filler: string;
  /** Forms of 1 to 12, in order; forms of the same number are separated by blanks. */
  readonly numbers: string;
  /** Forms of first to fourth, for quarters. */
  readonly ordinals: string;
  /** Forms of {@link UNITS}, in order. */
  readonly units: string;
  /** Spring, summer, autumn, winter. */
  readonly seasons: string;
  readonly quarter: string;
  /** Days as offsets from the day of publication. */
  readonly days: Readonly<Record<string, string>>;
  readonly last: string;
  readonly current: string;
  readonly next: string;
  readonly ago: string;
  readonly ahead: string;
  readonly part: string;
  readonly since: string;
  readonly until: string;
  readonly between: string;
  readonly to: string;
  /** What one word of the language stands for when it holds a number and a unit: the dual of Arabic. */
  readonly twoUnits?: Readonly<Record<string, (typeof UNITS)[number]>>;
}

const WORDS: Readonly<Record<string, DateWords>> = {
  en: {
    filler: 'on, of, the, in, at, during, by, a, an, earlier, later, local time',
    numbers: 'one, two, three, four, five, six, seven, eight, nine, ten, eleven, twelve',
    ordinals: 'first, second, third, fourth',
    units: 'day days, week weeks, weekend weekends, month months, year years, decade decades',
    seasons: 'spring, summer, autumn fall, winter',
    quarter: 'quarter',
    days: {
      '0': 'today, tonight',
      '-1': 'yesterday, last night, the day before',
      '1': 'tomorrow',
      '-2': 'day before yesterday',
      '2': 'day after tomorrow',
    },
    last: 'last, past, previous',
    current: 'this, current',
    next: 'next, coming, upcoming, following',
    ago: 'ago',
    ahead: 'within',
    part: 'early, mid, middle, late, start, beginning, end, morning, afternoon, evening, night, noon, midday, midnight',
    since: 'since',
    until: 'until, till',
    between: 'between, from',
    to: 'to, and, through',
  },
  de: {
    filler: 'am, im, in, der, die, das, dem, den, des, vom, zum, beim, tag',
    numbers:
      'eins ein eine einem einer einen, zwei, drei, vier, fünf, sechs, sieben, acht, neun, zehn, elf, zwölf',
    ordinals: 'erste ersten erstes, zweite zweiten zweites, dritte dritten drittes, vierte vierten viertes',
    units:
      'tage tagen tages, woche wochen, wochenende wochenenden, monat monate monaten monats, jahr jahre jahren jahres, jahrzehnt jahrzehnte jahrzehnten',
    seasons: 'frühling frühjahr, sommer, herbst, winter',
    quarter: 'quartal, quartals',
    days: { '0': 'heute', '-1': 'gestern', '1': 'morgen', '-2': 'vorgestern', '2': 'übermorgen' },
    last: 'letzte, letzten, letzter, letztes, letztem, vergangene, vergangenen, vergangener, vergangenes, vergangenem, vorige, vorigen, voriger, voriges',
    current: 'diese, diesen, diesem, dieser, dieses, laufenden',
    next: 'nächste, nächsten, nächster, nächstes, nächstem, kommende, kommenden, kommender, kommendes, kommendem',
    ago: 'vor',
    ahead: 'binnen',
    part: 'anfang, mitte, ende, früh, vormittag, mittag, nachmittag, abend, nacht, morgens, vormittags, mittags, nachmittags, abends, nachts, beginn',
    since: 'seit',
    until: 'bis, bis zum',
    between: 'zwischen, von',
    to: 'bis, und',
  },
  fr: {
    filler: 'le, la, les, l, au, en, de, du, des, ce jour, courant, jour',
    numbers: 'un une 1er, deux, trois, quatre, cinq, six, sept, huit, neuf, dix, onze, douze',
    ordinals: 'premier, deuxième second, troisième, quatrième',
    units:
      'jours, semaine semaines, week-end week-ends weekend, mois, an ans année années, décennie décennies',
    seasons: 'printemps, été, automne, hiver',
    quarter: 'trimestre',
    days: {
      '0': "aujourd'hui, ce soir",
      '-1': 'hier, la veille',
      '1': 'demain',
      '-2': 'avant-hier',
      '2': 'après-demain',
    },
    last: 'dernier, dernière, derniers, dernières, passé, passée, précédent, précédente',
    current: 'ce, cet, cette',
    next: 'prochain, prochaine, prochains, prochaines',
    ago: 'il y a',
    ahead: 'dans',
    part: 'début, mi, fin, matin, matinée, après-midi, soir, soirée, nuit, midi',
    since: 'depuis',
    until: "jusqu'à, jusqu'au, jusqu'en",
    between: 'entre',
    to: 'à, au, et',
  },
  es: {
    filler: 'el, la, los, las, en, de, del, al, día',
    numbers: 'uno un una, dos, tres, cuatro, cinco, seis, siete, ocho, nueve, diez, once, doce',
    ordinals: 'primer primero, segundo, tercer tercero, cuarto',
    units: 'días, semana semanas, fin_de_semana, mes meses, año años, década décadas',
    seasons: 'primavera, verano, otoño, invierno',
    quarter: 'trimestre',
    days: {
      '0': 'hoy, esta noche',
      '-1': 'ayer, anoche',
      '1': 'mañana',
      '-2': 'anteayer, antes de ayer',
      '2': 'pasado mañana',
    },
    last: 'pasado, pasada, pasados, pasadas, último, última, últimos, últimas, anterior',
    current: 'este, esta, estos, estas',
    next: 'próximo, próxima, próximos, próximas, que viene',
    ago: 'hace',
    ahead: 'dentro',
    part: 'principios, comienzos, inicios, mediados, finales, fines, por la mañana, por la tarde, por la noche, tarde, noche, a principios, a mediados, a finales',
    since: 'desde',
    until: 'hasta',
    between: 'entre',
    to: 'a, al, y, hasta',
  },
  tr: {
    filler: 'günü, ayında, ayı, ayının, yılında, yılı, yılının, tarihinde, gün',
    numbers: 'bir, iki, üç, dört, beş, altı, yedi, sekiz, dokuz, on, on_bir, on_iki',
    ordinals: 'birinci ilk, ikinci, üçüncü, dördüncü',
    units: 'gün günü, hafta haftası, hafta_sonu, ay, yıl sene, on_yıl',
    seasons: 'ilkbahar bahar ilkbaharda, yaz yazın, sonbahar güz sonbaharda, kış kışın',
    quarter: 'çeyrek, çeyreği, çeyreğinde',
    days: {
      '0': 'bugün, bu gece, bu akşam',
      '-1': 'dün, dün gece, dün akşam',
      '1': 'yarın',
      '-2': 'evvelsi gün, önceki gün',
      '2': 'öbür gün',
    },
    last: 'geçen, geçtiğimiz, son, önceki',
    current: 'bu',
    next: 'gelecek, önümüzdeki, ertesi',
    ago: 'önce',
    ahead: 'sonra, içinde',
    part: 'başı, başında, başlarında, ortası, ortasında, ortalarında, sonu, sonunda, sonlarında, sabah, sabahı, öğle, öğleden sonra, akşam, akşamı, gece, gecesi',
    since: '',
    until: '',
    between: '',
    to: 've',
  },
  ru: {
    filler: 'в, во, на, года, году, год г, числа',
    numbers:
      'один одну одна, два две, три, четыре, пять, шесть, семь, восемь, девять, десять, одиннадцать, двенадцать',
    ordinals:
      'первый первом первого, второй втором второго, третий третьем третьего, четвёртый четвертом четвёртом четвёртого',
    units:
      'день дня дней, неделя неделю неделе недели недель, выходные выходных, месяц месяца месяце месяцев, год года году годы лет, десятилетие десятилетия',
    seasons: 'весна весной весны, лето летом лета, осень осенью осени, зима зимой зимы',
    quarter: 'квартал, квартале, квартала',
    days: {
      '0': 'сегодня',
      '-1': 'вчера, накануне',
      '1': 'завтра',
      '-2': 'позавчера',
      '2': 'послезавтра',
    },
    last: 'прошлый, прошлая, прошлое, прошлой, прошлую, прошлом, прошлого, прошлые, прошлых, минувший, минувшую, минувшей, минувшем, последние, последних',
    current: 'этот, эта, это, этой, эту, этом, этого, эти, этих, текущем, текущего',
    next: 'следующий, следующая, следующее, следующей, следующую, следующем, следующего, будущий, будущей, будущем, ближайшие, ближайшую',
    ago: 'назад',
    ahead: 'через',
    part: 'начало, начале, середина, середине, конец, конце, утром, днём, вечером, ночью',
    since: 'с, со',
    until: 'до, по',
    between: 'между, с',
    to: 'до, по, и',
  },
  ar: {
    filler: 'في, يوم, من, شهر, عام, سنة, خلال, ال',
    numbers:
      'واحد واحدة, اثنان اثنين, ثلاثة ثلاث, أربعة أربع, خمسة خمس, ستة ست, سبعة سبع, ثمانية ثماني, تسعة تسع, عشرة عشر, أحد_عشر, اثنا_عشر',
    ordinals: 'الأول, الثاني, الثالث, الرابع',
    units:
      'أيام يوما الأيام, أسبوع الأسبوع أسابيع أسبوعا الأسابيع, عطلة_نهاية_الأسبوع, الشهر أشهر شهرا شهور الأشهر, العام السنة سنوات عاما أعوام السنوات, عقد عقود العقد',
    seasons: 'الربيع ربيع, الصيف صيف, الخريف خريف, الشتاء شتاء',
    quarter: 'الربع',
    days: {
      '0': 'اليوم, الليلة',
      '-1': 'أمس, البارحة',
      '1': 'غدا',
      '-2': 'أول أمس, أول من أمس',
      '2': 'بعد غد',
    },
    last: 'الماضي, الماضية, الفائت, الأخيرة, المنصرم',
    current: 'هذا, هذه, الجاري, الحالي, الحالية',
    next: 'القادم, القادمة, المقبل, المقبلة',
    ago: 'قبل',
    ahead: 'بعد',
    part: 'بداية, مطلع, أوائل, منتصف, أواسط, نهاية, أواخر, صباح, مساء, ظهر, ليل, ليلة, فجر, مساء أمس',
    since: 'منذ',
    until: 'حتى',
    between: 'بين, من',
    to: 'إلى, و, حتى',
    twoUnits: { يومين: 'day', أسبوعين: 'week', شهرين: 'month', عامين: 'year', سنتين: 'year' },
  },
};

/** The languages whose date expressions are understood. */
export const DATE_LANGUAGES: readonly string[] = Object.keys(WORDS);

/** Phrases of a language with what they stand for; a phrase may be of several classes, such as “to” and “until”. */
type Lexicon = ReadonlyMap<string, readonly (readonly DateToken[])[]>;

const lexicons = new Map<string, Lexicon>();

function lexiconOf(language: string): Lexicon {
  let lexicon = lexicons.get(language);
  if (!lexicon) lexicons.set(language, (lexicon = compile(WORDS[language]!)));
  return lexicon;
}

function compile(words: DateWords): Lexicon {
  const lexicon = new Map<string, (readonly DateToken[])[]>();
  const add = (form: string, tokens: readonly DateToken[]) => {
    const key = wordsOf(form).join(' ');
    if (key !== '') lexicon.set(key, [...(lexicon.get(key) ?? []), tokens]);
  };
  const addAll = (forms: string, name: string, value = 0) => {
    for (const form of forms.split(',')) add(form, [{ class: name, value }]);
  };
  const addInOrder = (lists: string, name: string) => {
    for (const [i, list] of lists.split(',').entries())
      for (const form of list.trim().split(' '))
        add(form.replaceAll('_', ' '), [{ class: name, value: i + 1 }]);
  };
  for (const form of words.filler.split(',')) add(form, []);
  addInOrder(words.numbers, 'n');
  addInOrder(words.ordinals, 'n');
  addInOrder(words.units, 'u');
  addInOrder(words.seasons, 's');
  addAll(words.quarter, 'q');
  for (const [offset, forms] of Object.entries(words.days)) addAll(forms, 'o', Number(offset));
  const classes = { l: words.last, t: words.current, x: words.next, a: words.ago, h: words.ahead } as const;
  for (const [name, forms] of Object.entries(classes)) addAll(forms, name);
  addAll(words.part, 'p');
  const bounds = { S: words.since, U: words.until, B: words.between, R: words.to } as const;
  for (const [name, forms] of Object.entries(bounds)) addAll(forms, name);
  for (const [form, unit] of Object.entries(words.twoUnits ?? {}))
    add(form, [
      { class: 'n', value: 2 },
      { class: 'u', value: UNITS.indexOf(unit) + 1 },
    ]);
  return lexicon;
}

/** The number of words in the longest phrase. */
const LONGEST = 4;
/** Readings of one expression that are tried at most: words such as “bis” have two classes. */
const MOST_READINGS = 64;
const ARABIC_DIGIT = /[\u0660-\u0669\u06f0-\u06f9]/g;
/** A number with its ending, a dash between two parts of a range, or a word. */
const WORD = /\d+(?:st|nd|rd|th|er|º|s)?(?!\p{L})|[–—-]|\p{L}+/gu;

/** Returns the folded words of a date expression; a hyphen counts only as a word where it stands between numbers or blanks. */
function wordsOf(text: string): string[] {
  const folded = fold(text).replace(ARABIC_DIGIT, (digit) => String(digit.charCodeAt(0) & 15));
  return [...folded.replace(/(?<=\p{L})-(?=\p{L})/gu, ' ').matchAll(WORD)].map(([word]) => word);
}

/**
 * Returns the possible readings of a date expression as classified words, without fillers; none if a word is unknown.
 * @param language a key of {@link DATE_LANGUAGES}
 */
export function readDateWords(text: string, language: string): DateToken[][] {
  // Endings of Turkish stand behind an apostrophe: “2025'te”.
  const words = wordsOf(language === 'tr' ? text.replace(/['’]\p{L}+/gu, '') : text);
  const lexicon = lexiconOf(language);
  let readings: { readonly at: number; readonly tokens: DateToken[] }[] = [{ at: 0, tokens: [] }];
  const whole: DateToken[][] = [];
  while (readings.length > 0) {
    const [reading, ...rest] = readings;
    readings = rest;
    const { at, tokens } = reading!;
    if (at === words.length) {
      whole.push(tokens);
      continue;
    }
    for (let length = Math.min(LONGEST, words.length - at); length > 0; length--) {
      const found = meaningsOf(words.slice(at, at + length), lexicon, language);
      for (const meaning of found) readings.push({ at: at + length, tokens: [...tokens, ...meaning] });
    }
    if (readings.length + whole.length > MOST_READINGS) return [];
  }
  return whole;
}

/** Returns what a phrase may stand for. A word that is both a filler and something else is read in both ways. */
function meaningsOf(
  phrase: readonly string[],
  lexicon: Lexicon,
  language: string,
): readonly (readonly DateToken[])[] {
  const listed = lexicon.get(phrase.join(' ')) ?? [];
  const [word = '', more] = phrase;
  if (more !== undefined) return listed;
  const named = nameOf(word) ?? nameOf(withoutEnding(word, language));
  return [...listed, ...(named ? [[named]] : [])];
}

/** What languages join to the name of a month or weekday: “nisanda”, “Mittwochabend”. */
const ENDINGS: Readonly<Record<string, RegExp>> = {
  tr: /(?<=.{4})[dt][ae]n?$/,
  de: /(?:fruh|morgen|(?:vor|nach)?mittag|abend|nacht)s?$/,
};

function withoutEnding(word: string, language: string): string {
  const ending = ENDINGS[language];
  return ending ? word.replace(ending, '') : word;
}

function nameOf(word: string): DateToken | null {
  if (/^[–—-]$/.test(word)) return { class: 'R', value: 0 };
  const digits = /^\d+/.exec(word)?.[0];
  if (digits !== undefined) {
    const value = Number(digits);
    if (digits.length === 4) return { class: word.endsWith('s') ? 'e' : 'y', value };
    return digits.length < 4 && !word.endsWith('0s') ? { class: 'n', value } : null;
  }
  const [month, weekday] = [monthNumber(word), weekdayNumber(word)];
  // “mar.” is Tuesday in French and March in Spanish: it is no name without more.
  if (month !== undefined && weekday !== undefined) return null;
  if (month !== undefined) return { class: 'm', value: month };
  return weekday === undefined ? null : { class: 'w', value: weekday };
}
