import { fold } from './fold.ts';

// Words of fewer than four letters are omitted where only misspellings matter: short words never count as misspelled.
function words(list: string): ReadonlySet<string> {
  return new Set(fold(list).split(' '));
}

/** In English, German, French, Spanish, Italian, Turkish, Russian and Arabic. */
const NEGATIONS = words(`
  not never none nobody nothing neither nowhere without cannot hardly scarcely barely
  nicht nichts niemals niemand niemanden niemandem nirgends nirgendwo ohne weder noch nein kaum keinesfalls keineswegs mitnichten
  jamais rien aucun aucune aucuns aucunes sans guere nulle nulles nullement
  nunca jamas nada nadie ninguno ninguna ningun tampoco
  nessuno nessuna nessun niente senza neppure nemmeno
  degil hicbir hicbiri asla hayir yoktu yoktur
  никогда никто никого никому ничто ничего ничему нигде никуда никак нельзя никакои никакая никакие никаких неужели
  ليس ليست ليسوا ليسا بدون كلا مطلقا
`);
const NEGATION_STARTS = /^(?:kein(?:e[rnsm]?)?|cannot|non)$/u;
const NEGATED_VERB = /n't$/u;

/** Whether a folded word is a negation. */
export function isNegation(word: string): boolean {
  return NEGATIONS.has(word) || NEGATION_STARTS.test(word) || NEGATED_VERB.test(word);
}

const NUMBERS = words(`
  zero four five seven eight nine eleven twelve first second third fourth fifth sixth seventh eighth ninth tenth half both
  twice thrice once dozen dozens score single double triple quarter couple few several
  null eins zwei drei vier funf sechs sieben acht neun zehn zwolf beide beiden erste ersten zweite zweiten dritte dritten halb
  halbe dutzend doppelt
  zero deux trois quatre cinq sept huit neuf onze douze treize quatorze quinze seize vingt trente quarante cinquante soixante
  cent cents mille premier premiere second seconde troisieme demi demie douzaine
  cero tres cuatro cinco seis siete ocho nueve diez once doce trece catorce quince veinte treinta cuarenta cincuenta sesenta
  setenta ochenta noventa cien ciento cientos miles primero primera segundo segunda tercero tercera medio media docena
  dort alti yedi sekiz dokuz yirmi otuz kirk elli altmis yetmis seksen doksan birinci ikinci ucuncu yarim duzine
  один одна одно одного однои двух трех четыре четырех пять пяти шесть шести семь семи восемь восьми девять девяти десять
  десяти сорок сто двести триста первыи первая второи вторая третии третья половина оба обе
  واحد واحدة اثنان اثنين ثلاثة ثلاث اربعة اربع خمسة خمس ستة سبعة سبع ثمانية ثماني تسعة تسع عشرة عشرون عشرين ثلاثون ثلاثين
  اربعون اربعين خمسون خمسين ستون ستين سبعون سبعين ثمانون ثمانين تسعون تسعين مئة مائة مئتان الف الاف الاول الاولى الثاني
  الثانية نصف
`);
/** Parts of compound number words, in any form. */
const NUMBER_PART =
  /(?:twent|thirt|fort[iy]|fift|sixt|sevent|eight[iy]|ninet|teen|hundred|thousand|illion|illiard|zwanzig|dreissig|vierzig|funfzig|sechzig|siebzig|achtzig|neunzig|hundert|tausend|zehn|cientos|mily[oa]r?n?|дцать|дцати|десят|тысяч|миллион|миллиард|ملايين|مليون|مليار)/u;

/** Whether a folded word is a cardinal or ordinal number. */
export function isNumberWord(word: string): boolean {
  return /\p{N}/u.test(word) || NUMBERS.has(word) || NUMBER_PART.test(word);
}

const LIGHT = words(`
  a an the that of s
  der das den dem des dass
  le la les l du de des d que
  el los las del
  il lo gli della
`);

/** Whether a quote may add or omit this folded word: an article that means nothing else in any other language. */
export function isLight(word: string): boolean {
  return LIGHT.has(word);
}

/** German articles and similar words: a capital after one marks any noun. */
const BEFORE_NOUNS = words(`
  der die das den dem des ein eine einen einem einer eines im am zum zur vom beim ins
  ihr ihre ihren ihrem ihrer sein seine seinen seinem seiner diese dieser diesen diesem dieses jede jeder jeden
`);

/** Whether a folded word precedes nouns in German, where all nouns are capitalised. */
export function isBeforeNouns(word: string): boolean {
  return BEFORE_NOUNS.has(word);
}
