import { fold } from './fold.ts';

/**
 * Cities in datelines: capitals, and large or often reported cities, by language; the lists after English contain names that
 * differ, and more cities of their region. Maintained by hand, because a dateline must be unmistakable. Therefore the lists lack
 * cities whose names are also words (Nice, Essen, Reading, Split) or names of people (Jackson, Lincoln, Victoria), and countries,
 * which are more often headings than datelines; only city states are included.
 */
const CITIES: Readonly<Record<string, string>> = {
  en: `
    Aarhus, Abidjan, Abu Dhabi, Abuja, Accra, Addis Ababa, Aden, Ahmedabad, Aleppo, Alexandria, Algiers, Almaty, Amman, Amritsar,
    Amsterdam, Anchorage, Andorra la Vella, Ankara, Antalya, Antananarivo, Antwerp, Apia, Ashgabat, Asmara, Astana, Asuncion, Athens,
    Atlanta, Auckland, Avdiivka, Baghdad, Bakhmut, Baku, Bali, Baltimore, Bamako, Bandar Seri Begawan, Bangalore, Bengaluru, Bangkok,
    Bangui, Banjul, Barcelona, Basra, Basel, Basseterre, Beijing, Beirut, Belfast, Belgorod, Belgrade, Belmopan, Benghazi, Bergen,
    Berlin, Bern, Bethlehem, Bilbao, Birmingham, Bishkek, Bissau, Bogota, Bologna, Bonn, Bordeaux, Boston, Brasilia, Bratislava,
    Brazzaville, Bremen, Bridgetown, Brisbane, Bristol, Brussels, Bucha, Bucharest, Budapest, Buenos Aires, Bujumbura, Bursa, Busan,
    Cairo, Calgary, Canberra, Cape Canaveral, Cape Town, Caracas, Cardiff, Casablanca, Castries, Cayenne, Chennai, Chernihiv, Chicago,
    Chisinau, Christchurch, Cleveland, Cologne, Colombo, Conakry, Copenhagen, Dakar, Dallas, Damascus, Dar es Salaam, Darwin, Davos,
    Deir al-Balah, Delhi, Denver, Detroit, Dhaka, Dili, Diyarbakir, Djibouti, Dnipro, Dodoma, Doha, Donetsk, Douala, Dresden, Dubai,
    Dublin, Dushanbe, Dusseldorf, Edinburgh, Edmonton, El Fasher, Erbil, Eskisehir, Fallujah, Florence, Frankfurt, Freetown, Fukuoka,
    Funafuti, Gaborone, Gaza, Gaza City, Gaziantep, Gdansk, Geneva, Genoa, Georgetown, Glasgow, Goma, Gothenburg, Grozny, Guangzhou,
    Guantanamo Bay, Guatemala City, Guayaquil, Hague, The Hague, Haifa, Hamburg, Hanoi, Hanover, Harare, Havana, Hebron, Helsinki,
    Herat, Hiroshima, Ho Chi Minh City, Hodeidah, Hong Kong, Honiara, Honolulu, Houston, Hyderabad, Idlib, Incheon, Irbil, Irpin,
    Isfahan, Islamabad, Istanbul, Izmir, Izium, Jaffa, Jakarta, Jalalabad, Jeddah, Jenin, Jerusalem, Johannesburg, Juba, Kabul, Kampala,
    Kandahar, Kano, Karachi, Kathmandu, Kazan, Kharkiv, Kharkov, Khartoum, Khan Younis, Kherson, Kigali, Kingston, Kinshasa, Kirkuk,
    Kolkata, Konya, Kostiantynivka, Kramatorsk, Krakow, Kuala Lumpur, Kunming, Kursk, Kuwait, Kuwait City, Kyiv, Kiev, Kyoto, La Paz,
    Lagos, Lahore, Larnaca, Las Vegas, Lausanne, Leeds, Leipzig, Libreville, Lille, Lilongwe, Lima, Limassol, Lisbon, Liverpool,
    Ljubljana, Lome, London, Los Angeles, Luanda, Lucknow, Luhansk, Lusaka, Luxembourg, Lviv, Lyon, Madrid, Majuro, Makhachkala, Malabo,
    Male, Malmo, Managua, Manama, Manchester, Manila, Maputo, Mariupol, Marrakech, Marseille, Maseru, Mazar-i-Sharif, Mbabane, Mecca,
    Medina, Melbourne, Melitopol, Memphis, Mexico City, Miami, Milan, Minneapolis, Minsk, Misrata, Mogadishu, Mombasa, Monaco,
    Monrovia, Monterrey, Montevideo, Montreal, Moroni, Moscow, Mosul, Mumbai, Munich, Murmansk, Muscat, Mykolaiv, N'Djamena, Nablus,
    Nagasaki, Nairobi, Naples, Nassau, Naypyidaw, Naypyitaw, New Delhi, New Orleans, New York, Newcastle, Ngerulmud, Niamey, Nicosia,
    Nouakchott, Novosibirsk, Nuuk, Nuku'alofa, Odesa, Odessa, Osaka, Oslo, Ottawa, Ouagadougou, Palikir, Panama City, Paramaribo, Paris,
    Perth, Peshawar, Philadelphia, Phnom Penh, Podgorica, Pokrovsk, Port Louis, Port Moresby, Port of Spain, Port Sudan, Port Vila,
    Port-au-Prince, Porto, Porto-Novo, Prague, Praia, Pretoria, Pristina, Pyongyang, Qamishli, Quebec, Quebec City, Quetta, Quito, Rabat,
    Rafah, Ramallah, Raqqa, Rangoon, Rawalpindi, Reykjavik, Riga, Rio de Janeiro, Riyadh, Rome, Roseau, Rostov-on-Don, Rotterdam,
    Sacramento, Saint Petersburg, St. Petersburg, Salzburg, Samara, San Diego, San Francisco, San Juan, San Salvador, Sanaa, Sana'a,
    Santiago, Santo Domingo, Sao Paulo, Sarajevo, Seattle, Seoul, Sevastopol, Seville, Shanghai, Sharm el-Sheikh, Shenzhen, Shiraz,
    Sidon, Simferopol, Singapore, Sirte, Skopje, Srebrenica, Srinagar, Stavanger, Stockholm, Strasbourg, Stuttgart, Sumy, Suva, Sydney,
    Tabriz, Taipei, Tallinn, Tampa, Tapachula, Tashkent, Tbilisi, Tegucigalpa, Tehran, Teheran, Tel Aviv, Thessaloniki, Thimphu, Tijuana,
    Tirana, Tiraspol, Tokyo, Toronto, Toulouse, Trabzon, Trieste, Tripoli, Tulkarem, Tunis, Turin, Ulaanbaatar, Ulan Bator, United Nations,
    Urumqi, Utrecht, Vaduz, Valencia, Valletta, Vancouver, Vatican City, Venice, Vienna, Vientiane, Vilnius, Vladivostok, Volgograd,
    Warsaw, Washington, Wellington, Windhoek, Winnipeg, Wroclaw, Wuhan, Yamoussoukro, Yangon, Yaounde, Yekaterinburg, Yerevan, Zagreb,
    Zaporizhzhia, Zaporizhzhya, Zurich`,
  de: `
    Addis Abeba, Algier, Aschgabat, Athen, Bagdad, Belgrad, Berlin, Bischkek, Brüssel, Bukarest, Charkiw, Charkow, Cherson, Chișinău,
    Damaskus, Den Haag, Donezk, Dortmund, Dresden, Duschanbe, Düsseldorf, Edinburg, Frankfurt am Main, Frankfurt/Main, Genf, Genua,
    Gaza-Stadt, Hannover, Havanna, Jerewan, Jerusalem, Kairo, Kapstadt, Karlsruhe, Kiel, Kiew, Kinshasa, Köln, Kopenhagen, Krakau, Lemberg,
    Lissabon, Lwiw, Luhansk, Mailand, Mainz, Magdeburg, Mariupol, Mexiko-Stadt, Mogadischu, Moskau, Mossul, München, Neapel, Neu-Delhi,
    Nikosia, Nürnberg, Odessa, Peking, Pjöngjang, Potsdam, Prag, Riad, Rom, Sankt Petersburg, St. Petersburg, Saporischschja, Schwerin,
    Seoul, Singapur, Straßburg, Taschkent, Teheran, Tiflis, Tokio, Tripolis, Turin, Venedig, Warschau, Wien, Wiesbaden, Wladiwostok, Zürich`,
  fr: `
    Addis-Abeba, Alep, Alger, Ajaccio, Athènes, Bâle, Bagdad, Belgrade, Berne, Beyrouth, Bucarest, Bruxelles, Le Caire, Copenhague, Damas,
    Dakar, Dunkerque, Édimbourg, Erevan, Fort-de-France, Gênes, Genève, Grenoble, Hanoï, La Havane, La Haye, Kaboul, Khartoum, Kiev, Kyiv,
    Koweït, Le Cap, Lisbonne, Londres, Luxembourg, Lyon, Marseille, Mexico, Milan, Montpellier, Moscou, Montréal, Mossoul, Nantes,
    Naplouse, New Delhi, Nicosie, Nouméa, Odessa, Pékin, Pointe-à-Pitre, Port-au-Prince, Québec, Ramallah, Rennes, Riyad, Rome, Rouen,
    Saint-Denis, Saint-Pétersbourg, Sanaa, Séoul, Singapour, Strasbourg, Tachkent, Téhéran, Tel-Aviv, Tel Aviv, Tbilissi, Tokyo, Toulouse,
    Tripoli, Tunis, Varsovie, Venise, Vienne, Washington, Gaza-Ville`,
  es: `
    Adís Abeba, Alepo, Alicante, Ammán, Argel, Asunción, Atenas, Bagdad, Barcelona, Belgrado, Berlín, Berna, Beirut, Bilbao, Bogotá, Brasilia,
    Bruselas, Bucarest, Buenos Aires, Cali, Caracas, Ciudad de México, Ciudad de Guatemala, Ciudad de Panamá, Copenhague, Damasco, Doha, Dublín,
    Estambul, Estocolmo, Estrasburgo, Fráncfort, Ginebra, Granada, Guadalajara, Guayaquil, Helsinki, Jartum, Járkov, Jerusalén, Johannesburgo,
    Kabul, Kiev, La Habana, La Haya, La Paz, Las Palmas, Lima, Lisboa, Londres, Los Ángeles, Málaga, Managua, Medellín, México, Milán, Monterrey,
    Montevideo, Moscú, Múnich, Murcia, Nueva Delhi, Nueva York, Oviedo, Palma, Pamplona, Panamá, París, Pekín, Pionyang, Praga, Quito,
    Rabat, Ramala, Riad, Río de Janeiro, Roma, San José, San Petersburgo, San Salvador, San Sebastián, Santander, Santiago de Chile, Santo Domingo,
    São Paulo, Seúl, Sevilla, Shanghái, Singapur, Taipéi, Tegucigalpa, Teherán, Tel Aviv, Tokio, Trípoli, Túnez, Valencia, Valladolid,
    Varsovia, Viena, Vigo, Washington, Zaragoza, Zúrich, Ciudad del Vaticano`,
  it: 'Atene, Bagdad, Bari, Belgrado, Berlino, Bruxelles, Firenze, Genova, Ginevra, Kiev, Lisbona, Londra, Madrid, Milano, Mosca, Napoli, New York, Palermo, Parigi, Pechino, Roma, Torino, Trieste, Varsavia, Venezia, Verona, Vienna, Città del Vaticano, Gerusalemme, Il Cairo, Teheran',
  pt: 'Atenas, Belo Horizonte, Berlim, Bruxelas, Brasília, Buenos Aires, Coimbra, Curitiba, Fortaleza, Genebra, Kiev, Lisboa, Londres, Luanda, Madrid, Madri, Maputo, Moscou, Moscovo, Nova York, Nova Iorque, Paris, Pequim, Porto Alegre, Recife, Rio de Janeiro, Roma, São Paulo, Teerã, Tóquio, Varsóvia, Viena, Jerusalém, Cidade do México',
  nl: 'Amsterdam, Antwerpen, Athene, Berlijn, Boedapest, Brussel, Den Haag, Eindhoven, Genève, Gent, Groningen, Jeruzalem, Kiev, Londen, Luik, Moskou, Parijs, Peking, Praag, Rome, Rotterdam, Utrecht, Warschau, Wenen, Utrecht, Maastricht, Nijmegen',
  tr: `
    Adana, Afyonkarahisar, Ankara, Antalya, Atina, Bağdat, Bakü, Balıkesir, Basra, Batman, Belgrad, Berlin, Beyrut, Bişkek, Brüksel, Budapeşte, Bükreş,
    Bursa, Cenevre, Cidde, Denizli, Diyarbakır, Duşanbe, Edirne, Elazığ, Erbil, Erzincan, Erzurum, Eskişehir, Gaziantep, Gazze, Halep, Hartum, Hatay, İdlib,
    İskenderun, İslamabad, İstanbul, İzmir, Kabil, Kahire, Kahramanmaraş, Karaçi, Kayseri, Kerkük, Kiev, Kişinev, Kocaeli, Konya, Kopenhag, Kudüs, Lahey,
    Lefkoşa, Londra, Malatya, Mersin, Mogadişu, Moskova, Muğla, Musul, Münih, New York, Oslo, Paris, Pekin, Prag, Priştine, Ramallah, Riyad, Roma, Sakarya,
    Samsun, Saraybosna, Şam, Sofya, Stockholm, Şanlıurfa, Strazburg, Süleymaniye, Tahran, Taşkent, Tekirdağ, Tel Aviv, Tiflis, Tokyo, Trablus, Trabzon,
    Tunus, Üsküp, Varşova, Viyana, Vaşington, Washington, Zagreb`,
  ru: `
    Абу-Даби, Алма-Ата, Алматы, Амман, Анкара, Астана, Афины, Ашхабад, Багдад, Баку, Барнаул, Бейрут, Белгород, Белград, Берлин, Бишкек, Братислава, Брюссель,
    Будапешт, Бухарест, Варшава, Вашингтон, Вена, Вильнюс, Владивосток, Владикавказ, Волгоград, Воронеж, Газа, Гаага, Грозный, Дамаск, Дели, Доха, Донецк,
    Дубай, Душанбе, Екатеринбург, Ереван, Женева, Запорожье, Иерусалим, Иркутск, Исламабад, Кабул, Казань, Каир, Калининград, Киев, Кишинев, Копенгаген,
    Краснодар, Красноярск, Курск, Лондон, Луганск, Мадрид, Мариуполь, Махачкала, Минск, Москва, Мурманск, Мюнхен, Нижний Новгород, Новосибирск, Нью-Дели,
    Нью-Йорк, Одесса, Осло, Омск, Париж, Пекин, Пермь, Петербург, Прага, Пхеньян, Рига, Рим, Ростов-на-Дону, Самара, Санкт-Петербург, Саратов, Севастополь,
    Сеул, Симферополь, Сингапур, София, Сочи, Стамбул, Стокгольм, Сургут, Сухум, Таллин, Ташкент, Тбилиси, Тегеран, Тель-Авив, Токио, Томск, Тюмень, Уфа, Хабаровск,
    Харьков, Хельсинки, Херсон, Цхинвал, Челябинск, Чита, Шанхай, Эр-Рияд, Якутск`,
  uk: 'Берлін, Брюссель, Варшава, Вашингтон, Дніпро, Донецьк, Житомир, Запоріжжя, Київ, Львів, Луцьк, Маріуполь, Миколаїв, Одеса, Полтава, Рівне, Суми, Тернопіль, Ужгород, Харків, Херсон, Чернівці, Чернігів, Лондон, Париж',
};

/**
 * Countries and other regions that follow a place (“KRAMATORSK, Ukraine”), and states of federations as news agencies abbreviate
 * them.
 */
const REGIONS: Readonly<Record<string, string>> = {
  en: `
    Afghanistan, Albania, Algeria, Angola, Argentina, Armenia, Australia, Austria, Azerbaijan, Bahamas, Bahrain, Bangladesh, Belarus, Belgium, Benin, Bolivia,
    Bosnia, Bosnia-Herzegovina, Botswana, Brazil, Britain, Bulgaria, Burkina Faso, Burundi, Cambodia, Cameroon, Canada, Central African Republic, Chad, Chile,
    China, Colombia, Congo, Costa Rica, Crimea, Croatia, Cuba, Cyprus, Czech Republic, Czechia, Denmark, Dominican Republic, Ecuador, Egypt, El Salvador, England,
    Eritrea, Estonia, Ethiopia, Fiji, Finland, France, Gabon, Gambia, Gaza Strip, Georgia, Germany, Ghana, Greece, Greenland, Guatemala, Guinea, Guyana, Haiti,
    Honduras, Hungary, Iceland, India, Indonesia, Iran, Iraq, Ireland, Israel, Italy, Ivory Coast, Jamaica, Japan, Jordan, Kazakhstan, Kenya, Kosovo, Kurdistan,
    Kyrgyzstan, Laos, Latvia, Lebanon, Lesotho, Liberia, Libya, Lithuania, Luxembourg, Madagascar, Malawi, Malaysia, Maldives, Mali, Malta, Mauritania, Mauritius,
    Mexico, Moldova, Mongolia, Montenegro, Morocco, Mozambique, Myanmar, Namibia, Nepal, Netherlands, New Zealand, Nicaragua, Niger, Nigeria, North Korea,
    North Macedonia, Northern Ireland, Norway, Oman, Pakistan, Panama, Papua New Guinea, Paraguay, Peru, Philippines, Poland, Portugal, Puerto Rico, Qatar, Romania,
    Russia, Rwanda, Saudi Arabia, Scotland, Senegal, Serbia, Sierra Leone, Slovakia, Slovenia, Somalia, South Africa, South Korea, South Sudan, Spain, Sri Lanka, Sudan,
    Suriname, Sweden, Switzerland, Syria, Taiwan, Tajikistan, Tanzania, Thailand, Togo, Tunisia, Turkey, Türkiye, Turkmenistan, Uganda, Ukraine, United Arab Emirates,
    UAE, United Kingdom, Uruguay, Uzbekistan, Venezuela, Vietnam, Wales, West Bank, Western Sahara, Yemen, Zambia, Zimbabwe,
    Alabama, Alaska, Arizona, Arkansas, California, Colorado, Connecticut, Delaware, Florida, Hawaii, Idaho, Illinois, Indiana, Iowa, Kansas, Kentucky, Louisiana,
    Maine, Maryland, Massachusetts, Michigan, Minnesota, Mississippi, Missouri, Montana, Nebraska, Nevada, New Hampshire, New Jersey, New Mexico, New York,
    North Carolina, North Dakota, Ohio, Oklahoma, Oregon, Pennsylvania, Rhode Island, South Carolina, South Dakota, Tennessee, Texas, Utah, Vermont, Virginia,
    Washington, West Virginia, Wisconsin, Wyoming, Ala, Ariz, Ark, Calif, Colo, Conn, Del, DC, Fla, Ga, Ill, Ind, Kan, Ky, La, Md, Mass, Mich, Minn, Miss, Mo, Mont,
    Neb, Nev, NH, NJ, NM, NY, NC, ND, Okla, Ore, Pa, RI, SC, SD, Tenn, Tex, Vt, Va, Wash, WVa, Wis, Wyo,
    Alberta, British Columbia, Manitoba, New Brunswick, Newfoundland, Nova Scotia, Ontario, Quebec, Saskatchewan`,
  de: 'Ägypten, Algerien, Armenien, Aserbaidschan, Belgien, Brasilien, Bulgarien, Dänemark, Deutschland, England, Estland, Finnland, Frankreich, Georgien, Griechenland, Großbritannien, Indien, Irak, Irland, Israel, Italien, Japan, Kanada, Kasachstan, Kroatien, Lettland, Libanon, Libyen, Litauen, Marokko, Mexiko, Moldau, Niederlande, Norwegen, Österreich, Pakistan, Polen, Portugal, Rumänien, Russland, Saudi-Arabien, Schweden, Schweiz, Serbien, Slowakei, Slowenien, Spanien, Südafrika, Südkorea, Syrien, Tschechien, Tunesien, Türkei, Ukraine, Ungarn, USA, Westjordanland',
  fr: 'Algérie, Allemagne, Arménie, Autriche, Azerbaïdjan, Belgique, Brésil, Bulgarie, Cisjordanie, Côte d’Ivoire, Croatie, Danemark, Égypte, Espagne, États-Unis, Finlande, France, Grèce, Hongrie, Inde, Irak, Irlande, Israël, Italie, Liban, Libye, Maroc, Mexique, Norvège, Pays-Bas, Pologne, Roumanie, Royaume-Uni, Russie, Serbie, Suède, Suisse, Syrie, Tchéquie, Tunisie, Turquie, Ukraine',
  es: 'Alemania, Arabia Saudí, Argelia, Bélgica, Bolivia, Brasil, Cisjordania, Corea del Sur, EEUU, Egipto, España, Estados Unidos, Francia, Grecia, Hungría, India, Irak, Irlanda, Israel, Italia, Líbano, Libia, Marruecos, México, Países Bajos, Perú, Polonia, Reino Unido, República Dominicana, Rumanía, Rusia, Siria, Suecia, Suiza, Túnez, Turquía, Ucrania',
  tr: 'ABD, Almanya, Azerbaycan, Belçika, Bulgaristan, Ermenistan, Filistin, Fransa, Gürcistan, Hollanda, Irak, İngiltere, İran, İspanya, İsrail, İsveç, İsviçre, İtalya, Katar, KKTC, Libya, Lübnan, Mısır, Pakistan, Polonya, Romanya, Rusya, Sırbistan, Suriye, Suudi Arabistan, Türkiye, Ukrayna, Yunanistan',
  ru: 'Азербайджан, Армения, Белоруссия, Великобритания, Германия, Грузия, ДНР, Донецкая область, Израиль, Индия, Ирак, Иран, Испания, Италия, Казахстан, Киргизия, Китай, ЛНР, Латвия, Литва, Молдавия, ОАЭ, Польша, Россия, США, Сирия, Таджикистан, Турция, Узбекистан, Украина, Финляндия, Франция, Эстония, Япония',
};

/** News agencies, as written in brackets or dashes after a place. */
const AGENCIES = `
  AA, Anadolu, Anadolu Agency, Anadolu Ajansı, AAP, AFP, Agence France-Presse, Agerpres, Al Jazeera, ANA, ANKA, ANI, ANP, ANSA, AP, The Associated Press,
  Associated Press, APA, APP, APS, ATS, Azertac, BBC, Belga, Belta, Bernama, BIRN, Bloomberg, BNA, BNS, BSS, BTA, CNA, CNN, CNS, CP, The Canadian Press, CTK, DHA,
  dpa, dpa-AFX, DW, EFE, Europa Press, FENA, GNA, Hina, HINA, IANS, İHA, IHA, INA, Interfax, IRNA, ISNA, JTA, KCNA, Keystone-SDA, KNA, KUNA, Kyodo, Kyodo News, LETA, LUSA,
  MAP, MENA, MTI, NAN, NNA, NPR, NTB, ONA, PA, PA Media, PAP, Petra, PTI, QNA, Reuters, RIA, RIA Novosti, Ritzau, SANA, SDA, SID, Sputnik, SPA, STT, Tanjug, TAP, TASS, TASR, Telam,
  TT, UNB, UNI, UPI, Ukrinform, VNA, VOA, WAFA, WAM, Xinhua, Yonhap, epd,
  ТАСС, РИА, РИА Новости, Интерфакс, РБК, Укринформ, Укрінформ, УНІАН, БелТА`;

/** Kickers: words in capitals at the top of a story that are not places, if an agency follows (“FACTBOX (Reuters) - The …”). */
const KICKERS = `
  alert, analysis, analyse, archive, background, breaking, bulletin, column, comment, commentary, corrected, correction, covid, editorial, eilmeldung, exclusive, exklusiv, exclusif,
  exclusiva, explainer, factbox, feature, flash, focus, graphic, highlights, infografik, insight, interview, kolumne, kommentar, letter, live, media, meinung, mundo, news, newsletter,
  obituary, opinion, opinión, outlook, photos, podcast, poll, preview, profile, pulse, quotebox, recap, refile, report, reportage, review, roundup, scenarios, son dakika, special,
  spotlight, story, summary, timeline, top, tribune, update, urgent, urgente, video, vidéo, war, watch, weather, wrapup, срочно, интервью, мнение, эксклюзив`;

function keysOf(...lists: readonly string[]): ReadonlySet<string> {
  return new Set(lists.flatMap((list) => list.split(',').map(keyOf)));
}

/** Places are compared ignoring case, diacritics, full stops and apostrophes. */
function keyOf(name: string): string {
  return fold(name.replace(/[.'’]/g, '').replace(/-/g, ' '));
}

const CITY_KEYS = keysOf(...Object.values(CITIES));
const REGION_KEYS = keysOf(...Object.values(REGIONS));
const AGENCY_KEYS = keysOf(AGENCIES);
const KICKER_KEYS = keysOf(KICKERS);

/** Whether this is the name of a city in {@link CITIES}, in any of its languages and in any case. */
export function isNewsPlace(name: string): boolean {
  return CITY_KEYS.has(keyOf(name));
}

/** Whether this is a country, or a state or province as news agencies write it. */
export function isRegion(name: string): boolean {
  return REGION_KEYS.has(keyOf(name));
}

/** Whether this is a news agency. */
export function isAgency(name: string): boolean {
  return AGENCY_KEYS.has(keyOf(name));
}

/** Whether one of the words is a kicker, which names the kind of story rather than a place. */
export function hasKicker(words: string): boolean {
  return words.split(/[ /]/).some((word) => KICKER_KEYS.has(keyOf(word)));
}
