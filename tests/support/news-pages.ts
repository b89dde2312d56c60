/** A fictional page as a news site would serve it, with what reading must find in it. */
export interface NewsPage {
  readonly name: string;
  readonly html: string | Uint8Array;
  readonly title: string;
  readonly byline: string;
  readonly published: string;
  readonly source: string;
  /** Paragraphs that belong to the article, in order. */
  readonly inside: readonly string[];
  /** Words that do not. */
  readonly outside: readonly string[];
}

interface Story {
  readonly title: string;
  readonly author: string;
  readonly date: string;
  readonly lang: string;
  readonly paragraphs: readonly string[];
}

const OUTLET = 'The Sund Courier';
const STORIES: readonly Story[] = [
  {
    title: 'Harbour closes after storm damages northern quay',
    author: 'Ida Marsh',
    date: '2025-07-09',
    lang: 'en',
    paragraphs: [
      'The harbour of Sund closed on Wednesday after a storm damaged its northern quay, the port authority said, and ships had to turn to Vall.',
      '“We cannot risk a single ship,” harbour master Ilse Haldorén said. She expects the quay to open again within a week, if divers find no further cracks.',
      'Engineers had warned the council for years. A report of 2021, which the newspaper has seen, named the northern quay as the weakest of all.',
      'Freight for the islands waits in three warehouses. The shipping company Norlinje said that nothing would spoil before Monday, but that fish was another matter.',
    ],
  },
  {
    title: 'Rat von Hellau streitet über den Preis des Wassers',
    author: 'Jonas Petrow',
    date: '2025-03-02',
    lang: 'de',
    paragraphs: [
      'Der Rat der Stadt Hellau hat sich am Sonntag nicht auf einen neuen Preis für das Trinkwasser geeinigt, obwohl die Werke seit Monaten darauf drängen.',
      'Bürgermeisterin Katrin Öhlmann sagte, sie werde keiner Erhöhung zustimmen, solange die Rohre in der Altstadt ein Drittel des Wassers verlören.',
      'Die Werke widersprachen: Der Verlust liege bei einem Zehntel, und ohne höhere Preise könne kein einziges Rohr ersetzt werden, erklärte ihr Sprecher.',
      'Im April soll ein Gutachten zeigen, wer recht hat. Bezahlt wird es je zur Hälfte von der Stadt und von den Werken, was wiederum die Opposition kritisiert.',
    ],
  },
  {
    title: 'Vadili köprüsü için yeni bir ihale yapılacak',
    author: 'Deniz Aktürk',
    date: '2024-11-18',
    lang: 'tr',
    paragraphs: [
      'Vadili köprüsünün onarımı için açılan ilk ihale pazartesi günü iptal edildi; belediye, tekliflerin hiçbirinin şartnameye uymadığını bildirdi.',
      'Belediye sözcüsü Selma Güneri, yeni ihalenin ocak ayında yapılacağını ve köprünün o zamana kadar yalnızca yayalara açık kalacağını söyledi.',
      'Şirketlerden biri karara itiraz etti. Şirket avukatı, eksik denilen belgelerin zamanında teslim edildiğini ve bunun tutanakla sabit olduğunu öne sürdü.',
      'Köprüden her gün yaklaşık dokuz bin kişi geçiyor. Esnaf, kapanmanın uzaması hâlinde dükkânların yarısının kışı çıkaramayacağını anlatıyor.',
    ],
  },
  {
    title: 'بلدية مرسى النور تؤجل افتتاح السوق الجديد',
    author: 'ليلى حداد',
    date: '2025-01-21',
    lang: 'ar',
    paragraphs: [
      'أجلت بلدية مرسى النور يوم الثلاثاء افتتاح السوق الجديد بعد أن كشفت لجنة الفحص عن عيوب في نظام الإطفاء داخل القاعة الكبرى.',
      'وقال رئيس البلدية سامر العطار إن السلامة تأتي قبل المواعيد، وإن السوق سيفتح أبوابه فور إصلاح العيوب ومن دون كلفة إضافية على التجار.',
      'وأعرب عدد من التجار عن استيائهم، إذ دفعوا إيجار ثلاثة أشهر سلفا ولم يحصلوا على موعد جديد، بحسب ما ذكرته نقابتهم في بيان.',
      'ومن المقرر أن يجتمع المجلس البلدي الأسبوع المقبل للنظر في طلبات التعويض وفي تقرير اللجنة الذي لم ينشر بعد كاملا.',
    ],
  },
];

const MENU =
  '<nav><ul><li><a href="/">Home</a></li><li><a href="/p">Politics desk</a></li><li><a href="/s">Sports desk</a></li></ul></nav>';
const COOKIES =
  '<div class="cookie-banner"><p>This site uses cookies to measure visits and to show you advertising that fits you.</p><button>Accept</button></div>';
const RELATED =
  '<aside class="related"><h3>More from us</h3><ul><li><a href="/1">Ferry prices rise for the third time this year</a></li><li><a href="/2">Council debates the budget until midnight</a></li></ul></aside>';
const FOOTER =
  '<footer><p>© Courier Media Group. All rights reserved. Imprint, privacy, contact.</p></footer>';
const OUTSIDE = ['Politics desk', 'uses cookies', 'Ferry prices rise', 'All rights reserved'];

const paragraphs = ({ paragraphs }: Story) => paragraphs.map((words) => `<p>${words}</p>`).join('\n');
const page = (story: Story, head: string, body: string) =>
  `<!doctype html><html lang="${story.lang}"${story.lang === 'ar' ? ' dir="rtl"' : ''}><head><meta charset="utf-8">${head}</head><body>${body}</body></html>`;
const json = (value: unknown) => `<script type="application/ld+json">${JSON.stringify(value)}</script>`;
const article = ({ title, author, date }: Story) => ({
  '@type': 'NewsArticle',
  headline: title,
  author: { '@type': 'Person', name: author },
  datePublished: date,
  publisher: { '@type': 'Organization', name: OUTLET },
});
const named = ({ title }: Story) => `<title>${title} | ${OUTLET}</title>`;
const openGraph = ({ title, author, date }: Story) =>
  `<title>${title}</title><meta property="og:title" content="${title}"><meta property="og:site_name" content="${OUTLET}"><meta property="article:author" content="${author}"><meta property="article:published_time" content="${date}T08:00:00+00:00">`;
const metas = ({ title, author, date }: Story) =>
  `<title>${title} – ${OUTLET}</title><meta name="author" content="${author}"><meta name="date" content="${date}"><meta name="application-name" content="${OUTLET}">`;
const head = ({ title }: Story) => `<h1>${title}</h1>`;

/** How sites build their pages. */
const SITES: Readonly<Record<string, (story: Story) => string | Uint8Array>> = {
  'a graph of JSON-LD': (story) =>
    page(
      story,
      named(story) +
        json({
          '@context': 'https://schema.org',
          '@graph': [{ '@type': 'WebSite', name: 'x' }, article(story)],
        }),
      `${MENU}${COOKIES}<article>${head(story)}<p class="byline">By ${story.author}</p>${paragraphs(story)}</article>${RELATED}${FOOTER}`,
    ),
  'a list of JSON-LD, beside other articles': (story) =>
    page(
      story,
      named(story) +
        json([
          { '@type': 'BreadcrumbList' },
          { '@type': 'NewsArticle', headline: 'Ferry prices rise' },
          { ...article(story), author: [{ name: story.author }] },
        ]),
      `${MENU}${COOKIES}<main>${head(story)}${paragraphs(story)}</main>${RELATED}${FOOTER}`,
    ),
  OpenGraph: (story) =>
    page(
      story,
      openGraph(story),
      `${MENU}${COOKIES}<div id="content"><div class="story">${head(story)}<time datetime="${story.date}">${story.date}</time>${paragraphs(story)}</div></div>${RELATED}${FOOTER}`,
    ),
  'meta elements': (story) =>
    page(
      story,
      metas(story),
      `${MENU}${COOKIES}<div class="page"><div class="text">${head(story)}${paragraphs(story)}</div>${RELATED}</div>${FOOTER}`,
    ),
  'related links and a newsletter within the article': (story) =>
    page(
      story,
      named(story) + json(article(story)),
      `${MENU}<article>${COOKIES}${head(story)}${story.paragraphs
        .map(
          (words, i) =>
            `<p>${words}</p>${i === 1 ? `${RELATED}<div class="newsletter-signup"><p>Subscribe to our newsletter and never miss a story again.</p></div>` : ''}`,
        )
        .join('')}<div class="share-bar"><a>Facebook</a><a>Mail</a></div></article>${FOOTER}`,
    ),
  'a table for its layout': (story) =>
    page(
      story,
      metas(story),
      `${COOKIES}<table><tr><td>${MENU}</td><td><div>${head(story)}${paragraphs(story)}</div></td></tr></table>${RELATED}${FOOTER}`,
    ),
  'line breaks for paragraphs': (story) =>
    page(
      story,
      metas(story),
      `${MENU}${COOKIES}<div class="article-body">${head(story)}${story.paragraphs.join('<br><br>')}</div>${RELATED}${FOOTER}`,
    ),
  'deep wrappers': (story) =>
    page(
      story,
      openGraph(story),
      `${MENU}${COOKIES}${'<div class="w">'.repeat(12)}<section>${head(story)}${story.paragraphs
        .map((words) => `<div class="block"><p>${words}</p></div>`)
        .join('')}</section>${'</div>'.repeat(12)}${RELATED}${FOOTER}`,
    ),
  'comments of readers': (story) =>
    page(
      story,
      named(story) + json(article(story)),
      `${MENU}${COOKIES}<article>${head(story)}${paragraphs(story)}</article><section id="comments"><h2>Comments</h2>${'<div class="comment"><p>I have lived here for forty years, and nobody ever asked me about any of this, which says it all.</p></div>'.repeat(4)}</section>${RELATED}${FOOTER}`,
    ),
  'SingleFile, with its styles inside': (story) =>
    page(
      story,
      `<!--\n Page saved with SingleFile \n url: https://courier.example/${story.date} \n saved date: x\n-->${openGraph(story)}<style>${'.a{color:red}'.repeat(400)}</style>`,
      `${MENU}${COOKIES}<article>${head(story)}${paragraphs(story)}</article>${RELATED}${FOOTER}<script>var uses = "cookies";</script>`,
    ),
};

/** Pages in a legacy encoding, which their meta element declares. */
const LEGACY: Readonly<
  Record<string, { readonly lang: string; readonly letters: Readonly<Record<string, number>> }>
> = {
  'iso-8859-1': {
    lang: 'de',
    letters: { ä: 0xe4, ö: 0xf6, ü: 0xfc, Ä: 0xc4, Ö: 0xd6, Ü: 0xdc, ß: 0xdf, '–': 0x96, '©': 0xa9 },
  },
  'windows-1254': {
    lang: 'tr',
    letters: {
      ğ: 0xf0,
      ı: 0xfd,
      ş: 0xfe,
      Ş: 0xde,
      İ: 0xdd,
      ç: 0xe7,
      ö: 0xf6,
      ü: 0xfc,
      â: 0xe2,
      Ç: 0xc7,
      '–': 0x96,
      '©': 0xa9,
    },
  },
};

/** Every kind of page for every story, and two in legacy encodings. */
export function newsPages(): NewsPage[] {
  const expected = (name: string, story: Story, html: string | Uint8Array): NewsPage => ({
    name,
    html,
    title: story.title,
    byline: story.author,
    published: story.date,
    source: OUTLET,
    inside: story.paragraphs,
    outside: OUTSIDE,
  });
  return [
    ...Object.entries(SITES).flatMap(([site, build]) =>
      STORIES.map((story) => expected(`${site}, ${story.lang}`, story, build(story))),
    ),
    ...Object.entries(LEGACY).map(([charset, { lang, letters }]) => {
      const story = STORIES.find((each) => each.lang === lang)!;
      const html = (SITES['meta elements']!(story) as string).replace(
        'charset="utf-8"',
        `charset="${charset}"`,
      );
      return expected(
        `meta elements, ${charset}`,
        story,
        Uint8Array.from(html, (letter) => letters[letter] ?? letter.charCodeAt(0)),
      );
    }),
  ];
}
