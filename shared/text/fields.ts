import { DocumentMetadata, METADATA_FIELDS } from '../model/document.ts';
import { parsePublished } from './published.ts';

export type MetadataField = keyof DocumentMetadata;

/** The contents of a header: known fields, and everything else under its original name. */
export interface HeaderFields {
  readonly metadata: Partial<DocumentMetadata>;
  readonly extra: Readonly<Record<string, unknown>>;
}

/** The names by which headers of news files call each field. Compared in lower case. */
const NAMES: Readonly<Record<MetadataField, readonly string[]>> = {
  title: ['title', 'headline', 'titel', 'titre', 'título', 'başlık', 'заголовок'],
  source: [
    'source',
    'publisher',
    'publication',
    'newspaper',
    'outlet',
    'site',
    'quelle',
    'fuente',
    'kaynak',
    'источник',
  ],
  url: ['url', 'link', 'permalink'],
  byline: ['byline', 'by', 'author', 'authors', 'autor', 'autorin', 'auteur', 'yazar', 'автор'],
  dateline: ['dateline'],
  published: [
    'published',
    'date',
    'pubdate',
    'publication date',
    'published on',
    'publication_date',
    'publish_date',
    'datum',
    'veröffentlicht',
    'publié le',
    'fecha',
    'publicado',
    'tarih',
    'yayın tarihi',
    'дата',
    'опубликовано',
  ],
  language: ['language', 'lang', 'sprache', 'langue', 'idioma', 'dil', 'язык'],
};
const FIELD = new Map<string, MetadataField>(
  METADATA_FIELDS.flatMap((field) => NAMES[field].map((name) => [name, field])),
);

const LANGUAGES = new Map(
  Object.entries({
    arabic: 'ar',
    azerbaijani: 'az',
    chinese: 'zh',
    dutch: 'nl',
    english: 'en',
    french: 'fr',
    german: 'de',
    greek: 'el',
    hebrew: 'he',
    hindi: 'hi',
    italian: 'it',
    japanese: 'ja',
    korean: 'ko',
    kurdish: 'ku',
    persian: 'fa',
    polish: 'pl',
    portuguese: 'pt',
    russian: 'ru',
    spanish: 'es',
    swedish: 'sv',
    turkish: 'tr',
    türkçe: 'tr',
    ukrainian: 'uk',
    urdu: 'ur',
  }),
);

/** Returns the metadata field for a header name, ignoring case; `undefined` for other names. */
export function fieldNamed(name: string): MetadataField | undefined {
  return FIELD.get(name.trim().toLowerCase().normalize());
}

/**
 * Returns the stored form of a field's value, or `null` if the value is invalid.
 * @param language of the article, if its header states one; determines how dates are read
 */
export function fieldValue(field: MetadataField, text: string, language?: string): string | null {
  const value = text.trim();
  if (value === '') return null;
  const stored =
    field === 'published'
      ? parsePublished(value, language)
      : field === 'language'
        ? languageTag(value)
        : field === 'url' && !/^(?:https?|ftp):\/\/\S+$|^www\.\S+\.\S+$/i.test(value)
          ? null
          : value;
  return stored !== null && DocumentMetadata.shape[field].safeParse(stored).success ? stored : null;
}

function languageTag(text: string): string | null {
  if (/^[a-z]{2,3}([-_][a-z0-9]{2,8})*$/i.test(text)) return text.replaceAll('_', '-');
  return LANGUAGES.get(text.toLowerCase()) ?? null;
}

/**
 * Sorts named values into fields and the rest. The first value of a field wins; a value that is invalid for its field (such as an
 * unreadable date) stays in `extra` under its original name.
 * @param language of the article, if it is known from elsewhere
 */
export function sortFields(
  entries: readonly (readonly [name: string, value: unknown])[],
  language: string | undefined = statedLanguage(entries),
): HeaderFields {
  const metadata: Partial<DocumentMetadata> = {};
  const extra: Record<string, unknown> = {};
  for (const [name, value] of entries) {
    const field = fieldNamed(name);
    const text = scalarText(value);
    const stored = field !== undefined && text !== null ? fieldValue(field, text, language) : null;
    if (field !== undefined && stored !== null && metadata[field] === undefined) metadata[field] = stored;
    // Setting __proto__ on a plain object would change its prototype; the line is still in the verbatim header.
    else if (name !== '__proto__' && text !== '' && value !== null) extra[name] = value;
  }
  return { metadata, extra };
}

/** Returns the language that a header states, as a language tag. */
export function statedLanguage(
  entries: Iterable<readonly [name: string, value: unknown]>,
): string | undefined {
  for (const [name, value] of entries) {
    const text = fieldNamed(name) === 'language' ? scalarText(value) : null;
    const tag = text === null ? null : fieldValue('language', text);
    if (tag !== null) return tag;
  }
  return undefined;
}

/** Returns the text of a scalar, or of a list of scalars (“authors: [A, B]”); `null` for nested values. */
function scalarText(value: unknown): string | null {
  if (Array.isArray(value)) {
    const parts = value.map(scalarText);
    return parts.every((part) => part !== null) ? parts.join(', ') : null;
  }
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean'
    ? String(value)
    : null;
}
