/** Returns the past tense of a regular English verb: accused, denied, urged. */
const past = (verb: string) =>
  verb.endsWith('y') && !/[aeo]y$/u.test(verb)
    ? `${verb.slice(0, -1)}ied`
    : `${verb.endsWith('e') ? verb.slice(0, -1) : verb}ed`;

/** Returns all forms of regular English verbs that occur in news: accuse, accuses, accused, accusing. */
const verbs = (...all: string[]) =>
  all.flatMap((verb) => {
    const third =
      verb.endsWith('y') && !/[aeo]y$/u.test(verb)
        ? `${verb.slice(0, -1)}ies`
        : `${verb}${/(?:s|sh|ch)$/u.test(verb) ? 'es' : 's'}`;
    return [verb, third, past(verb), `${verb.endsWith('e') ? verb.slice(0, -1) : verb}ing`];
  });

/** Returns only the past tense, for verbs whose other forms are usually nouns: a report, the states, great hopes. */
const inThePast = (...all: string[]) => all.map(past);

const ENGLISH: readonly string[] = [
  'according to',
  ...['say', 'says', 'said', 'saying', 'tell', 'tells', 'told', 'telling', 'writes', 'wrote'],
  ...[
    'went on to say',
    'made clear',
    'makes clear',
    'spoke of',
    'held that',
    'found that',
    'in the words of',
  ],
  ...['was quoted as saying', 'were quoted as saying', 'is quoted as saying', 'in the view of', 'swore'],
  ...['pointed out', 'points out', 'pointing out', 'call for', 'calls for', 'called for', 'calling for'],
  ...['called on', 'calls on', 'thinks', 'thought', 'admit', 'admits', 'admitted', 'admitting'],
  ...['allegedly', 'reportedly', 'is said to', 'are said to', 'was said to', 'is believed to'],
  ...['are believed to', 'was believed to', 'is widely believed', 'widely believed'],
  ...verbs('claim', 'add', 'announce', 'declare', 'explain', 'remark', 'emphasize', 'emphasise', 'underline'),
  ...verbs('stress', 'highlight', 'reiterate', 'reaffirm', 'affirm', 'express', 'voice', 'confirm', 'insist'),
  ...verbs('assert', 'argue', 'maintain', 'contend', 'believe', 'allege', 'accuse', 'blame', 'criticize'),
  ...verbs('criticise', 'condemn', 'denounce', 'complain', 'deny', 'dismiss', 'reject', 'refute', 'dispute'),
  ...verbs('acknowledge', 'concede', 'warn', 'caution', 'urge', 'demand', 'recommend', 'propose', 'suggest'),
  ...verbs('promise', 'pledge', 'vow', 'threaten', 'predict', 'estimate', 'praise', 'conclude', 'describe'),
  ...inThePast(
    'state',
    'report',
    'comment',
    'mention',
    'note',
    'question',
    'doubt',
    'request',
    'ask',
    'appeal',
  ),
  ...inThePast('hope', 'fear', 'expect', 'welcome', 'signal', 'hint', 'reply', 'testify', 'protest'),
];

/** Words of attribution, by language, with which cues are found. Inflected forms are listed, because words are not stemmed. */
export const CUE_WORDS: Readonly<Record<string, readonly string[]>> = {
  en: ENGLISH,
  tr: [
    ...['dedi', 'söyledi', 'belirtti', 'açıkladı', 'ifade etti', 'vurguladı', 'kaydetti', 'dile getirdi'],
    ...['iddia etti', 'öne sürdü', 'savundu', 'yalanladı', 'reddetti', 'uyardı', 'aktardı', 'bildirdi'],
    ...['duyurdu', 'eleştirdi', 'suçladı', 'çağrısında bulundu', 'çağrı yaptı', 'teyit etti', 'doğruladı'],
    ...['göre', 'diye konuştu', 'değerlendirmesinde bulundu', 'altını çizdi', 'işaret etti', 'iddiasıyla'],
  ],
  de: [
    ...['sagte', 'sagt', 'sagten', 'erklärte', 'erklärt', 'erklärten', 'betonte', 'betont', 'teilte mit'],
    ...['behauptete', 'behauptet', 'warnte', 'warnt', 'forderte', 'fordert', 'bestritt', 'bestreitet'],
    ...['wies zurück', 'kritisierte', 'kritisiert', 'bestätigte', 'bestätigt', 'berichtete', 'berichtet'],
    ...['kündigte an', 'meinte', 'fügte hinzu', 'hob hervor', 'unterstrich', 'warf vor', 'räumte ein'],
    ...['laut', 'nach Angaben', 'zufolge', 'angeblich', 'nach Ansicht'],
  ],
  fr: [
    ...['a déclaré', 'a dit', 'a affirmé', 'a souligné', 'a indiqué', 'a annoncé', 'a assuré', 'a estimé'],
    ...['a ajouté', 'a expliqué', 'a averti', 'a accusé', 'a démenti', 'a nié', 'a rejeté', 'a réclamé'],
    ...['a appelé à', 'a exhorté', 'a critiqué', 'a confirmé', 'a prétendu', 'a réaffirmé', 'a insisté'],
    ...['déclare', 'affirme', 'souligne', 'estime', 'selon', "d'après", 'd’après', 'prétendument'],
  ],
};
