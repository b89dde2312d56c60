import { fold } from './fold.ts';

/** Names of months in news dates, full and abbreviated, by language; each entry lists the forms of one month. */
const MONTHS: Readonly<Record<string, string>> = {
  en: 'january jan, february feb, march mar, april apr, may, june jun, july jul, august aug, september sept sep, october oct, november nov, december dec',
  de: 'januar jänner jan, februar feber feb, märz mär mrz, april apr, mai, juni jun, juli jul, august aug, september sept sep, oktober okt, november nov, dezember dez',
  fr: 'janvier janv, février févr fév, mars, avril avr, mai, juin, juillet juil, août, septembre sept, octobre oct, novembre nov, décembre déc',
  es: 'enero ene, febrero feb, marzo mar, abril abr, mayo may, junio jun, julio jul, agosto ago, septiembre setiembre sept sep set, octubre oct, noviembre nov, diciembre dic',
  it: 'gennaio gen, febbraio feb, marzo mar, aprile apr, maggio mag, giugno giu, luglio lug, agosto ago, settembre set sett, ottobre ott, novembre nov, dicembre dic',
  pt: 'janeiro jan, fevereiro fev, março mar, abril abr, maio mai, junho jun, julho jul, agosto ago, setembro set, outubro out, novembro nov, dezembro dez',
  nl: 'januari jan, februari feb, maart mrt, april apr, mei, juni jun, juli jul, augustus aug, september sep, oktober okt, november nov, december dec',
  tr: 'ocak oca, şubat şub, mart mar, nisan nis, mayıs may, haziran haz, temmuz tem, ağustos ağu, eylül eyl, ekim eki, kasım kas, aralık ara',
  ru: 'января январь янв январе, февраля февраль фев февр феврале, марта март мар марте, апреля апрель апр апреле, мая май мае, июня июнь июн июне, июля июль июл июле, августа август авг августе, сентября сентябрь сен сент сентябре, октября октябрь окт октябре, ноября ноябрь ноя нояб ноябре, декабря декабрь дек декабре',
  uk: 'січня січень, лютого лютий, березня березень, квітня квітень, травня травень, червня червень, липня липень, серпня серпень, вересня вересень, жовтня жовтень, листопада листопад, грудня грудень',
  ar: 'يناير, فبراير شباط, مارس آذار, أبريل إبريل نيسان, مايو أيار, يونيو حزيران, يوليو تموز, أغسطس آب, سبتمبر أيلول, أكتوبر, نوفمبر, ديسمبر',
};

/** Names of weekdays, from Monday on. */
const WEEKDAYS: Readonly<Record<string, string>> = {
  en: 'monday mon, tuesday tues tue, wednesday wednes wed, thursday thurs thur thu, friday fri, saturday satur sat, sunday sun',
  de: 'montag mo, dienstag di, mittwoch mi, donnerstag do, freitag fr, samstag sonnabend sa, sonntag so',
  fr: 'lundi lun, mardi mar, mercredi mer, jeudi jeu, vendredi ven, samedi sam, dimanche dim',
  es: 'lunes lun, martes, miércoles mié, jueves jue, viernes vie, sábado sáb, domingo dom',
  it: 'lunedì, martedì, mercoledì, giovedì, venerdì, sabato, domenica',
  pt: 'segunda-feira, terça-feira, quarta-feira, quinta-feira, sexta-feira, sábado, domingo',
  nl: 'maandag, dinsdag, woensdag, donderdag, vrijdag, zaterdag, zondag',
  tr: 'pazartesi pzt, salı sal, çarşamba çar, perşembe per, cuma cum, cumartesi cmt, pazar paz',
  ru: 'понедельник пн понедельника, вторник вт вторника, среда ср среду среды, четверг чт четверга, пятница пт пятницу пятницы, суббота сб субботу субботы, воскресенье вс воскресенья',
  uk: 'понеділок, вівторок, середа, четвер, пʼятниця, субота, неділя',
  ar: 'الاثنين الإثنين, الثلاثاء, الأربعاء, الخميس, الجمعة, السبت, الأحد',
};

function numbers(lists: Readonly<Record<string, string>>): ReadonlyMap<string, number> {
  const found = new Map<string, number>();
  for (const list of Object.values(lists))
    for (const [i, forms] of list.split(',').entries())
      for (const form of forms.trim().split(' ')) found.set(fold(form), i + 1);
  return found;
}

const MONTH_NUMBERS = numbers(MONTHS);
const WEEKDAY_NUMBERS = numbers(WEEKDAYS);

/** Returns the number of a month, 1 to 12, by its name in one of eleven languages; ignores a full stop after it. */
export function monthNumber(name: string): number | undefined {
  return MONTH_NUMBERS.get(fold(name.replace(/\.$/, '')));
}

/** Returns the number of a weekday by its name, 1 for Monday to 7 for Sunday. */
export function weekdayNumber(name: string): number | undefined {
  return WEEKDAY_NUMBERS.get(fold(name.replace(/\.$/, '')));
}

/** Returns the weekday of a day in milliseconds of UTC, 1 for Monday to 7 for Sunday. */
export function weekdayOf(day: number): number {
  return new Date(day).getUTCDay() || 7;
}
