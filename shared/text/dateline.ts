const AGENCIES =
  'AP|AFP|AA|APA|ANSA|ANI|APP|BBC|BIRN|Bloomberg|CNN|CNS|CP|dpa|DPA|EFE|IANS|INA|IRNA|Kyodo|NPR|PA|PAP|PTI|' +
  'Reuters|RIA|SANA|SPA|TASS|UPI|WAM|Xinhua';
/** Acronyms that begin sentences with an inserted dash ("UNICEF — The agency …") and are no places. */
const NOT_PLACES = new Set([
  'UNICEF',
  'UNESCO',
  'ASEAN',
  'INTERPOL',
  'MERCOSUR',
  'COVID',
  'UPDATE',
  'BREAKING',
]);
/** Capitals in four letters; other short words in capitals are taken for acronyms (NATO — …). */
const SHORT_PLACES = new Set([
  'ROME',
  'OSLO',
  'LIMA',
  'KYIV',
  'KIEV',
  'BAKU',
  'DOHA',
  'BERN',
  'RIGA',
  'BONN',
  'ADEN',
]);

const UPPER_WORD = "\\p{Lu}(?:[\\p{Lu}\\p{M}.]|['’-](?=\\p{Lu}))+";
const MONTH =
  '(?:Jan(?:uary|\\.)?|Feb(?:ruary|\\.)?|Mar(?:ch|\\.)?|Apr(?:il|\\.)?|May|June?|July?|Aug(?:ust|\\.)?|' +
  'Sept?(?:ember|\\.)?|Oct(?:ober|\\.)?|Nov(?:ember|\\.)?|Dec(?:ember|\\.)?)';
const DAY = `(?:${MONTH} \\d{1,2}|\\d{1,2} ${MONTH})(?:,? \\d{4})?`;
const UPPER_DATELINE = new RegExp(
  `^(?<place>${UPPER_WORD}(?:[ /]${UPPER_WORD}){0,4})` +
    `(?<region>, (?!${DAY})\\p{Lu}[\\p{L}\\p{M}.]+(?: \\p{Lu}[\\p{L}\\p{M}.]+){0,3})?` +
    `(?<day>,? ${DAY})?` +
    "(?<agency> \\([\\p{L}][\\p{L}\\p{M}.&’' -]{1,40}\\))?" +
    '(?<dash> ?[—–] ?| --? )' +
    '(?=\\S)',
  'u',
);
/** A place in ordinary case counts only with a known agency: "Boeing (BA) - The …" is prose. */
const MIXED_DATELINE = new RegExp(
  `^\\p{Lu}[\\p{L}\\p{M}.’'-]+(?:[ ,]{1,2}[\\p{L}\\p{M}\\d.’'-]+){0,6} \\((?:${AGENCIES})\\)(?: ?[—–] ?| --? )(?=\\S)`,
  'u',
);
const KNOWN_AGENCY = new RegExp(`^(?:${AGENCIES})$`);
const SENTENCE_START = /^[\p{Lu}\p{Lt}\p{Lo}\p{N}"“„«‘'([]/u;

/**
 * Recognises a dateline at the very beginning of a text: `ISLAMABAD (AP) — `, `ANKARA, July 9 (Reuters) - `,
 * `PARIS — `. Answers it without the dash, and the length of the prefix with dash and blanks; `null` when in
 * doubt, since a prose beginning taken for a dateline would lose words of the sentence.
 */
export function readDateline(text: string): { dateline: string; length: number } | null {
  const head = text.slice(0, 200);
  const match = UPPER_DATELINE.exec(head);
  const accepted = match?.groups && isDateline(match.groups, head.slice(match[0].length));
  const found = accepted ? match[0] : MIXED_DATELINE.exec(head)?.[0];
  if (found === undefined) return null;
  return { dateline: found.replace(/\s*[—–-]+\s*$/u, ''), length: found.length };
}

function isDateline(groups: Record<string, string | undefined>, rest: string): boolean {
  const { place = '', region, day, agency, dash = '' } = groups;
  if (!SENTENCE_START.test(rest)) return false;
  const words = place.split(/[ /]/);
  const first = words[0] ?? '';
  if (words.some((word) => NOT_PLACES.has(word))) return false;
  const letters = place.match(/\p{L}/gu)?.length ?? 0;
  const longEnough = letters >= 5 || SHORT_PLACES.has(first);
  if (day !== undefined) return true;
  if (agency !== undefined) {
    const name = agency.slice(2, -1);
    // "IBM (International Business Machines) — The": a short acronym spelled out, not a place.
    return KNOWN_AGENCY.test(name) || (longEnough && /\p{Ll}/u.test(name));
  }
  // From here on only capitals and a dash speak for it; a hyphen or a second dash means an inserted clause.
  if (!longEnough || /^ -/.test(dash) !== dash.startsWith(' --') || insertedClause(rest)) return false;
  return region !== undefined || words.every((word) => word.length > 1);
}

function insertedClause(rest: string): boolean {
  const sentence = rest.split(/[.!?\n]/, 1)[0] ?? '';
  return / [—–-]{1,2} /u.test(sentence);
}
